"""Two businesses with everything; a client of each for each dialect; people at their browsers."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.apps import apps
from django.test import Client as Browser

from crm.access.clients import Credentials, create_client
from crm.accounts.models import Account
from crm.dialects import DIALECTS
from customers.models import Customer
from tests.staff.conftest import furnish

Ask = Callable[..., Any]


@pytest.fixture
def ours(account: Account) -> Customer:
    return furnish(account)


@pytest.fixture
def theirs(other_account: Account) -> Customer:
    return furnish(other_account)


@pytest.fixture
def clients(account: Account) -> dict[str, Credentials]:
    """Dialect -> a client of ours that may do all that it can."""
    return {dialect: create_client(account, dialect, "Able") for dialect in DIALECTS}


@pytest.fixture
def their_clients(other_account: Account) -> dict[str, Credentials]:
    return {dialect: create_client(other_account, dialect, "Theirs") for dialect in DIALECTS}


def secret_of(credentials: Credentials) -> str:
    """What opens the dialect's doors."""
    shown = credentials.shown
    for name in ("access_token", "key", "token"):
        if name in shown:
            return shown[name]
    form = {"grant_type": "client_credentials"} | {
        name: shown[name] for name in ("client_id", "client_secret")
    }
    token: str = Browser().post("/inventorypro/api/v1/Token", form).json()["access_token"]
    return token


def ask(method: str, path: str, body: Any = None, *, secret: str = "") -> Any:
    """Ask with the secret in every way that any dialect takes one."""
    headers = {"Authorization": f"Bearer {secret}", "RpmApiKey": secret} if secret else {}
    return Browser().generic(
        method,
        f"{path}?Token={secret}" if secret else path,
        json.dumps(body) if body is not None else "",
        content_type="application/json",
        headers=headers,
    )


def asker(credentials: Credentials) -> Ask:
    """A program with these credentials, and its way of asking."""
    return partial(ask, secret=secret_of(credentials))


def is_refused(answer: Any, *statuses: int) -> bool:
    """Whether the dialect said no: by one of these statuses or, as RPM does, in the body of a 200."""
    if answer.status_code != 200:
        return answer.status_code in statuses
    body = json.loads(answer.getvalue() or "null")
    return isinstance(body, dict) and list(body.get("Result") or {}) == ["Error"]


def state_of(account: Account) -> dict[str, Any]:
    """All rows of the account, of every table whose rows have one."""
    return {
        model.__name__: list(model._default_manager.filter(account=account).order_by("pk").values())
        for model in apps.get_models()
        if any(field.name == "account" for field in model._meta.fields)
    }
