from django.urls import path

from crm.staff.ui import ids  # noqa: F401  the converter

from .views import client_list, client_page, new_client, revoke_client, rotate_client

urlpatterns = [
    path("", client_list, name="clients"),
    path("new/", new_client, name="new-client"),
    path("<id:client_id>/", client_page, name="client"),
    path("<id:client_id>/rotate/", rotate_client, name="rotate-client"),
    path("<id:client_id>/revoke/", revoke_client, name="revoke-client"),
]
