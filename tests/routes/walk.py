"""The routes, as the URL configuration has them, with what to put into their holes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from crm.dialects import DIALECTS

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
HOLE = re.compile(r"<(?:[a-z_]+:)?([a-z_]+)>")


@dataclass(frozen=True, slots=True)
class Route:
    """A line of the URL configuration.

    Attributes:
        template: its path, with holes: ``/customers/<id:customer_id>/``.
        actions: method -> action, for a dialect's endpoint; empty for other pages.
    """

    template: str
    name: str
    actions: Mapping[str, str]

    @property
    def door(self) -> str:
        """The dialect, ``admin``, or ``staff`` for all the rest."""
        first = self.template.split("/")[1]
        return first if first in (*DIALECTS, "admin") else "staff"

    @property
    def is_endpoint(self) -> bool:
        """Whether it is on a dialect's page; what catches all other paths is not."""
        return bool(self.actions) and "unknown" not in self.actions.values()

    def path(self, holes: Mapping[str, object]) -> str:
        """
        Raises:
            KeyError: a hole that nobody has said how to fill.
        """
        return HOLE.sub(lambda hole: str(holes[hole[1]]), self.template)


def every_route() -> list[Route]:
    return list(_walk(get_resolver(), "/"))


def routes_of(*doors: str) -> list[Route]:
    return [route for route in every_route() if route.door in doors]


def _walk(resolver: URLResolver, prefix: str) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        path = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, path)
        else:
            yield _route(pattern, path)


def _route(pattern: URLPattern, path: str) -> Route:
    actions: Mapping[str, str] = getattr(pattern.callback, "actions", None) or {}
    methods = {method.upper(): action for method, action in actions.items()}
    return Route(_without_expressions(path), pattern.name or "", methods)


def _without_expressions(path: str) -> str:
    """The admin's two regular expressions, as paths that they match."""
    path = re.sub(r"\^\(\?P<app_label>([a-z]+).*", r"\1/", path)
    return path.replace("(?P<url>.*)$", "no-such-page")


def content_of(answer: Any) -> bytes:
    """What was answered, streamed or not."""
    content: bytes = answer.getvalue() if answer.streaming else answer.content
    return content
