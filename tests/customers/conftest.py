"""A customer with a part of each kind that most tests need."""

import pytest

from crm.accounts.models import Account
from customers import services
from customers.changes import AddressChange, ContactChange, CustomerChange, Source
from customers.models import Customer


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
