"""Whatever the rows: a batch makes the record, the ledger and the outcomes of single writes."""

import re
from typing import Any
from uuid import uuid4

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from contacts.models import PhoneNumber
from crm.accounts.models import Account
from customers import services
from customers.changes import AddressChange, ContactChange, CustomerChange, Source
from customers.errors import Ambiguous, CustomerError
from customers.models import AccountCounters, Address, Change, Customer
from customers.services import Key, Mode, Outcome, Write


def upsert(**values: Any) -> Write:
    email, code, cell = (values[key] for key in ("email", "code", "cell"))
    change = CustomerChange(
        code=code,
        email=email,
        note=values["note"],
        is_active=values["is_active"],
        primary=ContactChange(first_name="Ann", typed_phones={"cell": cell}),
        billing=AddressChange(city=values["city"]),
    )
    mode = Mode.UPSERT if email or code or cell else Mode.CREATE
    return Write(mode=mode, by=(Key.EMAIL, Key.CODE, Key.CELL_PHONE), change=change)


#: A few values of each key, so that rows meet each other all the time.
ROWS = st.lists(
    st.builds(
        upsert,
        email=st.sampled_from(["", "a@example.com", "A@example.com", "b@example.com"]),
        code=st.sampled_from(["", "a", "A", "b", "1", "2"]),
        cell=st.sampled_from(["", "3125550101", "(312) 555-0101", "3125550102", "555-0101"]),
        note=st.sampled_from(["", "x", "\0"]),
        city=st.sampled_from(["", "Springfield", "x" * 300]),
        is_active=st.booleans(),
    ),
    min_size=2,
    max_size=8,
)


class BatchByOne(TestCase):
    @given(rows=ROWS)
    @settings(max_examples=25, deadline=None)
    def test_a_batch_makes_the_record_that_single_writes_make(self, rows: list[Write]) -> None:
        together, apart = (Account.objects.create(slug=uuid4().hex) for _ in range(2))

        batch = services.write(together, rows, source=Source())
        single = [services.write(apart, [row], source=Source())[0] for row in rows]

        assert [told(outcome) for outcome in batch] == [told(outcome) for outcome in single]
        for a, b in zip(record(together), record(apart), strict=True):
            assert a == b


def told(outcome: Outcome) -> tuple[Any, ...]:
    return outcome.created, outcome.matched_by, bool(outcome.change), reason(outcome.error)


def reason(error: CustomerError | None) -> object:
    """What an error says, without ids."""
    if isinstance(error, Ambiguous):
        return [(c.code, c.name, c.matched_by) for c in error.candidates]
    return type(error), str(error)


def record(account: Account) -> list[Any]:
    """All that is stored of an account, without ids and times."""
    own = {"account": account}
    ledger = Change.objects.filter(**own).order_by("sequence")
    return [
        *Customer.objects.filter(**own)
        .order_by("number")
        .values_list("number", "code", "code_key", "name", "email", "note", "is_active"),
        *PhoneNumber.objects.filter(**own)
        .order_by("contact__link__customer__number", "pk")
        .values_list("contact__link__customer__number", "type", "number", "e164"),
        *Address.objects.filter(**own)
        .order_by("customer__number")
        .values_list("customer__number", "kind", "city"),
        *((change.action, change.matched_by, fields(change)) for change in ledger),
        *AccountCounters.objects.filter(**own).values_list(
            "last_number", "last_sequence", "customers", "active_customers"
        ),
    ]


def fields(change: Change) -> list[tuple[str, Any]]:
    """What a change tells, with ``id`` for all ids."""
    told = change.fields.items()
    return sorted(
        ((re.sub(r"[.](new)?\d+[.]", ".id.", path), values) for path, values in told), key=str
    )
