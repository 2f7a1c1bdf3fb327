"""What all endpoints share: who asks, the envelope for errors."""

from collections.abc import Sequence
from typing import Any

from rest_framework.authentication import BaseAuthentication

from crm.access.authentication import BearerAuthentication
from crm.dialects.transport import DialectViewSet

from .errors import handle_exception


class Authentication(BearerAuthentication):
    dialect = "smartshelf"


class SmartShelfViewSet(DialectViewSet):
    """An endpoint of the page."""

    authentication_classes: Sequence[type[BaseAuthentication]] = (Authentication,)

    def get_exception_handler(self) -> Any:
        return handle_exception
