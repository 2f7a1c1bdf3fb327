"""A customer as this dialect's clients get it."""

from crm.accounts.models import Account
from crm.dialects.preview import Carried, Preview
from customers import queries
from customers.errors import NotFound
from customers.queries import StaffRecord

from .render import render_customer

CARRIED = Carried(
    columns=frozenset({"company", "website"}),
    person=frozenset({"first_name", "middle_name", "last_name", "job_title", "email"}),
    other_contacts=True,
    phones=True,
    shipping=None,
    other_addresses=True,
    lists=frozenset({"custom_values", "aliases", "supplier_accounts", "note_entries"}),
)


def preview(account: Account, record: StaffRecord) -> Preview:
    """The answer to ``POST Customer``, which shows active ones only."""
    customer_id = record.customer.pk
    request = f'POST Api2.svc/Customer {{"CustomerID": {customer_id}}}'
    try:
        customer = queries.whole_by_id(account, customer_id)
    except NotFound:
        return Preview(request, None)
    answer = render_customer(customer, account.zone, with_locations=True)
    return Preview(request, {"Result": answer})
