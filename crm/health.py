"""For the operator's probes: is the process alive, and can it serve.

Hand-written because the probes want plain answers and a 503, where django-health-check gives a page
and a 500 and runs its checks on connections of other threads.
"""

import logging

from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

logger = logging.getLogger(__name__)


def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    """The database answers, its migrations are applied and the cache works; else 503, naming which."""
    checks = {"database": _check_database(), "cache": _check_cache()}
    is_ready = all(word == "ok" for word in checks.values())
    return JsonResponse(
        {"status": "ok" if is_ready else "unavailable", **checks}, status=200 if is_ready else 503
    )


def _check_database() -> str:
    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        logger.exception("The database does not answer")
        return "unavailable"
    return "migrations missing" if plan else "ok"


def _check_cache() -> str:
    try:
        cache.set("readyz", "ok", timeout=10)
        return "ok" if cache.get("readyz") == "ok" else "unavailable"
    except Exception:  # each cache has errors of its own
        logger.exception("The cache does not answer")
        return "unavailable"
