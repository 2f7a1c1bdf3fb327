"""A chain of salons in Chicago, the tills that speak Franpos for it, and their way of asking."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client as Browser

from crm.access.clients import Credentials, create_client
from crm.accounts.models import Account, Store
from crm.dialects import franpos
from customers.models import Change, Customer, NoteType

EXAMPLES = Path(franpos.__file__).parent / "examples"
BASE = "/franpos/api/"
RESULT = [
    "LocationId",
    "FirstName",
    "LastName",
    "Email",
    "CustomerCode",
    "CellPhone",
    "Dob",
    "Status",
]


def sample(name: str) -> Any:
    """``upsert.request`` as the page prints it, and the answers beside it."""
    return json.loads((EXAMPLES / f"{name}.json").read_text())


class Api:
    """A till that speaks Franpos with one token."""

    def __init__(self, credentials: Credentials) -> None:
        self.credentials = credentials
        self.browser = Browser()
        self.token = credentials.shown["token"]

    def __call__(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        content_type: str = "application/json",
        **parameters: object,
    ) -> Any:
        """Send a request; a body that is not bytes or text goes as JSON."""
        data = body if isinstance(body, bytes | str) else json.dumps(body)
        query = urlencode({"Token": self.token} | parameters)
        return self.browser.generic(
            method,
            f"{BASE}{path}",
            "" if body is None else data,
            content_type=content_type,
            QUERY_STRING=query,
        )

    def post(self, body: Any, **parameters: Any) -> Any:
        return self("POST", "customers", body, **parameters)

    def upload(self, *customers: Any, by: str = "", **flags: Any) -> list[dict[str, Any]]:
        """The results of an upload, ``restrictByLocations`` in ``by``."""
        parameters = {"restrictByLocations": by} if by else {}
        answer = self.post({**flags, "Customers": list(customers)}, **parameters)
        assert answer.status_code == 200, answer.content
        results: list[dict[str, Any]] = answer.json()
        return results

    def add(self, **members: Any) -> dict[str, Any]:
        """One customer's good result."""
        (result,) = self.upload(members)
        assert result["Status"] != "Error", result
        return result

    def refuse(self, customer: Any, **flags: Any) -> str:
        """The message of one customer's refusal."""
        (result,) = self.upload(customer, **flags)
        assert list(result) == [*RESULT, "Message"]
        assert result["Status"] == "Error"
        message = result["Message"]
        assert isinstance(message, str)
        return message

    def get(self, customer_id: object, **parameters: Any) -> Any:
        return self("GET", f"Customers/{customer_id}", **parameters)

    def read(self, code: str) -> dict[str, Any]:
        """The customer of that code, as ``GET Customers/{id}`` shows it."""
        account = self.credentials.client.account
        answer = self.get(Customer.objects.get(account=account, code=code).pk)
        assert answer.status_code == 200, answer.content
        customer: dict[str, Any] = answer.json()
        return customer


@pytest.fixture
def credentials(account: Account) -> Credentials:
    """A till that may do all its dialect can, everywhere in the account."""
    return create_client(account, "franpos", "Till")


@pytest.fixture
def api(credentials: Credentials) -> Api:
    return Api(credentials)


@pytest.fixture
def other_api(other_account: Account) -> Api:
    return Api(create_client(other_account, "franpos", "Theirs"))


@pytest.fixture
def api_with(account: Account) -> Callable[..., Api]:
    """A till with these permission codes or stores only."""

    def make(*stores: Store, codes: Sequence[int] | None = None) -> Api:
        name = f"With {stores} {codes}"
        return Api(create_client(account, "franpos", name, codes=codes, stores=stores))

    return make


@pytest.fixture
def head(account: Account) -> Store:
    """The parent of north and south."""
    return Store.objects.create(account=account, name="Head")


@pytest.fixture
def north(account: Account, head: Store) -> Store:
    return Store.objects.create(account=account, name="North", parent=head)


@pytest.fixture
def south(account: Account, head: Store) -> Store:
    return Store.objects.create(account=account, name="South", parent=head)


@pytest.fixture
def general(account: Account) -> NoteType:
    return NoteType.objects.create(account=account, name="General")


def assert_error(answer: Any, status: int, word: str = "") -> None:
    """Web API's shape, about something."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/json"
    assert list(answer.json()) == ["Message"]
    assert answer.json()["Message"]
    assert word in answer.json()["Message"]


def statuses(results: Sequence[dict[str, Any]]) -> list[str]:
    return [result["Status"] for result in results]


def recorded() -> tuple[Any, ...]:
    """All that a write would have changed."""
    return (
        list(Customer.objects.order_by("pk").values_list("pk", "modified")),
        Change.objects.count(),
    )
