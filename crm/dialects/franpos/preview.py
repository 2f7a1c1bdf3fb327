"""A customer as this dialect's clients get it."""

from collections.abc import Iterator, Sequence

from contacts.models import PhoneNumber
from crm.accounts.models import Account
from crm.dialects.preview import PLACE, Carried, Loss, Preview, as_id
from customers import queries
from customers.queries import StaffRecord

from .render import CODES, render_customer, render_day


def cell_and_work(phones: Sequence[PhoneNumber]) -> list[PhoneNumber]:
    """The oldest number of either type."""
    firsts: dict[str, PhoneNumber] = {}
    for phone in sorted(phones, key=lambda phone: phone.pk):
        firsts.setdefault(phone.type, phone)
    return [firsts[kind] for kind in ("cell", "business") if kind in firsts]


VERSIONS = ("1",)
CARRIED = Carried(
    columns=frozenset(
        {
            "code",
            "email",
            "home_store_id",
            "image",
            "lead_source_id",
            "nop_external_id",
            "reward_points",
            "store_balance",
        }
    ),
    person=frozenset({"first_name", "last_name", "birthday", "gender"}),
    phones=cell_and_work,
    address=PLACE,
    notes=1,
    note=frozenset({"text", "type_id"}),
)


def carried(version: str) -> Carried:
    return CARRIED


def folds(record: StaffRecord, version: str) -> Iterator[Loss]:
    """What is shown as something else than the record holds."""
    yield from as_id(record, "home_store_id", "The home store is its number")
    yield from as_id(record, "lead_source_id", "The lead source is its number")
    zone = record.customer.account.zone
    for contact in [person.contact for person in record.contacts[:1]]:
        prefix = f"contacts.{contact.pk}."
        if contact.gender:
            shown = str(CODES.get(contact.gender, 0))
            yield Loss("The gender is a number", (f"{prefix}gender",), shown)
        if contact.birthday and any(contact.birthday.astimezone(zone).timetuple()[3:6]):
            shown = render_day(contact.birthday, zone) or ""
            yield Loss("The birthday is without its time", (f"{prefix}birthday",), shown)
    if not record.customer.is_active:
        yield Loss("That it is discontinued is not told", ("is_active",))


def preview(account: Account, record: StaffRecord, version: str) -> Preview:
    """The answer to ``GET Customers/{id}`` for credentials that reach every store."""
    customer_id = record.customer.pk
    customer = queries.retail_by_id(account, customer_id, None)
    answer = render_customer(customer, account.zone)
    return Preview(path=f"Customers/{customer_id}?Token=$TOKEN", answer=answer)
