"""What there is to tell of a request once it is answered. Nothing here asks the database."""

from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from crm.access.models import Client
from crm.accounts.models import Account, User
from crm.dialects import DIALECTS

VERSION = "X-API-Version"
LONGEST_VERSION = 20


@dataclass(slots=True)
class Answered:
    """A request and its answer.

    Attributes:
        dialect: empty for the pages of the staff and of the operator.
        route: the pattern of the address, so that all customers' pages are one; empty without one.
        version: of the dialect, as the client asked for it or the answer names it.
        is_error: whether the client was told that something is wrong, by the status or, where a dialect
            tells it with status 200, by an answer that an exception led to.
        client: who proved to be one.
        user: a person that is signed in, when the page cared.
        size: of the answer's body, in bytes.
        seconds: until the answer was ready; of a streamed one, until it was sent.
    """

    request: HttpRequest
    response: HttpResponseBase
    client: Client | None
    size: int = 0
    seconds: float = 0.0

    @property
    def dialect(self) -> str:
        host = self.request.META.get("HTTP_HOST", "").partition(":")[0].lower()
        if host in settings.DIALECT_HOSTS:
            return str(settings.DIALECT_HOSTS[host])
        first = self.request.path_info[1:].partition("/")[0]
        return first if first in DIALECTS else ""

    @property
    def route(self) -> str:
        match = self.request.resolver_match
        return match.route if match else ""

    @property
    def version(self) -> str:
        asked = self.request.headers.get(VERSION) or self.response.headers.get(VERSION, "")
        return asked[:LONGEST_VERSION]

    @property
    def is_error(self) -> bool:
        failed = self.response.status_code >= HTTPStatus.BAD_REQUEST
        return failed or getattr(self.response, "exception", False)

    @property
    def user(self) -> User | None:
        known = vars(self.request)
        user = known.get("_cached_user", known.get("user"))
        return user if type(user) is User and self.client is None else None

    @property
    def account(self) -> Account | None:
        """Of the client or the person; the one that an operator works in."""
        chosen = vars(self.request).get("account")
        holder = self.client or self.user
        return chosen or (holder._state.fields_cache.get("account") if holder else None)
