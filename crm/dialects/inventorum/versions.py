"""``X-Api-Version``. The version is read here and goes no further than parse and render."""

import re

from . import API_VERSION
from .errors import Refused

OLDEST = 3
NEWEST = int(API_VERSION)
LAST_WITH_PHONE_LISTS = 9
HEADER = "X-Api-Version"


def parse_version(header: str | None) -> int:
    """The version to serve: the newest without a header, or for a number newer than that.

    Raises:
        Refused: no number, or one before the oldest that is spoken.
    """
    if header is None:
        return NEWEST
    text = header.strip()
    if not re.fullmatch(r"[0-9]+", text) or len(text) < len(str(OLDEST)):
        raise Refused({HEADER: ["A valid integer is required."]})
    digits = text.lstrip("0")
    version = NEWEST if len(digits) > len(str(NEWEST)) else int(digits or "0")
    if version < OLDEST:
        raise Refused({HEADER: [f"The oldest version is {OLDEST}."]})
    return min(version, NEWEST)


def has_phone_list(version: int) -> bool:
    """Whether customers have ``phone_numbers``, a list, in place of ``phone_number``."""
    return version <= LAST_WITH_PHONE_LISTS
