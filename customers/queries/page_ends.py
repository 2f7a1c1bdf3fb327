"""Where pages far from the beginning of a list ended, so that the next page begins there.

A program that reads a whole list asks for page after page by their numbers. To count up to a page of
the middle costs more the deeper it is; to go on behind a customer costs the same everywhere. What is
remembered is good until the account's next change.
"""

from django.core.cache import caches

SECONDS = 600  # a program is slow between two pages


def end_before(listed: str, offset: int) -> int | None:
    """The customer after whom the page at the offset begins; ``None`` if nobody knows.

    Args:
        listed: the list, as it is in this moment.
    """
    found: int | None = caches["pages"].get(f"{listed}:{offset}")
    return found


def remember_end(listed: str, offset: int, customer_id: int) -> None:
    """That the page before the offset ended with this customer."""
    caches["pages"].set(f"{listed}:{offset}", customer_id, SECONDS)
