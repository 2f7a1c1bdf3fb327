"""A customer as this dialect's clients get it."""

from crm.accounts.models import Account
from crm.dialects.preview import Carried, Preview
from customers import queries
from customers.queries import StaffRecord

from .render import render_customer

CARRIED = Carried(
    columns=frozenset(
        {
            "email",
            "home_store_id",
            "image",
            "lead_source_id",
            "nop_external_id",
            "reward_points",
            "store_balance",
        }
    ),
    person=frozenset({"first_name", "last_name", "birthday", "gender"}),
    phones=True,
    lists=frozenset({"note_entries"}),  # the last one
)


def preview(account: Account, record: StaffRecord) -> Preview:
    """The answer to ``GET Customers/{id}`` for credentials that reach every store."""
    customer_id = record.customer.pk
    customer = queries.retail_by_id(account, customer_id, None)
    return Preview(f"GET Customers/{customer_id}", render_customer(customer, account.zone))
