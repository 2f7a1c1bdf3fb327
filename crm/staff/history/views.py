"""The history of a customer."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import Truncator
from django.views.decorators.http import require_POST, require_safe

from crm.staff.customers.facts import in_words
from crm.staff.customers.page import open_page
from crm.staff.customers.views import undo_url
from crm.staff.record.paths import parse_path
from crm.staff.telling import field_in_words, tell
from crm.staff.ui.door import StaffRequest, page_before, source_of, staff_page
from customers.errors import CustomerError
from customers.models import Change, Customer, LedgerPruning
from customers.pruning import last_pruning

from .filters import HistoryFilter
from .sources import SOURCES
from .undo import CannotUndo, undo

ROWS = 50
MOST_NAMED = 5


@require_safe
@staff_page(130)
def history(request: StaffRequest, customer_id: int) -> HttpResponse:
    """``GET /customers/7/history/?field=email&source=inventorypro&client=3&from=2024-01-31``"""
    page = open_page(request, customer_id)
    wanted = HistoryFilter(request.account, customer_id, request.GET, page.called)
    found = list(wanted.changes[: ROWS + 1])
    context = {
        "page": page,
        "told": tell(found[:ROWS], request.account.zone, page.called),
        "wanted": wanted,
        "field_words": field_in_words(wanted.field, page.called),
        "before": found[ROWS - 1].sequence if len(found) > ROWS else None,
        "sources": SOURCES,
        "pruning": None if len(found) > ROWS else _pruning(request, page.customer),
    }
    return render(request, "staff/history/page.html", context)


@require_POST
@staff_page(131)
def undo_change(request: StaffRequest, customer_id: int, sequence: int) -> HttpResponse:
    """``POST /customers/7/history/12/undo/``"""
    change = get_object_or_404(
        Change, account=request.account, customer=customer_id, sequence=sequence
    )
    try:
        outcome = undo(request.account, change, source=source_of(request))
    except CannotUndo as error:
        messages.error(request, f"Not undone. {_why(request, error, customer_id)}")
    except CustomerError as error:
        messages.error(request, f"Not undone: {error or 'it is not there any more'}.")
    else:
        word = "Discontinued." if change.action == Change.Action.CREATED else "Undone."
        messages.success(request, word, extra_tags=undo_url(customer_id, outcome))
    return HttpResponseRedirect(_back(request, customer_id))


def _pruning(request: StaffRequest, customer: Customer) -> LedgerPruning | None:
    """That the history is not whole, where it may not be."""
    pruning = last_pruning(request.account)
    return pruning if pruning and customer.created < pruning.before else None


def _why(request: StaffRequest, error: CannotUndo, customer_id: int) -> str:
    """The reason, with what each field holds by now."""
    page = open_page(request, customer_id)
    held = []
    for path in error.fields[:MOST_NAMED]:
        now = in_words(parse_path(path), page.values.get(path), page.lists) or "nothing"
        held.append(f"{field_in_words(path, page.called)} (now {Truncator(now).chars(60)})")
    more = len(error.fields) - len(held)
    return f"{error} {', '.join(held)}{f' and {more} more' if more > 0 else ''}".strip()


def _back(request: StaffRequest, customer_id: int) -> str:
    """The customer's page that the button was on; its history if that is not known."""
    history_page = reverse("customer-history", args=[customer_id])
    customer_page = reverse("customer", args=[customer_id])
    before = page_before(request)
    path = urlsplit(before).path
    is_of_customer = path.startswith(customer_page) and not path.endswith(("/edit/", "/field/"))
    return before if is_of_customer else history_page
