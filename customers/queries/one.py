"""One customer without its lists, for what is computed about it."""

from crm.accounts.models import Account
from customers.errors import NotFound
from customers.models import Customer

from .full import LARGEST_ID


def customer_by_id(account: Account, customer_id: int) -> Customer:
    """A customer, discontinued or not, with its name, its terms and its money.

    Raises:
        NotFound: the account has none of that id.
    """
    if not 0 < customer_id <= LARGEST_ID:
        raise NotFound
    found = Customer.objects.filter(account=account, pk=customer_id).only(
        "name", "customer_since", "created", "payment_terms", "credit_limit", "current_balance"
    )
    customer = found.first()
    if customer is None:
        raise NotFound
    return customer
