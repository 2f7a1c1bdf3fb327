"""What a text must be before a database sees it."""

import re

_UNSTORABLE = re.compile("[\\0\\ud800-\\udfff]")


def is_storable(text: str) -> bool:
    """Whether a database can hold the text: no NUL, no half a character (a lone surrogate)."""
    return _UNSTORABLE.search(text) is None
