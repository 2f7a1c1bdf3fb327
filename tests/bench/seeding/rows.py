"""What each table says of the customers, in SQL over the facts. A column that is not named has its
field's default."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models

from contacts.models import Contact, PhoneNumber
from customers.models import Address, Customer, CustomerContact, Order, OrderLine, SearchText

from .facts import LAST

#: Bare digits as they are written, and as E.164.
WRITTEN = "'(' || substr({0}, 1, 3) || ') ' || substr({0}, 4, 3) || '-' || substr({0}, 7)"
E164 = "'+1' || {}"
BORN = "to_timestamp(f.born)"
#: When those changed that did not stay as they came.
LATER = f"to_timestamp({LAST} + f.n)"
MOMENTS = {"created": BORN, "modified": BORN}


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one table: one for each fact, or for each of those that ``where`` holds for.

    Attributes:
        columns: column to SQL over ``seed_facts f``. ``{customer}`` and the like stand for the highest
            id before the seeding, ``{line}`` for the end of a line, ``{times}`` for 1 to 40.
        more: further tables to take the columns from.
    """

    model: type[models.Model]
    columns: Mapping[str, str]
    where: str = "TRUE"
    more: str = ""


CUSTOMER = Rows(
    Customer,
    {
        "id": "{customer} + f.n",
        "number": "f.n",
        "code": "'C-' || substr(CAST(10000000 + f.n AS text), 2)",
        "code_key": "'c-' || substr(CAST(10000000 + f.n AS text), 2)",
        "name": "f.name",
        "name_key": "f.name_folded",
        "company": "f.company",
        "email": "f.email",
        "email_key": "f.email",
        "phone": WRITTEN.format("f.phone"),
        "phone_e164": E164.format("f.phone"),
        "fax": f"CASE WHEN f.n % 5 = 0 THEN {WRITTEN.format('f.fax')} ELSE '' END",
        "fax_e164": f"CASE WHEN f.n % 5 = 0 THEN {E164.format('f.fax')} ELSE '' END",
        "website": "CASE WHEN f.is_company THEN 'https://' || f.website ELSE '' END",
        "tax_number": "CASE WHEN f.is_company THEN 'US' || (900000000 - f.n) ELSE '' END",
        "note": "CASE WHEN f.n % 10 = 3 THEN 'Rings before noon' ELSE '' END",
        "is_b2b": "f.is_company",
        "is_vip": "f.n % 50 = 1",
        "is_favourite": "f.n % 200 = 7",
        "email_marketing_agreed": "f.n % 2 = 0",
        "payment_terms": "CASE WHEN f.is_company THEN 'net_30' ELSE '' END",
        "currency": "'USD'",
        "credit_limit": "1000 + f.n % 90 * 100",
        "current_balance": "f.n % 7 * 25",
        "reward_points": "f.n % 500",
        "customer_since": BORN,
        "is_active": "f.n % 100 <> 0",
        "created": BORN,
        "modified": f"CASE WHEN f.n % 10 = 3 OR f.n % 100 = 0 THEN {LATER} ELSE {BORN} END",
    },
)
PRIMARY = Rows(
    Contact,
    {
        "id": "{contact} + 2 * f.n - 1",
        "first_name": "f.first",
        "last_name": "f.last",
        "job_title": "CASE WHEN f.is_company THEN 'Buyer' ELSE '' END",
        "email": "CASE WHEN f.is_company THEN f.person_email ELSE '' END",
        "email_key": "CASE WHEN f.is_company THEN f.person_email ELSE '' END",
        "birthday": "CASE WHEN NOT f.is_company THEN to_timestamp(f.birthday) END",
        **MOMENTS,
    },
)
SECOND = Rows(
    Contact,
    {
        "id": "{contact} + 2 * f.n",
        "first_name": "f.second",
        "last_name": "f.last2",
        "job_title": "'Accountant'",
        "email": "f.second_email",
        "email_key": "f.second_email",
        **MOMENTS,
    },
)
PRIMARY_LINK = Rows(
    CustomerContact,
    {
        "contact_id": "{contact} + 2 * f.n - 1",
        "customer_id": "{customer} + f.n",
        "is_primary": "TRUE",
    },
)
SECOND_LINK = Rows(
    CustomerContact,
    {
        "contact_id": "{contact} + 2 * f.n",
        "customer_id": "{customer} + f.n",
        "is_primary": "FALSE",
    },
)
CELL = Rows(
    PhoneNumber,
    {
        "id": "{phonenumber} + 2 * f.n - 1",
        "contact_id": "{contact} + 2 * f.n - 1",
        "type": "'cell'",
        "number": WRITTEN.format("f.cell"),
        "e164": E164.format("f.cell"),
    },
)
WORK = Rows(
    PhoneNumber,
    {
        "id": "{phonenumber} + 2 * f.n",
        "contact_id": "{contact} + 2 * f.n - 1",
        "type": "'business'",
        "number": WRITTEN.format("f.work"),
        "e164": E164.format("f.work"),
    },
    where="f.n % 2 = 0",
)
BILLING = Rows(
    Address,
    {
        "id": "{address} + 2 * f.n - 1",
        "customer_id": "{customer} + f.n",
        "kind": "'billing'",
        "is_primary": "TRUE",
        "line1": "(f.n % 900 + 1) || ' ' || f.street",
        "city": "f.city",
        "state": "f.state",
        "state_code": "'US-' || f.state",
        "postal_code": "f.postal_code",
        "country": "'US'",
        "country_code": "'US'",
        **MOMENTS,
    },
)
SHIPPING = Rows(
    Address,
    {
        "id": "{address} + 2 * f.n",
        "customer_id": "{customer} + f.n",
        "kind": "'shipping'",
        "is_primary": "TRUE",
        "label": "'Warehouse ' || f.n % 9",
        "company": "f.company",
        "first_name": "f.second",
        "last_name": "f.last2",
        "line1": "(f.n % 700 + 1) || ' ' || f.street2",
        "city": "f.city2",
        "state": "f.state2",
        "state_code": "'US-' || f.state2",
        "postal_code": "f.postal_code2",
        "country": "'US'",
        "country_code": "'US'",
        **MOMENTS,
    },
)

SEARCH_TEXT = Rows(
    SearchText,
    {
        "customer_id": "{customer} + f.n",
        "names": "f.name_plain || {line} || f.email",
        "details": " || ".join(
            (
                "'c-' || substr(CAST(10000000 + f.n AS text), 2)",
                "CASE WHEN f.is_company THEN ' us' || (900000000 - f.n) ELSE '' END",
                "{line} || '1' || f.phone",
                "CASE WHEN f.n % 5 = 0 THEN {line} || '1' || f.fax ELSE '' END",
                "CASE WHEN f.is_company THEN {line} || f.person_plain ELSE '' END",
                "{line} || f.second_person_plain",
                "CASE WHEN f.is_company THEN {line} || f.person_email ELSE '' END",
                "{line} || f.second_email",
                "{line} || '1' || f.cell",
                "CASE WHEN f.n % 2 = 0 THEN {line} || '1' || f.work ELSE '' END",
                "{line} || f.postal_code || ' ' || lower(f.city)",
                "{line} || f.postal_code2 || ' ' || lower(f.city2)",
            )
        ),
    },
)
#: Every tenth customer has three orders, every thousandth forty more.
ORDER = Rows(
    Order,
    {
        "id": "{order} + 50 * f.n + times.n",
        "customer_id": "{customer} + f.n",
        "order_number": "'SO-' || (50 * f.n + times.n)",
        "status": "'delivered'",
        "order_date": "to_timestamp(f.born + times.n * 2592000)",
        "ship_date": "to_timestamp(f.born + times.n * 2592000 + 86400)",
        "delivery_date": "to_timestamp(f.born + times.n * 2592000 + 259200)",
        "paid_date": "to_timestamp(f.born + times.n * 2592000 + 1728000)",
        "total_amount": "150 + 50 * (f.n % 9 + 1)",
        "currency": "'USD'",
        "ship_line1": "(f.n % 700 + 1) || ' ' || f.street2",
        "ship_city": "f.city2",
        "ship_state": "f.state2",
        "ship_postal_code": "f.postal_code2",
        "ship_country": "'US'",
    },
    where="f.n % 10 = 1 AND (times.n <= 3 OR f.n % 1000 = 1)",
    more=", {times}",
)
WIDGETS = Rows(
    OrderLine,
    {
        "order_id": "{order} + 50 * f.n + times.n",
        "position": "1",
        "product_id": "'P-' || (f.n + times.n) % 97",
        "product_name": "'Smart Widget ' || (f.n + times.n) % 97",
        "quantity": "f.n % 9 + 1",
        "unit_price": "50",
        "total": "50 * (f.n % 9 + 1)",
    },
    where=ORDER.where,
    more=ORDER.more,
)
HUBS = Rows(
    OrderLine,
    {
        "order_id": "{order} + 50 * f.n + times.n",
        "position": "2",
        "product_id": "'H-' || f.n % 13",
        "product_name": "'Smart Hub ' || f.n % 13",
        "quantity": "1",
        "unit_price": "150",
        "total": "150",
    },
    where=ORDER.where,
    more=ORDER.more,
)

#: The dearest first, so that none of them is waited for alone.
RECORD: tuple[Rows, ...] = (
    CUSTOMER,
    SEARCH_TEXT,
    PRIMARY,
    SECOND,
    BILLING,
    SHIPPING,
    CELL,
    WORK,
    PRIMARY_LINK,
    SECOND_LINK,
)
ORDERS: tuple[Rows, ...] = (ORDER, WIDGETS, HUBS)
