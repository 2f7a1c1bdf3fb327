"""A wholesaler in New York, the program that speaks Smart Shelf for it, and Customer XYZ of the page."""

import json
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client as Browser

from crm.access.clients import Credentials, create_client
from crm.accounts.models import Account
from crm.dialects import smartshelf
from customers import services
from customers.changes import AddressChange, ContactChange, CustomerChange, PhoneChange, Source
from customers.models import Change, Customer

from .orders import MakeOrder, make_order

EXAMPLES = Path(smartshelf.__file__).parent / "examples"
BASE = "/smartshelf/api/"

Many = Callable[[int], list[str]]


def sample_text(name: str) -> str:
    """A sample of the page as it is printed: ``create.request``, ``list.response`` ..."""
    return (EXAMPLES / f"{name}.json").read_text()


def sample(name: str) -> Any:
    """A sample of the page, read."""
    return json.loads(sample_text(name))


def parsed(text: str | bytes) -> Any:
    """The JSON with its numbers as they are written, and 0 for every id that the record gives out."""
    if isinstance(text, bytes):
        text = text.decode()
    text = re.sub(r'"(cust|cont|so)_[0-9]+"', r'"\1_0"', text)
    return json.loads(text, parse_float=_as_written, parse_int=_as_written)


def printed(text: str | bytes) -> str:
    """As ``parsed``, in a form whose equality is also that of the order of keys."""
    return json.dumps(parsed(text), indent=1)


def _as_written(number: str) -> str:
    return f"number {number}"


class Api:
    """A program that speaks Smart Shelf with one token."""

    def __init__(self, credentials: Credentials) -> None:
        self.credentials = credentials
        self.browser = Browser()
        self.token = credentials.shown["access_token"]

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

    def get(self, path: str = "customers") -> Any:
        return self("GET", path)

    def one(self, customer_id: object) -> Any:
        return self.get(f"customers/{customer_id}")

    def shown(self, customer_id: object) -> dict[str, Any]:
        """The customer as it is answered."""
        answer = self.one(customer_id)
        assert answer.status_code == 200, answer.content
        data: dict[str, Any] = answer.json()["data"]
        return data

    def post(self, body: Any, path: str = "customers") -> Any:
        return self("POST", path, body)

    def put(self, customer_id: object, body: Any) -> Any:
        return self("PUT", f"customers/{customer_id}", body)

    def create(self, **members: Any) -> dict[str, Any]:
        """A new customer, as the answer shows it."""
        answer = self.post({"name": "Acme"} | members)
        assert answer.status_code == 201, answer.content
        created: dict[str, Any] = answer.json()["data"]
        return created

    def add_contact(self, customer_id: str, /, **members: Any) -> dict[str, Any]:
        """A new contact, as the answer shows it."""
        answer = self.post({"name": "Bob Wilson"} | members, f"customers/{customer_id}/contacts")
        assert answer.status_code == 201, answer.content
        added: dict[str, Any] = answer.json()["data"]
        return added


@pytest.fixture
def account(db: Any) -> Account:
    """Where everything happens: a business in New York, as Customer XYZ."""
    return Account.objects.create(
        slug="shelf", name="Shelf", timezone="America/New_York", country="US", currency="USD"
    )


@pytest.fixture
def credentials(account: Account) -> Credentials:
    """A program that may do all its dialect can."""
    return create_client(account, "smartshelf", "Shelf")


@pytest.fixture
def api(credentials: Credentials) -> Api:
    return Api(credentials)


@pytest.fixture
def other_api(other_account: Account) -> Api:
    return Api(create_client(other_account, "smartshelf", "Theirs"))


@pytest.fixture
def api_with(account: Account) -> Callable[[Sequence[int]], Api]:
    """A program with these permission codes only."""

    def make(codes: Sequence[int]) -> Api:
        return Api(create_client(account, "smartshelf", f"With {codes}", codes=codes))

    return make


@pytest.fixture
def make(account: Account, source: Source) -> Callable[..., str]:
    """A customer brought in without HTTP; its id as this dialect writes it."""

    def create(**columns: Any) -> str:
        change = CustomerChange(**{"company": "Acme"} | columns)
        return f"cust_{services.create(account, change, source=source).customer_id}"

    return create


@pytest.fixture
def many(account: Account, source: Source) -> Many:
    """So many customers with two addresses and a contact each; their ids."""

    def make(count: int) -> list[str]:
        outcomes = services.write(
            account,
            [
                services.Write(
                    mode=services.Mode.CREATE,
                    change=CustomerChange(
                        company=f"Company {row}",
                        email=f"orders@company{row}.example.com",
                        primary=ContactChange(
                            first_name="Ann", phones=(PhoneChange(type="cell", number="1"),)
                        ),
                        billing=AddressChange(city=f"City {row}"),
                        shipping=(AddressChange(city="One"), AddressChange(city="Two")),
                    ),
                )
                for row in range(count)
            ],
            source=source,
        )
        return [f"cust_{outcome.customer_id}" for outcome in outcomes]

    return make


@pytest.fixture
def xyz(account: Account, alice: Any) -> str:
    """Customer XYZ, exactly as the page prints it; its id."""
    entered = Source(user=alice, dialect="tests", at=datetime(2023, 6, 15, tzinfo=UTC))
    corrected = Source(user=alice, dialect="tests", at=datetime(2024, 1, 15, 10, 30, tzinfo=UTC))
    place = AddressChange(
        line1="456 Customer Blvd",
        city="Customer City",
        state="NY",
        postal_code="10001",
        country="US",
    )
    change = CustomerChange(
        company="Customer XYZ",
        email="orders@customerxyz.com",
        phone="+1-555-0456",
        fax="+1-555-0457",
        website="https://customerxyz.com",
        tax_number="98-7654321",
        billing=place,
        shipping=(place,),
        primary=ContactChange(
            first_name="Alice",
            last_name="Johnson",
            job_title="Procurement Manager",
            email="alice.johnson@customerxyz.com",
            phones=(PhoneChange(type="business", number="+1-555-0458"),),
        ),
        payment_terms="net_15",
        currency="USD",
        credit_limit=Decimal(10_000),
        current_balance=Decimal(2_500),
        discount_rate=Decimal(5),
        preferred_shipping="UPS_GROUND",
        customer_since=entered.at,
        note="High-value customer with consistent orders",
    )
    customer_id = services.create(account, change, source=entered).customer_id
    floor = CustomerChange(billing=AddressChange(line2="Floor 3"))
    services.update(account, customer_id, floor, source=corrected)
    return f"cust_{customer_id}"


@pytest.fixture
def order(account: Account) -> MakeOrder:
    """An order of a customer, brought in."""

    def place(customer_id: str, **columns: Any) -> Any:
        return make_order(account, customer_id, **columns)

    return place


@pytest.fixture
def xyz_orders(xyz: str, order: MakeOrder) -> str:
    """Customer XYZ with its 75 orders, all paid after 12 days: 8 of January, 6 of December."""
    times = [datetime(2024, 1, 15, tzinfo=UTC) - timedelta(days=day) for day in range(8)]
    times += [datetime(2023, 12, 20, tzinfo=UTC) - timedelta(days=day) for day in range(6)]
    times += [datetime(2023, 11, 20, tzinfo=UTC) - timedelta(days=2 * day) for day in range(61)]
    for number, at in enumerate(times):
        other = (f"prod_{200 + number % 6}", "Other Widget", 5, 100)
        order(
            xyz,
            at=at,
            status="delivered",
            shipped=at + timedelta(days=1),
            delivered=at + timedelta(days=3),
            paid=at + timedelta(days=12),
            lines=[("prod_123", "Smart Widget", 2, 50), other],
        )
    return xyz


def assert_error(answer: Any, status: int, code: str, *members: str) -> None:
    """Our envelope, its keys in their order, and the members that its details name."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/json"
    body = answer.json()
    assert list(body) == ["error"]
    error = body["error"]
    assert list(error) == ["code", "message", "details"]
    assert error["code"] == code
    assert error["message"]
    assert isinstance(error["message"], str)
    assert sorted(error["details"]) == sorted(members)
    for messages in error["details"].values():
        assert messages
        assert all(isinstance(message, str) and message for message in messages)


def assert_invalid(answer: Any, *members: str) -> None:
    """Members or parameters that are wrong."""
    assert_error(answer, 400, "validation_error", *members)


def assert_not_found(answer: Any, *parts: str) -> None:
    """The part of the path that names nothing."""
    assert_error(answer, 404, "not_found", *parts)


def primaries(api: Api, customer_id: str) -> list[str]:
    return [c["name"] for c in api.shown(customer_id)["contacts"] if c["is_primary"]]


def path_of(customer_id: str, contact: dict[str, Any]) -> str:
    return f"customers/{customer_id}/contacts/{contact['id']}"


def recorded() -> tuple[Any, ...]:
    """All that a write would have changed."""
    return (
        list(Customer.objects.order_by("pk").values_list("pk", "modified")),
        Change.objects.count(),
    )
