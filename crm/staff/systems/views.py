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
from customers import queries

from .told import tell_losses

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
    """``GET /customers/7/systems/inventorum/?version=9``"""
    if dialect not in SEEN_BY:
        raise Http404
    page = open_page(request, customer_id)
    eye = import_module(f"crm.dialects.{dialect}.preview")
    asked = request.GET.get("version", "")
    version = asked if asked in eye.VERSIONS else eye.VERSIONS[0]
    seen: Preview = eye.preview(request.account, page.whole, version)
    orders = queries.orders_of(request.account, customer_id).count()
    lost = losses(page.whole, eye.carried(version), orders=orders)
    base = base_url(dialect)
    context = {
        "page": page,
        "dialect": dialect,
        "systems": SEEN_BY,
        "title": SEEN_BY[dialect],
        "seen": seen,
        "url": base + seen.path.partition("?")[0],
        "curl": seen.curl(base),
        "version": version,
        "versions": eye.VERSIONS,
        "answer": orjson.dumps(seen.answer, option=orjson.OPT_INDENT_2).decode(),
        "losses": tell_losses(lost, page),
        "folds": tell_losses(eye.folds(page.whole, version), page),
    }
    return render(request, "staff/systems/page.html", context)
