"""Whatever is sent, to whichever endpoint: a clear 4xx, and nothing changed."""

from collections.abc import Callable
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from customers.models import Customer

from .conftest import BASE, Api, assert_error, assert_invalid, recorded

#: The endpoints that read a body.
WRITES = [
    ("POST", "customers"),
    ("PUT", "customers/{id}"),
    ("POST", "customers/{id}/contacts"),
    ("PUT", "customers/{id}/contacts/{contact}"),
]
LISTS = ["customers", "customers/{id}/orders"]
CUSTOMER = {"name": "Acme"}
Send = Callable[..., Any]


@pytest.fixture
def send(api: Api, xyz: str) -> Send:
    """Send a body to an endpoint, of Customer XYZ and Alice; nothing of the record may change."""
    alice = api.shown(xyz)["contacts"][0]["id"]

    def send(method: str, path: str, body: Any) -> Any:
        before = recorded()
        answer = api(method, path.format(id=xyz, contact=alice), body)
        assert recorded() == before
        return answer

    return send


NO_OBJECTS = [
    b" ",
    b"{",
    b'{"name": "A",}',
    b"name=A&title=B",
    b"\xff\xfe",
    b'{"name": "\xff"}',
    b'{"name": "\\ud800"}',
    b'{"\\udfff": "A"}',
    b'{"name": NaN}',
    b'{"name": "A", "credit_limit": NaN}',
    b'{"name": "A", "credit_limit": Infinity}',
    b'{"name": "A", "credit_limit": -Infinity}',
    b'{"name": "A", "credit_limit": 1,000}',
    b'{"name": "A", "credit_limit": 0x10}',
    b'{"name": "A", "credit_limit": .5}',
    b"[" * 10_000,
    b"[" * 10_000 + b"]" * 10_000,
    b'{"name":' * 10_000 + b"1" + b"}" * 10_000,
    b'{"name": "A", "billing_address": ' + b'{"city":' * 10_000 + b"1" + b"}" * 10_001,
    b'{"name": "A\0"}',
    b"<customer/>",
    b"[]",
    b'[{"name": "A"}]',
    b'"A"',
    b"5",
    b"null",
    b"true",
]


@pytest.mark.parametrize("body", NO_OBJECTS)
@pytest.mark.parametrize(("method", "path"), WRITES)
def test_it_rejects_a_body_that_is_no_json_object(
    send: Send, method: str, path: str, body: bytes
) -> None:
    assert_error(send(method, path, body), 400, "bad_request")


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_it_rejects_no_body(send: Send, method: str, path: str) -> None:
    assert_error(send(method, path, b""), 400, "bad_request")


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_it_rejects_a_body_that_is_too_large(
    send: Send, settings: Settings, method: str, path: str
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000

    body = b'{"name": "' + b"x" * 1_000 + b'"}'

    assert_error(send(method, path, body), 413, "payload_too_large")


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "text/plain", ""])
def test_it_reads_json_whatever_the_content_type_says(api: Api, content_type: str) -> None:
    answer = api.browser.generic(
        "POST",
        f"{BASE}customers",
        '\ufeff{"name": "Acme"}',
        content_type=content_type,
        headers={"Authorization": f"Bearer {api.token}", "Accept": "text/html"},
    )

    assert answer.status_code == 201
    assert answer["Content-Type"] == "application/json"


NO_TEXTS = [5, 1.5, 10**18, True, False, [], {}, ["A"], {"a": "b"}, "\0", "A\0B", "x" * 100_000]


@pytest.mark.parametrize(
    "member",
    [
        *("name", "email", "phone", "fax", "website", "tax_id"),
        *("payment_terms", "currency", "preferred_shipping", "notes"),
    ],
)
@pytest.mark.parametrize(("method", "path"), WRITES[:2])
def test_it_rejects_what_is_no_text(send: Send, method: str, path: str, member: str) -> None:
    for value in NO_TEXTS:
        assert_invalid(send(method, path, CUSTOMER | {member: value}), member)


@pytest.mark.parametrize("member", ["line1", "line2", "city", "state", "postal_code", "country"])
@pytest.mark.parametrize("address", ["billing_address", "shipping_address"])
@pytest.mark.parametrize(("method", "path"), WRITES[:2])
def test_it_rejects_what_is_no_text_of_an_address(
    send: Send, method: str, path: str, address: str, member: str
) -> None:
    for value in NO_TEXTS:
        answer = send(method, path, CUSTOMER | {address: {member: value}})
        assert_invalid(answer, f"{address}.{member}")


@pytest.mark.parametrize("member", ["name", "title", "email", "phone"])
def test_it_rejects_what_is_no_text_of_a_contact(send: Send, member: str) -> None:
    for value in NO_TEXTS:
        contact = {"name": "Bob"} | {member: value}
        for method, path in WRITES[2:]:
            assert_invalid(send(method, path, contact), member)
        for method, path in WRITES[:2]:
            answer = send(method, path, CUSTOMER | {"contacts": [{"name": "A"}, contact]})
            assert_invalid(answer, f"contacts.1.{member}")


@pytest.mark.parametrize(
    ("member", "length"),
    [
        ("name", 300),
        ("email", 254),
        ("phone", 100),
        ("fax", 100),
        ("website", 500),
        ("tax_id", 100),
        ("payment_terms", 50),
        ("preferred_shipping", 100),
        ("notes", 20_000),
    ],
)
def test_a_text_is_as_long_as_the_record_has_room(api: Api, member: str, length: int) -> None:
    assert api.create(**{member: "x" * length})[member] == "x" * length
    assert_invalid(api.post(CUSTOMER | {member: "x" * (length + 1)}), member)


@pytest.mark.parametrize(
    ("member", "length"),
    [
        ("line1", 300),
        ("line2", 300),
        ("city", 200),
        ("state", 200),
        ("postal_code", 40),
        ("country", 200),
    ],
)
def test_a_text_of_an_address_too(api: Api, member: str, length: int) -> None:
    created = api.create(shipping_address={member: "x" * length})
    assert created["shipping_address"][member] == "x" * length
    answer = api.post(CUSTOMER | {"shipping_address": {member: "x" * (length + 1)}})
    assert_invalid(answer, f"shipping_address.{member}")


NO_NUMBERS = ["5", "", "NaN", "1e5", True, False, [], [5], {}, 10**30, 1e300, -1, -0.01, -(10**30)]


@pytest.mark.parametrize("member", ["credit_limit", "discount_rate"])
@pytest.mark.parametrize(("method", "path"), WRITES[:2])
def test_it_rejects_what_is_no_number_or_out_of_range(
    send: Send, method: str, path: str, member: str
) -> None:
    for value in NO_NUMBERS:
        assert_invalid(send(method, path, CUSTOMER | {member: value}), member)


@pytest.mark.parametrize("number", ["9" * 10_000, "1e400", "-1e400", "9" * 400 + ".5"])
@pytest.mark.parametrize("member", ["credit_limit", "discount_rate", "notes", "is_active"])
def test_it_rejects_numbers_beyond_all_bounds(send: Send, member: str, number: str) -> None:
    for method, path in WRITES[:2]:
        answer = send(method, path, f'{{"name": "A", "{member}": {number}}}')
        assert answer.status_code == 400
        assert answer.json()["error"]["code"] in {"bad_request", "validation_error"}


def test_numbers_beyond_all_bounds_in_members_that_are_ignored_are_no_failure(api: Api) -> None:
    for number in ("9" * 10_000, "1e400", "1e-400", "123456789012345678901234567890"):
        answer = api.post(f'{{"name": "A", "total_orders": {number}}}')
        assert answer.status_code in {201, 400}


@pytest.mark.parametrize("value", ["true", "", 1, 0, None, [], {}])
def test_it_rejects_what_is_no_boolean(send: Send, value: Any) -> None:
    for method, path in WRITES[:2]:
        assert_invalid(send(method, path, CUSTOMER | {"is_active": value}), "is_active")
    for method, path in WRITES[2:]:
        assert_invalid(send(method, path, {"name": "B", "is_primary": value}), "is_primary")


def test_a_deep_body_is_read_as_deep_as_the_reader_goes(send: Send) -> None:
    deep = "[" * 1_000 + "]" * 1_000

    for member in ("name", "billing_address", "contacts", "credit_limit"):
        assert send("PUT", "customers/{id}", f'{{"{member}": {deep}}}').status_code == 400
    assert send("PUT", "customers/{id}", f'{{"colour": {deep}}}').status_code == 200


@pytest.mark.parametrize("value", ["%00", "%FF", "x" * 100_000, "%ED%A0%80", "9" * 100_000, "[]"])
@pytest.mark.parametrize("parameter", ["page", "limit"])
@pytest.mark.parametrize("path", LISTS)
def test_no_parameter_is_a_failure(
    api: Api, xyz: str, path: str, parameter: str, value: str
) -> None:
    answer = api.get(f"{path.format(id=xyz)}?{parameter}={value}")

    if not value.startswith("9"):
        assert_invalid(answer, parameter)
    else:
        assert answer.status_code == 200


@pytest.mark.parametrize(
    "query", ["%00", "%00=%00", "%FF=%FF", "&&&", "=", "page[]=1", "a" * 9_999]
)
@pytest.mark.parametrize("path", [*LISTS, "customers/{id}", "customers/{id}/analytics"])
def test_no_query_is_a_failure(api: Api, xyz: str, path: str, query: str) -> None:
    assert api.get(f"{path.format(id=xyz)}?{query}").status_code == 200


def test_nothing_was_made_on_the_way(send: Send) -> None:
    send("POST", "customers", {"name": "A", "contacts": [{"name": "B"}, {"title": "C"}]})

    assert Customer.objects.count() == 1
