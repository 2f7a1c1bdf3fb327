"""However odd the input, the answer is a 200 with a result or a message, and nothing is half saved."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.dialects.rpm.urls import CALLS
from customers.models import Supplier

from .conftest import Api, error_of, recorded, result_of

ODD: list[Any] = [
    None,
    True,
    -1,
    10**18,
    1e308,
    "",
    "a\0b\U0010ffff",
    "x" * 100_000,
    [None],
    [[]],
    [{}],
    {"x": "y"},
]
WRITES = [call for call in CALLS if call.endswith(("Add", "Edit"))]


@pytest.fixture
def acme(api: Api, fields: Any, qwest: Supplier) -> dict[str, Any]:
    added = api.add(City="Chicago", PrimaryContact={"FirstName": "A", "LastName": "B"})
    number = {"Name": "1", "CustomerID": added["CustomerID"], "SupplierName": "Qwest"}
    api("AccountAdd", Account=number)
    return api.get(added)


def bodies(acme: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """A body for each call that would do something."""
    which = {"CustomerID": acme["CustomerID"]}
    contact, location = acme["Contacts"][0]["Contact"], acme["Locations"][0]
    fields = [{"Field": "A text", "Value": "x"}]
    customer = {
        "Website": "w",
        "Address": "a",
        "City": "c",
        "StateProvince": "s",
        "Country": "US",
        "ZipPostalCode": "z",
        "AliasAdd": "al",
        "Fields": fields,
    }
    phones = {
        "PhoneNumbers": [{"Number": "1", "PhoneNumberID": 0, "Type": 1}],
        "PhoneBusiness": {"Number": "1"},
        "PhoneHome": "2",
        "Phone": {"Other": "3"},
    }
    account = {"Name": "9", "SupplierName": "Qwest", "SupplierID": 0, **which}
    return {
        "Customers": {},
        "Customer": {**which, "Customer": "", "IncludeLocations": True},
        "CustomerSearch": {"Search": "a", "Field": "A text"},
        "CustomerAdd": {
            "Customer": {**customer, "Name": "New", "Contacts": [{"Contact": contact}]}
        },
        "CustomerEdit": {
            "Customer": {**customer, **which, "Name": "N", "PrimaryContact": {**contact, **phones}}
        },
        "CustomerContactAdd": {**which, "IsPrimary": True, "Contact": {**contact, **phones}},
        "CustomerContactEdit": {**which, "IsPrimary": True, "Contact": {**contact, **phones}},
        "CustomerLocationAdd": {**which, "Location": {**location, "Name": "L", "Fields": []}},
        "CustomerLocationEdit": {**which, "Location": {**location, "Name": "L"}},
        "Suppliers": {},
        "Accounts": {**which, "Supplier": "Qwest", "SupplierID": 0, "ModifiedAfter": "2024-01-01"},
        "Account": {"AccountID": 0, "Account": "1", "Supplier": "Qwest", "SupplierID": 0},
        "AccountAdd": {"Account": account},
        "AccountEdit": {"Account": {"AccountID": acme["Accounts"][0]["AccountID"], "Name": "8"}},
        "Modified": {},
        "Info": {},
    }


def spoiled(value: Any) -> list[Any]:
    """The value with each of its parts in turn replaced by each odd one."""
    if isinstance(value, dict):
        return [
            *({**value, key: odd} for key in value for odd in ODD),
            *({**value, key: inner} for key in value for inner in spoiled(value[key])),
        ]
    if isinstance(value, list):
        return [[item] for one in value for item in (*ODD, *spoiled(one))]
    return []


@pytest.mark.parametrize("call", CALLS)
def test_no_member_breaks_a_call(api: Api, acme: dict[str, Any], call: str) -> None:
    for body in spoiled(bodies(acme)[call]):
        result = result_of(api.post(call, body))
        message = result.get("Error", {}).get("Message", "")
        assert message != "The server failed to answer", (call, str(body)[:300])


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("body", [odd for odd in ODD if not isinstance(odd, dict)], ids=repr)
def test_a_body_that_is_no_object_is_refused(api: Api, call: str, body: Any) -> None:
    takes_none = call in {"Customers", "Suppliers", "Modified", "Info"}

    answer = api.post(call, json.dumps(body))

    if not takes_none:
        assert error_of(answer) == "The body must be an object"


@pytest.mark.parametrize(
    "body", ["{", "{'a': 1}", '{"a": NaN}', '{"a": "\\ud800"}', b"\xff\xfe", b"\0", "<Customer/>"]
)
def test_a_body_that_is_no_json_is_refused(api: Api, body: Any) -> None:
    before = recorded()

    assert api.error("CustomerAdd", body) == "The body is not valid JSON"
    assert error_of(api.post("CustomerAdd", body, RpmApiKey="")) == "The body is not valid JSON"
    assert recorded() == before


def test_a_body_that_is_too_large_is_refused(api: Api, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000

    assert api.error("CustomerAdd", Customer={"Name": "x" * 1_000}) == "The body is too large"


def test_deep_nesting_is_refused(api: Api) -> None:
    body = '{"Customer": ' * 5_000 + "1" + "}" * 5_000

    assert api.error("CustomerAdd", body)


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_the_body_is_json_whatever_its_type_says(api: Api, content_type: str) -> None:
    for body in ('{"Search": "a"}', ""):
        answer = api.browser.generic(
            "POST",
            "/rpm/Api2.svc/CustomerSearch",
            body,
            content_type=content_type,
            headers={"RpmApiKey": api.key, "Accept": "text/html"},
        )
        assert ("Customers" in result_of(answer)) == bool(body)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    *("Customer", "CustomerID", "Name", "Contacts", "Contact", "PhoneNumbers"),
                    *("Location", "LocationID", "Fields", "Field", "Value", "Account", "Type"),
                    *("ContactID", "Number", "IsPrimary", "PrimaryContact", "AccountID"),
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(body=st.dictionaries(st.sampled_from(["Customer", "Contact", "Location", "Account"]), JSON))
def test_whatever_json_comes_the_answer_is_in_the_envelope(api: Api, body: Any) -> None:
    try:
        text = json.dumps(body).encode()
    except (UnicodeEncodeError, ValueError):
        return
    for call in WRITES:
        result = result_of(api.post(call, text))
        message = result.get("Error", {}).get("Message", "")
        assert message != "The server failed to answer", (call, body)
