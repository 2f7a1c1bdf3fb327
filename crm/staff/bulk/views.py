"""Many customers at once: first a page that says how many, then the write, then a way back."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from crm.staff.customers.listing import Listing
from crm.staff.ui.door import StaffRequest, page_before, say_no, source_of, staff_page
from customers.errors import CustomerError
from customers.models import Customer, CustomerGroup
from customers.queries.staff_list import staff_list_rows
from customers.services import Outcome

from .actions import Action, action_of, run, take_back

MOST = 10_000
NAMES_SHOWN = 20
LONGEST_QUERY = 5_000


@require_POST
@staff_page(131)
def bulk(request: StaffRequest) -> HttpResponse:
    """``POST /customers/bulk/``: asks; with ``confirmed``, does."""
    groups = dict(CustomerGroup.objects.filter(account=request.account).values_list("pk", "name"))
    action = action_of(request.POST.get("action", ""), groups)
    if action is None:
        return say_no(request, "There is no such action.", status=400)
    ids = _ids(request)
    if len(ids) > MOST:
        return say_no(request, f"At most {MOST:,} customers at once. Filter first.", status=400)
    listing = _listing(request)
    if request.POST.get("confirmed"):
        _run(request, ids, action)
        return HttpResponseRedirect(listing.url)
    context = {
        "action": action,
        "name": request.POST.get("action", ""),
        "ids": ids,
        "ids_joined": ",".join(
            map(str, ids)
        ),  # a field each would be more fields than may be posted
        "shown": staff_list_rows(ids[:NAMES_SHOWN]),
        "more": max(len(ids) - NAMES_SHOWN, 0),
        "changed": _to_change(request, ids, action),
        "back": listing.url,
        "query": listing.address,
    }
    return render(request, "staff/bulk/ask.html", context)


@require_POST
@staff_page(131)
def undo_bulk(request: StaffRequest, first: int, last: int, request_id: str) -> HttpResponse:
    """``POST /customers/bulk/12-40/<request>/undo/``"""
    if last - first >= MOST:
        return say_no(request, "That is more than one action.", status=400)
    done, left = take_back(request.account, first, last, request_id, source=source_of(request))
    text = (
        f"Undone for {done:,} customer{'' if done == 1 else 's'}." if done else "Nothing is undone."
    )
    if left:
        text += f" {left:,} stay: they changed again since, or what was before cannot be any more."
    messages.add_message(request, messages.SUCCESS if done else messages.ERROR, text)
    listed, before = reverse("customers"), page_before(request)
    return HttpResponseRedirect(before if urlsplit(before).path == listed else listed)


def _ids(request: StaffRequest) -> list[int]:
    """The selected ones, or all that the list shows; one more than may be, if there are."""
    if request.POST.get("all"):
        return list(_listing(request).ordered.values_list("pk", flat=True)[: MOST + 1])
    joined = request.POST.get("ids", "")
    texts = (request.POST.getlist("id") + joined.split(","))[: MOST + 1]
    ids = [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) <= 18]  # noqa: PLR2004
    found = Customer.objects.filter(account=request.account, pk__among=ids).order_by("pk")
    return list(found.values_list("pk", flat=True))


def _to_change(request: StaffRequest, ids: list[int], action: Action) -> int:
    """How many are not so already."""
    chosen = Customer.objects.filter(account=request.account, pk__among=ids)
    return chosen.exclude(**{action.column: action.value}).count()


def _run(request: StaffRequest, ids: list[int], action: Action) -> None:
    try:
        outcomes = run(request.account, ids, action, source=source_of(request))
    except CustomerError as error:
        messages.error(request, f"Nothing is changed. {error}".strip())
    else:
        _say(request, action, outcomes)


def _say(request: StaffRequest, action: Action, outcomes: list[Outcome]) -> None:
    told = [outcome.change for outcome in outcomes if outcome.change]
    text = f"{action.words}: {len(told):,} customer{'' if len(told) == 1 else 's'}."
    undo = ""
    if told:
        places = [change.sequence for change in told]
        undo = reverse("undo-bulk", args=[min(places), max(places), request.request_id])
    messages.success(request, text, extra_tags=undo)


def _listing(request: StaffRequest) -> Listing:
    return Listing(request.account, QueryDict(request.POST.get("query", "")[:LONGEST_QUERY]))
