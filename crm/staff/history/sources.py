"""Through what changes come: the dialects, and the doors of our own."""

from importlib import import_module

from crm.dialects import DIALECTS

#: As the ledger calls it -> as people do.
SOURCES = {
    **{dialect: str(import_module(f"crm.dialects.{dialect}").TITLE) for dialect in DIALECTS},
    "staff": "These pages",
    "admin": "Admin",
    "demo": "Demo",
}
