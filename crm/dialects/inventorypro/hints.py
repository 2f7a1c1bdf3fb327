"""Lines to try this dialect with, printed by ``make run``."""

from collections.abc import Mapping


def curl_lines(shown: Mapping[str, str]) -> list[str]:
    """Commands for a POSIX shell with curl and sed: get a token, then list two customers.

    Args:
        shown: what ``create_client`` would print.
    """
    base_url = shown["base_url"]
    token = (
        f"TOKEN=$(curl -s -d grant_type=client_credentials -d client_id={shown['client_id']}"
        f" -d client_secret={shown['client_secret']} {base_url}Token"
        """ | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')"""
    )
    return [
        f'{token}; curl -s -H "Authorization: Bearer $TOKEN" "{base_url}Customer/All?pageSize=2"'
    ]
