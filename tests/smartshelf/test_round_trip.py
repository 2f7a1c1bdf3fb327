"""Whatever is stored, reading it and writing it straight back changes nothing."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.accounts.models import Account
from customers import services
from customers.changes import AddressChange, ContactChange, CustomerChange, PhoneChange, Source

from .conftest import Api, recorded, sample

Make = Callable[..., str]

# Few letters, so that names often meet; spaces and odd characters, since people type them.
TEXTS = st.text(alphabet="aB \u00df\u0130\u0301\n\u2028\U0001f600", max_size=4) | st.text(
    max_size=12
)
MAYBE = st.none() | TEXTS
MONEY = st.integers(0, 10**14 - 1).map(lambda cents: cents / 100)
RATES = st.integers(0, 10_000).map(lambda hundredths: hundredths / 100)
PLACES = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("line1", "line2", "city", "state", "country"), MAYBE)
)
PEOPLE = st.fixed_dictionaries(
    {"name": TEXTS},
    optional={
        "title": MAYBE,
        "email": MAYBE,
        "phone": MAYBE,
        "is_primary": st.sampled_from([False]),
    },
)
CUSTOMERS = st.fixed_dictionaries(
    {},
    optional={
        "name": TEXTS,
        "email": MAYBE,
        "phone": MAYBE,
        "notes": MAYBE,
        "payment_terms": MAYBE,
        "currency": st.sampled_from(["usd", "EUR", None, ""]),
        "credit_limit": st.none() | MONEY,
        "discount_rate": st.none() | RATES,
        "is_active": st.booleans(),
        "billing_address": st.none() | PLACES,
        "shipping_address": st.none() | PLACES,
        "contacts": st.none() | st.lists(PEOPLE, max_size=3),
    },
)
EXAMPLES = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def assert_round_trip(api: Api, customer_id: str) -> None:
    """Whole, member by member, contact by contact."""
    shown = api.shown(customer_id)
    before = recorded()

    answer = api.put(customer_id, shown)

    assert answer.status_code == 200, answer.content
    assert answer.json()["data"] == shown
    for member, value in shown.items():
        assert api.put(customer_id, {member: value}).status_code == 200
    for contact in shown["contacts"]:
        answer = api("PUT", f"customers/{customer_id}/contacts/{contact['id']}", contact)
        assert answer.status_code == 200, answer.content
        assert {key: answer.json()["data"][key] for key in contact} == contact
    assert recorded() == before


def test_the_pages_customer_can_be_written_back(api: Api, xyz_orders: str) -> None:
    assert_round_trip(api, xyz_orders)


def test_the_pages_new_customer_can_be_written_back(api: Api) -> None:
    assert_round_trip(api, api.create(**sample("create.request"))["id"])


@given(written=st.lists(CUSTOMERS, min_size=1, max_size=3))
@EXAMPLES
def test_a_read_written_back_changes_nothing(api: Api, written: list[dict[str, Any]]) -> None:
    customer_id = api.create()["id"]
    for body in written:
        answer = api.put(customer_id, body)
        assert answer.status_code in {200, 400}, answer.content

    assert_round_trip(api, customer_id)


@given(written=CUSTOMERS)
@EXAMPLES
def test_the_answer_to_a_write_is_what_is_read(api: Api, written: dict[str, Any]) -> None:
    answer = api.post({"name": "Acme"} | written)

    assert answer.status_code in {201, 400}, answer.content
    if answer.status_code == 201:
        created = answer.json()["data"]
        assert created == api.shown(created["id"])
        for member in ("email", "phone", "notes", "payment_terms", "credit_limit", "discount_rate"):
            if written.get(member) is not None:
                assert created[member] == written[member]


@given(written=CUSTOMERS)
@EXAMPLES
def test_the_same_write_again_changes_nothing(api: Api, written: dict[str, Any]) -> None:
    created = api.post({"name": "Acme"} | written)
    if created.status_code == 400:
        return
    before = recorded()

    again = api.put(created.json()["data"]["id"], written)

    assert again.json() == created.json()
    assert recorded() == before


# -- What other dialects and people stored -------------------------------------------------------

STORED = st.text(alphabet="aB \u00df\u0301\n", max_size=4)
ODD_PLACES = st.builds(
    AddressChange,
    line1=STORED,
    city=STORED,
    state=st.sampled_from(["", "IL", "Bayern"]),
    country=st.sampled_from(["", "Atlantis", "Deutschland", " DE "]),
    company=STORED,
    label=STORED,
    last_name=STORED,
)
PHONES = st.builds(
    PhoneChange,
    type=st.sampled_from(["business", "home", "cell", "fax", "other"]),
    number=STORED,
    calling_code=st.sampled_from(["", "49", "1684"]),
)
ODD_PEOPLE = st.builds(
    ContactChange,
    salutation=st.sampled_from(["", "Dr."]),
    first_name=STORED,
    middle_name=STORED,
    last_name=STORED,
    job_title=STORED,
    email=STORED,
    phones=st.lists(PHONES, max_size=3).map(tuple),
)
ODD_CUSTOMERS = st.builds(
    CustomerChange,
    company=STORED,
    email=STORED,
    phone=STORED,
    phone_calling_code=st.sampled_from(["", "49"]),
    note=STORED,
    currency=st.sampled_from(["", "USD", "XYZ"]),
    credit_limit=st.none() | st.sampled_from([Decimal(0), Decimal("999999999999.99")]),
    current_balance=st.sampled_from([Decimal(-5), Decimal("0.01")]),
    discount_rate=st.none() | st.sampled_from([Decimal(0), Decimal("7.25"), Decimal(100)]),
    primary=ODD_PEOPLE,
    contacts=st.lists(ODD_PEOPLE, max_size=2).map(tuple),
    billing=ODD_PLACES,
    shipping=st.lists(ODD_PLACES, max_size=3).map(tuple),
)


@given(stored=ODD_CUSTOMERS)
@EXAMPLES
def test_what_others_stored_can_be_written_back(
    api: Api, account: Account, source: Source, stored: CustomerChange
) -> None:
    outcome = services.create(account, stored, source=source)

    assert_round_trip(api, f"cust_{outcome.customer_id}")


@pytest.mark.parametrize(
    "columns",
    [
        {"company": "", "email": "nameless@example.com"},
        {"currency": "XYZ"},
        {"primary": ContactChange(salutation="Ms.")},
        {"company": "", "primary": ContactChange(email="nameless@example.com")},
        {"company": "", "primary": ContactChange(first_name="Ana", middle_name="Maria")},
        {"contacts": (ContactChange(first_name="Bob"), ContactChange(first_name="Bob"))},
        {"billing": AddressChange(label="Head office")},
        {"contacts": tuple(ContactChange(first_name=f"No. {n}") for n in range(251))},
    ],
)
def test_what_this_dialect_would_refuse_can_be_written_back(
    api: Api, make: Make, columns: dict[str, Any]
) -> None:
    assert_round_trip(api, make(**columns))
