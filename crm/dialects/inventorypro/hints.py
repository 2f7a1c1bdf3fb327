"""Lines to try this dialect with, printed by ``make run``."""


def curl_lines(base_url: str, client_id: str, client_secret: str) -> list[str]:
    """Commands for a POSIX shell with curl and sed: get a token, then list two customers."""
    token = (
        f"TOKEN=$(curl -s -d grant_type=client_credentials -d client_id={client_id}"
        f" -d client_secret={client_secret} {base_url}Token"
        """ | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')"""
    )
    return [
        f'{token}; curl -s -H "Authorization: Bearer $TOKEN" "{base_url}Customer/All?pageSize=2"'
    ]
