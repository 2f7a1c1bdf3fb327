"""Lines to try this dialect with, printed by ``make run``."""

from collections.abc import Mapping


def curl_lines(shown: Mapping[str, str]) -> list[str]:
    """Commands for a POSIX shell with curl: find Customer XYZ.

    Args:
        shown: what ``create_client`` would print.
    """
    bearer = f"Authorization: Bearer {shown['access_token']}"
    return [f'curl -s -H "{bearer}" "{shown["base_url"]}customers?search=customerxyz"']
