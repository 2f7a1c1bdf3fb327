"""Redis that is away, and comes back: whoever asks the hub does not notice."""

import logging
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache, caches
from django.test import Client as Browser

from crm.access.clients import Credentials, create_client
from crm.accounts.models import Account, User
from crm.cache import _away


@pytest.fixture(autouse=True)
def _redis_is_away(settings: Any) -> Iterator[None]:
    """Nobody listens at the port, which is held so that nobody can."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        settings.CACHES = {
            "default": {
                "BACKEND": "crm.cache.PatientRedisCache",
                "LOCATION": f"redis://127.0.0.1:{held.getsockname()[1]}/0",
            }
        }
        _away.clear()
        yield
        _away.clear()


def test_requests_are_answered_and_not_counted(account: Account, settings: Any) -> None:
    settings.INVENTORUM_RATE = 1
    token = create_client(account, "inventorum", "Till").shown["access_token"]

    answers = [
        Browser().get("/inventorum/api/customers/", headers={"Authorization": f"Bearer {token}"})
        for _ in range(3)
    ]

    assert [answer.status_code for answer in answers] == [200] * 3


@pytest.mark.parametrize(("secret", "status"), [("right", 200), ("wrong", 401)])
def test_tokens_are_given_out_and_refused(
    inventorypro_client: Credentials, secret: str, status: int
) -> None:
    shown = inventorypro_client.shown
    form = {
        "grant_type": "client_credentials",
        "client_id": shown["client_id"],
        "client_secret": shown["client_secret"] if secret == "right" else secret,
    }

    assert Browser().post("/inventorypro/api/v1/Token", form).status_code == status


def test_the_dashboard_is_shown(client: Browser, alice: User) -> None:
    client.force_login(alice)

    assert client.get("/").status_code == 200


def test_the_operator_is_told_once(db: None, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="crm.cache"):
        answers = [Browser().get("/readyz") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [503] * 3
    assert answers[0].json()["cache"] == "unavailable"
    assert len([line for line in caplog.records if line.name == "crm.cache"]) == 1


def test_it_is_an_empty_cache(db: None) -> None:
    cache.set("a", 1)
    cache.set_many({"a": 1})
    cache.delete("a")
    cache.delete_many(["a"])
    cache.clear()

    assert cache.get("a", "nothing") == "nothing"
    assert cache.get_many(["a"]) == {}
    assert not cache.touch("a")
    assert "a" not in cache
    assert cache.get_or_set("a", lambda: "made") == "made"
    assert (cache.add("a", 0), cache.incr("a")) == (True, 1)


def test_it_is_asked_again(caplog: pytest.LogCaptureFixture) -> None:
    asked = caches["default"]._cache  # type: ignore[attr-defined]
    cache.get("a")
    asked._client = FakeRedis()
    assert cache.get("a") is None  # it is not asked at once

    _away[asked._server] = 0

    assert cache.get("a") == "an answer"
    assert caplog.messages[-1] == "The cache answers again"


class FakeRedis:
    """One that is back."""

    def get(self, key: str, default: Any) -> str:
        return "an answer"
