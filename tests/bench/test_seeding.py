"""What the loader makes is what the write path would have made."""

import re
from typing import Any

import pytest

from contacts.models import Contact, PhoneNumber
from crm.accounts.models import Account
from customers import services
from customers.changes import AddressChange, ContactChange, CustomerChange, PhoneChange, Source
from customers.models import (
    Address,
    Change,
    Customer,
    CustomerContact,
    SearchText,
)

from .seeding.load import seed

COUNT = 1100

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def seeded(transactional_db: Any) -> Account:
    account = Account.objects.create(slug="bench", name="Bench", timezone="America/Chicago")
    seed(account, COUNT)
    return account


@pytest.fixture
def written(transactional_db: Any) -> Account:
    return Account.objects.create(slug="written", name="Written", timezone="America/Chicago")


def as_written(n: int) -> CustomerChange:
    """What a program would have sent to make the seeded customer."""
    seeded = Customer.objects.get(account__slug="bench", number=n)
    person, second = Contact.objects.filter(link__customer=seeded).order_by("pk")
    billing, shipping = Address.objects.filter(customer=seeded).order_by("pk")
    return CustomerChange(
        **{name: getattr(seeded, name) for name in SENT},
        primary=ContactChange(
            **{name: getattr(person, name) for name in PERSON},
            phones=tuple(
                PhoneChange(type=phone.type, number=phone.number)
                for phone in PhoneNumber.objects.filter(contact=person).order_by("pk")
            ),
        ),
        contacts=(ContactChange(**{name: getattr(second, name) for name in PERSON}),),
        billing=AddressChange(**{name: getattr(billing, name) for name in PLACE}),
        addresses=(AddressChange(**{name: getattr(shipping, name) for name in PLACE}),),
    )


def _words(text: str) -> list[str]:
    return text.split()


SENT = _words(
    "code company email phone fax website tax_number is_b2b is_vip is_favourite"
    " email_marketing_agreed payment_terms currency credit_limit current_balance reward_points"
    " customer_since"
)
PERSON = _words("first_name last_name job_title email birthday")
PLACE = _words(
    "kind is_primary label company first_name last_name line1 city state postal_code country"
)

#: Which rows belong to a customer, and what of them is an id, a number or a time of the write.
OF_A_CUSTOMER = (
    (Customer, "pk"),
    (Contact, "link__customer"),
    (CustomerContact, "customer"),
    (PhoneNumber, "contact__link__customer"),
    (Address, "customer"),
    (SearchText, "customer"),
)
ID = re.compile(r"\b\d+\b")
OWN = {"id", "number", "account_id", "customer_id", "contact_id", "created", "modified"}


def rows_of(customer: Customer) -> list[Any]:
    return [
        [model.__name__, {name: value for name, value in row.items() if name not in OWN}]
        for model, owner in OF_A_CUSTOMER
        for row in model._default_manager.filter(**{owner: customer.pk}).order_by("pk").values()
    ]


def told_of(customer: Customer) -> list[Any]:
    """Actions and fields of its ledger, without the ids in the paths."""
    return [
        (
            change.action,
            sorted((ID.sub("#", path), *map(str, told)) for path, told in change.fields.items()),
        )
        for change in Change.objects.filter(customer=customer).order_by("sequence")
    ]


def write_like(account: Account, n: int, source: Source) -> Customer:
    """The n-th seeded customer, written into another account."""
    seeded = Customer.objects.get(account__slug="bench", number=n)
    pk = services.create(account, as_written(n), source=source).customer_id
    if seeded.note:
        services.update(account, pk, CustomerChange(note=seeded.note), source=source)
    if not seeded.is_active:
        services.discontinue(account, customer_id=pk, source=source)
    return Customer.objects.get(pk=pk)


def test_a_seeded_customer_is_as_if_the_write_path_had_written_it(
    seeded: Account, written: Account
) -> None:
    for n in (1, 3, 10, 100, 207, COUNT):
        ours = write_like(written, n, Source(dialect="seed"))
        theirs = Customer.objects.get(account=seeded, number=n)
        assert rows_of(theirs) == rows_of(ours)
        assert told_of(theirs) == told_of(ours)
