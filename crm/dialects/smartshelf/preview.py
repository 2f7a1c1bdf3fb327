"""A customer as this dialect's clients get it."""

from crm.accounts.models import Account
from crm.dialects.preview import Carried, Preview
from customers import analytics, queries
from customers.queries import StaffRecord

from .ids import CUSTOMER
from .render import render_detail

CARRIED = Carried(
    columns=frozenset(
        [
            "company",
            "email",
            "phone",
            "fax",
            "website",
            "tax_number",
            "payment_terms",
            "currency",
            "credit_limit",
            "current_balance",
            "discount_rate",
            "preferred_shipping",
            "customer_since",
            "note",
        ]
    ),
    person=frozenset({"first_name", "middle_name", "last_name", "job_title", "email"}),
    other_contacts=True,
    phones=True,
    shipping=1,
)


def preview(account: Account, record: StaffRecord) -> Preview:
    """The answer to ``GET customers/{id}``."""
    customer_id = record.customer.pk
    customer = queries.trade_by_id(account, customer_id)
    sales = analytics.sales_of(account, [customer_id])[customer_id]
    answer = {"data": render_detail(customer, sales)}
    return Preview(f"GET customers/{CUSTOMER}{customer_id}", answer)
