"""Inventorum: the till's customer API. ``page.md`` says where it comes from."""

TITLE = "Inventorum"
API_VERSION = "12"  # the newest; see versions.py
API_PATH = "api/"
PERMISSION_CODES = (130, 131)
#: The widest first: it is what a client gets for whom none is named.
SCOPES = (
    "customers",
    "customers:read",
    "customers:create",
    "customers:update",
    "customers:delete",
)
#: An App of the vendor's comes with an access token and a refresh token.
CREDENTIALS = ("client_id", "client_secret", "access_token", "refresh_token")
TOKEN_LIFETIME = 36000  # seconds
