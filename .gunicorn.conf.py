"""The server: ``gunicorn crm.wsgi --config .gunicorn.conf.py``. The environment changes the numbers."""

import os
import shutil
from typing import Any

bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
workers = int(os.environ.get("WORKERS", "2"))
threads = int(os.environ.get("THREADS", "4"))
worker_class = "gthread"
control_socket_disable = True
graceful_timeout = 10  # seconds for requests under way when the server is told to stop
loglevel = os.environ.get("LOG_LEVEL", "warning").lower()
# The path without the query, which may hold a token, and no referrer, which may hold one too.
access_log_format = '%(h)s %(l)s %(u)s %(t)s "%(m)s %(U)s %(H)s" %(s)s %(b)s "%(a)s"'


def on_starting(server: Any) -> None:
    """Addresses in the server's own error log lose their tokens too; metrics are counted for all
    workers together, from zero; names of places are read once for all workers, before any request."""
    from crm.logs import HideTokens  # noqa: PLC0415 - the project is found only from here on
    from customers import places  # noqa: PLC0415

    places.load()
    server.log.error_log.addFilter(HideTokens())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm.settings")
    from django.conf import settings  # noqa: PLC0415

    if settings.METRICS_TOKEN:
        counts = settings.VAR_DIR / f"metrics-{os.environ.get('PORT', '8000')}"
        shutil.rmtree(counts, ignore_errors=True)
        counts.mkdir()
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(counts)


def child_exit(server: Any, worker: Any) -> None:
    """A worker that ended has no connections any more; what it counted stays."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415

        mark_process_dead(worker.pid)
