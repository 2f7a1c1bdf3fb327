"""What follows from a customer's orders."""

from decimal import Decimal

from django.db.models import Sum

from crm.accounts.models import Account

from .models import Order

#: Orders that are not sales: not yet, or no more.
NO_SALE = (Order.Status.DRAFT, Order.Status.CANCELLED)


def total_sales(account: Account, customer_id: int) -> Decimal:
    """The sum of the customer's orders, 0 without any. Drafts and cancelled ones do not count."""
    orders = Order.objects.filter(account=account, customer=customer_id).exclude(status__in=NO_SALE)
    total = orders.aggregate(total=Sum("total_amount"))["total"]
    return total or Decimal(0)
