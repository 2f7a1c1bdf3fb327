"""Discontinuing and reviving, from the list and from the page. Nothing is ever deleted."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from unfold.decorators import action

from crm.accounts.models import Account
from customers import queries
from customers.changes import CustomerChange, Source
from customers.models import Customer
from customers.services import Mode, Write, write

from ..base import ask
from ..scope import viewer

NAMES_SHOWN = 20
COUNTED = 10_000
ROWS_PER_WRITE = 1_000

CONSEQUENCE = {
    False: "They stay in the record with their history, their codes stay taken, and they can be "
    "revived.",
    True: "They are active again, as they were.",
}


def source(request: HttpRequest) -> Source:
    """Who writes through the admin."""
    return Source(
        user=viewer(request),
        dialect="admin",
        request_id=request.request_id,  # type: ignore[attr-defined]
    )


class Ending:
    """The part of the customer admin that ends customers and brings them back.

    To discontinue needs what deleting would; to revive, what changing does.
    """

    actions = ("discontinue_selected", "revive_selected")
    actions_detail = ("discontinue", "revive")

    def has_discontinue_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("customers.delete_customer")

    def has_revive_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("customers.change_customer")

    @admin.action(description="Discontinue", permissions=["discontinue"])
    def discontinue_selected(
        self, request: HttpRequest, customers: "QuerySet[Customer]"
    ) -> HttpResponse | None:
        return self._selected(request, customers.filter(is_active=True), revive=False)

    @admin.action(description="Revive", permissions=["revive"])
    def revive_selected(
        self, request: HttpRequest, customers: "QuerySet[Customer]"
    ) -> HttpResponse | None:
        return self._selected(request, customers.filter(is_active=False), revive=True)

    @action(description="Discontinue", permissions=["discontinue"], icon="block")
    def discontinue(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._one(request, object_id, revive=False)

    @action(description="Revive", permissions=["revive"], icon="undo")
    def revive(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._one(request, object_id, revive=True)

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        """The one of the two buttons that means something."""
        customer = self.get_object(request, object_id)  # type: ignore[attr-defined]
        useless = "_discontinue" if customer and not customer.is_active else "_revive"
        shown = super().get_actions_detail(request, object_id)  # type: ignore[misc]
        return [button for button in shown if not button.action_name.endswith(useless)]

    def _one(self, request: HttpRequest, object_id: str, *, revive: bool) -> HttpResponse:
        customer = self.get_object(request, object_id)  # type: ignore[attr-defined]
        if customer is None:
            raise Http404
        back = reverse("admin:customers_customer_change", args=[customer.pk])
        if request.method == "POST":
            count = _write(request, [(customer.account, customer.pk)], revive=revive)
            self._say(request, count, revive=revive)
            return HttpResponseRedirect(back)
        return self._ask(request, [customer], 1, revive=revive, back=back)

    def _selected(
        self, request: HttpRequest, customers: "QuerySet[Customer]", *, revive: bool
    ) -> HttpResponse | None:
        if request.POST.get("confirmed"):
            rows = customers.order_by("account_id", "pk").select_related("account")
            pairs = [(customer.account, customer.pk) for customer in rows]
            self._say(request, _write(request, pairs, revive=revive), revive=revive)
            return None
        shown = list(customers[:NAMES_SHOWN])
        hidden = [
            *((name, request.POST.get(name, "")) for name in ("action", "select_across")),
            *((ACTION_CHECKBOX_NAME, pk) for pk in request.POST.getlist(ACTION_CHECKBOX_NAME)),
            ("confirmed", "yes"),
        ]
        back = request.get_full_path()
        count, is_all = queries.counted(customers, COUNTED)
        return self._ask(
            request, shown, count, is_all=is_all, revive=revive, back=back, hidden=hidden
        )

    def _ask(
        self,
        request: HttpRequest,
        shown: list[Customer],
        count: int,
        *,
        revive: bool,
        is_all: bool = True,
        **more: Any,
    ) -> HttpResponse:
        """
        Args:
            count: of the customers, or as far as they were counted if that is not all.
        """
        verb, at_least = "Revive" if revive else "Discontinue", "" if is_all else "more than "
        left = count - len(shown)
        context = {
            "question": f"{verb} {at_least}{count} customer{'' if count == 1 else 's'}?",
            "names": [f"{customer.code} {customer.name}" for customer in shown],
            "more": f"{at_least}{left}" if left else "",
            "consequence": CONSEQUENCE[revive],
            "button": verb,
            "variant": "primary" if revive else "danger",
        }
        return ask(self, request, verb, **context, **more)  # type: ignore[arg-type]

    def _say(self, request: HttpRequest, count: int, *, revive: bool) -> None:
        word = "revived" if revive else "discontinued"
        text = f"{count} customer{'' if count == 1 else 's'} {word}."
        messages.success(request, text)


def _write(request: HttpRequest, customers: list[tuple[Account, int]], *, revive: bool) -> int:
    """Write the batches of each account. How many customers changed."""
    by_account: dict[Account, list[Write]] = {}
    for account, pk in customers:
        row = Write(mode=Mode.UPDATE, customer_id=pk, change=CustomerChange(is_active=revive))
        by_account.setdefault(account, []).append(row)
    changed = 0
    for account, rows in by_account.items():
        for start in range(0, len(rows), ROWS_PER_WRITE):
            batch = rows[start : start + ROWS_PER_WRITE]
            outcomes = write(account, batch, source=source(request))
            changed += sum(outcome.change is not None for outcome in outcomes)
    return changed
