"""Pages of the admin: an operator, people with single codes, a customer with every part."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client as Browser
from django.utils import timezone
from oauth2_provider.models import RefreshToken

from contacts.models import Contact
from crm.access.clients import create_client, issue_token
from crm.access.codes import CODES
from crm.accounts.models import Account, Store, User
from customers.changes import (
    AddressChange,
    AliasChange,
    ContactChange,
    CustomerChange,
    NoteEntryChange,
    PhoneChange,
    Source,
    SupplierAccountChange,
)
from customers.models import (
    CreditCheck,
    Customer,
    CustomerGroup,
    CustomField,
    LeadSource,
    NoteType,
    Order,
    OrderLine,
    SegmentRule,
    Supplier,
)
from customers.services import create


@pytest.fixture
def operator(db: Any) -> User:
    """Runs the installation; belongs to no account."""
    return User.objects.create_superuser("operator", password="operator")


@pytest.fixture
def browser(alice: User) -> Browser:
    """Alice's."""
    browser = Browser()
    browser.force_login(alice)
    return browser


@pytest.fixture
def operators_browser(operator: User) -> Browser:
    browser = Browser()
    browser.force_login(operator)
    return browser


def browser_with(account: Account, *codes: int) -> Browser:
    """Of somebody on the staff who has these permission codes and nothing else."""
    user = User.objects.create_user("bob", password="bob", account=account, is_staff=True)
    user.groups.set(Group.objects.filter(name__in=[CODES[code].group_name for code in codes]))
    browser = Browser()
    browser.force_login(user)
    return browser


def furnish(account: Account) -> Customer:
    """An account with a row in every table: lists, custom fields, a customer with all its parts, an
    order, a credit check, a client with a token."""
    group = CustomerGroup.objects.create(account=account, name=f"Regulars of {account.slug}")
    LeadSource.objects.create(account=account, name="Fair")
    SegmentRule.objects.create(account=account, position=1, segment="vip", min_orders=100)
    store = Store.objects.create(account=account, name=f"Main of {account.slug}")
    Store.objects.create(account=account, name="Kiosk", parent=store)
    supplier = Supplier.objects.create(account=account, name="Bolts Inc")
    note_type = NoteType.objects.create(account=account, name="Call")
    fields = CustomField.Type
    for name, kind, choices in (
        ("Region", fields.CHOICE, ["North", "South"]),
        ("Size", fields.NUMBER, []),
        ("Since", fields.DATE, []),
        ("Newsletter", fields.YES_NO, []),
        ("Motto", fields.TEXT, []),
    ):
        CustomField.objects.create(
            account=account, target="customer", name=name, type=kind, choices=choices
        )
    CustomField.objects.create(account=account, target="address", name="Gate", type=fields.TEXT)
    change = CustomerChange(
        code=f"{account.slug}-1",
        company=f"Furnished {account.slug}",
        note=" first line\nsecond line ",
        group_id=group.pk,
        contacts=(
            ContactChange(
                first_name="Ana",
                last_name="Schmidt",
                email="Ana@Example.com",
                phones=(
                    PhoneChange(type="cell", number="+1 312 555 0100"),
                    PhoneChange(type="home", number=" 312-555-0101 "),
                ),
            ),
            ContactChange(first_name="Ben", birthday=timezone.now()),
        ),
        addresses=(
            AddressChange(kind="billing", line1="Main St 1", custom_fields={"Gate": "7"}),
            AddressChange(kind="shipping", line1="Dock 2", country="US", state="IL"),
            AddressChange(kind="shipping", line1="Dock 3"),
        ),
        aliases=(AliasChange(name="Furni"), AliasChange(name="The Furnished")),
        supplier_accounts=(
            SupplierAccountChange(supplier_id=supplier.pk, name="A-1"),
            SupplierAccountChange(supplier_id=supplier.pk, name="A-2"),
        ),
        note_entries=(
            NoteEntryChange(text="Called.", type_id=note_type.pk),
            NoteEntryChange(text="Called again.", for_staff=True),
        ),
        custom_fields={"Region": "North", "Newsletter": "1", "Size": "1.50", "Since": "2024-05-31"},
    )
    made = create(account, change, source=Source(dialect="tests"))
    customer = Customer.objects.get(pk=made.customer_id)
    for number in (1, 2):
        order = Order.objects.create(
            account=account,
            customer=customer,
            order_number=f"O-{number}",
            order_date=timezone.now(),
        )
        for position in (1, 2):
            OrderLine.objects.create(
                account=account, order=order, position=position, product_id=f"P-{position}"
            )
        CreditCheck.objects.create(
            account=account,
            customer=customer,
            score=700,
            rating="good",
            risk="low",
            recommended_limit=100,
            checked_at=timezone.now(),
        )
        client = create_client(account, "inventorypro", f"Warehouse {number}").client
        issue_token(client, timedelta(hours=1))
        assert client.user is not None
        RefreshToken.objects.create(application=client, user=client.user, token=f"{client.pk}")
    return customer


@pytest.fixture
def furnished(account: Account) -> Customer:
    return furnish(account)


@pytest.fixture
def foreign(other_account: Account) -> Customer:
    """A customer of the other tenant, with all its parts."""
    return furnish(other_account)


@pytest.fixture
def ana(furnished: Customer) -> Contact:
    return Contact.objects.get(account=furnished.account, first_name="Ana")
