"""What Prometheus asks for. Counted with its own client: django-prometheus adds two middlewares and
wraps every statement, and knows neither dialects nor clients.

In a server of several processes each counts in files of ``PROMETHEUS_MULTIPROC_DIR``, and any of them
tells the sum.
"""

import logging
import os
import time
from collections.abc import Iterator

from django.db import Error, connection
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from customers.models import AccountCounters

from .requests import Answered

logger = logging.getLogger(__name__)

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
POOL_SECONDS = 1  # between two looks at the pool
STAFF = "staff"  # what the label says for the pages that are of no dialect

own = CollectorRegistry()
requests = Counter(
    "hub_requests",
    "Requests answered.",
    ["dialect", "route", "method", "status", "error"],
    registry=own,
)
seconds = Histogram(
    "hub_request_seconds",
    "Time until the answer was ready.",
    ["dialect"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
    registry=own,
)
client_requests = Counter(
    "hub_client_requests",
    "Requests of each client.",
    ["account", "dialect", "client", "error"],
    registry=own,
)
pool = Gauge(
    "hub_database_pool",
    "Connections to PostgreSQL: open, of them idle, and requests that wait for one.",
    ["state"],
    multiprocess_mode="livesum",
    registry=own,
)
_pool_seen = 0.0


class Totals(Collector):
    """What the database knows, the same for every process: one query. Nothing while it is away, which
    is when the rest is looked at."""

    def collect(self) -> Iterator[Metric]:
        kept = AccountCounters.objects.values_list("account__slug", "last_sequence", "customers")
        try:
            rows = list(kept)
        except Error as error:
            logger.warning("The database cannot be asked for its totals: %s", error)
            return
        changes = CounterMetricFamily(
            "hub_ledger_changes", "Changes ever written.", None, ["account"]
        )
        customers = GaugeMetricFamily("hub_customers", "Customers there are.", None, ["account"])
        for account, last_sequence, there in rows:
            changes.add_metric([account], last_sequence)
            customers.add_metric([account], there)
        yield changes
        yield customers


def count(answered: Answered) -> None:
    """Add a request that was answered."""
    request, client = answered.request, answered.client
    error = "true" if answered.is_error else "false"
    dialect = answered.dialect or STAFF
    method = request.method if request.method in METHODS else "other"
    status = str(answered.response.status_code)
    requests.labels(dialect, answered.route, method, status, error).inc()
    seconds.labels(dialect).observe(answered.seconds)
    if client is not None:
        account = answered.account.slug if answered.account else ""
        client_requests.labels(account, client.dialect, client.name, error).inc()
    _look_at_pool()


def told() -> bytes:
    """All of it in Prometheus' own format."""
    shown = own
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        shown = CollectorRegistry()
        MultiProcessCollector(shown)  # type: ignore[no-untyped-call]
    totals = CollectorRegistry()
    totals.register(Totals())
    return generate_latest(shown) + generate_latest(totals)


def _look_at_pool() -> None:
    global _pool_seen  # noqa: PLW0603  one of each process
    now = time.monotonic()
    if connection.vendor != "postgresql" or now - _pool_seen < POOL_SECONDS:
        return
    _pool_seen = now
    connections = connection.pool  # type: ignore[attr-defined]
    if connections is not None:
        stats = connections.get_stats()
        pool.labels("open").set(stats["pool_size"])
        pool.labels("idle").set(stats["pool_available"])
        pool.labels("waiting").set(stats.get("requests_waiting", 0))
