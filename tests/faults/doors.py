"""One program of each dialect, and what it says to read and to write."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from crm.access.clients import create_client, issue_token
from crm.accounts.models import Account
from crm.dialects import DIALECTS

#: Dialect -> a request that reads.
READS = {
    "inventorypro": ("GET", "/inventorypro/api/v1/Customer/All"),
    "inventorum": ("GET", "/inventorum/api/customers/"),
    "smartshelf": ("GET", "/smartshelf/api/customers"),
    "rpm": ("POST", "/rpm/api2.svc/Info"),
    "franpos": ("GET", "/franpos/api/datadump/v1/customers/1/0/2024-01-01/0"),
}


@dataclass(frozen=True)
class Door:
    """What a program needs to come in by one dialect."""

    dialect: str
    token: str

    @property
    def headers(self) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {self.token}", "RpmApiKey": self.token}

    def path(self, path: str) -> str:
        return f"{path}?Token={quote(self.token)}" if self.dialect == "franpos" else path

    def reading(self) -> tuple[str, str, Any]:
        """Method, path and body of a request that reads."""
        method, path = READS[self.dialect]
        return method, self.path(path), None


def open_doors(account: Account) -> dict[str, Door]:
    """A program with a token for each dialect, by name."""
    doors = {}
    for dialect in DIALECTS:
        client = create_client(account, dialect, f"A {dialect} program").client
        doors[dialect] = Door(dialect, issue_token(client, timedelta(hours=2)))
    return doors
