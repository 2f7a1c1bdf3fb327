"""A customer with a part of each kind that most tests need."""

from collections.abc import Callable

import pytest

from crm.accounts.models import Account
from customers import services
from customers.changes import AddressChange, ContactChange, CustomerChange, Source
from customers.models import Customer
from customers.services import Outcome, Write

from .upserts import CELL, row


@pytest.fixture
def customer(account: Account, source: Source) -> Customer:
    outcome = services.create(
        account,
        CustomerChange(
            code="ACME",
            company="Acme",
            website="https://acme.example.com",
            note="Pays late",
            primary=ContactChange(first_name="Jane", last_name="Smith", job_title="Buyer"),
            billing=AddressChange(line1="1 Main St", city="Springfield"),
            addresses=(AddressChange(kind="shipping", city="Rockford"),),
        ),
        source=source,
    )
    return Customer.objects.get(pk=outcome.customer_id)


@pytest.fixture
def write(account: Account, source: Source) -> Callable[..., list[Outcome]]:
    """Write rows as one batch."""

    def write(*rows: Write) -> list[Outcome]:
        return services.write(account, rows, source=source)

    return write


@pytest.fixture
def ann(write: Callable[..., list[Outcome]]) -> int:
    """A customer with every key: her id."""
    (outcome,) = write(row(code="ANN", email="ann@example.com", cell=CELL))
    return outcome.customer_id
