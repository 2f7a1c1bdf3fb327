"""Whatever is stored, reading it and writing it straight back changes nothing."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.accounts.models import Account
from customers import services
from customers.changes import (
    AddressChange,
    ContactChange,
    CustomerChange,
    PhoneChange,
    Source,
)

from .conftest import Api, recorded

# Few letters, so that addresses and numbers often meet; spaces and odd characters, since people type
# them.
TEXTS = st.text(alphabet="aB \u00df\u0130\u0301\n\u2028\U0001f600", max_size=4) | st.text(
    max_size=12
)
TITLES = st.sampled_from(["", None, "Mr.", "Mrs.", "Ms."])
COUNTRIES = st.sampled_from(["", None, "DE", "deu", "Deutschland", "\u00d6sterreich", "at"])
INSTANTS = st.datetimes(
    min_value=datetime(1000, 1, 2),  # noqa: DTZ001  whatever the zone
    max_value=datetime(9998, 12, 30),  # noqa: DTZ001
)
PLACES = st.fixed_dictionaries(
    {},
    optional={
        "address1": TEXTS,
        "zipcode": TEXTS,
        "city": TEXTS,
        "state": TEXTS,
        "country": COUNTRIES,
        "title": TITLES,
        "company": TEXTS,
        "last_name": TEXTS,
    },
)
NUMBERS = st.fixed_dictionaries(
    {"national_number": TEXTS},
    optional={
        "country_code": st.sampled_from(["", None, "1", "+49", "49"]),
        "type": st.sampled_from(["normal", "home", "mobile", "fax", "other"]),
    },
)
CUSTOMERS = st.fixed_dictionaries(
    {},
    optional={
        "company": TEXTS,
        "title": TITLES,
        "first_name": TEXTS,
        "middle_name": st.none() | TEXTS,
        "last_name": TEXTS,
        "email": TEXTS,
        "phone_number": TEXTS,
        "phone_numbers": st.lists(NUMBERS, max_size=4),
        "note": TEXTS,
        "customer_note": st.none() | TEXTS,
        "is_vip": st.booleans(),
        "is_b2b": st.booleans(),
        "birthday": st.none() | INSTANTS.map(lambda instant: instant.isoformat() + "Z"),
        "billing_address": st.none() | PLACES,
        "shipping_address": st.lists(PLACES, max_size=3),
        "city": TEXTS,
        "country": COUNTRIES,
    },
)
VERSIONS = st.sampled_from([9, 12])
EXAMPLES = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def read(api: Api, customer_id: int, version: int) -> Any:
    return api.one(customer_id, version=version).json()


def assert_round_trip(api: Api, customer_id: int) -> None:
    """In both shapes of the customer, whole and member by member."""
    for version in (9, 12):
        shown = read(api, customer_id, version)
        before = recorded()

        answer = api.put(customer_id, shown, version=version)

        assert answer.status_code == 200, answer.content
        assert answer.json() == shown | {"total_sales": "0"}
        for member, value in shown.items():
            assert api.put(customer_id, {member: value}, version=version).status_code == 200
        assert recorded() == before


@given(written=st.lists(st.tuples(CUSTOMERS, VERSIONS), min_size=1, max_size=3))
@EXAMPLES
def test_a_read_written_back_changes_nothing(
    api: Api, written: list[tuple[dict[str, Any], int]]
) -> None:
    customer_id = api.create()["id"]
    for body, version in written:
        answer = api.put(customer_id, body, version=version)
        assert answer.status_code in {200, 400}, answer.content

    assert_round_trip(api, customer_id)


@given(written=CUSTOMERS, version=VERSIONS)
@EXAMPLES
def test_the_answer_to_a_write_is_what_is_read(
    api: Api, written: dict[str, Any], version: int
) -> None:
    answer = api.post({"company": "Acme"} | written, version=version)

    if answer.status_code == 201:
        created = answer.json()
        assert created == read(api, created["id"], version) | {"total_sales": "0"}
        texts = {
            member: value or ""
            for member, value in written.items()
            if member in {"company", "first_name", "last_name", "email", "note", "title"}
        }
        assert {member: created[member] for member in texts} == texts


@given(written=CUSTOMERS, version=VERSIONS)
@EXAMPLES
def test_the_same_write_again_changes_nothing(
    api: Api, written: dict[str, Any], version: int
) -> None:
    created = api.post({"company": "Acme"} | written, version=version)
    if created.status_code == 400:
        return
    before = recorded()

    again = api.put(created.json()["id"], written, version=version)

    assert again.json() == created.json()
    assert recorded() == before


# -- What other dialects and people stored -------------------------------------------------------

STORED = st.text(alphabet="aB \u00df\u0301\n", max_size=4)
ODD_PLACES = st.builds(
    AddressChange,
    line1=STORED,
    city=STORED,
    postal_code=STORED,
    state=st.sampled_from(["", "IL", "Bayern"]),
    country=st.sampled_from(["", "Atlantis", "Deutschland", "de", " DE ", "US"]),
    salutation=st.sampled_from(["", "Dr.", "Mr."]),
    first_name=STORED,
    company=STORED,
    label=STORED,
)
PHONES = st.builds(
    PhoneChange,
    type=st.sampled_from(["business", "home", "cell", "fax", "other"]),
    number=STORED,
    calling_code=st.sampled_from(["", "49", "1684"]),
)
ODD_CUSTOMERS = st.builds(
    CustomerChange,
    company=STORED,
    email=STORED,
    phone=STORED,
    phone_calling_code=st.sampled_from(["", "49"]),
    note=STORED,
    customer_note=STORED,
    channel=st.sampled_from([0, 1, 7]),
    primary=st.builds(
        ContactChange,
        salutation=st.sampled_from(["", "Dr.", "Ms."]),
        first_name=STORED,
        middle_name=STORED,
        last_name=STORED,
        birthday=st.none() | INSTANTS.map(lambda instant: instant.replace(tzinfo=UTC)),
        phones=st.lists(PHONES, max_size=4).map(tuple),
    ),
    billing=ODD_PLACES,
    shipping=st.lists(ODD_PLACES, max_size=3).map(tuple),
)


@given(stored=ODD_CUSTOMERS)
@EXAMPLES
def test_what_others_stored_can_be_written_back(
    api: Api, account: Account, source: Source, stored: CustomerChange
) -> None:
    outcome = services.create(account, stored, source=source)

    assert_round_trip(api, outcome.customer_id)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Chicago", "Asia/Kathmandu"])
@pytest.mark.parametrize(
    "birthday",
    [
        datetime(1000, 1, 1, tzinfo=UTC),
        datetime(1850, 6, 1, 12, 30, 15, tzinfo=UTC),  # local mean time: an offset with seconds
        datetime(1985, 4, 30, 10, 49, 52, 123456, tzinfo=UTC),
        datetime(2024, 10, 27, 0, 30, tzinfo=UTC),  # half past two, twice in Berlin
        datetime(2024, 10, 27, 1, 30, tzinfo=UTC),
        datetime(9998, 12, 31, 23, 59, 59, tzinfo=UTC),
    ],
)
def test_every_birthday_can_be_written_back(
    api: Api, account: Account, source: Source, birthday: datetime, zone: str
) -> None:
    Account.objects.filter(pk=account.pk).update(timezone=zone)
    outcome = services.create(
        account,
        CustomerChange(primary=ContactChange(first_name="Ana", birthday=birthday)),
        source=source,
    )

    assert_round_trip(api, outcome.customer_id)
