"""Accounts at suppliers, and what a list of them is narrowed by."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from contacts.canonical import fold
from crm.accounts.models import Account
from customers import queries
from customers.errors import NotFound
from customers.queries import SupplierAccountRow

from .errors import Refused
from .fields import ACCOUNT_UNSUPPORTED
from .members import Members

ACCOUNT_NOT_FOUND = "Account not found"
SUPPLIER_NOT_FOUND = "Supplier not found"
NUMBER_MISSING = "An account number is required"
NUMBER_TAKEN = "A unique account number is required"

MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}:\d{2})?", re.ASCII)


def find_supplier(account: Account, members: Members, name: str = "Supplier") -> int | None:
    """The supplier that is meant, ``None`` if none is. The id wins over the name.

    Args:
        name: the member that has the name.

    Raises:
        Refused: there is no such supplier.
    """
    supplier_id, text = members.id("SupplierID"), members.said(name)
    if supplier_id is None and not text:
        return None
    for pk, called in queries.suppliers(account):
        if pk == supplier_id or (supplier_id is None and fold(called) == fold(text)):
            return pk
    raise Refused(SUPPLIER_NOT_FOUND)


def find_account(account: Account, members: Members) -> SupplierAccountRow:
    """The account that is meant: by ``AccountID``; else by number and supplier.

    Raises:
        Refused: there is none, or more than one.
    """
    account_id = members.id("AccountID")
    if account_id is not None:
        try:
            return queries.supplier_account_by_id(account, account_id)
        except NotFound:
            raise Refused(ACCOUNT_NOT_FOUND) from None
    name, supplier = members.said("Account"), find_supplier(account, members)
    if not name or supplier is None:
        raise Refused(ACCOUNT_NOT_FOUND)
    found = queries.supplier_accounts_by_name(account, supplier, name)
    if len(found) > 1:
        ids = ", ".join(str(row.id) for row in found)
        raise Refused(f"More than one account has this number, use AccountID: {ids}")
    if not found:
        raise Refused(ACCOUNT_NOT_FOUND)
    return found[0]


def parse_number(members: Members) -> str | None:
    """The number or name of an account that is written, ``None`` if it is left out.

    Raises:
        Refused: it is empty; or there is something of it that the record does not hold.
    """
    for member in ACCOUNT_UNSUPPORTED:
        if members.values.get(member):
            raise Refused(f"{member} is not supported")
    for item in members.items("Fields"):
        raise Refused(f"Field not found: {item.said('Field')}")
    member = "Name" if "Name" in members else "Account"
    if member not in members:
        return None
    name = members.said(member)
    if not name.strip():
        raise Refused(NUMBER_MISSING)
    return name


def parse_moment(members: Members, member: str, zone: ZoneInfo) -> datetime | None:
    """A date, with or without a time, of the account's time zone.

    Raises:
        Refused: it is none.
    """
    text = members.said(member).strip()
    if not text:
        return None
    try:
        if not MOMENT.fullmatch(text):
            raise ValueError
        return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refused(f"{member} must be a date like 2024-05-31 09:30:00") from None
