"""The warehouse program and its way of asking."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client as Browser

from crm.access.clients import Credentials, create_client
from crm.accounts.models import Account
from crm.dialects import inventorypro

EXAMPLES = Path(inventorypro.__file__).parent / "examples"
BASE = "/inventorypro/api/v1/"


def sample(name: str) -> Any:
    """A sample of the page: ``upsert.request``, ``list.response`` ..."""
    return json.loads((EXAMPLES / f"{name}.json").read_text())


class Api:
    """A program that speaks InventoryPro with one token."""

    def __init__(self, credentials: Credentials) -> None:
        self.credentials = credentials
        self.browser = Browser()
        self.token = self.get_token()

    def get_token(self) -> str:
        answer = self.browser.post(
            f"{BASE}Token",
            {
                "grant_type": "client_credentials",
                "client_id": self.credentials.shown["client_id"],
                "client_secret": self.credentials.shown["client_secret"],
            },
        )
        token: str = answer.json()["access_token"]
        return token

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Send a request; a body that is not bytes or text goes as JSON."""
        data = body if isinstance(body, bytes | str) else json.dumps(body)
        return self.browser.generic(
            method,
            f"{BASE}{path}",
            "" if body is None else data,
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.token}", **headers},
        )

    def get(self, path: str) -> Any:
        return self("GET", path)

    def post(self, body: Any) -> Any:
        return self("POST", "Customer", body)

    def delete(self, short_id: str) -> Any:
        return self("DELETE", f"Customer/{short_id}")


@pytest.fixture
def api(inventorypro_client: Credentials) -> Api:
    return Api(inventorypro_client)


@pytest.fixture
def other_api(other_account: Account) -> Api:
    return Api(create_client(other_account, "inventorypro", "Theirs"))


@pytest.fixture
def api_with(account: Account) -> Callable[..., Api]:
    """A program with these permission codes only."""

    def make(*codes: int) -> Api:
        return Api(create_client(account, "inventorypro", f"With {codes}", codes=codes))

    return make


def assert_error(answer: Any, status: int, error: str, *fields: str) -> None:
    """The documented envelope, its four keys in their order, and the fields that are wrong."""
    assert answer.status_code == status, answer.content
    body = answer.json()
    assert list(body) == ["statusCode", "error", "message", "details"]
    assert (body["statusCode"], body["error"]) == (status, error)
    assert isinstance(body["message"], str)
    assert body["message"]
    assert sorted(body["details"] or []) == sorted(fields)
