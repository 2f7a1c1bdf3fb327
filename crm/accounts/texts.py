"""What a text must be before a database sees it."""


def is_storable(text: str) -> bool:
    """Whether a database can hold the text: no NUL, no half a character (a lone surrogate)."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)
