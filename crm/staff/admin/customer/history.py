"""The customer's history, from the ledger."""

from typing import Any

from django.contrib.admin.views.main import PAGE_VAR
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.response import TemplateResponse

from crm.staff.telling import tell
from customers.models import Change, Customer

CHANGES_PER_PAGE = 25


def history_page(
    model_admin: Any, request: HttpRequest, customer: Customer, extra: dict[str, Any]
) -> TemplateResponse:
    """Who changed what, when and through what, newest first."""
    changes = Change.objects.filter(customer=customer).select_related("user").order_by("-sequence")
    page = Paginator(changes, CHANGES_PER_PAGE).get_page(request.GET.get(PAGE_VAR))
    zone = customer.account.zone
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"History of {customer}",
        "opts": model_admin.opts,
        "original": customer,
        "told": tell(list(page.object_list), zone),
        "zone": zone.key,
        "page": page,
        "page_range": page.paginator.get_elided_page_range(page.number),
        "page_var": PAGE_VAR,
        **extra,
    }
    return TemplateResponse(request, "admin/customers/customer/object_history.html", context)
