"""A shop in Berlin, the program that speaks Inventorum for it, and its way of asking."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.test import Client as Browser
from pytest_django.fixtures import Settings

from crm.access.clients import Credentials, create_client
from crm.accounts.models import Account
from crm.dialects import inventorum
from customers.models import Change, Customer

EXAMPLES = Path(inventorum.__file__).parent / "examples"
BASE = "/inventorum/api/"
WRONG = "wrong"  # stands for the messages about a member, in ``assert_invalid``


def sample(name: str) -> Any:
    """A sample of the page: ``create.request``, ``list.response`` ..."""
    return json.loads((EXAMPLES / f"{name}.json").read_text())


class Api:
    """A program that speaks Inventorum with one token; the newest version unless told otherwise."""

    def __init__(self, credentials: Credentials) -> None:
        self.credentials = credentials
        self.browser = Browser()
        self.token = credentials.shown["access_token"]

    def __call__(
        self, method: str, path: str, body: Any = None, *, version: object = None, **headers: str
    ) -> Any:
        """Send a request; a body that is not bytes or text goes as JSON."""
        if version is not None:
            headers["X-Api-Version"] = str(version)
        data = body if isinstance(body, bytes | str) else json.dumps(body)
        return self.browser.generic(
            method,
            f"{BASE}{path}",
            "" if body is None else data,
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.token}", **headers},
        )

    def get(self, path: str = "customers/", *, version: object = None) -> Any:
        return self("GET", path, version=version)

    def one(self, customer_id: object, *, version: object = None) -> Any:
        return self.get(f"customers/{customer_id}/", version=version)

    def post(self, body: Any, *, version: object = None) -> Any:
        return self("POST", "customers/", body, version=version)

    def put(self, customer_id: object, body: Any, *, version: object = None) -> Any:
        return self("PUT", f"customers/{customer_id}/", body, version=version)

    def delete(self, customer_id: object) -> Any:
        return self("DELETE", f"customers/{customer_id}/")

    def create(self, *, version: object = None, **members: Any) -> dict[str, Any]:
        """A new customer, a company unless told otherwise, as the answer shows it."""
        answer = self.post({"company": "Acme"} | members, version=version)
        assert answer.status_code == 201, answer.content
        created: dict[str, Any] = answer.json()
        return created


@pytest.fixture(autouse=True)
def _unhurried(settings: Settings) -> None:
    """No test but those of the rate meets its limit."""
    settings.INVENTORUM_RATE = 10_000


@pytest.fixture
def account(db: Any) -> Account:
    """Where everything happens: a shop in Berlin, as in the page's samples."""
    return Account.objects.create(
        slug="shop", name="Shop", timezone="Europe/Berlin", country="DE", currency="EUR"
    )


@pytest.fixture
def credentials(account: Account) -> Credentials:
    """A shop's program that may do all its dialect can."""
    return create_client(account, "inventorum", "Till")


@pytest.fixture
def api(credentials: Credentials) -> Api:
    return Api(credentials)


@pytest.fixture
def other_api(other_account: Account) -> Api:
    return Api(create_client(other_account, "inventorum", "Theirs"))


@pytest.fixture
def api_with(account: Account) -> Callable[..., Api]:
    """A program with these permission codes and scopes only."""

    def make(*scopes: str, codes: Sequence[int] | None = None, name: str = "") -> Api:
        name = name or f"With {scopes} {codes}"
        return Api(create_client(account, "inventorum", name, codes=codes, scopes=scopes))

    return make


def assert_error(answer: Any, status: int, key: str) -> None:
    """The documented envelope, its keys in their order, about no member."""
    assert _error(answer, status, key)["fields"] == {}


def assert_invalid(answer: Any, *members: str, **nested: Any) -> None:
    """The envelope of a validation error, and the members that are wrong, nested as in the body."""
    error = _error(answer, 400, "common.serializer_error")
    assert error["description"] == "Serialization error"
    assert _shape(error["fields"]) == dict.fromkeys(members, WRONG) | nested


def _error(answer: Any, status: int, key: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/json"
    body = answer.json()
    assert list(body) == ["error"]
    error: dict[str, Any] = body["error"]
    assert list(error) == ["fields", "description", "key"]
    assert error["key"] == key
    if key == "common.unknown":
        assert error["description"] is None
    else:
        assert error["description"]
        assert isinstance(error["description"], str)
    return error


def _shape(fields: Any) -> Any:
    """The fields with ``WRONG`` in place of each list of messages, and lists cut after the last item
    that is wrong."""
    if isinstance(fields, dict):
        return {member: _shape(inner) for member, inner in fields.items()}
    assert isinstance(fields, list)
    assert fields
    if all(isinstance(message, str) and message for message in fields):
        return WRONG
    items = [_shape(item) for item in fields]
    while items[-1] == {}:
        items.pop()
    return items


def recorded() -> tuple[Any, ...]:
    """All that a write would have changed."""
    return (
        list(Customer.objects.order_by("pk").values_list("pk", "modified")),
        Change.objects.count(),
    )


def without_ids(customer: dict[str, Any]) -> dict[str, Any]:
    """The customer with 0 for every id, its own and its addresses'."""
    plain = customer | {"id": 0, "account_scoped_id": 0}
    if customer["billing_address"]:
        plain["billing_address"] = customer["billing_address"] | {"id": 0}
    plain["shipping_address"] = [place | {"id": 0} for place in customer["shipping_address"]]
    return plain


def keys_of(customer: dict[str, Any]) -> list[Any]:
    """The keys in their order, those of the addresses too."""
    places = [customer["billing_address"] or {}, *customer["shipping_address"]]
    return [list(customer), *(list(place) for place in places)]
