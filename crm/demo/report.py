"""What the demo command says about who gets in."""

from collections.abc import Iterator
from importlib import import_module

from django.conf import settings

from crm.access.clients import base_url

from .credentials import ClientEntry, PersonEntry

HIDDEN = "(shown when it was made; manage.py demo --reset-credentials makes a new one)"


def new_secrets(person: PersonEntry, clients: list[ClientEntry]) -> Iterator[str]:
    """The secrets that were made now and can be shown only now."""
    if person.is_new:
        yield f"New password of staff user {person.user.username}: {person.password}"
    for entry in clients:
        if entry.is_new:
            yield f"New credentials for {entry.client.dialect}:"
            yield from (f"  {name:<14} {value}" for name, value in _credentials(entry))


def hints(person: PersonEntry, clients: list[ClientEntry]) -> Iterator[str]:
    """How to get in: the staff login, and for each dialect lines to paste into a shell."""
    yield f"Staff: {settings.BASE_URL}{settings.LOGIN_URL}"
    yield f"  user {person.user.username}, password {person.password or HIDDEN}"
    for entry in clients:
        dialect = entry.client.dialect
        yield f"{import_module(f'crm.dialects.{dialect}').TITLE}: {base_url(dialect)}"
        if entry.shown:
            yield "  " + ", ".join(f"{name} {value}" for name, value in _credentials(entry))
            hints = import_module(f"crm.dialects.{dialect}.hints")
            yield from hints.curl_lines(entry.shown)
        else:
            yield f"  {HIDDEN}"


def _credentials(entry: ClientEntry) -> list[tuple[str, str]]:
    return [(name, value) for name, value in entry.shown.items() if name != "base_url"]
