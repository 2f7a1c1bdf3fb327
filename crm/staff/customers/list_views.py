"""The list of customers."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from django_htmx.http import push_url, replace_url

from crm.staff.bulk.actions import PLAIN
from crm.staff.models import SavedView
from crm.staff.ui.door import StaffRequest, staff_page

from .columns import COLUMNS, SORTS
from .listing import Listing
from .saved_views import KEPT_COLUMNS, is_changed, views_of


@require_safe
@staff_page(130)
def customer_list(request: StaffRequest) -> HttpResponse:
    """``GET /customers/``; htmx gets the results alone, and the address to show for them.

    Without any parameter it is the view that the user begins with. Columns that are chosen outside a
    view are remembered while the visit lasts.
    """
    views = views_of(request)
    listing, view = _listing(request, views)
    piece = request.htmx and not request.htmx.history_restore_request
    context: dict[str, Any] = {"listing": listing, "view": view}
    context["is_changed"] = view is not None and is_changed(view, listing)
    if request.may_change:
        context |= {"actions": PLAIN, "groups": listing.filters.groups}
    if piece:
        response = render(request, "staff/customers/results.html", context)
        tell_url = replace_url if _is_typing(request, listing) else push_url
        tell_url(response, f"{reverse('customers')}?{_whole_address(request, listing)}")
    else:
        context |= {"views": views, "sorts": SORTS, "all_columns": COLUMNS}
        response = render(request, "staff/customers/list.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _listing(request: StaffRequest, views: list[SavedView]) -> tuple[Listing, SavedView | None]:
    """The list that the address says, and the saved view that it began as."""
    params = request.GET
    if params:
        view = next((view for view in views if str(view.pk) == params.get("view")), None)
    else:
        view = next((view for view in views if view.is_first), None)  # type: ignore[attr-defined]
        params = QueryDict(view.query) if view else params
    listing = Listing(
        request.account, params, request.session.get(KEPT_COLUMNS), view.pk if view else 0
    )
    if view is None and "columns" in params and listing.columns != listing.columns_kept:
        request.session[KEPT_COLUMNS] = listing.columns
    return listing, view


def _whole_address(request: StaffRequest, listing: Listing) -> str:
    place = [f"{name}={request.GET[name]}" for name in ("after", "before") if name in request.GET]
    return "&".join([listing.address, *place])


def _is_typing(request: StaffRequest, listing: Listing) -> bool:
    """Whether the search only grew or shrank: going back is not to lead through every letter."""
    before = QueryDict(urlsplit(request.htmx.current_url or "").query).get("q", "")
    return bool(before and listing.text and before != listing.text)
