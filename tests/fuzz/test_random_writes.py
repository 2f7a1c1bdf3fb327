"""Random writes through random dialects, one after the other: the record stays one record.

``FUZZ=all`` tries far more than the suite does.
"""

import os
from typing import Any
from urllib.parse import quote

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from crm.accounts.models import Account
from customers.changes import Source
from customers.models import Change, Customer, CustomerContact
from tests.faults.doors import Door, open_doors
from tests.invariants import PARTS, assert_sound, path_parts
from tests.whole_customer import add_whole_customer

from .faces import FACES, ID, Action, Caller, Face

EXAMPLES = settings(
    max_examples=1_000 if os.environ.get("FUZZ") == "all" else 15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
#: A dialect, one of its writes with its body, and which customer and contact it is for.
STEPS = some.sampled_from(
    [(face, action) for face in FACES.values() for action in face.actions]
).flatmap(
    lambda pair: some.tuples(
        some.just(pair[0]), some.just(pair[1]), pair[1].body, some.integers(0, 9)
    )
)


@pytest.fixture
def doors(account: Account, settings: Any) -> dict[str, Door]:
    settings.INVENTORUM_RATE = 1_000_000
    return open_doors(account)


@pytest.fixture
def whole(account: Account, source: Source) -> int:
    """A customer that has everything, to lose it."""
    return add_whole_customer(account, source)


def run(caller: Caller, action: Action, body: Any, which: int) -> Any:
    """Send a write, for one of the customers that are there."""
    ids = list(Customer.objects.order_by("pk").values_list("pk", "code"))
    pk, code = ids[which % len(ids)]
    contacts = [
        0,
        *CustomerContact.objects.filter(customer=pk).values_list("contact_id", flat=True),
    ]
    contact = contacts[which % len(contacts)]
    path = action.path.format(id=pk, code=quote(code, safe=""), contact=contact)
    return caller(action.method, path, _with_id(body, pk))


def _with_id(body: Any, pk: int) -> Any:
    if isinstance(body, dict):
        return {key: _with_id(value, pk) for key, value in body.items()}
    return pk if body == ID else body


def assert_stayed_within(face: Face, changes: list[Change]) -> None:
    """A dialect wrote nothing that it does not carry, and took no item away that it does not show."""
    for change in changes:
        for path, (before, after) in change.fields.items():
            part, column = path_parts(path)
            if before is not None and after is None and not is_nullable(part, column):
                # A custom field of an address goes with its address.
                gone = "addresses" if path.startswith("addresses.") else part
                assert gone in face.ends, (face.dialect, "took away", path)
            elif after is not None:
                assert column in face.columns.get(part, ()), (face.dialect, path, before, after)


def is_nullable(part: str, column: str) -> bool:
    """Whether nothing is a value there, and not the word for an item that went."""
    if column == "is_primary":
        return False
    field = PARTS[part].model._meta.get_field(column)
    return bool(getattr(field, "null", False))


@given(steps=some.lists(STEPS, min_size=1, max_size=8))
@EXAMPLES
def test_whatever_is_written_it_stays_one_record(
    account: Account, whole: int, doors: dict[str, Door], steps: list[Any]
) -> None:
    with transaction.atomic():
        for face, action, body, which in steps:
            last = Change.objects.order_by("-sequence").values_list("sequence", flat=True)[0]

            answer = run(Caller(doors[face.dialect]), action, body, which)

            assert answer.status_code < 500, answer.content
            assert_stayed_within(face, list(Change.objects.filter(sequence__gt=last)))
        assert_sound(account)
        transaction.set_rollback(True)


@given(steps=some.lists(STEPS, max_size=4), which=some.integers(0, 9))
@EXAMPLES
def test_whatever_was_written_each_dialect_can_write_back_what_it_reads(
    account: Account, whole: int, doors: dict[str, Door], steps: list[Any], which: int
) -> None:
    with transaction.atomic():
        for face, action, body, other in steps:
            run(Caller(doors[face.dialect]), action, body, other)
        customers = list(Customer.objects.filter(is_active=True).order_by("pk"))
        for customer in customers[which % len(customers) :][:1] if customers else ():
            for face in FACES.values():
                before = Change.objects.count(), customer.modified
                caller = Caller(doors[face.dialect])
                shown = face.read(caller, customer.pk, quote(customer.code, safe=""))
                assert shown is not None, face.dialect

                answer = face.back(caller, customer.pk, shown)

                assert answer.status_code == 200, (face.dialect, answer.content)
                customer.refresh_from_db()
                assert (Change.objects.count(), customer.modified) == before, face.dialect
        transaction.set_rollback(True)
