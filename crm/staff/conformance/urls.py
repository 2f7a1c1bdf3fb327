from django.urls import path

from .views import conformance, conformance_of

urlpatterns = [
    path("", conformance, name="conformance"),
    path("<slug:dialect>/", conformance_of, name="conformance-system"),
]
