"""The customers that Inventorum's page prints."""

from datetime import UTC, datetime

from customers.changes import AddressChange, ContactChange, CustomerChange

from .page import PageCustomer, at

NO_PLACE = AddressChange(country="DE", salutation="Mr.")

CUSTOMERS = (
    PageCustomer(
        created=at("2020-11-09T14:25:00"),
        modified=at("2020-11-10T09:05:00"),
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
        created=at("2021-05-03T10:12:00"),
        modified=at("2023-02-20T16:40:00"),
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
