"""RPM: the back office's customer API. ``page.md`` says where it comes from."""

TITLE = "RPM"
API_VERSION = "2"  # of the service, as in Api2.svc
API_PATH = ""  # clients append the name of the service themselves
PERMISSION_CODES = (130, 131)
SCOPES: tuple[str, ...] = ()
CREDENTIALS = ("key",)
