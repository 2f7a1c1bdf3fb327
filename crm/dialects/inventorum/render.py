"""From the record to Inventorum's JSON, in the page's key order."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from customers.queries import FullAddress, FullCustomer

from .fields import PHONE_TYPES
from .versions import has_phone_list

WIRE_TYPES = {ours: theirs for theirs, ours in PHONE_TYPES.items()}


def render_item(customer: FullCustomer, zone: ZoneInfo, version: int) -> dict[str, Any]:
    """A customer of the list, or by itself: ``is_b2b`` comes last."""
    return {
        "id": customer.id,
        "account_scoped_id": customer.number,
        "billing_address": render_address(customer.billing) if customer.billing else None,
        "shipping_address": [render_address(address) for address in customer.shipping],
        "is_vip": customer.is_vip,
        "is_favourite": customer.is_favourite,
        "first_name": customer.first_name,
        **render_phones(customer, version),
        "last_name": customer.last_name,
        "middle_name": customer.middle_name or None,
        "company": customer.company,
        "email_marketing_agreed": customer.email_marketing_agreed,
        "note": customer.note,
        "group": customer.group_id,
        "email": customer.email,
        "tax_number": customer.tax_number,
        "title": customer.salutation,
        "customer_note": customer.customer_note or None,
        "is_confirmed": customer.is_confirmed,
        "channel": customer.channel,
        "birthday": render_time(customer.birthday, zone),
        "is_b2b": customer.is_b2b,
    }


def render_written(
    customer: FullCustomer, zone: ZoneInfo, version: int, total_sales: Decimal
) -> dict[str, Any]:
    """The answer to a create or an update: ``is_b2b`` in the middle, ``total_sales`` at the end."""
    item = render_item(customer, zone, version)
    is_b2b = item.pop("is_b2b")
    written: dict[str, Any] = {}
    for member, value in item.items():
        written[member] = value
        if member == "email":
            written["is_b2b"] = is_b2b
    written["total_sales"] = render_money(total_sales)
    return written


def render_address(address: FullAddress) -> dict[str, Any]:
    return {
        "country": address.country_code or address.country,
        "id": address.id,
        "address1": address.line1,
        "address2": address.line2,
        "zipcode": address.postal_code,
        "city": address.city,
        "state": address.state,
        "first_name": address.first_name,
        "last_name": address.last_name,
        "company": address.company,
        "title": address.salutation,
    }


def render_phones(customer: FullCustomer, version: int) -> dict[str, Any]:
    """Up to version 9 a list: the customer's own number and the primary contact's. Else a text."""
    if not has_phone_list(version):
        return {"phone_number": customer.phone}
    # An empty first entry keeps the customer's place where only the contact has numbers.
    own = [(customer.phone_calling_code, "business", customer.phone)]
    phones = own if customer.phone or customer.phones else []
    phones = phones + [(phone.calling_code, phone.type, phone.number) for phone in customer.phones]
    return {
        "phone_numbers": [
            {"country_code": code, "type": WIRE_TYPES[kind], "national_number": number}
            for code, kind, number in phones
        ]
    }


def render_time(instant: datetime | None, zone: ZoneInfo) -> str | None:
    """Local time of the account with the offset of that day: ``1985-04-30T12:49:52+02:00``."""
    if instant is None:
        return None
    return instant.astimezone(zone).replace(microsecond=0).isoformat()


def render_money(amount: Decimal) -> str:
    """A text, ``"0"`` for nothing: ``"1999.99"``."""
    return f"{amount:.2f}" if amount else "0"
