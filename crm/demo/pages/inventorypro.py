"""The customers that InventoryPro's page prints."""

from customers.changes import AddressChange, ContactChange, CustomerChange

from .page import PageCustomer, at

CUSTOMERS = (
    PageCustomer(
        created=at("2022-09-01T09:00:00"),
        modified=at("2025-01-15T11:05:00"),
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
        created=at("2023-04-15T08:30:00"),
        modified=at("2024-11-02T14:22:00"),
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
