"""The demo account's record, as years of work by people and programs would have left it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from contacts.canonical import fold
from crm.access.models import Client
from crm.accounts.models import Account, User
from customers.changes import CustomerChange, Source, SupplierAccountChange
from customers.models import Customer

from .dice import Dice
from .draft import Draft, draft
from .edits import by_program, by_staff
from .lists import Lists, make_lists, supplier
from .orders import OrderDraft, draft_orders, store_orders
from .pages import PAGE_CUSTOMERS, PageCustomer
from .timeline import Key, Moment, play

#: The demo's today is a fixed day, so that two installations hold the same.
FIRST_DAY = datetime(2019, 1, 7)  # noqa: DTZ001 - in the account's time zone, whichever that is
LAST_DAY = datetime(2025, 12, 19)  # noqa: DTZ001
#: Customers that are entered in one sitting, at one time. Fewer would spread them finer and take
#: longer to load.
PER_SITTING = 6
PER_REVIEW = 30


@dataclass(frozen=True, slots=True)
class Loaded:
    """How much was new."""

    customers: int = 0
    orders: int = 0


@transaction.atomic
def load(account: Account, user: User, program: Client, *, customers: int) -> Loaded:
    """Fill the account, if it is empty, with so many plausible customers and the pages' own; else
    add those of the pages that it lacks.

    Args:
        user: the person of the staff who entered and edited them.
        program: the client through which others were edited.
    """
    Account.objects.select_for_update().get(pk=account.pk)
    builder = _Builder(account, user, program)
    if not Customer.objects.filter(account=account).exists():
        builder.plan_plausible(customers)
    builder.plan_page_customers()
    ids = play(account, builder.moments)
    orders = store_orders(account, [(ids[key], order) for key, order in builder.orders])
    return Loaded(customers=len(ids), orders=orders)


class _Builder:
    """Plans what happens to the account, in memory.

    Attributes:
        moments: the writes to its customers, in no order yet.
        orders: with the key of their customer.
    """

    def __init__(self, account: Account, user: User, program: Client) -> None:
        self.account = account
        self.moments: list[Moment] = []
        self.orders: list[tuple[Key, OrderDraft]] = []
        self._entering = Source(user=user, dialect="demo")
        self._staff = Source(user=user, dialect="admin")
        self._program = Source(
            user=program.user,
            client_id=program.pk,
            client_name=program.name,
            dialect=program.dialect,
        )

    def plan_page_customers(self) -> None:
        """Those whose code is not there yet."""
        codes = Customer.objects.filter(account=self.account).values_list("code_key", flat=True)
        there = set(codes.filter(code_key__in=[fold(str(p.entered.code)) for p in PAGE_CUSTOMERS]))
        for page in PAGE_CUSTOMERS:
            if fold(str(page.entered.code)) not in there:
                self._plan_page_customer(page)

    def _plan_page_customer(self, page: PageCustomer) -> None:
        key = str(page.entered.code)
        entered = self._with_accounts(page)
        self.moments.append(self._moment(page.created, self._entering, [(key, entered)]))
        if page.corrected is not None:
            self.moments.append(self._moment(page.modified, self._staff, [(key, page.corrected)]))
        self.orders += [(key, order) for order in page.orders]

    def _with_accounts(self, page: PageCustomer) -> CustomerChange:
        """What is entered, the suppliers of its accounts and its custom fields made first."""
        if not page.accounts:
            return page.entered
        make_lists(self.account)
        held = tuple(
            SupplierAccountChange(supplier_id=supplier(self.account, at), name=number)
            for at, number in page.accounts
        )
        return replace(page.entered, supplier_accounts=held)

    def plan_plausible(self, count: int) -> None:
        lists = make_lists(self.account)
        reviews = self._reviews(count)
        taken = {str(page.entered.code) for page in PAGE_CUSTOMERS}
        sittings = -(-count // PER_SITTING)
        for sitting in range(sittings):
            at = self._aware(_office_time(Dice(f"sitting {sitting}"), sitting, sittings))
            rows: list[tuple[Key, CustomerChange]] = []
            for index in range(sitting * PER_SITTING, min(count, (sitting + 1) * PER_SITTING)):
                made = draft(index, at, lists, self.account.zone, taken)
                change = self._plan_life(index, made, at, reviews, lists)
                rows.append((index, change))
            self.moments.append(Moment(at, self._entering, rows))
        self.moments += [review for review in reviews if review.rows]

    def _plan_life(
        self, index: int, made: Draft, created: datetime, reviews: Sequence[Moment], lists: Lists
    ) -> CustomerChange:
        """What the customer orders, how it is edited and perhaps ends.

        Returns:
            what is written when it is entered, with what it owes.
        """
        dice = Dice(f"life {index}")
        later = [review for review in reviews if review.at > created + timedelta(days=20)]
        until = self._aware(LAST_DAY)
        if later and dice.chance(0.04):
            end = dice.one(later)
            end.rows.append((index, CustomerChange(is_active=False)))
            until, later = end.at, [review for review in later if review.at < end.at]
        if later and dice.chance(0.25):
            review = dice.one(later)
            by_hand = review.source is self._staff
            review.rows.append((index, by_staff(made, lists) if by_hand else by_program(made)))
        orders = draft_orders(
            dice,
            made,
            since=created,
            until=until,
            today=self._aware(LAST_DAY),
        )
        self.orders += [(index, order) for order in orders]
        owed = sum((order.total for order in orders if order.is_owed), Decimal(0))
        return replace(made.change, current_balance=owed)

    def _reviews(self, count: int) -> list[Moment]:
        """The days on which customers are edited, some by people, some by the program."""
        number = max(2, count // PER_REVIEW)
        return [
            self._moment(
                _office_time(Dice(f"review {place}"), place, number),
                self._program if place % 2 else self._staff,
                [],
            )
            for place in range(number)
        ]

    def _moment(
        self, at: datetime, source: Source, rows: list[tuple[Key, CustomerChange]]
    ) -> Moment:
        return Moment(self._aware(at), source, rows)

    def _aware(self, at: datetime) -> datetime:
        return at if at.tzinfo else at.replace(tzinfo=self.account.zone)


def _office_time(dice: Dice, place: int, count: int) -> datetime:
    """A time of an office day in that part of the demo's years, of so many parts."""
    span = (LAST_DAY - FIRST_DAY) / count
    at = dice.between(FIRST_DAY + span * place, FIRST_DAY + span * (place + 1))
    return at.replace(hour=dice.number(8, 17), second=0, microsecond=0)
