"""Lists of customers kept by name."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from crm.accounts.texts import is_storable
from crm.staff.models import FirstView, SavedView
from crm.staff.ui.door import StaffRequest, staff_page
from customers.queries.once import Given
from customers.queries.once_objects import Objects

from .listing import Listing

KEPT_COLUMNS = "columns"  # of the session
LONGEST_NAME = 100
LONGEST_QUERY = 5_000
MOST = 50
#: Where the last removed view waits in the session for somebody to want it back.
REMOVED = "removed_view"


def seen_views(request: StaffRequest) -> QuerySet[SavedView]:
    """Those of the user, and those that others of the account share; with ``is_first``."""
    return _seen(request.account, request.user)


def views_of(request: StaffRequest) -> list[SavedView]:
    """The same, in their order."""
    return _SEEN.found(account=request.account.pk, user=request.user.pk)


def _seen(account: Any, user: Any) -> QuerySet[SavedView]:
    views = SavedView.objects.filter(account=account)
    first = FirstView.objects.filter(user=user, view=OuterRef("pk"))
    seen = views.filter(Q(user=user) | Q(is_shared=True))
    return seen.select_related("user").annotate(is_first=Exists(first))


_SEEN = Objects[SavedView](lambda: _seen(Given("account"), Given("user")))


def is_changed(view: SavedView, listing: Listing) -> bool:
    """Whether the list that began as the view is another one by now."""
    return Listing(listing.account, QueryDict(view.query)).saved != listing.saved


@require_POST
@staff_page(130)
def save_view(request: StaffRequest) -> HttpResponse:
    """``POST /customers/views/``: a view of a name that the user has already is replaced."""
    query = request.POST.get("query", "")
    listing = Listing(
        request.account,
        QueryDict(query[:LONGEST_QUERY]),
        request.session.get(KEPT_COLUMNS),
    )
    name = request.POST.get("name", "").strip()
    wrong = _wrong_name(name) or _wrong_list(request, name, query, listing.saved)
    if wrong:
        messages.error(request, wrong)
        return HttpResponseRedirect(listing.url)
    values = {"query": listing.saved, "is_shared": bool(request.POST.get("shared"))}
    view, _ = SavedView.objects.update_or_create(
        account=request.account, user=request.user, name=name, defaults=values
    )
    messages.success(request, f"The view “{name}” is saved.")
    return _open(view)


@require_POST
@staff_page(130)
def change_view(request: StaffRequest, view_id: int) -> HttpResponse:
    """``POST /customers/views/7/``: its name and who sees it."""
    view = get_object_or_404(_mine(request), pk=view_id)
    name = request.POST.get("name", "").strip()
    wrong = _wrong_name(name)
    if not wrong and not _rename(view, name, is_shared=bool(request.POST.get("shared"))):
        wrong = f"You have a view “{name}” already."
    if wrong:
        messages.error(request, wrong)
    else:
        messages.success(request, f"The view “{name}” is saved.")
    return _open(view)


@require_POST
@staff_page(130)
def begin_with_view(request: StaffRequest, view_id: int) -> HttpResponse:
    """``POST /customers/views/7/first/``: the list opens with it, or no longer does."""
    view = get_object_or_404(seen_views(request), pk=view_id)
    if view.is_first:  # type: ignore[attr-defined]  # annotated
        FirstView.objects.filter(account=request.account, user=request.user).delete()
        messages.success(request, "The list opens with all active customers.")
    else:
        FirstView.objects.update_or_create(
            account=request.account, user=request.user, defaults={"view": view}
        )
        messages.success(request, f"The list opens with “{view.name}”.")
    return _open(view)


@require_POST
@staff_page(130)
def remove_view(request: StaffRequest, view_id: int) -> HttpResponse:
    """``POST /customers/views/7/remove/``: one's own only."""
    view = get_object_or_404(_mine(request), pk=view_id)
    request.session[REMOVED] = {
        "account_id": view.account_id,
        "name": view.name,
        "query": view.query,
        "is_shared": view.is_shared,
    }
    view.delete()
    messages.success(
        request, f"The view “{view.name}” is removed.", extra_tags=reverse("restore-view")
    )
    return HttpResponseRedirect(reverse("customers"))


@require_POST
@staff_page(130)
def restore_view(request: StaffRequest) -> HttpResponse:
    """``POST /customers/views/restore/``: the one that this visit removed last."""
    removed = request.session.pop(REMOVED, None)
    if removed is None or removed["account_id"] != request.account.pk:
        messages.error(request, "There is no removed view to take back.")
        return HttpResponseRedirect(reverse("customers"))
    view, made = SavedView.objects.get_or_create(
        account=request.account, user=request.user, name=removed["name"], defaults=removed
    )
    word = "is back" if made else "is there already"
    messages.success(request, f"The view “{view.name}” {word}.")
    return _open(view)


def _mine(request: StaffRequest) -> QuerySet[SavedView]:
    return SavedView.objects.filter(account=request.account, user=request.user)


def _open(view: SavedView) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('customers')}?{view.address}")


def _rename(view: SavedView, name: str, *, is_shared: bool) -> bool:
    """False if the user has another one of that name."""
    old = view.name
    view.name, view.is_shared = name, is_shared
    try:
        with transaction.atomic():
            view.save(update_fields=["name", "is_shared"])
    except IntegrityError:
        view.name = old
        return False
    return True


def _wrong_name(name: str) -> str:
    if not name or len(name) > LONGEST_NAME:
        return f"A view needs a name of at most {LONGEST_NAME} characters."
    return "" if is_storable(name) else "This name cannot be stored."


def _wrong_list(request: StaffRequest, name: str, query: str, saved: str) -> str:
    if len(query) > LONGEST_QUERY or len(saved) > LONGEST_QUERY:
        return "This search is too long to be kept."
    if not is_storable(saved):
        return "This search cannot be stored."
    if _mine(request).exclude(name=name).count() >= MOST:
        return f"You have {MOST} views already. Remove one first."
    return ""
