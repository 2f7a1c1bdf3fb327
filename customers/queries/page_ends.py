"""Where pages far from the beginning of a list ended, so that the next page begins there.

A program that reads a whole list asks for page after page by their numbers. To count up to a page of
the middle costs more the deeper it is; to go on behind a customer costs the same everywhere. Others
change customers meanwhile: the ledger tells whether the customer has kept its place.
"""

from functools import cache

from django.core.cache import caches
from django.db.models import Count, Q, Subquery

from crm.accounts.models import Account
from customers.models import Change, Customer

from .listing import Listing
from .once import Given, Once

SECONDS = 600  # a program is slow between two pages
#: So many changes between two pages are looked through; after more the page is counted up to.
MOST = 1_000
#: What lists are ordered by -> the field of the ledger that tells when it changes. In other orders any
#: change may shift the pages.
TOLD = {"pk": None, "code_key": "code"}


def end_before(account: Account, listing: Listing, offset: int, last_sequence: int) -> int | None:
    """The customer after whom the page at the offset begins; ``None`` if nobody knows. One query if
    the account has changed since that was remembered.

    Args:
        last_sequence: the account's last change.
    """
    found: tuple[int, int] | None = caches["pages"].get(_key(account, listing, offset))
    if found is None:
        return None
    customer_id, as_of = found
    if as_of == last_sequence or _has_kept_place(account, listing, *found, last_sequence):
        return customer_id
    return None


def remember_end(
    account: Account, listing: Listing, offset: int, customer_id: int, last_sequence: int
) -> None:
    """That the page before the offset ended with this customer, as of this change or a later one."""
    caches["pages"].set(_key(account, listing, offset), (customer_id, last_sequence), SECONDS)


def _key(account: Account, listing: Listing, offset: int) -> str:
    return f"{account.pk}:{listing.name}:{offset}"


def _has_kept_place(
    account: Account, listing: Listing, customer_id: int, as_of: int, last_sequence: int
) -> bool:
    """Whether nobody came, went or moved before the customer since then."""
    count = last_sequence - as_of
    if listing.by[0] not in TOLD or not 0 < count <= MOST:
        return False
    rows = _shifts(listing).rows(
        account=account.pk, customer=customer_id, since=as_of, until=last_sequence
    )
    return [tuple(row) for row in rows] == [(count, 0)]  # fewer if some were pruned


@cache
def _shifts(listing: Listing) -> Once:
    """How many changes there were, and how many of them could have shifted the customer."""
    column, comes_or_goes = listing.by[0], [Change.Action.CREATED]
    if listing.is_active is not None:
        comes_or_goes += [Change.Action.DISCONTINUED, Change.Action.REVIVED]
    place = Subquery(Customer.objects.filter(pk=Given("customer")).values(column))
    before = "gte" if listing.descending else "lte"
    shifts = Q(action__in=comes_or_goes) & Q(**{f"customer__{column}__{before}": place})
    field = TOLD[column]
    if field is not None:
        shifts |= Q(fields__has_key=field) & ~Q(action=Change.Action.CREATED)
    return Once(
        lambda: (
            Change.objects.filter(
                account=Given("account"), sequence__gt=Given("since"), sequence__lte=Given("until")
            )
            .order_by()
            .values("account")
            .annotate(changes=Count("pk"), shifts=Count("pk", filter=shifts))
            .values_list("changes", "shifts")
        )
    )
