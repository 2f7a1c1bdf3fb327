"""The page's paths, each with and without the trailing slash: a redirect would turn a POST into a GET.
The last line answers all that is not on the page."""

from typing import Any

from django.urls import URLPattern, path, re_path

from crm.dialects.docs import reference_paths

from . import API_PATH
from .views import CustomerViewSet, TokenViewSet, UnknownPathViewSet


def both(route: str, view: Any) -> list[URLPattern]:
    return [path(f"{API_PATH}{route}/", view), path(f"{API_PATH}{route}", view)]


urlpatterns = [
    *both("auth/token", TokenViewSet.as_view({"post": "refresh_token"})),
    *both(
        "customers", CustomerViewSet.as_view({"get": "list_customers", "post": "create_customer"})
    ),
    *both("customers/favourites", CustomerViewSet.as_view({"get": "list_favourites"})),
    *both(
        "customers/<str:customer_id>",
        CustomerViewSet.as_view(
            {"get": "get_customer", "put": "update_customer", "delete": "delete_customer"}
        ),
    ),
    *reference_paths("inventorum"),
    re_path("", UnknownPathViewSet.as_view({"get": "unknown"})),
]
