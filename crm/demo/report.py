"""What the demo command says about who gets in."""

from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings

from crm.access.clients import base_url, issue_token_pair

from .credentials import ClientEntry, PersonEntry

HIDDEN = "(shown when it was made; manage.py demo --reset-credentials makes a new one)"


def new_secrets(person: PersonEntry, clients: list[ClientEntry]) -> Iterator[str]:
    """The secrets that were made now and can be shown only now."""
    if person.is_new:
        yield f"New password of staff user {person.name}: {person.secret}"
    for entry in clients:
        if entry.is_new:
            yield f"New credentials for {entry.client.dialect}:"
            yield f"  client_id      {entry.name}"
            yield f"  client_secret  {entry.secret}"


def hints(person: PersonEntry, clients: list[ClientEntry]) -> Iterator[str]:
    """How to get in: the staff login, and for each dialect lines to paste into a shell."""
    yield f"Staff: {settings.BASE_URL}{settings.LOGIN_URL}"
    yield f"  user {person.name}, password {person.secret or HIDDEN}"
    for entry in clients:
        yield f"{_title(entry)}: {base_url(entry.client.dialect)}"
        yield f"  client_id {entry.name}, client_secret {entry.secret or HIDDEN}"
        if entry.secret:
            yield from _curl_lines(entry)


def _title(entry: ClientEntry) -> str:
    title: str = import_module(f"crm.dialects.{entry.client.dialect}").TITLE
    return title


def _curl_lines(entry: ClientEntry) -> list[str]:
    """The dialect's own, if it has any to give."""
    dialect = entry.client.dialect
    if find_spec(f"crm.dialects.{dialect}.hints") is None:
        return []
    hints = import_module(f"crm.dialects.{dialect}.hints")
    spoken = import_module(f"crm.dialects.{dialect}")
    shown = {
        "base_url": base_url(dialect),
        "client_id": entry.name,
        "client_secret": entry.secret,
    }
    if spoken.GIVES_TOKENS:
        shown |= issue_token_pair(entry.client, timedelta(seconds=spoken.TOKEN_LIFETIME))
    lines: list[str] = hints.curl_lines(shown)
    return lines
