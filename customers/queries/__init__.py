"""The one home of every read. Each starts from an account."""

from .flat import ORDERS, FlatCustomer, Page, flat_by_code, flat_page
from .full import FullAddress, FullCustomer, FullPhone, active_by_id, active_page
from .search import counted, matching
from .similar import similar
from .totals import total_active, total_customers

__all__ = [
    "ORDERS",
    "FlatCustomer",
    "FullAddress",
    "FullCustomer",
    "FullPhone",
    "Page",
    "active_by_id",
    "active_page",
    "counted",
    "flat_by_code",
    "flat_page",
    "matching",
    "similar",
    "total_active",
    "total_customers",
]
