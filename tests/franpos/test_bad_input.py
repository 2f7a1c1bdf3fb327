"""Bodies and parameters that cannot be read, and whatever else may come."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as some
from pytest_django.fixtures import Settings

from crm.dialects.franpos.fields import FLAGS, MEMBERS
from customers.models import Customer

from .conftest import Api, assert_error

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"{",
        b'{"Customers": [}',
        b"Customers[0].FirstName=Ann",
        b"\xff\xfe",
        b'[{"FirstName": "\xff"}]',
        b'[{"Balance": NaN}]',
        b'[{"Balance": Infinity}]',
        b"[" * 100_000,
        b'{"a":' * 5_000,
        b'[{"Balance": ' + b"9" * 10_000 + b', "FirstName": "\\ud800"}]',
        b"<Customers/>",
        b"{}",
        b'{"Customers": null}',
        b'{"Customers": {"FirstName": "Ann"}}',
        b'{"Customers": "Ann"}',
        b'{"Customer": [{"FirstName": "Ann"}]}',
        b"null",
        b"true",
        b"5",
        b'"A"',
    ],
)
def test_it_rejects_a_body_without_a_list_of_customers(api: Api, body: bytes) -> None:
    assert_error(api.post(body), 400)
    assert not Customer.objects.exists()


@pytest.mark.parametrize("value", ["yes", 1.5, [], {}, "\0"])
@pytest.mark.parametrize("flag", FLAGS)
def test_it_rejects_a_flag_that_cannot_be_read(api: Api, flag: str, value: Any) -> None:
    answer = api.post({flag.upper(): value, "Customers": [{"FirstName": "Ann"}]})

    assert_error(answer, 400, f"{flag}: Must be true or false.")
    assert not Customer.objects.exists()


@pytest.mark.parametrize(
    "form",
    [
        b"",
        b"RequireDob=true",
        b"Customers=Ann",
        b"Customers[].FirstName=Ann",
        b"Customers[x].FirstName=Ann",
        b"Customers[0]=Ann",
        b"Customers[0].First.Name=Ann",
        b"Customers[99999999999].FirstName=Ann",
        b"%00=%00",
        b"=&=&&&",
    ],
)
def test_it_rejects_a_form_without_customers(api: Api, form: bytes) -> None:
    assert_error(api.post(form, content_type=FORM), 400)


def test_a_form_may_number_its_customers_as_it_likes(api: Api) -> None:
    form = "Customers[999999999].FirstName=Bob&Customers[7].FirstName=Ann&Customers[7].Dob="

    results = api.post(form, content_type=FORM).json()

    assert [result["FirstName"] for result in results] == ["Ann", "Bob"]


def test_a_form_that_is_no_utf_8_is_an_error_of_its_row(api: Api) -> None:
    form = b"Customers[0].FirstName=%FF&Customers[1].FirstName=\xff&Customers[2].FirstName=%C3%A9"

    results = api.post(form, content_type=FORM).json()

    assert [result["Status"] for result in results] == ["Error", "Error", "Added"]
    assert results[2]["FirstName"] == "é"


def test_json_that_curl_calls_a_form_is_json(api: Api) -> None:
    for body in ('{"Customers": [{"FirstName": "Ann"}]}', ' [ {"FirstName": "Ann"}]', "[]"):
        assert api.post(body, content_type=FORM).status_code == 200


def test_a_byte_order_mark_is_passed_over(api: Api) -> None:
    assert api.post('\ufeff[{"FirstName": "Ann"}]').status_code == 200


def test_it_rejects_too_many_customers(api: Api, settings: Settings) -> None:
    settings.FRANPOS_MAX_ROWS = 2

    assert api.post([{"FirstName": "Ann"}] * 2).status_code == 200
    answer = api.post([{"FirstName": "Bob"}] * 3)

    assert_error(answer, 413, "3 are too many for one request; 2 are allowed")
    assert Customer.objects.count() == 2


@pytest.mark.parametrize("content_type", ["application/json", FORM])
def test_it_rejects_a_body_that_is_too_long(
    api: Api, settings: Settings, content_type: str
) -> None:
    settings.FRANPOS_MAX_BYTES = 1_000

    answer = api.post(b'[{"Notes": "' + b"x" * 1_000 + b'"}]', content_type=content_type)

    assert_error(answer, 413, "too large")


def test_a_body_may_be_longer_than_those_of_other_dialects(api: Api, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    assert api.add(FirstName="Ann", Notes="x" * 1_000)["Status"] == "Added"


ANYTHING = some.recursive(
    some.none()
    | some.booleans()
    | some.integers(-(2**70), 2**70)
    | some.floats(allow_nan=False, allow_infinity=False)
    | some.text(max_size=30)
    | some.sampled_from(["\0", "\ud800", "x" * 21_000, "1990-05-01", "ann@example.com", "C1", ""]),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(), inner, max_size=3),
    max_leaves=5,
)
ROWS = some.lists(
    some.dictionaries(some.sampled_from([*MEMBERS, "dob", "?"]), ANYTHING) | ANYTHING, max_size=5
)


@how(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, flags=some.dictionaries(some.sampled_from(FLAGS), some.booleans()))
def test_no_rows_cause_a_failure(api: Api, rows: list[Any], flags: dict[str, bool]) -> None:
    answer = api.post({**flags, "Customers": rows})

    assert answer.status_code == 200
    assert len(answer.json()) == len(rows)


@how(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=some.binary(max_size=200)
    | some.lists(
        some.sampled_from(["Customers", "[0]", ".FirstName", "=", "&", "%00", "%", "true", "{"])
    ).map(lambda parts: "".join(parts).encode()),
    content_type=some.sampled_from([FORM, "application/json", "multipart/form-data", ""]),
)
def test_no_body_causes_a_failure(api: Api, body: bytes, content_type: str) -> None:
    assert api.post(body, content_type=content_type).status_code in {200, 400}


@how(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    parameters=some.dictionaries(
        some.sampled_from(["restrictByLocations", "LOCATIONID", "pagesize", "?"]),
        some.text(some.characters(codec="utf-8"), max_size=20),
    )
)
def test_no_parameter_causes_a_failure(api: Api, parameters: dict[str, str]) -> None:
    for path in ("Customers/1", "datadump/v1/customers/1/0/2024-01-01/0"):
        assert api("GET", path, **parameters).status_code in {200, 400, 404}
