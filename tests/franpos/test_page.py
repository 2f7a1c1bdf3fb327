"""The page's sample, in each of the formats that the page lists."""

from typing import Any
from urllib.parse import urlencode

import pytest

from crm.accounts.models import Account
from customers.models import Change, Customer, LeadSource

from .conftest import RESULT, Api, sample, statuses

FORM = "application/x-www-form-urlencoded"
LENIENT = {flag: False for flag in sample("upsert.request") if flag != "Customers"}


@pytest.fixture(autouse=True)
def _first_lead_source(account: Account) -> None:
    LeadSource.objects.create(pk=1, account=account, name="Walk-in")


def as_form(body: dict[str, Any], written: str) -> str:
    """The same body as a form."""
    fields = {name: value for name, value in body.items() if name != "Customers"}
    for number, customer in enumerate(body["Customers"]):
        fields |= {written.format(number, member): customer[member] for member in customer}
    return urlencode(fields)


def test_the_sample_as_printed_demands_what_it_does_not_have(api: Api) -> None:
    results = api.post(sample("upsert.request")).json()

    assert statuses(results) == ["Error", "Error"]
    for word in ("Country", "State", "NoteType"):
        assert word in results[0]["Message"]
    assert not Customer.objects.exists()


@pytest.mark.parametrize("content_type", ["application/json", "text/json", "text/plain", ""])
def test_without_demands_it_is_added_and_then_updated(api: Api, content_type: str) -> None:
    results = api.post(sample("upsert.request") | LENIENT, content_type=content_type).json()

    assert statuses(results) == ["Added", "Updated"]
    for result in results:
        assert list(result) == RESULT
    assert results[0] == {
        "LocationId": 1,
        "FirstName": "sample string 3",
        "LastName": "sample string 4",
        "Email": "sample string 5",
        "CustomerCode": "sample string 8",
        "CellPhone": "sample string 6",
        "Dob": "2024-10-18",
        "Status": "Added",
    }


@pytest.mark.parametrize(
    "written", ["Customers[{}].{}", "Customers[{}][{}]", "customers[{}].{}", "[{}].{}"]
)
def test_a_form_says_the_same(api: Api, written: str) -> None:
    form = as_form(sample("upsert.request") | LENIENT, written)

    results = api.post(form, content_type=f"{FORM}; charset=utf-8").json()

    assert statuses(results) == ["Added", "Updated"]
    shown = api.read("sample string 8")
    expected: dict[str, Any] = sample("upsert.request")["Customers"][0]
    expected |= {"LocationId": 0, "Dob": "2024-10-18", "NoteType": ""}
    assert shown == expected | {"CustomerId": shown["CustomerId"]}


def test_all_that_was_sent_can_be_read(api: Api) -> None:
    api.post(sample("upsert.request") | LENIENT)

    shown = api.read("sample string 8")

    sent = sample("upsert.request")["Customers"][0]
    assert list(shown) == list(sent) == list(sample("get.response"))
    for member in sent.keys() - {"LocationId", "CustomerId", "Dob", "NoteType"}:
        assert shown[member] == sent[member]


def test_the_answer_is_as_the_text_describes_it(api: Api) -> None:
    customer = dict(sample("upsert.response")[0])
    del customer["Status"]

    assert api.upload(customer) == sample("upsert.response")


def test_a_refusal_is_as_the_text_describes_it(api: Api) -> None:
    customer = dict(sample("refused.response")[0])
    del customer["Status"]
    del customer["Message"]

    assert api.upload(customer) == sample("refused.response")


def test_a_bare_list_is_a_list_of_customers(api: Api) -> None:
    results = api.post([{"Email": "ann@example.com"}, {"Email": "bob@example.com"}]).json()

    assert statuses(results) == ["Added", "Added"]


def test_an_empty_list_is_answered_by_one(api: Api) -> None:
    assert api.post({"Customers": []}).json() == []
    assert api.post([]).json() == []


def test_the_ledger_tells_who_wrote_by_which_key(api: Api) -> None:
    api.upload(
        {"Email": "ann@example.com", "CellPhone": "312 555 0147"},
        {"CellPhone": "+1 312-555-0147", "FirstName": "Ann"},
    )

    told = Change.objects.order_by("sequence")
    assert [(c.action, c.matched_by) for c in told] == [("created", ""), ("updated", "cell phone")]
    assert {(c.dialect, c.client_name) for c in told} == {("franpos", "Till")}
