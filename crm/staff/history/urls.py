from django.urls import path

from crm.staff.ui import ids  # noqa: F401  the converter

from .views import history, undo_change

urlpatterns = [
    path("", history, name="customer-history"),
    path("<id:sequence>/undo/", undo_change, name="undo-change"),
]
