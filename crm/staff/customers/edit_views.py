"""Making and editing a whole customer."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from contacts.canonical import fold
from crm.staff.record.form import Conflict, RecordForm
from crm.staff.record.hints import hint_for
from crm.staff.record.items import ITEM_LISTS
from crm.staff.record.ledger import values_before
from crm.staff.record.lists import AccountLists
from crm.staff.ui.door import StaffRequest, source_of, staff_page
from crm.staff.ui.ids import as_id
from customers import services
from customers.errors import CodeTaken, CustomerError
from customers.models import Customer
from customers.services import Outcome

from .editing import NEW_ITEMS, CustomerForm
from .page import CustomerPage, known_path, open_page
from .views import posted_sequence, undo_url

TEMPLATE = "staff/customers/edit.html"


@require_http_methods(["GET", "POST"])
@staff_page(131)
def new_customer(request: StaffRequest) -> HttpResponse:
    """``GET`` and ``POST /customers/new/``"""
    lists = AccountLists(request.account)
    if request.method == "GET":
        return _show(request, CustomerForm(None, {}, lists))
    edited = CustomerForm(None, {}, lists, request.POST)
    outcome = save(request, edited, None, {})
    if outcome is None:
        return _show(request, edited)
    messages.success(request, "The customer is made.")
    return _saved(request, outcome.customer_id)


@require_http_methods(["GET", "POST"])
@staff_page(131)
def edit_customer(request: StaffRequest, customer_id: int) -> HttpResponse:
    """``GET`` and ``POST /customers/7/edit/``"""
    if request.method == "GET":
        page = open_page(request, customer_id)
        return _show(request, CustomerForm(page.whole, page.texts, page.lists), page)
    with services.locked(request.account):
        page = open_page(request, customer_id)
        edited = CustomerForm(page.whole, page.texts, page.lists, request.POST)
        before = values_before(request.account, customer_id, posted_sequence(request))
        conflicts = edited.conflicts(before) if edited.form.is_valid() else []
        if conflicts:
            return _show(request, edited, page, conflicts)
        outcome = save(request, edited, page, before)
    if outcome is None:
        return _show(request, edited, page)
    if outcome.change:
        undo = undo_url(customer_id, outcome)
        messages.success(request, "Saved.", extra_tags=undo)
    else:
        messages.info(request, "Nothing had changed.")
    return _saved(request, customer_id)


@require_POST
@staff_page(131)
def check_field(request: StaffRequest) -> HttpResponse:
    """``POST /customers/check/``: what is wrong with the one field that was just left; nothing is
    written."""
    name, customer_id = request.POST.get("check", ""), as_id(request.POST.get("customer", ""))
    lists = AccountLists(request.account)
    try:
        path = known_path(name, lists)
        texts = open_page(request, customer_id).texts if customer_id else {}
    except Http404:
        return HttpResponse("")
    form = RecordForm([path], texts, lists, request.POST)
    if form.is_valid() and name == "code" and _is_taken(request, customer_id):
        form.say(CodeTaken(name))
    hint = "" if form.errors else hint_for(path, request.POST.dict(), request.account)
    return render(request, "staff/customers/problem.html", {"field": form[name], "hint": hint})


def _is_taken(request: StaffRequest, customer_id: int) -> bool:
    """Whether another customer of the account has the code that is posted."""
    key = fold(request.POST.get("code", ""))
    others = Customer.objects.filter(account=request.account, code_key=key).exclude(pk=customer_id)
    return bool(key) and others.exists()


@staff_page(131)
def new_block(request: StaffRequest, name: str) -> HttpResponse:
    """``GET /customers/new/contacts/?place=2&customer=7``: the fields of one more item of a list."""
    place = request.GET.get("place", "")
    if name not in ITEM_LISTS or place not in {str(number) for number in range(1, NEW_ITEMS + 1)}:
        raise Http404
    prefix, customer_id = f"{name}.new{place}.", request.GET.get("customer", "")
    whole = open_page(request, as_id(customer_id)).whole if customer_id else None
    edited = CustomerForm(whole, {}, AccountLists(request.account), only=prefix)
    block = edited.block(name, prefix)
    return render(request, "staff/customers/block.html", {"block": block})


def save(
    request: StaffRequest,
    edited: CustomerForm,
    page: CustomerPage | None,
    before: Mapping[str, Any],
) -> Outcome | None:
    """Write what the form wants; ``None`` and the reasons in the form if that cannot be."""
    if not edited.form.is_valid():
        return None
    source = source_of(request)
    try:
        change = edited.form.change(edited.wanted(before), edited.removed)
        if page is None:
            return services.create(request.account, change, source=source)
        return services.update(request.account, page.customer.pk, change, source=source)
    except ValidationError as error:
        edited.form.add_error(None, error)
    except CustomerError as error:
        edited.form.say(error)
    return None


def _saved(request: StaffRequest, customer_id: int) -> HttpResponse:
    """On to the customer; the browser may forget what it kept of the form."""
    response = HttpResponseRedirect(reverse("customer", args=[customer_id]))
    response.set_cookie(
        "saved",
        quote(request.path, safe=""),
        max_age=60,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


def _show(
    request: StaffRequest,
    edited: CustomerForm,
    page: CustomerPage | None = None,
    conflicts: list[Conflict] | None = None,
) -> HttpResponse:
    context = {"edited": edited, "page": page, "conflicts": conflicts or []}
    return render(request, TEMPLATE, {**context, "most": NEW_ITEMS})
