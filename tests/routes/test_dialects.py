"""The dialects' endpoints: closed to programs without credentials, of another dialect, of another
account, or without the code."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client as Browser

from crm.access.clients import Credentials, create_client
from crm.accounts.models import Account, User
from crm.dialects import DIALECTS
from customers.models import Customer, CustomerContact

from .conftest import ask, asker, is_refused, state_of
from .walk import METHODS, Route, content_of, routes_of

#: Open to everybody, and why.
OPEN = {
    "openapi.json": "the description, which says nothing of any customer",
    "docs/": "the same to read",
}
#: Where a program gets its first token: it has none to show yet.
TOKEN_ENDPOINTS = {"issue_token", "refresh_token"}
#: Calls that every client may make: they tell about the client's own account.
NO_CODE_NEEDED = {"info"}
WRITES = {
    "franpos": [{"CustomerCode": "acme-1", "FirstName": "Eve"}],
    "inventorypro": {"shortID": "acme-1", "name": "Eve"},
}


def endpoints(dialect: str, *but: str) -> Iterator[tuple[str, str, Route]]:
    """Method, action and route of each endpoint of the dialect, but of these actions."""
    for route in routes_of(dialect):
        if not route.is_endpoint:
            continue
        for method, action in route.actions.items():
            if action not in but:
                yield method, action, route


def holes_of(dialect: str, customer: Customer) -> dict[str, object]:
    """What names the customer in the dialect's paths."""
    contact = CustomerContact.objects.filter(customer=customer)[0].pk
    prefix = {"smartshelf": "cust_"}.get(dialect, "")
    return {
        "short_id": customer.code,
        "customer_id": f"{prefix}{customer.pk}",
        "contact_id": f"cont_{contact}",
        "days": 1,
        "page": 0,
        "date": "2024-01-01",
        "location_id": 0,
    }


def body_of(dialect: str, customer: Customer) -> Any:
    """A body that names the customer in every way, and would change it."""
    contact = CustomerContact.objects.filter(customer=customer)[0].pk
    ids = {
        "CustomerID": customer.pk,
        "Customer": {"Name": "Eve", "CustomerID": customer.pk},
        "ContactID": contact,
        "Contact": {"FirstName": "Eve", "ContactID": contact},
        "AccountID": customer.supplier_accounts.all()[0].pk,
        "Account": {"Account": "Eve", "CustomerID": customer.pk},
    }
    named = {"company": "Eve", "name": "Eve", "first_name": "Eve", "email": "eve@example.com"}
    return WRITES.get(dialect, ids | named)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_nobody_gets_in_without_credentials(dialect: str, ours: Customer) -> None:
    before = state_of(ours.account)
    holes, body = holes_of(dialect, ours), body_of(dialect, ours)

    opened = [
        (method, route.template)
        for method, _, route in endpoints(dialect, *TOKEN_ENDPOINTS)
        for secret in ("", "wrong")
        if not is_refused(ask(method, route.path(holes), body, secret=secret), 401)
    ]

    assert opened == []
    assert state_of(ours.account) == before


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_other_path_and_method_is_closed(
    dialect: str, ours: Customer, clients: dict[str, Credentials]
) -> None:
    before = state_of(ours.account)
    able, holes, body = asker(clients[dialect]), holes_of(dialect, ours), body_of(dialect, ours)

    opened = [
        (method, route.template)
        for route in routes_of(dialect)
        if not route.template.endswith(tuple(OPEN))
        for method in (*METHODS, "OPTIONS")
        if method not in route.actions
        for program in (ask, able)
        if not is_refused(program(method, route.path(holes), body), 401, 404, 405, 501)
    ]

    assert opened == []
    assert state_of(ours.account) == before


@pytest.mark.parametrize("dialect", DIALECTS)
def test_credentials_of_another_dialect_open_nothing(
    dialect: str, ours: Customer, clients: dict[str, Credentials]
) -> None:
    before = state_of(ours.account)
    others = [asker(clients[other]) for other in DIALECTS if other != dialect]
    holes, body = holes_of(dialect, ours), body_of(dialect, ours)

    opened = [
        (method, route.template)
        for method, _, route in endpoints(dialect, *TOKEN_ENDPOINTS)
        for program in others
        if not is_refused(program(method, route.path(holes), body), 401)
    ]

    assert opened == []
    assert state_of(ours.account) == before


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_signed_in_browser_opens_no_endpoint(
    dialect: str, ours: Customer, alice: User, client: Browser
) -> None:
    client.force_login(alice)
    holes = holes_of(dialect, ours)

    opened = [
        (method, route.template)
        for method, _, route in endpoints(dialect, *TOKEN_ENDPOINTS)
        if not is_refused(client.generic(method, route.path(holes)), 401)
    ]

    assert opened == []


@pytest.mark.parametrize("dialect", DIALECTS)
def test_without_any_code_nothing_opens(
    dialect: str, ours: Customer, clients: dict[str, Credentials]
) -> None:
    unable = asker(create_client(ours.account, dialect, "Unable", codes=[]))
    before = state_of(ours.account)
    holes, body = holes_of(dialect, ours), body_of(dialect, ours)

    opened = [
        (method, route.template)
        for method, _, route in endpoints(dialect, *TOKEN_ENDPOINTS, *NO_CODE_NEEDED)
        if not is_refused(unable(method, route.path(holes), body), 403)
    ]

    assert opened == []
    assert state_of(ours.account) == before


@pytest.mark.parametrize("dialect", DIALECTS)
def test_another_accounts_program_sees_and_changes_nothing(
    dialect: str, ours: Customer, theirs: Customer, their_clients: dict[str, Credentials]
) -> None:
    before = state_of(ours.account)
    program = asker(their_clients[dialect])
    holes, body = holes_of(dialect, ours), body_of(dialect, ours)

    answers = {
        (method, route.template): program(method, route.path(holes), body)
        for method, _, route in endpoints(dialect, *TOKEN_ENDPOINTS)
    }

    seen = [asked for asked, answer in answers.items() if b"Furnished acme" in content_of(answer)]
    failed = [asked for asked, answer in answers.items() if answer.status_code >= 500]
    assert (seen, failed) == ([], [])
    assert state_of(ours.account) == before


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_walk_reaches_the_customer(
    dialect: str, ours: Customer, clients: dict[str, Credentials]
) -> None:
    """Or the others would prove nothing."""
    program, holes = asker(clients[dialect]), holes_of(dialect, ours)

    answers = [
        content_of(program(method, route.path(holes), {"CustomerID": ours.pk}))
        for method, action, route in endpoints(dialect, *TOKEN_ENDPOINTS)
        if method == "GET" or action in ("customers", "customer")
    ]

    assert any(b"Furnished acme" in answer or b"Schmidt" in answer for answer in answers)


@pytest.mark.parametrize("action", sorted(TOKEN_ENDPOINTS))
def test_a_token_endpoint_gives_nothing_for_nothing(
    action: str, ours: Account, clients: dict[str, Credentials]
) -> None:
    ((method, _, route), *_) = [
        endpoint for dialect in DIALECTS for endpoint in endpoints(dialect) if endpoint[1] == action
    ]

    for secret in ("", "wrong"):
        answer = ask(method, route.path({}), {}, secret=secret)
        assert answer.status_code in (400, 401)
        assert b"access_token" not in answer.content
