"""The permission codes, asked by views."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from .authentication import Caller
from .scopes import allows

#: What DRF calls a method that nobody routed, and OPTIONS; the view itself refuses both.
UNROUTED = (None, "metadata")


class HasCode(BasePermission):
    """The caller has the code that the view's ``permission_codes`` names for the action."""

    def has_permission(self, request: Request, view: Any) -> bool:
        caller = request.auth
        if not isinstance(caller, Caller):
            return False
        if view.action in UNROUTED:
            return True
        number = view.permission_codes.get(view.action)
        return number is not None and caller.has_code(number)


class HasScope(BasePermission):
    """The caller's token has the scope that the view's ``scopes`` names for the action."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if view.action in UNROUTED:
            return True
        wanted = view.scopes.get(view.action)
        caller = request.auth
        return wanted is not None and isinstance(caller, Caller) and allows(caller.scopes, wanted)
