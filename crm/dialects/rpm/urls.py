"""The calls, each at the name of the service. The last line answers all that is no call."""

import re
from typing import Any

from django.urls import URLPattern, re_path
from django.urls.resolvers import RoutePattern

from crm.dialects.docs import reference_paths

from .account_views import AccountViewSet, InfoViewSet
from .views import CustomerViewSet, UnknownCallViewSet

SERVICE = "Api2.svc/"
#: What stands before the service at the vendor's. A client that changes only its host sends it too.
FOLDER = "rpm/"

CALLS: dict[str, Any] = {
    "Customers": CustomerViewSet,
    "Customer": CustomerViewSet,
    "CustomerSearch": CustomerViewSet,
    "CustomerAdd": CustomerViewSet,
    "CustomerEdit": CustomerViewSet,
    "CustomerContactAdd": CustomerViewSet,
    "CustomerContactEdit": CustomerViewSet,
    "CustomerLocationAdd": CustomerViewSet,
    "CustomerLocationEdit": CustomerViewSet,
    "Suppliers": AccountViewSet,
    "Accounts": AccountViewSet,
    "Account": AccountViewSet,
    "AccountAdd": AccountViewSet,
    "AccountEdit": AccountViewSet,
    "Modified": AccountViewSet,
    "Info": InfoViewSet,
}


class AnyCase(RoutePattern):
    """A route whatever its case: the pages write ``Api2.svc``, the vendor's client ``api2.svc``."""

    def match(self, path: str) -> Any:
        wanted = path.lower().removeprefix(FOLDER)
        return ("", (), {}) if wanted == str(self).lower() else None


def call(name: str, view_set: Any) -> URLPattern:
    action = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
    pattern = AnyCase(f"{SERVICE}{name}", is_endpoint=True)
    return URLPattern(pattern, view_set.as_view({"post": action}))


urlpatterns = [
    *(call(name, view_set) for name, view_set in CALLS.items()),
    *reference_paths("rpm"),
    re_path("", UnknownCallViewSet.as_view({"get": "unknown"})),
]
