"""What all endpoints share: who asks, in which version, the envelope for errors."""

from collections.abc import Sequence
from typing import Any, ClassVar

from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from crm.access.authentication import BearerAuthentication
from crm.access.permissions import HasCode, HasScope
from crm.dialects.transport import DialectViewSet

from .errors import handle_exception
from .throttle import TokenRate
from .versions import HEADER, parse_version

DIALECT = "inventorum"


class Authentication(BearerAuthentication):
    dialect = DIALECT


class InventorumViewSet(DialectViewSet):
    """An endpoint, with the version that it is to speak in ``self.version``."""

    authentication_classes: Sequence[type[BaseAuthentication]] = (Authentication,)
    permission_classes: Sequence[Any] = (HasCode, HasScope)
    throttle_classes: Sequence[Any] = (TokenRate,)
    scopes: ClassVar[dict[str, str]] = {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.version = parse_version(request.headers.get(HEADER))

    def get_exception_handler(self) -> Any:
        return handle_exception
