"""The usual way to write such an API: nested serializers of models, with what the framework brings.

The addresses and views of a server (``usual_wsgi``): a list, one customer, a search by part of name
or e-mail, and the full list as a stream of ``values()``.
"""

from collections.abc import Iterator
from typing import Any, ClassVar

import orjson
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path
from rest_framework import generics, permissions, serializers

from contacts.models import Contact, PhoneNumber
from customers.models import Address, Customer


class HasToken(permissions.BasePermission):
    """A program's token belongs to no person."""

    def has_permission(self, request: Any, view: Any) -> bool:
        return request.auth is not None


class PhoneSerializer(serializers.ModelSerializer[PhoneNumber]):
    class Meta:
        model = PhoneNumber
        fields = ("id", "type", "number")


class ContactSerializer(serializers.ModelSerializer[Contact]):
    phones = PhoneSerializer(many=True)

    class Meta:
        model = Contact
        fields = ("id", "first_name", "last_name", "job_title", "email", "birthday", "phones")


class AddressSerializer(serializers.ModelSerializer[Address]):
    class Meta:
        model = Address
        exclude: ClassVar = ["account", "customer"]


class CustomerSerializer(serializers.ModelSerializer[Customer]):
    addresses = AddressSerializer(many=True)
    contacts = ContactSerializer(many=True)

    class Meta:
        model = Customer
        exclude: ClassVar = ["account"]


class Customers:
    """What both views show: the customers of who asks."""

    permission_classes = (HasToken,)
    serializer_class = CustomerSerializer
    request: Any

    def get_queryset(self) -> QuerySet[Customer]:
        customers = Customer.objects.filter(account=self.request.auth.application.account)
        term = self.request.query_params.get("search")
        if term:
            customers = customers.filter(Q(name__icontains=term) | Q(email__icontains=term))
        return customers.order_by("id").prefetch_related("addresses", "contacts__phones")


class CustomerList(Customers, generics.ListAPIView[Customer]):  # type: ignore[misc]
    pass


class OneCustomer(Customers, generics.RetrieveAPIView[Customer]):  # type: ignore[misc]
    pass


def stream(request: HttpRequest) -> StreamingHttpResponse:
    """All customers in one list, from a server-side cursor."""
    rows = Customer.objects.filter(account=1, is_active=True).order_by("id")
    columns = rows.values("id", "name", "created", "modified")
    return StreamingHttpResponse(_pieces(columns), content_type="application/json")


def _pieces(rows: Any) -> Iterator[bytes]:
    before = b'{"Customers":['
    for row in rows.iterator(chunk_size=2000):
        yield before + orjson.dumps(row)
        before = b","
    yield b"]}"


def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("healthz", healthz),
    path("customers", CustomerList.as_view()),
    path("customers/<int:pk>", OneCustomer.as_view()),
    path("stream", stream),
]
