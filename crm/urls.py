"""The doors: each dialect under its name, the staff's pages, the operator's probes."""

from django.contrib import admin
from django.urls import include, path

from crm.dialects import DIALECTS

from .health import healthz, readyz
from .observe.views import show_metrics

handler500 = "crm.faults.failed"

urlpatterns = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("metrics", show_metrics),
    *(path(f"{dialect}/", include(f"crm.dialects.{dialect}.urls")) for dialect in DIALECTS),
    path("admin/", admin.site.urls),
    path("", include("crm.staff.urls")),
]
