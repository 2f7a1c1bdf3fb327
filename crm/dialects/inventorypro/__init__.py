"""InventoryPro: the warehouse system's customer API. ``page.md`` says where it comes from."""

TITLE = "InventoryPro"
API_PATH = "api/v1/"
PERMISSION_CODES = (130, 131)
