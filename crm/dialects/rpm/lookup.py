"""Which customer a call means, and what customers may be called."""

from contacts.canonical import fold
from crm.accounts.models import Account
from customers import queries
from customers.queries import WholeCustomer

from .errors import CUSTOMER_NOT_FOUND, NAME_MISSING, NAME_TAKEN, Refused
from .members import Members


def find_customer(account: Account, members: Members, name: str = "Customer") -> int:
    """The id of the customer that is meant; it need not exist if it is given as an id, which wins.

    Args:
        name: the member that has the name.

    Raises:
        Refused: no active customer has the name, or several have.
    """
    customer_id = members.id("CustomerID")
    if customer_id is not None:
        return customer_id
    found = queries.active_ids_by_name(account, members.said(name))
    if len(found) > 1:
        ids = ", ".join(map(str, found))
        raise Refused(f"More than one customer has this name, use CustomerID: {ids}")
    if not found:
        raise Refused(CUSTOMER_NOT_FOUND)
    return found[0]


def check_name(account: Account, customer: WholeCustomer, before: str) -> None:
    """Refuse a new name that is empty or that another active customer has, whatever its case.

    Called before the write is committed: a customer without company is renamed by its contact, too.

    Args:
        before: what it was called before the write.

    Raises:
        Refused: the name cannot be.
    """
    if fold(customer.name) == fold(before):
        return
    if not customer.name.strip():
        raise Refused(NAME_MISSING)
    if queries.active_ids_by_name(account, customer.name) != [customer.id]:
        raise Refused(NAME_TAKEN)
