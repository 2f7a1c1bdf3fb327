"""Lists of customers kept by name."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from crm.accounts.texts import is_storable
from crm.staff.models import SavedView
from crm.staff.ui.door import StaffRequest, staff_page

LONGEST_NAME = 100
LONGEST_QUERY = 5_000
MOST = 50


def seen_views(request: StaffRequest) -> QuerySet[SavedView]:
    """Those of the user, and those that others of the account share."""
    views = SavedView.objects.filter(account=request.account)
    return views.filter(Q(user=request.user) | Q(is_shared=True))


@require_POST
@staff_page(130)
def save_view(request: StaffRequest) -> HttpResponse:
    """``POST /customers/views/``: a view of a name that the user has already is replaced."""
    name = request.POST.get("name", "").strip()
    query = request.POST.get("query", "")
    address = f"{reverse('customers')}?{query}" if len(query) <= LONGEST_QUERY else "/customers/"
    mine = SavedView.objects.filter(account=request.account, user=request.user)
    if not name or len(name) > LONGEST_NAME or len(query) > LONGEST_QUERY:
        messages.error(request, f"A view needs a name of at most {LONGEST_NAME} characters.")
    elif not is_storable(name + query):
        messages.error(request, "This name cannot be stored.")
    elif mine.exclude(name=name).count() >= MOST:
        messages.error(request, f"You have {MOST} views already. Remove one first.")
    else:
        values = {"query": query, "is_shared": bool(request.POST.get("shared"))}
        SavedView.objects.update_or_create(
            account=request.account, user=request.user, name=name, defaults=values
        )
        messages.success(request, f"The view “{name}” is saved.")
    return HttpResponseRedirect(address)


@require_POST
@staff_page(130)
def remove_view(request: StaffRequest, view_id: int) -> HttpResponse:
    """``POST /customers/views/7/remove/``: one's own only."""
    mine = SavedView.objects.filter(account=request.account, user=request.user)
    view = get_object_or_404(mine, pk=view_id)
    view.delete()
    messages.success(request, f"The view “{view.name}” is removed.")
    return HttpResponseRedirect(reverse("customers"))
