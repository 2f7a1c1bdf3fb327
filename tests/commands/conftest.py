"""Commands, run as from a shell."""

from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from crm.accounts.models import Account
from customers.changes import CustomerChange, Source
from customers.models import Customer
from customers.services import create

Run = Callable[..., str]


@dataclass(frozen=True)
class Imported:
    """What ``import_orders`` said, and why it failed, if it did."""

    summary: str
    told: list[str]
    error: str


Import = Callable[..., Imported]


@pytest.fixture
def run() -> Run:
    """Runs a command with its arguments; gives back what it wrote to stdout."""

    def run(*arguments: object) -> str:
        stdout = StringIO()
        call_command(*(str(a) for a in arguments), stdout=stdout, stderr=StringIO())
        return stdout.getvalue()

    return run


@pytest.fixture
def buyer(account: Account) -> Customer:
    """Who orders."""
    made = create(account, CustomerChange(code="ACME", company="Acme"), source=Source())
    return Customer.objects.get(pk=made.customer_id)


@pytest.fixture
def import_orders(tmp_path: Path) -> Import:
    """Runs the command on a file that holds the text."""

    def import_orders(
        content: str | bytes, *options: str, name: str = "orders.csv", account: str = "acme"
    ) -> Imported:
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        stdout, stderr, error = StringIO(), StringIO(), ""
        try:
            call_command(
                "import_orders", account, str(file), *options, stdout=stdout, stderr=stderr
            )
        except CommandError as raised:
            error = str(raised)
        told = [line for line in stderr.getvalue().splitlines() if line.startswith("line ")]
        return Imported(stdout.getvalue().strip(), told, error)

    return import_orders
