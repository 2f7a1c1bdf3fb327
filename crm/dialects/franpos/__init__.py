"""Franpos: the franchise till's customer API. ``page.md`` says where it comes from."""

TITLE = "Franpos"
API_VERSION = "v1"  # of the export calls; the page's own call has none
API_PATH = "api/"
PERMISSION_CODES = (130, 131)
SCOPES: tuple[str, ...] = ()
CREDENTIALS = ("token",)  # goes in the query and lasts: the vendor's programs hold it for years
