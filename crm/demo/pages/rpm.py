"""The customers that RPM's documents print."""

from customers.changes import (
    AddressChange,
    AliasChange,
    ContactChange,
    CustomerChange,
    NoteEntryChange,
    PhoneChange,
)

from .page import PageCustomer, at

CUSTOMERS = (
    PageCustomer(
        created=at("2019-02-18T09:00:00"),
        modified=at("2021-02-02T14:30:00"),
        accounts=(("Qwest", "000123456"),),
        entered=CustomerChange(
            code="ACME-INC",
            company="Acme, Inc.",
            website="www.acme.example.com",
            primary=ContactChange(
                salutation="Ms.",
                first_name="Nancy",
                last_name="Nicer",
                job_title="President",
                email="nancy@acme.example.com",
                phones=(
                    PhoneChange(type="business", number="707-555-1234"),
                    PhoneChange(type="fax", number="707-555-8901"),
                ),
            ),
            billing=AddressChange(
                label="Headquarters",
                line1="123 MyStreet",
                city="Anytown",
                state="California",
                postal_code="12345",
                country="United States",
                custom_fields={"Dock": "Gate 4"},
            ),
            aliases=(AliasChange(name="Acme Incorporated"),),
            note_entries=(NoteEntryChange(text="Pays late in December.", for_staff=True),),
            custom_fields={"Region": "West", "Contract signed": "2019-03-01"},
            is_b2b=True,
        ),
        corrected=CustomerChange(
            note_entries=(NoteEntryChange(text="Asked for a new quote."),),
            custom_fields={"Employees": "40"},
        ),
    ),
    PageCustomer(
        created=at("2020-06-08T10:15:00"),
        modified=at("2022-03-14T08:45:00"),
        accounts=(("Qwest", "000183400"),),
        entered=CustomerChange(
            code="WESTVAN",
            company="1002 West Van Buren LLC",
            website="www.westvan.com",
            primary=ContactChange(
                salutation="Ms.",
                first_name="Nancy",
                last_name="Nicer",
                job_title="President",
                email="nancy@WestVan.com",
                phones=(
                    PhoneChange(type="business", number="707-555-1234"),
                    PhoneChange(type="home", number="707-555-4567"),
                    PhoneChange(type="fax", number="707-555-8901"),
                ),
            ),
            billing=AddressChange(
                line1="123 MyStreet",
                city="Anytown",
                state="California",
                postal_code="12345",
                country="United States",
            ),
            aliases=(AliasChange(name="1002 WESTVAN"),),
            custom_fields={"Region": "Midwest", "Newsletter": "yes"},
            is_b2b=True,
        ),
        corrected=CustomerChange(
            contacts=(ContactChange(first_name="Tom", last_name="Tenant", job_title="Janitor"),),
            note="Call back",
        ),
    ),
)
