"""The rule by which a name written in one becomes a company or a person."""

import pytest

from crm.accounts.models import Account
from customers import services
from customers.changes import UNSET, ContactChange, CustomerChange, Source, Text
from customers.models import Customer, CustomerContact


def parts(customer_id: int) -> tuple[str, str, str, str]:
    """Name as shown, company, first name, last name."""
    customer = Customer.objects.get(pk=customer_id)
    link = CustomerContact.objects.filter(customer=customer, is_primary=True).first()
    contact = link.contact if link else None
    return (
        customer.name,
        customer.company,
        contact.first_name if contact else "",
        contact.last_name if contact else "",
    )


def change(name: Text, contact: Text = UNSET) -> CustomerChange:
    primary = UNSET if contact is UNSET else ContactChange(full_name=contact)
    return CustomerChange(name=name, primary=primary)


def with_contact(name: str, contact: str) -> CustomerChange:
    return CustomerChange(name=name, contacts=(ContactChange(full_name=contact),))


COMPANY = CustomerChange(
    company="Acme", primary=ContactChange(first_name="Jane", last_name="Smith")
)
PERSON = CustomerChange(primary=ContactChange(first_name="Jane", last_name="Smith"))
NOBODY = CustomerChange(code="X")


@pytest.mark.parametrize(
    ("record", "written", "expected"),
    [
        # A record without company: the one name renames the person ...
        (PERSON, change("Ann Lee Jones"), ("Ann Lee Jones", "", "Ann Lee", "Jones")),
        (PERSON, change("Cher"), ("Cher", "", "Cher", "")),
        (PERSON, change(""), ("", "", "", "")),
        # ... unless the person is written too.
        (PERSON, change("Ann Jones", "Ann Jones"), ("Ann Jones", "", "Ann", "Jones")),
        (PERSON, change("Acme", "Ann Jones"), ("Acme", "Acme", "Ann", "Jones")),
        (PERSON, change("Jane Smith", "Tom Hill"), ("Jane Smith", "Jane Smith", "Tom", "Hill")),
        # A record with company: the one name is the company's.
        (COMPANY, change("Bright"), ("Bright", "Bright", "Jane", "Smith")),
        (COMPANY, change(""), ("Jane Smith", "", "Jane", "Smith")),
        (COMPANY, change("Jane Smith"), ("Jane Smith", "", "Jane", "Smith")),
        (COMPANY, change("Tom Hill", "Tom Hill"), ("Tom Hill", "", "Tom", "Hill")),
        (COMPANY, change("Acme", ""), ("Acme", "Acme", "", "")),
        # Nobody to rename: a company.
        (NOBODY, change("Acme"), ("Acme", "Acme", "", "")),
        (NOBODY, change("Jane Smith", "Jane Smith"), ("Jane Smith", "", "Jane", "Smith")),
        # The person is written as one of the contacts.
        (NOBODY, with_contact("Acme", "Ann Jones"), ("Acme", "Acme", "Ann", "Jones")),
        (NOBODY, with_contact("Ann Jones", "Ann Jones"), ("Ann Jones", "", "Ann", "Jones")),
        # Only the contact is written.
        (COMPANY, change(UNSET, "Tom Hill"), ("Acme", "Acme", "Tom", "Hill")),
        (PERSON, change(UNSET, "Tom Hill"), ("Tom Hill", "", "Tom", "Hill")),
        # Company and person are written as they are.
        (
            PERSON,
            CustomerChange(company="Jane Smith"),
            ("Jane Smith", "Jane Smith", "Jane", "Smith"),
        ),
    ],
)
def test_the_naming_rule(
    account: Account,
    source: Source,
    record: CustomerChange,
    written: CustomerChange,
    expected: tuple[str, str, str, str],
) -> None:
    customer_id = services.create(account, record, source=source).customer_id

    services.update(account, customer_id, written, source=source)

    assert parts(customer_id) == expected


@pytest.mark.parametrize(
    "record",
    [
        COMPANY,
        PERSON,
        CustomerChange(
            primary=ContactChange(first_name="Ana Maria", middle_name="de", last_name="la Cruz")
        ),
        CustomerChange(
            company="Jane Smith", primary=ContactChange(first_name="Jane", last_name="Smith")
        ),
        CustomerChange(company=" Acme  Corp "),
        CustomerChange(code="nameless"),
    ],
)
def test_the_name_written_straight_back_changes_nothing(
    account: Account, source: Source, record: CustomerChange
) -> None:
    customer_id = services.create(account, record, source=source).customer_id
    shown = Customer.objects.get(pk=customer_id).name
    link = CustomerContact.objects.filter(customer_id=customer_id).first()
    person = link.contact.full_name if link else ""

    for again in (change(shown), change(shown, person), change(UNSET, person)):
        assert services.update(account, customer_id, again, source=source).change is None


def test_a_company_may_not_be_named_longer_than_it_can_be(account: Account, source: Source) -> None:
    outcome = services.create(account, CustomerChange(name="x" * 300), source=source)

    assert Customer.objects.get(pk=outcome.customer_id).company == "x" * 300
