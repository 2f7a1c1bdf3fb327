"""The admin's door: who gets in, in which time zone it tells the time, what its pages may load.

Not in ``crm.staff.admin``, whose modules register with the site that this one makes.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.utils import timezone
from unfold.sites import UnfoldAdminSite

from crm.accounts.models import User

#: The theme runs on Alpine.js, which evaluates its attributes, and writes its colours into the page. No
#: script is inline, and nothing comes from another machine.
POLICY = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"] | {
    "script-src": [SELF, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
}

View = Callable[..., HttpResponseBase]


def zone_name(user: object) -> str:
    """The time zone of the user's account; the installation's for operators."""
    account = user.account if isinstance(user, User) else None
    return account.timezone if account else settings.TIME_ZONE


class HubAdminSite(UnfoldAdminSite):
    """The theme's site, for people of active accounts only."""

    enable_nav_sidebar = True

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        if not isinstance(user, User) or user.is_integration or not super().has_permission(request):
            return False
        return user.account is None or user.account.is_active

    def admin_view(self, view: View, cacheable: bool = False) -> View:  # noqa: FBT001, FBT002 - Django's signature
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def in_zone(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            with timezone.override(zone_name(request.user)):
                response = inner(request, *args, **kwargs)
                if isinstance(response, SimpleTemplateResponse):
                    response = response.render()
            return _with_policy(response)

        return in_zone

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response: HttpResponse = super().login(request, extra_context)
        _with_policy(response)
        return response


def _with_policy(response: HttpResponseBase) -> HttpResponseBase:
    response._csp_config = POLICY  # type: ignore[attr-defined]  # as csp.decorators.csp does
    return response
