"""A customer as this dialect's clients get it."""

from crm.accounts.models import Account
from crm.dialects.preview import Carried, Preview
from customers import queries
from customers.errors import NotFound
from customers.queries import StaffRecord

from .render import render_item
from .versions import NEWEST

CARRIED = Carried(
    columns=frozenset(
        [
            "company",
            "email",
            "phone",
            "tax_number",
            "note",
            "customer_note",
            "group_id",
            "channel",
            "is_b2b",
            "is_vip",
            "is_favourite",
            "is_confirmed",
            "email_marketing_agreed",
        ]
    ),
    person=frozenset({"salutation", "first_name", "middle_name", "last_name", "birthday"}),
    shipping=None,
)


def preview(account: Account, record: StaffRecord) -> Preview:
    """The answer to ``GET customers/{id}`` in the newest version; a discontinued one is not found."""
    customer_id = record.customer.pk
    request = f"GET customers/{customer_id}/"
    try:
        customer = queries.active_by_id(account, customer_id)
    except NotFound:
        return Preview(request, None)
    return Preview(request, render_item(customer, account.zone, NEWEST))
