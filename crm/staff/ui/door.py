"""The door of the staff's pages: who gets in, for which account, with which permission code."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias, cast
from urllib.parse import urlsplit, urlunsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from crm.access.codes import CODES, has_code
from crm.accounts.models import Account, User
from customers.changes import Source

#: Where an operator's choice of an account is kept in the session.
CHOSEN_ACCOUNT = "account"


class StaffRequest(HttpRequest):
    """A request of somebody who is in, as ``staff_page`` hands it on.

    Attributes:
        may_change: whether the user has code 131: the buttons that need it exist.
    """

    user: User
    account: Account
    may_change: bool
    request_id: str
    htmx: HtmxDetails


def source_of(request: StaffRequest) -> Source:
    """Who writes through these pages."""
    return Source(user=request.user, dialect="staff", request_id=request.request_id)


#: Django permissions that pages need -> what they allow.
NEEDED_TO = {
    "access.view_client": "see clients",
    "access.add_client": "make clients",
    "access.change_client": "rotate and revoke clients",
}

View: TypeAlias = Callable[..., HttpResponseBase]


def staff_page(needed: int | str | None) -> Callable[[View], View]:
    """A page for people who have that permission, told in their account's time zone.

    Args:
        needed: a permission code, or a Django permission where no code says it; ``None`` lets
            everybody in who is signed in.
    """

    def decorate(view: View) -> View:
        @never_cache
        @wraps(view)
        def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            refusal = _let_in(request)
            if refusal is not None:
                return refusal
            inside = cast("StaffRequest", request)
            inside.may_change = has_code(inside.user, 131)
            if isinstance(needed, str):
                if not inside.user.has_perm(needed):
                    return say_no(request, f"This needs the permission to {NEEDED_TO[needed]}.")
            elif needed is not None and not has_code(inside.user, needed):
                return say_no(request, f"This needs permission {CODES[needed].group_name}.")
            with timezone.override(inside.account.zone):
                return view(inside, *args, **kwargs)

        return enter

    return decorate


def say_no(request: HttpRequest, reason: str, status: int = 403) -> HttpResponse:
    """The page that says why not."""
    return render(request, "staff/no.html", {"reason": reason, "status": status}, status=status)


def account_of(user: User, chosen: int | None) -> Account | None:
    """The account that a user works in: its own; for an operator the one that was chosen."""
    if user.account is not None:
        return user.account
    return Account.objects.filter(pk=chosen, is_active=True).first() if chosen else None


def _let_in(request: HttpRequest) -> HttpResponseBase | None:
    """Why somebody stays outside; ``None`` lets in."""
    user = request.user
    if not isinstance(user, User):
        return _sign_in(request)
    if user.is_integration:
        return say_no(request, "A program's user does not come in here.")
    account = account_of(user, request.session.get(CHOSEN_ACCOUNT))
    if account is None:
        return redirect("choose-account")
    if not account.is_active:
        return say_no(request, f"The account {account} is switched off.")
    request.account = account  # type: ignore[attr-defined]
    return None


def _sign_in(request: HttpRequest) -> HttpResponse:
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    if htmx:  # an answer in place of a piece of the page would be lost in it
        back = htmx.current_url_abs_path or "/"
        return HttpResponseClientRedirect(redirect_to_login(back).url)
    return redirect_to_login(_way_back(request))


def _way_back(request: HttpRequest) -> str:
    """The page to see after signing in: what was sent away cannot be sent again, so where it came
    from."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    return page_before(request)


def page_before(request: HttpRequest) -> str:
    """The page of ours that a request came from, as a path; ``/`` if that is not known."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return "/"
    page = urlsplit(came_from)
    return urlunsplit(("", "", f"/{page.path.lstrip('/')}", page.query, ""))
