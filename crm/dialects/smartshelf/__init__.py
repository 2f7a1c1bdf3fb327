"""Smart Shelf: the ordering system's customer API. ``page.md`` says where it comes from."""

TITLE = "Smart Shelf"
API_VERSION = "2024-01-15"  # the vendor's word for it, in its webhooks; the paths carry none
API_PATH = "api/"
PERMISSION_CODES = (130, 131)
SCOPES: tuple[str, ...] = ()
CREDENTIALS = (
    "access_token",
)  # lives until it is rotated or revoked: the page knows no way to a new one
