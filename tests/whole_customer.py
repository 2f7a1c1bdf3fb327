"""A customer that fills every column and every list of the record, and what of it a write changed."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from contacts.models import Contact, PhoneNumber
from crm.accounts.models import Account, Store
from customers import services
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
    Address,
    Alias,
    Customer,
    CustomerContact,
    CustomerGroup,
    CustomField,
    CustomFieldValue,
    LeadSource,
    NoteEntry,
    NoteType,
    Order,
    Supplier,
    SupplierAccount,
)

MODELS = (
    Address,
    Alias,
    Contact,
    Customer,
    CustomerContact,
    CustomFieldValue,
    NoteEntry,
    Order,
    PhoneNumber,
    SupplierAccount,
)
AT = datetime(2024, 5, 1, tzinfo=UTC)


def add_whole_customer(account: Account, source: Source) -> int:
    """One that fills every column and every list of the record. Its id."""
    for target in ("customer", "address"):
        CustomField.objects.create(account=account, target=target, name="Region")
    supplier = Supplier.objects.create(account=account, name="Telco")
    note_type = NoteType.objects.create(account=account, name="General")
    change = CustomerChange(
        code="EVERYTHING",
        company="Acme",
        email="Acme@example.com",
        phone="030 12341234",
        phone_calling_code="49",
        fax="+49 30 12341235",
        website="https://acme.example.com",
        tax_number="DE288362273",
        note="Pays late",
        customer_note="Ring twice",
        group_id=CustomerGroup.objects.create(account=account, name="Wholesale").pk,
        channel=2,
        lead_source_id=LeadSource.objects.create(account=account, name="Fair").pk,
        home_store_id=Store.objects.create(account=account, name="Mitte").pk,
        is_b2b=True,
        is_vip=True,
        is_favourite=True,
        is_confirmed=True,
        email_marketing_agreed=True,
        payment_terms="net_30",
        currency="EUR",
        credit_limit=Decimal(5000),
        current_balance=Decimal("120.50"),
        discount_rate=Decimal("2.5"),
        preferred_shipping="express",
        customer_since=AT,
        store_balance=Decimal(10),
        reward_points=Decimal(300),
        image="acme.png",
        nop_external_id="nop-1",
        primary=ContactChange(
            salutation="Ms.",
            first_name="Jane",
            middle_name="Maria",
            last_name="Smith",
            job_title="Buyer",
            email="jane@acme.example.com",
            birthday=datetime(1985, 4, 30, 10, 49, 52, tzinfo=UTC),
            gender="female",
            phones=(
                PhoneChange(type="business", number="030 1", calling_code="49"),
                PhoneChange(type="cell", number="0171 2345678"),
            ),
        ),
        billing=AddressChange(
            label="Head office",
            company="Acme",
            salutation="Mr.",
            first_name="Tom",
            last_name="Jones",
            line1="Voltastrasse",
            line2="5",
            city="Berlin",
            state="Berlin",
            postal_code="13355",
            country="Deutschland",
            custom_fields={"Region": "North"},
        ),
        addresses=(
            AddressChange(
                kind="shipping",
                label="Dock 1",
                line1="Berlinerstrasse",
                city="Bremen",
                postal_code="28195",
                country="DE",
                custom_fields={"Region": "West"},
            ),
            AddressChange(kind="shipping", label="Dock 2", city="Wien", is_primary=True),
            AddressChange(kind="other", label="Archive", city="Potsdam", country="Atlantis"),
        ),
        contacts=(
            ContactChange(
                first_name="Tom",
                last_name="Jones",
                job_title="Seller",
                email="tom@acme.example.com",
                phones=(PhoneChange(type="home", number="030 2"),),
            ),
        ),
        aliases=(AliasChange(name="Acme Inc."),),
        supplier_accounts=(SupplierAccountChange(supplier_id=supplier.pk, name="T-1"),),
        note_entries=(NoteEntryChange(text="Called", type_id=note_type.pk, for_staff=True),),
        custom_fields={"Region": "East"},
    )
    customer_id = services.create(account, change, source=source).customer_id
    Order.objects.create(
        account=account,
        customer_id=customer_id,
        order_number="SO-1",
        order_date=AT,
        total_amount=Decimal("1999.99"),
    )
    return customer_id


#: Columns that only follow what is written elsewhere.
FOLLOWING = ("modified", "name_key")

Rows = dict[tuple[str, Any], Mapping[str, Any]]


def everything() -> Rows:
    """Every row of the record, whoever owns it."""
    return {
        (model.__name__, row["pk"]): row
        for model in MODELS
        for row in model._default_manager.values("pk", *(f.attname for f in model._meta.fields))
    }


def changed(before: Rows, after: Rows) -> set[str]:
    """``Customer.note`` for a column that changed, ``-Address`` for a row that went, ``+Address``."""
    columns = {
        f"{key[0]}.{column}"
        for key in before.keys() & after.keys()
        for column, value in before[key].items()
        if value != after[key][column] and column not in FOLLOWING
    }
    gone = {f"-{name}" for name, _ in before.keys() - after.keys()}
    return columns | gone | {f"+{name}" for name, _ in after.keys() - before.keys()}
