"""Customers found by a part of what is known of them."""

from django.db.models import Q, QuerySet

from crm.accounts.models import Account
from crm.accounts.texts import is_storable
from customers.models import Customer


def matching(account: Account, text: str, *, everywhere: bool = False) -> QuerySet[Customer]:
    """The account's customers whose name, e-mail or, ``everywhere``, code contains the text."""
    customers = Customer.objects.filter(account=account)
    if not is_storable(text) or len(text) > 1_000:  # noqa: PLR2004
        return customers.none()
    condition = Q(name__icontains=text) | Q(email__icontains=text)
    return customers.filter(condition | Q(code__icontains=text) if everywhere else condition)


def counted(customers: QuerySet[Customer], cap: int = 10_000) -> tuple[int, bool]:
    """How many there are, and whether that is all: counting stops at the cap."""
    count = customers.order_by()[: cap + 1].count()
    return min(count, cap), count <= cap


def similar(account: Account, text: str) -> QuerySet[Customer]:
    """None yet."""
    return Customer.objects.filter(account=account).none()
