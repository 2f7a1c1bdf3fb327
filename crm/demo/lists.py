"""The demo company's stores, suppliers, custom fields and the short lists it picks from."""

from dataclasses import dataclass

from crm.accounts.models import Account, Store
from customers.models import CustomerGroup, CustomField, LeadSource, NoteType, Supplier
from customers.models.lists import NamedItem

PARENT_STORE = "Chicago Main"
CHILD_STORES = ("Rockford Outlet", "Evanston Corner")
SUPPLIERS = ("Global Freight Partners", "Midwest Steel Supply", "PackRight")
GROUPS = ("Retail", "Wholesale", "Industry", "Hospitality", "Public sector")
LEAD_SOURCES = ("Web shop", "Trade fair", "Referral", "Cold call", "Advertisement")
NOTE_TYPES = ("General", "Delivery", "Complaint", "Payment")
REGIONS = ("Midwest", "Northeast", "South", "West", "International")


@dataclass(frozen=True, slots=True)
class Lists:
    """What a customer of the demo may refer to, by id."""

    stores: tuple[int, ...]
    suppliers: tuple[int, ...]
    groups: tuple[int, ...]
    lead_sources: tuple[int, ...]
    note_types: tuple[int, ...]


def make_lists(account: Account) -> Lists:
    """All of them, those that are missing made first."""
    for target, name, kind, choices in (
        ("customer", "Region", "choice", list(REGIONS)),
        ("customer", "Contract signed", "date", []),
        ("customer", "Newsletter", "yes/no", []),
        ("customer", "Employees", "number", []),
        ("address", "Dock", "text", []),
    ):
        CustomField.objects.get_or_create(
            account=account, target=target, name=name, defaults={"type": kind, "choices": choices}
        )
    return Lists(
        stores=_stores(account),
        suppliers=_named(account, Supplier, SUPPLIERS),
        groups=_named(account, CustomerGroup, GROUPS),
        lead_sources=_named(account, LeadSource, LEAD_SOURCES),
        note_types=_named(account, NoteType, NOTE_TYPES),
    )


def supplier(account: Account, name: str) -> int:
    """The id of the supplier of that name, made if it is missing."""
    (pk,) = _named(account, Supplier, (name,))
    return pk


def _stores(account: Account) -> tuple[int, ...]:
    parent, _ = Store.objects.get_or_create(account=account, name=PARENT_STORE)
    children = (
        Store.objects.get_or_create(account=account, name=name, defaults={"parent": parent})[0]
        for name in CHILD_STORES
    )
    return (parent.pk, *(child.pk for child in children))


def _named(account: Account, model: type[NamedItem], names: tuple[str, ...]) -> tuple[int, ...]:
    rows = (model._default_manager.get_or_create(account=account, name=name)[0] for name in names)
    return tuple(row.pk for row in rows)
