"""Instances of models from queries whose SQL is made once."""

from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Count, QuerySet

from crm.accounts.models import Account
from customers.changes import ContactChange, CustomerChange, Source
from customers.models import Customer, CustomerContact, CustomerGroup
from customers.queries.once import Given, together
from customers.queries.once_objects import Objects
from customers.services import create

ALL = ("account", "number", "code", "name", "is_vip", "credit_limit", "created", "modified")


@pytest.fixture
def ada(account: Account, source: Source) -> int:
    group = CustomerGroup.objects.create(account=account, name="Regulars")
    people = (ContactChange(first_name="Ada"), ContactChange(first_name="Bert"))
    change = CustomerChange(
        company="Ada",
        group_id=group.pk,
        is_vip=True,
        credit_limit=Decimal("12.50"),
        contacts=people,
    )
    return create(account, change, source=source).customer_id


def customers(account: Any) -> QuerySet[Customer]:
    rows = Customer.objects.filter(account=account).select_related("group", "home_store")
    return rows.annotate(people=Count("contact_links"))


def test_they_are_those_of_the_queryset(
    account: Account, ada: int, django_assert_num_queries: Any
) -> None:
    once = Objects[Customer](lambda: customers(Given("account")))
    (theirs,) = customers(account)
    for _ in range(2):
        with django_assert_num_queries(1):
            (ours,) = once.found(account=account.pk)
            assert ours == theirs
            assert [getattr(ours, n) for n in ALL[1:]] == [getattr(theirs, n) for n in ALL[1:]]
            assert (ours.group.name, ours.home_store) == ("Regulars", None)  # type: ignore[union-attr]
            assert ours.people == 2  # type: ignore[attr-defined]

    ours.name = "Bert"
    ours.save(update_fields=["name"])
    assert Customer.objects.get().name == "Bert"


def test_they_are_asked_for_together(account: Account, ada: int) -> None:
    people = Objects[CustomerContact](
        lambda: CustomerContact.objects.filter(customer=Given("id")).select_related("contact")
    )
    found = Objects[Customer](lambda: Customer.objects.filter(pk=Given("id")))
    links, (customer,) = together(people, found, id=ada)

    assert [link.contact.first_name for link in links] == ["Ada", "Bert"]  # type: ignore[attr-defined]
    assert customer.pk == ada  # type: ignore[attr-defined]
