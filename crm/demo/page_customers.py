"""The customers that the pages of the dialects print, exactly as printed. Each that has been modified
was entered a little different and corrected then, so that it has a history."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal

from customers.changes import AddressChange, ContactChange, CustomerChange, PhoneChange

from .orders import OrderDraft
from .smartshelf_orders import smartshelf_orders


@dataclass(frozen=True, kw_only=True, slots=True)
class PageCustomer:
    """A customer of a page.

    Attributes:
        created, modified: as printed, in the account's time zone where no other is.
        entered: what was written when it was created.
        corrected: what was written when it was modified; nothing if it never was.
        orders: what it bought.
    """

    created: datetime
    modified: datetime
    entered: CustomerChange
    corrected: CustomerChange | None
    orders: tuple[OrderDraft, ...] = ()


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


INVENTORYPRO = (
    PageCustomer(
        created=_at("2022-09-01T09:00:00"),
        modified=_at("2025-01-15T11:05:00"),
        entered=CustomerChange(
            code="BRIGHT-MFG",
            company="Bright Manufacturing LLC",
            email="inventory@brightmfg.example.com",
            phone="555-0201",
            primary=ContactChange(first_name="Linda", last_name="Briggs"),
            billing=AddressChange(
                line1="88 Factory Rd",
                city="Rockford",
                state="IL",
                postal_code="61101",
                country="US",
            ),
            is_b2b=True,
        ),
        corrected=CustomerChange(
            fax="555-0202",
            primary=ContactChange(first_name="Tom"),
            billing=AddressChange(line2="Suite 200"),
        ),
    ),
    PageCustomer(
        created=_at("2023-04-15T08:30:00"),
        modified=_at("2024-11-02T14:22:00"),
        entered=CustomerChange(
            code="ACME-CORP",
            company="Acme Corporation",
            email="office@acme.example.com",
            phone="555-0100",
            primary=ContactChange(first_name="Jane", last_name="Smith"),
            billing=AddressChange(
                line1="119 Industrial Way",
                city="Springfield",
                state="IL",
                postal_code="62701",
                country="US",
            ),
            is_b2b=True,
        ),
        corrected=CustomerChange(
            email="orders@acme.example.com",
            billing=AddressChange(line1="123 Industrial Way"),
        ),
    ),
)

#: The page's list shows a customer without an address: all there is are a country and a title.
NO_PLACE = AddressChange(country="DE", salutation="Mr.")

INVENTORUM = (
    PageCustomer(
        created=_at("2020-11-09T14:25:00"),
        modified=_at("2020-11-10T09:05:00"),
        entered=CustomerChange(
            code="J-K",
            phone="82376672367",
            primary=ContactChange(salutation="Mr.", first_name="J", last_name="K"),
            billing=NO_PLACE,
            shipping=(NO_PLACE,),
        ),
        corrected=CustomerChange(phone="8277236", note="abi"),
    ),
    PageCustomer(
        created=_at("2021-05-03T10:12:00"),
        modified=_at("2023-02-20T16:40:00"),
        entered=CustomerChange(
            code="ANA-SCHMIDT",
            company="Inventorum",
            email="ana.schmidt@inventorum.com",
            phone="978437427278",
            tax_number="DE288362273",
            note="Some additional data",
            primary=ContactChange(
                salutation="Mrs.",
                first_name="Ana",
                last_name="Schmidt",
                birthday=datetime(1985, 4, 30, 10, 49, 52, tzinfo=UTC),
            ),
            billing=AddressChange(
                company="Inventorum",
                salutation="Mrs.",
                first_name="Ana",
                last_name="Schmidt",
                line1="Voltastrasse",
                line2="5",
                postal_code="61-222",
                city="Berlin",
                state="Berlin",
                country="DE",
            ),
            shipping=(
                AddressChange(
                    salutation="Mr.",
                    first_name="John",
                    last_name="Schmidt",
                    line1="Berlinerstrasse",
                    line2="10",
                    postal_code="44-444",
                    city="Bremen",
                    state="Bremen",
                    country="DE",
                ),
            ),
            is_b2b=True,
            is_favourite=True,
            email_marketing_agreed=True,
        ),
        corrected=CustomerChange(phone="7873676", is_vip=True),
    ),
)

XYZ_SHIPPING = AddressChange(
    line1="456 Customer Blvd",
    city="Customer City",
    state="NY",
    postal_code="10001",
    country="US",
)

SMARTSHELF = (
    PageCustomer(
        created=_at("2023-06-15T00:00:00Z"),
        modified=_at("2024-01-15T10:30:00Z"),
        entered=CustomerChange(
            code="CUSTOMER-XYZ",
            company="Customer XYZ",
            email="orders@customerxyz.com",
            phone="+1-555-0456",
            website="https://customerxyz.com",
            tax_number="98-7654321",
            primary=ContactChange(
                first_name="Alice",
                last_name="Johnson",
                job_title="Buyer",
                email="alice.johnson@customerxyz.com",
                phones=(PhoneChange(type="business", number="+1-555-0458"),),
            ),
            billing=replace(XYZ_SHIPPING, line2="Floor 3"),
            shipping=(replace(XYZ_SHIPPING, is_primary=True),),
            payment_terms="net_15",
            currency="USD",
            credit_limit=Decimal(5_000),
            discount_rate=Decimal("5.0"),
            preferred_shipping="UPS_GROUND",
            customer_since=_at("2023-06-15T00:00:00Z"),
            is_b2b=True,
        ),
        corrected=CustomerChange(
            fax="+1-555-0457",
            primary=ContactChange(job_title="Procurement Manager"),
            credit_limit=Decimal(10_000),
            current_balance=Decimal(2_500),
            note="High-value customer with consistent orders",
        ),
        orders=tuple(smartshelf_orders(XYZ_SHIPPING)),
    ),
    PageCustomer(
        created=_at("2024-01-15T21:30:00Z"),
        modified=_at("2024-01-15T21:30:00Z"),
        entered=CustomerChange(
            code="NEW-CUSTOMER",
            company="New Customer Corp",
            email="orders@newcustomer.com",
            phone="+1-555-0999",
            website="https://newcustomer.com",
            tax_number="12-9876543",
            primary=ContactChange(
                first_name="Bob",
                last_name="Wilson",
                job_title="Operations Manager",
                email="bob.wilson@newcustomer.com",
                phones=(PhoneChange(type="business", number="+1-555-1000"),),
            ),
            billing=AddressChange(
                line1="123 New Customer St",
                city="Business City",
                state="CA",
                postal_code="90210",
                country="US",
            ),
            shipping=(
                AddressChange(
                    line1="456 Warehouse Ave",
                    city="Distribution City",
                    state="CA",
                    postal_code="90211",
                    country="US",
                    is_primary=True,
                ),
            ),
            payment_terms="net_30",
            currency="USD",
            credit_limit=Decimal(5_000),
            discount_rate=Decimal("2.5"),
            preferred_shipping="FEDEX_GROUND",
            customer_since=_at("2024-01-15T21:30:00Z"),
            is_b2b=True,
        ),
        corrected=None,
    ),
)

PAGE_CUSTOMERS = INVENTORYPRO + INVENTORUM + SMARTSHELF
