"""A customer's page, and what is done there on the spot."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from crm.staff.record.form import RecordForm
from crm.staff.record.hints import hint_for
from crm.staff.record.items import ITEM_LISTS
from crm.staff.record.ledger import values_before
from crm.staff.record.paths import parse_path
from crm.staff.ui.door import StaffRequest, source_of, staff_page
from crm.staff.ui.ids import as_id
from customers import services
from customers.changes import CustomerChange
from customers.errors import CustomerError
from customers.services import Outcome

from .items import item_card
from .page import CustomerPage, editable_path, last_change, open_page

PEOPLE_AND_PLACES = ("contacts", "addresses")


@require_safe
@staff_page(130)
def customer(request: StaffRequest, customer_id: int) -> HttpResponse:
    """``GET /customers/7/``"""
    page = open_page(request, customer_id)
    context = {
        "page": page,
        "people_and_places": [item_card(page, name) for name in PEOPLE_AND_PLACES],
        "other_lists": [
            item_card(page, name) for name in ITEM_LISTS if name not in PEOPLE_AND_PLACES
        ],
        "last": last_change(page),
    }
    return render(request, "staff/customers/page.html", context)


@require_safe
@staff_page(130)
def show_field(request: StaffRequest, customer_id: int) -> HttpResponse:
    """``GET /customers/7/field/?path=email``: the line of the field, as before it was edited."""
    page = open_page(request, customer_id)
    return _fact(request, page, _path(request, page))


@require_http_methods(["GET", "POST"])
@staff_page(131)
def edit_field(request: StaffRequest, customer_id: int) -> HttpResponse:
    """``GET`` and ``POST /customers/7/field/edit/?path=email``: one field, edited where it stands."""
    if request.method == "GET":
        page = open_page(request, customer_id)
        path = _path(request, page)
        return _field_form(request, page, path, _form(page, path, None))
    with services.locked(request.account):
        page = open_page(request, customer_id)
        path = _path(request, page)
        form = _form(page, path, request)
        before = values_before(request.account, customer_id, posted_sequence(request))
        conflicts = form.conflicts(before) if form.is_valid() else []
        if conflicts or not form.is_valid():
            return _field_form(request, page, path, form, conflicts=conflicts)
        try:
            change = form.change(form.changed({}))
            outcome = services.update(
                request.account, customer_id, change, source=source_of(request)
            )
        except ValidationError as error:
            form.add_error(path, error)
        except CustomerError as error:
            form.say(error)
        if form.errors:
            return _field_form(request, page, path, form)
        return _fact(request, open_page(request, customer_id), path, outcome)


@require_POST
@staff_page(131)
def discontinue(request: StaffRequest, customer_id: int) -> HttpResponse:
    """``POST /customers/7/discontinue/``"""
    return _end(request, customer_id, is_active=False)


@require_POST
@staff_page(131)
def revive(request: StaffRequest, customer_id: int) -> HttpResponse:
    """``POST /customers/7/revive/``"""
    return _end(request, customer_id, is_active=True)


def posted_sequence(request: StaffRequest) -> int:
    """The place in the ledger that a form was made at; the beginning if it does not say."""
    return as_id(request.POST.get("sequence", ""))


def undo_url(customer_id: int, outcome: Outcome) -> str:
    """Where a change is taken back; empty if there was none."""
    if outcome.change is None:
        return ""
    return reverse("undo-change", args=[customer_id, outcome.change.sequence])


def _end(request: StaffRequest, customer_id: int, *, is_active: bool) -> HttpResponse:
    page = open_page(request, customer_id)
    change = CustomerChange(is_active=is_active)
    outcome = services.update(request.account, customer_id, change, source=source_of(request))
    word = "active again" if is_active else "discontinued"
    name = page.customer.name or page.customer.code
    messages.success(request, f"{name} is {word}.", extra_tags=undo_url(customer_id, outcome))
    return HttpResponseRedirect(reverse("customer", args=[customer_id]))


def _path(request: StaffRequest, page: CustomerPage) -> str:
    return editable_path(request.GET.get("path", ""), page)


def _form(page: CustomerPage, path: str, request: StaffRequest | None) -> RecordForm:
    data = None if request is None else request.POST
    return RecordForm([parse_path(path)], page.texts, page.lists, data)


def _field_form(
    request: StaffRequest,
    page: CustomerPage,
    path: str,
    form: RecordForm,
    conflicts: object = (),
) -> HttpResponse:
    context = {"page": page, "path": path, "field": form[path], "form": form}
    return render(request, "staff/customers/fact_form.html", {**context, "conflicts": conflicts})


def _fact(
    request: StaffRequest, page: CustomerPage, path: str, outcome: Outcome | None = None
) -> HttpResponse:
    undo = undo_url(page.customer.pk, outcome) if outcome else ""
    saved = bool(outcome and outcome.change)
    fact = page.fact(path)
    title = page.called.get(parse_path(path).prefix)
    context = {
        "page": page,
        "fact": fact,
        "item": {"title": title} if title else None,
        "undo": undo,
        "saved": saved,
        "hint": hint_for(parse_path(path), request.POST.dict(), request.account) if saved else "",
        "focus": True,
    }
    return render(request, "staff/customers/fact.html", context)
