"""A business in Chicago, the program that speaks RPM for it, and its way of asking."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client as Browser

from crm.access.clients import Credentials, create_client
from crm.accounts.models import Account
from crm.dialects import rpm
from customers.models import Change, Customer, CustomField, Supplier

EXAMPLES = Path(rpm.__file__).parent / "examples"
BASE = "/rpm/Api2.svc/"


def sample(name: str) -> Any:
    """A sample of the pages: ``customers.response``, ``customer_add.request`` ..."""
    return json.loads((EXAMPLES / f"{name}.json").read_text())


class Api:
    """A program that speaks RPM with one key."""

    def __init__(self, credentials: Credentials) -> None:
        self.credentials = credentials
        self.browser = Browser()
        self.key = credentials.shown["key"]

    def post(self, call: str, body: Any = None, **headers: str) -> Any:
        """The answer to a call; a body that is not bytes or text goes as JSON, ``None`` not at all."""
        data = body if isinstance(body, bytes | str) else json.dumps(body)
        return self.browser.post(
            f"{BASE}{call}",
            "" if body is None else data,
            content_type="application/json",
            headers={"RpmApiKey": self.key, **headers},
        )

    def __call__(self, call: str, body: Any = None, **members: Any) -> Any:
        """The ``Result`` of a call that goes well."""
        result = result_of(self.post(call, members or body))
        assert "Error" not in result, result
        return result

    def error(self, call: str, body: Any = None, **members: Any) -> str:
        """The message of a call that is refused."""
        return error_of(self.post(call, members or body))

    def add(self, name: str = "Acme, Inc.", **members: Any) -> dict[str, Any]:
        """A new customer, as the answer shows it."""
        customer: dict[str, Any] = self("CustomerAdd", Customer={"Name": name, **members})
        return customer

    def edit(self, customer: dict[str, Any], **members: Any) -> dict[str, Any]:
        """What is edited of the customer, and how it is shown afterwards."""
        which = {"CustomerID": customer["CustomerID"]}
        edited: dict[str, Any] = self("CustomerEdit", Customer=which | members)
        return edited

    def get(self, customer: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = self("Customer", CustomerID=customer["CustomerID"])
        return found


def result_of(answer: Any) -> Any:
    """The ``Result``, of an answer that looks as every answer does."""
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    body = json.loads(answer.getvalue())
    assert list(body) == ["Result"]
    return body["Result"]


def error_of(answer: Any) -> str:
    """The message, of an answer that looks as every error does."""
    result = result_of(answer)
    assert list(result) == ["Error"], result
    assert list(result["Error"]) == ["Message"]
    message: str = result["Error"]["Message"]
    assert message
    return message


def recorded() -> tuple[Any, ...]:
    """All that a write would have changed."""
    return (
        list(Customer.objects.order_by("pk").values_list("pk", "modified")),
        Change.objects.count(),
    )


@pytest.fixture
def credentials(account: Account) -> Credentials:
    """A program that may do all its dialect can."""
    return create_client(account, "rpm", "CRM sync")


@pytest.fixture
def api(credentials: Credentials) -> Api:
    return Api(credentials)


@pytest.fixture
def other_api(other_account: Account) -> Api:
    return Api(create_client(other_account, "rpm", "Theirs"))


@pytest.fixture
def api_with(account: Account) -> Callable[..., Api]:
    """A program with these permission codes only."""

    def make(*codes: int) -> Api:
        return Api(create_client(account, "rpm", f"With {codes}", codes=codes))

    return make


@pytest.fixture
def fields(account: Account) -> dict[str, CustomField]:
    """A custom field of each type on customers, and one on addresses."""
    made = {
        kind: CustomField.objects.create(
            account=account,
            target="customer",
            name=f"A {kind}",
            type=kind,
            choices=["Gold", "Tin"] if kind == "choice" else [],
        )
        for kind in ("text", "number", "date", "yes/no", "choice")
    }
    made["Dock"] = CustomField.objects.create(account=account, target="address", name="Dock")
    return made


@pytest.fixture
def qwest(account: Account) -> Supplier:
    return Supplier.objects.create(account=account, name="Qwest")
