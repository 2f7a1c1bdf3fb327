"""From the record to Franpos' JSON, in the page's member order."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from crm.accounts.texts import is_storable
from customers.queries import RetailCustomer, RetailRecord

from .fields import GENDERS
from .parse_customer import in_our_spelling
from .values import Problem, read_id, read_text

CODES = {gender: code for code, gender in GENDERS.items()}
RESULT = ("LocationId", "FirstName", "LastName", "Email", "CustomerCode", "CellPhone", "Dob")


def render_result(
    customer: RetailCustomer, location: int, zone: ZoneInfo, status: str
) -> dict[str, Any]:
    """What a customer holds after the call."""
    return {
        "LocationId": location,
        "FirstName": customer.first_name,
        "LastName": customer.last_name,
        "Email": customer.email,
        "CustomerCode": customer.code,
        "CellPhone": customer.cell_phone,
        "Dob": render_day(customer.birthday, zone),
        "Status": status,
    }


def render_refused(sent: object, message: str) -> dict[str, Any]:
    """What was sent, as far as it can be printed."""
    members = in_our_spelling(sent) if isinstance(sent, dict) else {}
    printed = {member: _printed(members.get(member)) for member in RESULT}
    return {
        **printed,
        "LocationId": sent_location(sent),
        "Status": "Error",
        "Message": message,
    }


def sent_location(sent: object) -> int | None:
    """The ``LocationId`` as it was sent, 0 for none, ``None`` for what is no id."""
    members = in_our_spelling(sent) if isinstance(sent, dict) else {}
    try:
        return read_id(members.get("LocationId"))
    except Problem:
        return None


def _printed(value: object) -> str | None:
    if value is None:
        return None
    try:
        text = read_text(value)
    except Problem:
        return None
    return text if is_storable(text) else None


def render_customer(customer: RetailRecord, zone: ZoneInfo) -> dict[str, Any]:
    """The ``CustomerInfo`` of the page."""
    return {
        "LocationId": customer.home_store_id or 0,
        "CustomerId": customer.id,
        "FirstName": customer.first_name,
        "LastName": customer.last_name,
        "Email": customer.email,
        "CellPhone": customer.cell_phone,
        "WorkPhone": customer.work_phone,
        "Dob": render_day(customer.birthday, zone),
        "Gender": CODES.get(customer.gender, 0),
        "CustomerCode": customer.code,
        "Address": customer.line1,
        "Address2": customer.line2,
        "City": customer.city,
        "Zip": customer.postal_code,
        "Country": customer.country,
        "State": customer.state,
        "NoteType": customer.note_type,
        "Notes": customer.note,
        "Balance": float(customer.store_balance),
        "RewardPoints": float(customer.reward_points),
        "Image": customer.image,
        "NopExternalId": customer.nop_external_id,
        "LeadSourceId": customer.lead_source_id or 0,
    }


def render_dumped(
    customer: RetailCustomer, custom_values: list[tuple[str, str]], zone: ZoneInfo
) -> dict[str, Any]:
    """A row of the export: first what clients of the vendor's read, then what else helps them."""
    return {
        "CustomerId": customer.id,
        "FirstName": customer.first_name,
        "LastName": customer.last_name,
        "Phone": "",  # always, in the vendor's practice
        "CellPhone": customer.cell_phone,
        "ParentCustomerId": None,
        "CustomFieldValues": [{"Name": name, "Value": value} for name, value in custom_values],
        "LocationId": customer.home_store_id or 0,
        "Email": customer.email,
        "CustomerCode": customer.code,
        "Dob": render_day(customer.birthday, zone),
    }


def render_day(instant: datetime | None, zone: ZoneInfo) -> str | None:
    """The date in the account's zone: ``1990-05-01``."""
    return instant.astimezone(zone).date().isoformat() if instant else None
