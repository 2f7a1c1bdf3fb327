"""The staff's pages and the admin's: closed to who is not signed in, has no permission, or belongs to
another account."""

from typing import Any

import pytest
from django.apps import apps
from django.test import Client as Browser

from crm.access.clients import Credentials
from crm.access.models import Client
from crm.accounts.models import Account, User
from crm.dialects import DIALECTS
from crm.staff.models import SavedView
from customers.models import Change, Customer, CustomerContact, Order
from tests.staff.conftest import browser_with

from .conftest import asker, state_of
from .walk import Route, content_of, every_route, routes_of

#: Open to everybody, and why.
OPEN = {
    "/healthz": "says that the process is alive",
    "/readyz": "says whether it is ready, and of nobody's data",
    "/sign-in/": "the door itself",
    "/admin/login/": "the admin's",
    "/sign-out/": "whoever is out stays out",
    "/admin/logout/": "the same",
}
#: Pages for whoever is signed in, whatever they may do.
OWN = {
    "/me/": "who one is",
    "/conformance/": "what the five pages state, which says nothing of any customer",
    "/conformance/inventorypro/": "the same of one system",
    "/password/": "one's own password",
    "/accounts/": "sends people of an account to it",
    "/admin/password_change/": "one's own password",
    "/admin/password_change/done/": "says that it is changed",
    "/admin/jsi18n/": "words for the browser",
    "/admin/": "the start, which lists what one may see",
    "/admin/search/": "finds among the pages that one may see",
}


def holes_of(customer: Customer) -> dict[str, object]:
    """What names the customer's things in the paths of the staff's pages."""
    account = customer.account
    change = Change.objects.filter(account=account)[0]
    maker, _ = User.objects.get_or_create(username=f"maker-{account.slug}", account=account)
    view, _ = SavedView.objects.get_or_create(account=account, user=maker, name="Mine")
    return {
        "customer_id": customer.pk,
        "client_id": Client.objects.filter(account=account)[0].pk,
        "sequence": change.sequence,
        "first": change.sequence,
        "last": change.sequence,
        "request_id": change.request_id or "r-1",
        "view_id": view.pk,
        "item": CustomerContact.objects.filter(customer=customer)[0].pk,
        "order_id": Order.objects.filter(customer=customer)[0].pk,
        "dialect": "inventorypro",
        "name": "contacts",
    }


def admin_holes(route: Route, account: Account) -> dict[str, object]:
    """What names a row of the account in the path of a page of the admin."""
    if "<path:content_type_id>" in route.template:
        return {"content_type_id": 1, "object_id": 1}
    if "<" not in route.template:
        return {}
    _, _, app_label, model_name, *_ = route.template.split("/")
    row = rows_of(apps.get_model(app_label, model_name), account)[0]
    return {"object_id": row.pk, "id": row.pk}


def rows_of(model: Any, account: Account) -> Any:
    """The account's rows of a table; all of one that has no account."""
    names = {field.name for field in model._meta.get_fields()}
    rows = model._default_manager.order_by("pk")
    for name in ("account", "application"):
        if name in names:
            return rows.filter(**{name if name == "account" else "application__account": account})
    return rows


def paths_of(door: str, customer: Customer) -> list[str]:
    holes = holes_of(customer)
    return [
        route.path(holes if door == "staff" else admin_holes(route, customer.account))
        for route in routes_of(door)
    ]


def leads_to_sign_in(answer: Any) -> bool:
    doors = ("/sign-in/", "/admin/login/")
    return bool(answer.status_code == 302 and answer["Location"].startswith(doors))


def is_closed(answer: Any) -> bool:
    """Refused, or sent to sign in, or to the page of the same row that is walked too."""
    if answer.status_code == 302:
        to_its_page = f"{answer.wsgi_request.path}change/"
        return leads_to_sign_in(answer) or bool(answer["Location"] == to_its_page)
    return answer.status_code in (403, 404, 405)


@pytest.fixture(params=["staff", "admin"])
def door(request: pytest.FixtureRequest) -> str:
    kind: str = request.param
    return kind


def test_who_is_not_signed_in_is_sent_to_sign_in(door: str, ours: Customer) -> None:
    paths, before = paths_of(door, ours), state_of(ours.account)

    opened = [
        (method, path)
        for path in paths
        if path not in OPEN
        for method in ("GET", "POST")
        if not is_closed(Browser().generic(method, path))
    ]

    assert opened == []
    assert state_of(ours.account) == before


def test_a_programs_credentials_open_no_page(
    door: str, ours: Customer, clients: dict[str, Credentials]
) -> None:
    paths, before = paths_of(door, ours), state_of(ours.account)
    program = asker(clients["smartshelf"])

    opened = [
        (method, path)
        for path in paths
        if path not in OPEN
        for method in ("GET", "POST")
        if not is_closed(program(method, path))
    ]

    assert opened == []
    assert state_of(ours.account) == before


def test_a_programs_user_opens_no_page(
    door: str, ours: Customer, clients: dict[str, Credentials], client: Browser
) -> None:
    user = clients["inventorypro"].client.user
    assert user is not None
    client.force_login(user)

    opened = [
        path
        for path in paths_of(door, ours)
        if path not in OPEN.keys() | OWN.keys() and not is_closed(client.get(path))
    ]

    assert opened == []


def test_without_permission_nothing_opens(door: str, ours: Customer) -> None:
    browser = browser_with(ours.account)
    paths, before = paths_of(door, ours), state_of(ours.account)

    opened = [
        (method, path)
        for path in paths
        if path not in OPEN.keys() | OWN.keys()
        for method in ("GET", "POST")
        if not is_closed(browser.generic(method, path))
    ]

    assert opened == []
    assert state_of(ours.account) == before


def test_who_may_only_read_changes_nothing(door: str, ours: Customer) -> None:
    browser = browser_with(ours.account, 130)
    paths = [path for path in paths_of(door, ours) if path not in OPEN.keys() | OWN.keys()]
    before = state_of(ours.account)

    for path in paths:
        assert browser.post(path).status_code < 500, path

    assert state_of(ours.account) == before


def test_somebody_of_another_account_sees_and_changes_nothing(
    door: str, ours: Customer, theirs: Customer, client: Browser
) -> None:
    mallory = User.objects.create_superuser("mallory", account=theirs.account)
    client.force_login(mallory)
    paths = [path for path in paths_of(door, ours) if path not in OPEN.keys() | OWN.keys()]
    before = state_of(ours.account)

    answers = {(m, path): client.generic(m, path) for path in paths for m in ("GET", "POST")}

    seen = [asked for asked, answer in answers.items() if b"Furnished acme" in content_of(answer)]
    failed = [asked for asked, answer in answers.items() if answer.status_code >= 500]
    assert (seen, failed) == ([], [])
    assert state_of(ours.account) == before


def test_the_walk_reaches_the_customer(door: str, ours: Customer, alice: User) -> None:
    """Or the others would prove nothing."""
    browser = Browser()
    browser.force_login(alice)

    paths = [path for path in paths_of(door, ours) if "/customers/" in path][:20]

    assert any(b"Furnished acme" in content_of(browser.get(path)) for path in paths)


def test_every_route_has_a_door() -> None:
    assert {route.door for route in every_route()} == {*DIALECTS, "admin", "staff"}
