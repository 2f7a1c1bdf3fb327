"""``page`` and ``limit``, and the ``meta`` that answers them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .errors import Details, Refused

DEFAULT_LIMIT = 20
MAX_LIMIT = 100
MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Paging:
    """The page that is asked for; ``limit`` after the cap."""

    page: int
    limit: int

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.limit


def parse_paging(parameters: Mapping[str, str]) -> Paging:
    """An empty parameter counts as left out; a higher limit is the highest.

    Raises:
        Refused: with every parameter that is wrong.
    """
    problems: Details = {}
    page = _positive(parameters, "page", 1, problems)
    limit = _positive(parameters, "limit", DEFAULT_LIMIT, problems)
    if problems:
        raise Refused(problems)
    return Paging(page, min(limit, MAX_LIMIT))


def _positive(parameters: Mapping[str, str], name: str, default: int, problems: Details) -> int:
    text = parameters.get(name, "").strip()
    if not text:
        return default
    digits = text.lstrip("0") if re.fullmatch(r"[0-9]+", text) else ""
    if not digits:
        problems[name] = ["Must be a whole number of 1 or more."]
        return default
    # No list is as long as the longest number that is told apart.
    return int(digits) if len(digits) <= MOST_DIGITS else 10**MOST_DIGITS


def render_page(
    data: list[dict[str, Any]], paging: Paging, *, total: int, has_more: bool
) -> dict[str, Any]:
    """A list's answer. ``hasMore`` is written as the page does, beside its snake_case."""
    return {
        "data": data,
        "meta": {
            "total": total,
            "page": paging.page,
            "limit": paging.limit,
            "hasMore": has_more,
        },
    }
