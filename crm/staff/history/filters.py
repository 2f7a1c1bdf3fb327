"""What the history of a customer is narrowed by."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.http import QueryDict

from crm.accounts.models import Account, User
from crm.accounts.texts import is_storable
from crm.staff.telling import Called, field_in_words
from crm.staff.ui.days import as_day, begin_of, end_of
from crm.staff.ui.ids import as_id
from customers.models import Change

from .sources import SOURCES

LONGEST_PATH = 400
ITEM = re.compile(r"([a-z_]+\.[0-9]{1,18}\.)+", re.ASCII)
MOST_CHOICES = 500
CHANGES_LOOKED_AT = 500  # for the fields that are offered

Choices = list[tuple[str, str]]


@dataclass
class HistoryFilter:
    """One request for the history of a customer, as its address says it.

    Attributes:
        called: what the customer's items are called, by path.
    """

    account: Account
    customer_id: int
    params: QueryDict
    called: Called

    def _text(self, name: str) -> str:
        text = self.params.get(name, "")[:LONGEST_PATH]
        return text if is_storable(text) else ""

    @property
    def field(self) -> str:
        """A path; one that ends with a dot is an item's, and stands for all its fields."""
        return self._text("field")

    @property
    def source(self) -> str:
        wanted = self._text("source")
        return wanted if wanted in SOURCES else ""

    @property
    def version(self) -> str:
        return self._text("version")

    @property
    def client(self) -> str:
        return str(as_id(self._text("client")) or "")

    @property
    def user(self) -> str:
        return str(as_id(self._text("user")) or "")

    @property
    def since(self) -> date | None:
        return as_day(self._text("from"))

    @property
    def until(self) -> date | None:
        """The last day."""
        return as_day(self._text("to"))

    @property
    def is_set(self) -> bool:
        texts = (self.field, self.source, self.version, self.client, self.user)
        return any(texts) or bool(self.since or self.until)

    @property
    def of_customer(self) -> QuerySet[Change]:
        return Change.objects.filter(account=self.account, customer=self.customer_id)

    @property
    def changes(self) -> QuerySet[Change]:
        """What fits, newest first."""
        found = self.of_customer.select_related("user").order_by("-sequence")
        narrow: dict[str, Callable[[QuerySet[Change]], QuerySet[Change]]] = {
            "field": self._of_field,
            "source": lambda q: q.filter(dialect=self.source),
            "version": lambda q: q.filter(version=self.version),
            "client": lambda q: q.filter(client_id=int(self.client)),
            "user": lambda q: q.filter(user=int(self.user)),
        }
        for name, by in narrow.items():
            if getattr(self, name):
                found = by(found)
        if self.since:
            found = found.filter(at__gte=begin_of(self.since, self.account.zone))
        if self.until:
            found = found.filter(at__lt=end_of(self.until, self.account.zone))
        before = as_id(self._text("before"))
        return found.filter(sequence__lt=before) if before else found

    def _of_field(self, changes: QuerySet[Change]) -> QuerySet[Change]:
        if not ITEM.fullmatch(self.field):
            return changes.filter(fields__has_key=self.field)
        # The key of a member, as both databases write it: a quote within a text has a backslash.
        key = rf'[{{,] ?"{re.escape(self.field)}[^"]*": ?\['
        return changes.annotate(text=Cast("fields", TextField())).filter(text__regex=key)

    @property
    def address(self) -> str:
        """The parameters without the place in the list."""
        kept = self.params.copy()
        kept.pop("before", None)
        return kept.urlencode()

    # -- What is offered: only what there is

    @cached_property
    def _doors(self) -> list[tuple[str, str, int | None, str, int | None]]:
        columns = ("dialect", "version", "client_id", "client_name", "user_id")
        rows = self.of_customer.order_by().values_list(*columns).distinct()
        return list(rows[:MOST_CHOICES])

    @property
    def sources(self) -> Choices:
        there = {row[0] for row in self._doors} | {self.source}
        return [(name, words) for name, words in SOURCES.items() if name in there]

    @property
    def versions(self) -> Choices:
        there = sorted({(row[1], row[0]) for row in self._doors if row[1]})
        words: dict[str, list[str]] = {}
        for version, dialect in there:
            words.setdefault(version, []).append(SOURCES.get(dialect, dialect))
        return [(version, f"{version} of {', '.join(of)}") for version, of in words.items()]

    @property
    def clients(self) -> Choices:
        there = {(str(row[2]), row[3] or f"client {row[2]}") for row in self._doors if row[2]}
        return sorted(there, key=lambda pair: pair[1])

    @property
    def users(self) -> Choices:
        ids = {row[4] for row in self._doors if row[4]}
        return [(str(user.pk), str(user)) for user in User.objects.filter(pk__in=ids)]

    @property
    def fields(self) -> Choices:
        rows = self.of_customer.order_by("-sequence").values_list("fields", flat=True)
        paths = {path for fields in rows[:CHANGES_LOOKED_AT] for path in fields}
        items = {match.group() for path in paths if (match := ITEM.match(path))}
        wanted = {self.field} if self.field else set()
        named = ((path, field_in_words(path, self.called)) for path in paths | items | wanted)
        return sorted(named, key=lambda pair: (_depth(pair[0]), pair[1].casefold()))


def _depth(path: str) -> bool:
    """The customer's own fields first."""
    return ITEM.match(path) is not None
