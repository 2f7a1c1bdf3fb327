"""The permission codes, asked by views."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from crm.accounts.models import User

from .codes import has_code

#: What DRF calls a method that nobody routed, and OPTIONS; the view itself refuses both.
UNROUTED = (None, "metadata")


class HasCode(BasePermission):
    """The caller has the code that the view's ``permission_codes`` names for the action."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if request.auth is None:
            return False
        if view.action in UNROUTED:
            return True
        number = view.permission_codes.get(view.action)
        user = request.user
        return number is not None and isinstance(user, User) and has_code(user, number)
