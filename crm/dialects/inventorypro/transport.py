"""What all endpoints share: who asks, the envelope for errors, the version header."""

from collections.abc import Sequence
from typing import Any

from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from crm.access.authentication import BearerAuthentication
from crm.dialects.transport import DialectViewSet

from . import API_VERSION
from .errors import handle_exception

DIALECT = "inventorypro"


class Authentication(BearerAuthentication):
    dialect = DIALECT


class InventoryProViewSet(DialectViewSet):
    """What all endpoints share: the caller, the envelope, the version header."""

    authentication_classes: Sequence[type[BaseAuthentication]] = (Authentication,)

    def get_exception_handler(self) -> Any:
        return handle_exception

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        response["X-API-Version"] = API_VERSION
        return response
