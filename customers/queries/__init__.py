"""The one home of every read. Each starts from an account."""

from .flat import ORDERS, FlatCustomer, Page, flat_by_code, flat_page
from .full import FullAddress, FullCustomer, FullPhone, active_by_id, active_page
from .search import counted, matching, similar
from .staff_list import ListedCustomer, ListedPage, listed_page
from .totals import total_active, total_customers
from .whole import WholeCustomer, whole_customer

__all__ = [
    "ORDERS",
    "FlatCustomer",
    "FullAddress",
    "FullCustomer",
    "FullPhone",
    "ListedCustomer",
    "ListedPage",
    "Page",
    "WholeCustomer",
    "active_by_id",
    "active_page",
    "counted",
    "flat_by_code",
    "flat_page",
    "listed_page",
    "matching",
    "similar",
    "total_active",
    "total_customers",
    "whole_customer",
]
