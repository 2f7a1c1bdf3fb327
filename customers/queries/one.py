"""One customer without its lists, for what is computed about it."""

from django.db import DEFAULT_DB_ALIAS

from crm.accounts.models import Account
from customers.errors import NotFound
from customers.models import Customer

from .full import LARGEST_ID
from .once import Given, Once

#: In the order of the model's.
COLUMNS = (
    *("id", "name", "payment_terms", "credit_limit", "current_balance"),
    *("customer_since", "created"),
)
_BY_ID = Once(
    lambda: Customer.objects.filter(account=Given("account"), pk=Given("id")).values_list(*COLUMNS)
)


def customer_by_id(account: Account, customer_id: int) -> Customer:
    """A customer, discontinued or not, with its name, its terms and its money.

    Raises:
        NotFound: the account has none of that id.
    """
    if not 0 < customer_id <= LARGEST_ID:
        raise NotFound
    rows = _BY_ID.rows(account=account.pk, id=customer_id)
    if not rows:
        raise NotFound
    return Customer.from_db(DEFAULT_DB_ALIAS, COLUMNS, rows[0])
