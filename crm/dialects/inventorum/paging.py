"""The parameters of the lists."""

import re
from collections.abc import Mapping

from .errors import Refused

MAX_LIMIT = 30
MOST_DIGITS = 9


def parse_paging(parameters: Mapping[str, str]) -> tuple[int, int]:
    """Offset and limit. An empty parameter counts as left out; a higher limit is the highest.

    Raises:
        Refused: with every parameter that is wrong.
    """
    problems: dict[str, list[str]] = {}
    limit = _positive(parameters, "limit", MAX_LIMIT, problems)
    page = _positive(parameters, "page", 1, problems)
    if problems:
        raise Refused(problems)
    limit = min(limit, MAX_LIMIT)
    return (page - 1) * limit, limit


def _positive(
    parameters: Mapping[str, str], name: str, default: int, problems: dict[str, list[str]]
) -> int:
    text = parameters.get(name, "").strip()
    if not text:
        return default
    digits = text.lstrip("0") if re.fullmatch(r"[0-9]+", text) else ""
    if not digits:
        problems[name] = ["A whole number of 1 or more is required."]
        return default
    # No list is as long as the longest number that is told apart.
    return int(digits) if len(digits) <= MOST_DIGITS else 10**MOST_DIGITS
