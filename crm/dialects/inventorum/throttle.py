"""So many requests a second for each token, counted in the cache that all processes share."""

import time

from django.conf import settings
from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from crm.access.authentication import Caller

SECONDS_KEPT = 2


class TokenRate(BaseThrottle):
    """``settings.INVENTORUM_RATE`` requests in each second of the clock."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        if not isinstance(request.auth, Caller):
            return True
        key = f"inventorum-rate:{request.auth.token_id}:{int(time.time())}"
        cache.add(key, 0, SECONDS_KEPT)
        try:
            count = cache.incr(key)
        except ValueError:  # the second has passed between the two
            count = 1
        return count <= settings.INVENTORUM_RATE

    def wait(self) -> float:
        """Seconds until the next one begins."""
        return 1
