"""One line a request, for programs and for people.

Written with the standard library's logging, as everything else here and in Django. structlog costs the
same a line; django-structlog writes two lines a request and asks who the user is, which would read the
session from the database where nothing else does.
"""

import logging
from typing import Any

from django.conf import settings

from crm.logs import hide

from .requests import Answered

logger = logging.getLogger("crm.request")

#: Asked all day by programs of the operator, or by every page: told of only where LOG_LEVEL is DEBUG.
DULL = ("/healthz", "/readyz", "/metrics", f"/{settings.STATIC_URL.strip('/')}/")


def write_line(answered: Answered) -> None:
    """For people ``GET /rpm/Api2.svc/Customers 200 1.3 ms``, for programs all its ``facts``."""
    level = logging.DEBUG if answered.request.path_info.startswith(DULL) else logging.INFO
    if logger.isEnabledFor(level):
        facts = facts_of(answered)
        logger.log(level, "%s", _in_words(facts), extra={"facts": facts})


def facts_of(answered: Answered) -> dict[str, Any]:
    """What is known; what is not is left out. ``ms`` are milliseconds, ``bytes`` those of the body."""
    request, client, user = answered.request, answered.client, answered.user
    account = answered.account
    facts = {
        "request_id": getattr(request, "request_id", ""),
        "method": request.method,
        "path": hide(request.path_info),
        "route": answered.route,
        "status": answered.response.status_code,
        "error": answered.is_error,
        "ms": round(answered.seconds * 1000, 2),
        "bytes": answered.size,
        "account": account.slug if account else None,
        "dialect": answered.dialect,
        "version": answered.version,
        "client": client.name if client else None,
        "client_id": client.pk if client else None,
        "user": user.get_username() if user else None,
    }
    return {name: fact for name, fact in facts.items() if fact not in (None, "")}


def _in_words(facts: dict[str, Any]) -> str:
    who = [str(facts[name]) for name in ("account", "client", "user") if name in facts]
    line = f"{facts['method']} {facts['path']} {facts['status']} {facts['ms']} ms"
    return f"{line} ({', '.join(who)})" if who else line
