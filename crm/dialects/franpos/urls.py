"""The paths, in any case as ASP.NET's routes are. The last line answers all that is not on the page."""

from typing import Any

from django.urls import URLPattern, re_path
from django.urls.resolvers import RoutePattern

from crm.dialects.docs import reference_paths

from . import API_PATH
from .views import CustomerViewSet, UnknownPathViewSet


class AnyCase(RoutePattern):
    """A route written in small letters."""

    def match(self, path: str) -> Any:
        return super().match(path.lower())


def door(route: str, view: Any) -> URLPattern:
    return URLPattern(AnyCase(f"{API_PATH}{route}", is_endpoint=True), view)


urlpatterns = [
    door("customers", CustomerViewSet.as_view({"post": "upsert_customers"})),
    door("customers/<str:customer_id>", CustomerViewSet.as_view({"get": "get_customer"})),
    door(
        "datadump/v1/customers/<str:days>/<str:page>/<str:date>/<str:location_id>",
        CustomerViewSet.as_view({"get": "dump_customers"}),
    ),
    *reference_paths("franpos"),
    re_path("", UnknownPathViewSet.as_view({"get": "unknown"})),
]
