"""The page's paths: no trailing slash anywhere. The last line answers all that is not on the page."""

from django.urls import path, re_path

from crm.dialects.docs import reference_paths

from . import API_PATH
from .views import CustomerViewSet, TokenViewSet, UnknownPathViewSet

urlpatterns = [
    path(f"{API_PATH}Token", TokenViewSet.as_view({"post": "issue_token"})),
    path(f"{API_PATH}Customer/All", CustomerViewSet.as_view({"get": "list_customers"})),
    path(f"{API_PATH}Customer", CustomerViewSet.as_view({"post": "upsert_customer"})),
    path(
        f"{API_PATH}Customer/<path:short_id>",
        CustomerViewSet.as_view({"get": "get_customer", "delete": "discontinue_customer"}),
    ),
    *reference_paths("inventorypro"),
    re_path("", UnknownPathViewSet.as_view({"get": "unknown"})),
]
