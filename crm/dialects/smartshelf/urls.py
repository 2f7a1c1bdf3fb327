"""The page's paths: no trailing slash anywhere. The last line answers all that is not on the page."""

from django.urls import path, re_path

from crm.dialects.docs import reference_paths

from . import API_PATH
from .views import ContactViewSet, CustomerViewSet, UnknownPathViewSet

CUSTOMER = f"{API_PATH}customers/<str:customer_id>"

urlpatterns = [
    path(
        f"{API_PATH}customers",
        CustomerViewSet.as_view({"get": "list_customers", "post": "create_customer"}),
    ),
    path(CUSTOMER, CustomerViewSet.as_view({"get": "get_customer", "put": "update_customer"})),
    path(f"{CUSTOMER}/orders", CustomerViewSet.as_view({"get": "list_orders"})),
    path(f"{CUSTOMER}/analytics", CustomerViewSet.as_view({"get": "get_analytics"})),
    path(f"{CUSTOMER}/credit-check", CustomerViewSet.as_view({"post": "check_credit"})),
    path(f"{CUSTOMER}/contacts", ContactViewSet.as_view({"post": "add_contact"})),
    path(
        f"{CUSTOMER}/contacts/<str:contact_id>",
        ContactViewSet.as_view({"put": "update_contact", "delete": "remove_contact"}),
    ),
    *reference_paths("smartshelf"),
    re_path("", UnknownPathViewSet.as_view({"get": "unknown"})),
]
