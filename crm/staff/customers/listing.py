"""What the address of the list says: search, filters, order, columns, place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from crm.accounts.models import Account
from customers import queries
from customers.queries import StaffListPage
from customers.queries.staff_list import in_order

from .columns import COLUMNS, FIRST_SORT, SHOWN_AT_FIRST, SORTS, Head, chosen, next_sort
from .filters import CustomerFilters, Customers

ROWS = 50
COUNTED_TO = 5_000
STEPS = 4  # of a walk along an index cost what it does to fetch one row
FOUND_COUNTED_TO = 1_000  # of a text's hits: to find them costs more
SIMILAR_SHOWN = 20
LONGEST_URL = 8_000
LARGEST_ID = 2**63 - 1

#: Parameters of the address that say which list it is by no value of theirs.
NOT_KEPT = ("csrfmiddlewaretoken", "columns", "view", "after", "before")
#: Parameters that may as well be left out.
TAKEN_FOR_GRANTED = {"sort": FIRST_SORT, "state": "active"}
#: An address that says nothing is that of the view that somebody begins with.
ALL_ACTIVE = "state=active"


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, in words, and the address of the list without it."""

    words: str
    address: str


@dataclass
class Listing:
    """One request for the list, as its address says it.

    Attributes:
        columns_kept: those to show when the address names none.
        view: the id of the saved view that this list began as; none for 0.
    """

    account: Account
    params: QueryDict
    columns_kept: Sequence[str] | None = None
    view: int = 0

    @cached_property
    def text(self) -> str:
        return self.params.get("q", "").strip()

    @cached_property
    def sort(self) -> str:
        wanted = self.params.get("sort", "")
        return wanted if wanted in SORTS else FIRST_SORT

    @property
    def order(self) -> str:
        return self.sort.removeprefix("-")

    @property
    def descending(self) -> bool:
        return self.sort.startswith("-")

    @cached_property
    def columns(self) -> list[str]:
        """Chosen in the address, else as kept, else the first ones. An empty choice is the name
        alone; one of nothing that there is, is none."""
        texts = self.params.getlist("columns")
        if (named := chosen(texts)) or (texts and not any(texts)):
            return named
        return list(SHOWN_AT_FIRST) if self.columns_kept is None else list(self.columns_kept)

    @property
    def heads(self) -> list[Head]:
        """Of the name and the columns."""
        return [self._head(name, title) for name, title in self._titles]

    @property
    def _titles(self) -> list[tuple[str, str]]:
        return [("name", "Name"), *((name, COLUMNS[name]) for name in self.columns)]

    def _head(self, name: str, title: str) -> Head:
        sort = next_sort(name, self.sort)
        way = "descending" if self.descending else "ascending"
        return Head(
            column=name,
            title=title,
            address=self._address(sort=sort) if sort else "",
            sorted=way if name == self.order else "",
        )

    @cached_property
    def filters(self) -> CustomerFilters:
        found = queries.matching(self.account, self.text, everywhere=True)
        return CustomerFilters(self.params, found, self.account)

    @property
    def chips(self) -> list[Chip]:
        return [Chip(text, self._address(**{name: ""})) for name, text in self.filters.chips]

    @cached_property
    def customers(self) -> Customers:
        """All that the list shows, on whatever page."""
        return self.filters.customers

    @property
    def ordered(self) -> Customers:
        """The same, as they are listed."""
        return in_order(self.customers, self.order, descending=self.descending)

    @cached_property
    def page(self) -> StaffListPage:
        return queries.staff_list_page(
            self.account,
            self.customers,
            order=self.order,
            descending=self.descending,
            after=_id(self.params, "after"),
            before=_id(self.params, "before"),
            limit=ROWS,
            are_few=self._are_few,
        )

    @property
    def _begins(self) -> bool:
        """Whether the address names no place in the list."""
        return not (_id(self.params, "after") or _id(self.params, "before"))

    @cached_property
    def count(self) -> tuple[int, bool]:
        """How many there are, and whether that is all. Kept, not counted, where nothing narrows, and
        not counted either where one page shows all that a text finds."""
        if self.text:
            page = self.page
            if page.before is page.after is None and (page.customers or self._begins):
                return len(page.customers), True
            return queries.counted(self.customers, FOUND_COUNTED_TO)
        if self._is_narrowed:
            return queries.counted(self.customers, COUNTED_TO)
        match self.state:
            case "all":
                return self._total, True
            case "discontinued":
                return self._total - queries.total_active(self.account), True
        return queries.total_active(self.account), True

    @property
    def state(self) -> str:
        return self.params.get("state", "")

    @cached_property
    def _total(self) -> int:
        return queries.total_customers(self.account)

    @cached_property
    def _is_narrowed(self) -> bool:
        """Whether by more than a text and whether they are active."""
        return any(name != "state" for name, _ in self.filters.chips)

    @property
    def _are_few(self) -> bool:
        """Whether all are sooner fetched than a walk meets a page of them: where they are anywhere, as
        many customers lie between two of them as there are, divided by theirs."""
        if self.text or not (self._is_narrowed or self.state == "discontinued"):
            return False
        count, is_all = self.count
        return is_all and count * STEPS <= ROWS * self._total / max(count, 1)

    @cached_property
    def similar(self) -> Sequence[queries.StaffListRow]:
        """Where nobody is found: whom the text may have meant, within the filters."""
        if not self.text or self.page.customers:
            return ()
        within = self.filters.narrowed(queries.similar(self.account, self.text))
        page = queries.staff_list_page(
            self.account,
            within,
            order=self.order,
            descending=self.descending,
            limit=SIMILAR_SHOWN,
        )
        return page.customers

    @cached_property
    def address(self) -> str:
        """The list's parameters without the place in it, as few as say the same."""
        return self._address()

    @property
    def url(self) -> str:
        """Where to go back to; to all customers from a list whose address no browser is sent to."""
        url = f"{reverse('customers')}?{self.address}"
        return url if len(url) <= LONGEST_URL else reverse("customers")

    @property
    def saved(self) -> str:
        """What a view keeps: the list with its columns, which another one's may not be."""
        return "&".join(part for part in (self._kept(), _columns(self.columns)) if part)

    def _address(self, **instead: str) -> str:
        parts = [self._kept(**instead)]
        if self.view:
            parts += [_columns(self.columns), f"view={self.view}"]
        return "&".join(part for part in parts if part) or ALL_ACTIVE

    def _kept(self, **instead: str) -> str:
        kept = [
            (name, value)
            for name, value in {**self.params.dict(), **instead}.items()
            if name not in NOT_KEPT and value and TAKEN_FOR_GRANTED.get(name) != value
        ]
        return urlencode(kept)


def _columns(names: Sequence[str]) -> str:
    return f"columns={','.join(names)}"


def _id(params: Mapping[str, Any], name: str) -> int | None:
    text = params.get(name, "")
    if not (text.isascii() and text.isdigit()):
        return None
    number = int(text[:20])
    return number if 0 < number <= LARGEST_ID else None
