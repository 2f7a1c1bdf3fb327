"""What is read and written straight back changes nothing, whatever it is."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as some

from crm.accounts.models import Account, Store
from customers.models import Change, LeadSource, NoteType

from .conftest import Api, recorded
from .test_upsert import FULL

TEXT = some.text(some.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
MEMBERS: dict[str, Any] = dict.fromkeys(
    [member for member, v in FULL.items() if type(v) is str], TEXT
)
# Keys that another example may have been given too would make this one ambiguous.
for key in ("Email", "CellPhone", "CustomerCode"):
    del MEMBERS[key]
MEMBERS |= {
    "Dob": some.none() | some.dates().filter(lambda day: 1000 <= day.year < 9999).map(str),
    "Gender": some.integers(0, 3),
    "Balance": some.decimals(-(10**9), 10**9, places=2).map(float),
    "RewardPoints": some.decimals(0, 10**9, places=2).map(float),
    "NoteType": some.sampled_from(["General", "Nothing", ""]),
    "Notes": TEXT,
    "LeadSourceId": some.sampled_from([0, 1]),
    "LocationId": some.sampled_from([0, 1]),
}


@pytest.fixture
def _lists(account: Account, general: NoteType) -> None:
    LeadSource.objects.create(pk=1, account=account, name="Walk-in")
    Store.objects.create(pk=1, account=account, name="North")


@pytest.mark.usefixtures("_lists")
@how(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(customer=some.fixed_dictionaries({"CustomerCode": some.uuids().map(str)}, optional=MEMBERS))
def test_a_customer_read_is_a_customer_that_can_be_written(
    api: Api, customer: dict[str, Any]
) -> None:
    api.add(**customer)
    shown = api.read(customer["CustomerCode"])
    before = recorded()

    api.add(**shown)

    assert recorded() == before
    assert api.read(customer["CustomerCode"]) == shown


def test_the_whole_sample_does_too(api: Api) -> None:
    api.add(**FULL)
    shown = api.read("C1")

    api.add(**shown)

    assert Change.objects.count() == 1
    for member, value in FULL.items():
        assert shown[member] == value
