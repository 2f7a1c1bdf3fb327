"""The customers that Smart Shelf's page prints."""

from dataclasses import replace
from decimal import Decimal

from crm.demo.smartshelf_orders import smartshelf_orders
from customers.changes import AddressChange, ContactChange, CustomerChange, PhoneChange

from .page import PageCustomer, at

XYZ_SHIPPING = AddressChange(
    line1="456 Customer Blvd",
    city="Customer City",
    state="NY",
    postal_code="10001",
    country="US",
)

CUSTOMERS = (
    PageCustomer(
        created=at("2023-06-15T00:00:00Z"),
        modified=at("2024-01-15T10:30:00Z"),
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
            customer_since=at("2023-06-15T00:00:00Z"),
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
        created=at("2024-01-15T21:30:00Z"),
        modified=at("2024-01-15T21:30:00Z"),
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
            customer_since=at("2024-01-15T21:30:00Z"),
            is_b2b=True,
        ),
        corrected=None,
    ),
)
