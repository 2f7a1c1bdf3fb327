"""The operator's probes."""

from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client as Browser


def test_a_living_process_says_so_without_a_database(client: Browser) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_it_is_ready_when_all_answers(client: Browser, db: Any) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": "ok", "cache": "ok"}


def test_it_is_not_ready_without_its_database(client: Browser, db: Any) -> None:
    def refuse(*_: object) -> None:
        raise OperationalError("password of the database")

    with connection.execute_wrapper(refuse):
        answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"status": "unavailable", "database": "unavailable", "cache": "ok"}


def test_it_is_not_ready_with_migrations_missing(client: Browser, db: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'customers'")

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["database"] == "migrations missing"


def test_it_is_not_ready_without_its_cache(client: Browser, db: Any, settings: Any) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:9",  # nobody listens there
        }
    }

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["cache"] == "unavailable"


@pytest.mark.parametrize("method", ["get", "head"])
def test_the_probes_are_open(client: Browser, db: Any, method: str) -> None:
    for path in ("/healthz", "/readyz"):
        assert getattr(client, method)(path).status_code == 200
