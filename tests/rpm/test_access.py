"""Who may do what: keys, codes, accounts; where the calls are found, and what is none."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from oauth2_provider.models import AccessToken

from crm.access.clients import Credentials, issue_token, revoke, rotate_credentials
from crm.accounts.models import Account, User
from crm.dialects.rpm import views
from crm.dialects.rpm.urls import CALLS

from .conftest import BASE, Api, error_of, recorded, result_of, sample

TABLE = {
    "Customers": 130,
    "Customer": 130,
    "CustomerSearch": 130,
    "CustomerAdd": 131,
    "CustomerEdit": 131,
    "CustomerContactAdd": 131,
    "CustomerContactEdit": 131,
    "CustomerLocationAdd": 131,
    "CustomerLocationEdit": 131,
    "Suppliers": 130,
    "Accounts": 130,
    "Account": 130,
    "AccountAdd": 131,
    "AccountEdit": 131,
    "Modified": 130,
    "Info": 0,
}
UNKNOWN = sample("key_unknown.error")["Result"]["Error"]["Message"]


def test_the_table_names_every_call() -> None:
    assert set(TABLE) == set(CALLS)


@pytest.mark.parametrize("call", TABLE)
def test_with_its_code_a_call_is_allowed(api_with: Callable[..., Api], call: str) -> None:
    result = result_of(api_with(*filter(None, [TABLE[call]])).post(call, {}))

    assert result.get("Error", {}).get("Message") != "Permission denied"


@pytest.mark.parametrize("call", [call for call, code in TABLE.items() if code])
def test_without_its_code_it_is_not(api: Api, api_with: Callable[..., Api], call: str) -> None:
    acme = api.add()
    other = {130: 131, 131: 130}[TABLE[call]]
    before = recorded()

    for codes in ((), (other,)):
        program = api_with(*codes)
        body = {"Customer": {"Name": "New"}, "CustomerID": acme["CustomerID"]}
        assert program.error(call, body) == "Permission denied"
    assert recorded() == before


@pytest.mark.parametrize("call", TABLE)
def test_without_a_key_nothing_opens(api: Api, call: str) -> None:
    before = recorded()

    bodies: list[Any] = [None, {}, {"Key": ""}, {"Key": None}, []]
    for body in bodies:
        answer = api.post(call, body, RpmApiKey="")
        assert answer.json() == sample("key_missing.error")
    assert recorded() == before


@pytest.mark.parametrize(
    "key", ["x", "ffffffff-ffff-ffff-ffff-ffffffffffff", "a\0b", "x" * 100_000, 5, [], {"a": 1}]
)
def test_an_unknown_key_opens_nothing(api: Api, key: Any) -> None:
    api.add()

    assert api.post("Customers", {"Key": key}, RpmApiKey="").json() == sample("key_unknown.error")
    if isinstance(key, str) and "\0" not in key:
        assert api.post("Customers", RpmApiKey=key).json() == sample("key_unknown.error")


def test_the_body_may_bring_the_key(api: Api) -> None:
    added = api.add()
    body = {"Key": api.key, "CustomerID": added["CustomerID"]}

    assert result_of(api.post("Customer", body, RpmApiKey="")) == added


def test_the_header_wins(api: Api, other_api: Api) -> None:
    api.add("Ours")
    other_api.add("Theirs")

    listed = api("Customers", Key=other_api.key)["Customers"]

    assert [customer["Customer"] for customer in listed] == ["Ours"]


def test_a_key_is_a_guid_and_only_its_hash_is_stored(api: Api) -> None:
    assert len(api.key) == 36
    assert list(api.credentials.shown) == ["base_url", "key"]
    assert api.credentials.shown["base_url"] == "http://testserver/rpm/"
    assert not AccessToken.objects.filter(token=api.key).exists()


def test_somebody_who_is_switched_off_is_told_so(api: Api, account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert api.error("Info") == "Unauthorized user"

    Account.objects.filter(pk=account.pk).update(is_active=True)
    User.objects.filter(access_client=api.credentials.client).update(is_active=False)
    assert api.error("Info") == "Unauthorized user"


def test_a_revoked_key_and_a_rotated_one_are_unknown(api: Api) -> None:
    fresh = rotate_credentials(api.credentials.client)["key"]
    assert api.error("Info") == UNKNOWN
    assert "Subscriber" in result_of(api.post("Info", RpmApiKey=fresh))

    revoke(api.credentials.client)
    assert error_of(api.post("Info", RpmApiKey=fresh)) == UNKNOWN


def test_a_token_of_another_dialect_opens_nothing(
    api: Api, inventorypro_client: Credentials
) -> None:
    theirs = issue_token(inventorypro_client.client, timedelta(hours=1))

    assert error_of(api.post("Info", RpmApiKey=theirs)) == UNKNOWN
    answer = api.browser.get(
        "/inventorypro/api/v1/Customer/All", headers={"Authorization": f"Bearer {api.key}"}
    )
    assert answer.status_code == 401


def test_nothing_of_another_account_can_be_reached(api: Api, other_api: Api) -> None:
    theirs = other_api.add("Theirs", PrimaryContact={"FirstName": "A", "LastName": "B"})
    before = recorded()

    which = {"CustomerID": theirs["CustomerID"]}
    location = {"LocationID": 1, "Name": "x"}
    for call, body in (
        ("Customer", which),
        ("Customer", {"Customer": "Theirs"}),
        ("CustomerEdit", {"Customer": which | {"Website": "mine"}}),
        ("CustomerEdit", {"Customer": {"Name": "Theirs", "Website": "mine"}}),
        ("CustomerContactEdit", which | {"Contact": theirs["Contacts"][0]["Contact"]}),
        ("CustomerLocationAdd", which | {"Location": location}),
        ("CustomerLocationEdit", which | {"Location": location}),
    ):
        assert api.error(call, body) == "Customer not found"
    assert api.error("Customers") == "No customers"
    assert recorded() == before


def test_info_says_who_asks(api: Api, account: Account) -> None:
    info = api("Info")

    user = api.credentials.client.user
    assert user is not None
    assert list(info) == list(sample("info.response")["Result"])
    assert (info["Subscriber"], info["User"]) == (account.name, user.username)
    assert info["TimeOffset"] in {"-05:00", "-06:00"}
    assert info["Role"] == "130 Customers List, 131 Create/Modify Customer"


@pytest.mark.parametrize(
    "path",
    [
        "/rpm/Api2.svc/Info",
        "/rpm/api2.svc/Info",
        "/rpm/API2.SVC/Info",
        "/rpm/api2.svc/info",
        "/rpm/Api2.svc/INFO",
    ],
)
def test_names_are_matched_whatever_their_case(api: Api, path: str) -> None:
    answer = api.browser.post(path, headers={"RpmApiKey": api.key})

    assert "Subscriber" in result_of(answer)


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("api.localhost:8000", "/rpm/api2.svc/Info"),
        ("rpm.localhost:8000", "/Api2.svc/Info"),
        ("rpm.localhost", "/rpm/api2.svc/Info"),
    ],
)
def test_it_answers_on_the_hosts_that_clients_want(api: Api, host: str, path: str) -> None:
    answer = api.browser.post(path, headers={"Host": host, "RpmApiKey": api.key})

    assert "Subscriber" in result_of(answer)


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_only_post_is_answered(api: Api, method: str) -> None:
    answer = api.browser.generic(method, f"{BASE}Customers", headers={"RpmApiKey": api.key})

    assert error_of(answer) == "Only POST is answered here"


@pytest.mark.parametrize(
    "path",
    [
        "/rpm/",
        "/rpm/Api2.svc",
        "/rpm/Api2.svc/",
        "/rpm/Api2.svc/Customers/",
        "/rpm/Api2.svc/Agencies",
        "/rpm/Api2.svc/%00",
        "/rpm/Api2svc/Info",
        "/rpm/Api.svc/Info",
        "/rpm/docs",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS"])
def test_an_unknown_call_is_told_so(client: Browser, db: Any, method: str, path: str) -> None:
    assert error_of(client.generic(method, path)) == "There is no such call"


def test_on_its_own_host_there_is_nothing_else(api: Api) -> None:
    for path in ("/admin/", "/healthz", "/", "/inventorum/api/customers/"):
        answer = api.browser.get(path, headers={"Host": "rpm.localhost"})
        assert error_of(answer) == "There is no such call"


def test_a_failure_of_our_own_is_told_in_the_envelope(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("unheard of")

    added = api.add()
    monkeypatch.setattr(views, "render_customer", fail)

    assert api.error("Customer", CustomerID=added["CustomerID"]) == "The server failed to answer"
