"""Lines to try this dialect with, printed by ``make run``."""

from collections.abc import Mapping


def curl_lines(shown: Mapping[str, str]) -> list[str]:
    """Commands for a POSIX shell with curl: one customer with all its parts.

    Args:
        shown: what ``create_client`` would print.
    """
    url = f"{shown['base_url']}Api2.svc/Customer"
    body = """'{"Customer": "Acme, Inc."}'"""
    return [f'curl -s -H "RpmApiKey: {shown["key"]}" -d {body} {url}']
