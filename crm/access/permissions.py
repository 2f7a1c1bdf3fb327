"""The permission codes, asked by views."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from .codes import has_code


class HasCode(BasePermission):
    """The caller has the code that the view's ``permission_codes`` names for the action."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if request.auth is None:
            return False
        # A method that nobody routed has no action; the view refuses it after this.
        return view.action is None or has_code(request.user, view.permission_codes[view.action])
