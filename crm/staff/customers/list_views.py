"""The list of customers."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST, require_safe

from crm.staff.bulk.actions import PLAIN
from crm.staff.ui.door import StaffRequest, staff_page
from customers.models import CustomerGroup

from .columns import COLUMNS
from .listing import Listing
from .saved_views import seen_views

KEPT_COLUMNS = "columns"
LONGEST_QUERY = 5_000
SORTS = [
    ("name", "Name"),
    ("-modified", "Last modified"),
    ("-created", "Newest"),
    ("created", "Oldest"),
    ("code", "Code"),
    ("number", "Number"),
    ("email", "E-mail"),
]


@require_safe
@staff_page(130)
def customer_list(request: StaffRequest) -> HttpResponse:
    """``GET /customers/``; htmx gets the results alone."""
    listing = Listing(request.account, request.GET, request.session.get(KEPT_COLUMNS))
    piece = request.htmx and not request.htmx.history_restore_request
    template = "staff/customers/list.html" + ("#results" if piece else "")
    context: dict[str, Any] = {"listing": listing, "sorts": SORTS, "all_columns": COLUMNS}
    if not piece:
        context["views"] = seen_views(request)
    if request.may_change:
        groups = CustomerGroup.objects.filter(account=request.account)
        context |= {"actions": PLAIN, "groups": groups}
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_POST
@staff_page(130)
def choose_columns(request: StaffRequest) -> HttpResponse:
    """``POST /customers/columns/``: remembered while the visit lasts."""
    chosen = request.POST.getlist("columns")
    request.session[KEPT_COLUMNS] = [name for name in COLUMNS if name in chosen] or ["code"]
    query = QueryDict(request.POST.get("query", "")[:LONGEST_QUERY])
    address = Listing(request.account, query).address
    if len(address) > LONGEST_QUERY:  # encoded, a letter is up to twelve
        address = address[:LONGEST_QUERY].rpartition("&")[0]
    return HttpResponseRedirect(f"/customers/?{address}")
