"""A customer as this dialect's clients get it."""

from crm.accounts.models import Account
from crm.dialects.preview import Carried, Preview
from customers import queries
from customers.queries import StaffRecord

from .render import render_customer

CARRIED = Carried(
    columns=frozenset({"company", "phone", "fax", "email", "code"}),
    person=frozenset({"first_name", "middle_name", "last_name"}),
)


def preview(account: Account, record: StaffRecord) -> Preview:
    """The answer to ``GET Customer/{id}``."""
    code = record.customer.code
    answer = render_customer(queries.flat_by_code(account, code), account.zone)
    return Preview(f"GET Customer/{code}", answer)
