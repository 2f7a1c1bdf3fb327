"""An account with a bit of everything, in a database whose transactions are real."""

from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from crm.access.clients import create_client
from crm.accounts.models import Account, Store, User
from customers.changes import CustomerChange, Source
from customers.models import Customer
from customers.services import create

Run = Callable[..., str]


@pytest.fixture
def run() -> Run:
    """Runs a command with its arguments; gives back what it told."""

    def run(*arguments: object) -> str:
        told = StringIO()
        call_command(*(str(each) for each in arguments), stdout=told, stderr=told)
        return told.getvalue()

    return run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "hub.backup"


@pytest.fixture
def acme(transactional_db: None, account: Account, alice: User) -> Customer:
    """A customer with an address, a contact and a history, of an account with a client."""
    store = Store.objects.create(account=account, name="Downtown")
    create_client(account, "inventorum", "Till", stores=[store])
    change = CustomerChange(
        company="Acmé", code="ACME", credit_limit=Decimal("1000.10"), note='"quoted"\n\\N'
    )
    made = create(account, change, source=Source(user=alice, dialect="tests"))
    return Customer.objects.get(pk=made.customer_id)
