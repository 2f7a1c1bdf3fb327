"""From the record to InventoryPro's JSON, in the page's key order."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from customers.queries import FlatCustomer

from .paging import ListRequest


def render_customer(customer: FlatCustomer, zone: ZoneInfo) -> dict[str, Any]:
    """The customer object."""
    return {
        "shortID": customer.code,
        "name": customer.name,
        "address1": customer.line1,
        "address2": customer.line2,
        "city": customer.city,
        "state": customer.state,
        "zip": customer.postal_code,
        "country": customer.country,
        "phone": customer.phone,
        "fax": customer.fax,
        "email": customer.email,
        "contact": customer.contact,
        "active": customer.is_active,
        "created": render_time(customer.created, zone),
        "modified": render_time(customer.modified, zone),
    }


def render_page(
    customers: list[dict[str, Any]], *, total: int, asked: ListRequest
) -> dict[str, Any]:
    """The list envelope."""
    pages = -(-total // asked.page_size)
    return {
        "value": customers,
        "totalCount": total,
        "page": asked.page,
        "pageSize": asked.page_size,
        "pageCount": pages,
        "hasMore": asked.page < pages,
    }


def render_time(instant: datetime, zone: ZoneInfo) -> str:
    """The account's local time, with neither zone nor fraction: ``2023-04-15T08:30:00``."""
    return instant.astimezone(zone).isoformat(timespec="seconds")[: len("2023-04-15T08:30:00")]
