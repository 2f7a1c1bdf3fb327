"""The one home of every read. Each starts from an account."""

from .flat import ORDERS, FlatCustomer, Page, flat_by_code, flat_page
from .full import (
    LARGEST_ID,
    FullAddress,
    FullCustomer,
    FullPhone,
    active_by_id,
    active_page,
)
from .orders import OrderRow, order_page, orders_of
from .search import counted, matching
from .similar import similar
from .staff_list import ListedCustomer, ListedPage, listed_page
from .totals import total_active, total_customers
from .trade import Person, Place, TradeCustomer, trade_by_id, trade_page
from .whole import WholeCustomer, whole_customer

__all__ = [
    "LARGEST_ID",
    "ORDERS",
    "FlatCustomer",
    "FullAddress",
    "FullCustomer",
    "FullPhone",
    "ListedCustomer",
    "ListedPage",
    "OrderRow",
    "Page",
    "Person",
    "Place",
    "TradeCustomer",
    "WholeCustomer",
    "active_by_id",
    "active_page",
    "counted",
    "flat_by_code",
    "flat_page",
    "listed_page",
    "matching",
    "order_page",
    "orders_of",
    "similar",
    "total_active",
    "total_customers",
    "trade_by_id",
    "trade_page",
    "whole_customer",
]
