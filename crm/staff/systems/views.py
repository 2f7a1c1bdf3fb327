"""A customer as each system sees it."""

from importlib import import_module
from importlib.util import find_spec

import orjson
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from crm.access.clients import base_url
from crm.dialects import DIALECTS
from crm.dialects.preview import Preview, losses
from crm.staff.customers.page import open_page
from crm.staff.ui.door import StaffRequest, staff_page

#: The dialects that can be looked through, with what they are called.
SEEN_BY = {
    dialect: str(import_module(f"crm.dialects.{dialect}").TITLE)
    for dialect in DIALECTS
    if find_spec(f"crm.dialects.{dialect}.preview")
}


@require_safe
@staff_page(130)
def systems(request: StaffRequest, customer_id: int) -> HttpResponse:
    """``GET /customers/7/systems/``: the first of them."""
    return HttpResponseRedirect(reverse("customer-system", args=[customer_id, next(iter(SEEN_BY))]))


@require_safe
@staff_page(130)
def system(request: StaffRequest, customer_id: int, dialect: str) -> HttpResponse:
    """``GET /customers/7/systems/inventorum/``"""
    if dialect not in SEEN_BY:
        raise Http404
    page = open_page(request, customer_id)
    eye = import_module(f"crm.dialects.{dialect}.preview")
    seen: Preview = eye.preview(request.account, page.whole)
    context = {
        "page": page,
        "dialect": dialect,
        "systems": SEEN_BY,
        "title": SEEN_BY[dialect],
        "seen": seen,
        "base_url": base_url(dialect),
        "answer": orjson.dumps(seen.answer, option=orjson.OPT_INDENT_2).decode(),
        "losses": losses(page.whole, eye.CARRIED),
    }
    return render(request, "staff/systems/page.html", context)
