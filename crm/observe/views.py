"""``GET /metrics``, for the operator's Prometheus."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from prometheus_client import CONTENT_TYPE_LATEST

from . import metrics


def show_metrics(request: HttpRequest) -> HttpResponse:
    """With ``METRICS_TOKEN`` as Bearer. Without that variable, or with another token, there is no
    such page: it names every account and client."""
    given = request.headers.get("Authorization", "")
    wanted = f"Bearer {settings.METRICS_TOKEN}"
    if not settings.METRICS_TOKEN or not constant_time_compare(given, wanted):
        raise Http404
    return HttpResponse(metrics.told(), content_type=CONTENT_TYPE_LATEST)
