"""The staff's pages."""

from django.urls import include, path

from .dashboard.views import dashboard

urlpatterns = [
    path("", dashboard, name="dashboard"),
    path("clients/", include("crm.staff.clients.urls")),
    path("conformance/", include("crm.staff.conformance.urls")),
    path("customers/", include("crm.staff.customers.urls")),
    path("", include("crm.staff.signin.urls")),
]
