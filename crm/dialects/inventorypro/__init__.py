"""InventoryPro: the warehouse system's customer API. ``page.md`` says where it comes from."""

TITLE = "InventoryPro"
API_VERSION = "v1"
API_PATH = "api/v1/"
PERMISSION_CODES = (130, 131)
SCOPES: tuple[str, ...] = ()
CREDENTIALS = ("client_id", "client_secret")  # its programs ask for tokens at POST Token
TOKEN_LIFETIME = 14399  # seconds, as in both token examples
