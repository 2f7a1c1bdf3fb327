"""Lines to try this dialect with, printed by ``make run``."""

from collections.abc import Mapping


def curl_lines(shown: Mapping[str, str]) -> list[str]:
    """Commands for a POSIX shell with curl: export two customers; add one, or update it.

    Args:
        shown: what ``create_client`` would print.
    """
    base_url, token = shown["base_url"], shown["token"]
    customer = '{"FirstName": "Ann", "LastName": "Lee", "Email": "ann@example.com"}'
    return [
        f'curl -s "{base_url}datadump/v1/customers/35/0/2025-11-16/0?pageSize=2&Token={token}"',
        f"""curl -s -d '{{"Customers": [{customer}]}}' "{base_url}customers?Token={token}\"""",
    ]
