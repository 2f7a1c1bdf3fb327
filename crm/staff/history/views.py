"""The history of a customer."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from crm.staff.customers.page import open_page
from crm.staff.customers.views import undo_url
from crm.staff.telling import field_in_words, tell
from crm.staff.ui.door import StaffRequest, source_of, staff_page
from customers.errors import CustomerError
from customers.models import Change

from .sources import SOURCES
from .undo import CannotUndo, undo

ROWS = 50
LONGEST_PATH = 400


@require_safe
@staff_page(130)
def history(request: StaffRequest, customer_id: int) -> HttpResponse:
    """``GET /customers/7/history/?field=email&source=inventorypro``"""
    page = open_page(request, customer_id)
    of_customer = Change.objects.filter(account=request.account, customer=customer_id)
    changes = of_customer.select_related("user").order_by("-sequence")
    field = request.GET.get("field", "").replace("\0", "")[:LONGEST_PATH]
    source = request.GET.get("source", "")
    if field:
        changes = changes.filter(fields__has_key=field)
    if source in SOURCES:
        changes = changes.filter(dialect=source)
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit():
        changes = changes.filter(sequence__lt=int(before[:18]))
    found = list(changes[: ROWS + 1])
    context = {
        "page": page,
        "told": tell(found[:ROWS], request.account.zone),
        "field": field,
        "field_words": field_in_words(field) if field else "",
        "fields": _fields(page.whole.sequence, customer_id),
        "source": source,
        "sources": SOURCES,
        "before": found[ROWS - 1].sequence if len(found) > ROWS else None,
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
        fields = ", ".join(field_in_words(path) for path in error.fields)
        messages.error(request, f"Not undone. {error} {fields}".strip())
    except CustomerError as error:
        messages.error(request, f"Not undone: {error or 'it is not there any more'}.")
    else:
        messages.success(request, "Undone.", extra_tags=undo_url(customer_id, outcome))
    return HttpResponseRedirect(reverse("customer-history", args=[customer_id]))


def _fields(sequence: int, customer_id: int) -> list[tuple[str, str]]:
    """The fields that the last changes of the customer name, in words."""
    last = Change.objects.filter(customer=customer_id, sequence__lte=sequence)
    rows = last.order_by("-sequence").values_list("fields", flat=True)[:200]
    paths = {path for fields in rows for path in fields}
    return sorted(((path, field_in_words(path)) for path in paths), key=lambda pair: pair[1])
