"""The one home of every read. Each starts from an account."""

from .by_id import LARGEST_ID
from .flat import ORDERS, FlatCustomer, Page, flat_by_code, flat_of, flat_page
from .full import FullAddress, FullCustomer, FullPhone, active_by_id, active_page
from .held import holding
from .listed import ListedCustomer, active_found, active_ids_by_name, active_list, last_sequence
from .lists import definitions_of, groups_of, names_of, note_types_by_name, stores_of
from .orders import OrderRow, order_page, orders_of
from .retail import (
    RetailCustomer,
    RetailRecord,
    custom_values_of,
    retail_by_id,
    retail_by_ids,
    retail_page,
)
from .search import counted, matching
from .similar import similar
from .staff_list import StaffListPage, StaffListRow, staff_list_page, staff_list_rows
from .staff_orders import OrderFilter, StaffOrder, StaffOrderPage, staff_order, staff_orders
from .staff_record import StaffAddress, StaffContact, StaffRecord, staff_record
from .suppliers import (
    SupplierAccountRow,
    supplier_account_by_id,
    supplier_accounts,
    supplier_accounts_by_name,
    suppliers,
)
from .totals import total_active, total_customers
from .trade import (
    Person,
    Place,
    TradeCustomer,
    trade_by_id,
    trade_found,
    trade_page,
    trade_record,
)
from .whole import (
    FieldDefinition,
    HeldAccount,
    Note,
    WholeAddress,
    WholeContact,
    WholeCustomer,
    WholePhone,
    custom_fields,
    whole_by_id,
)

__all__ = [
    "LARGEST_ID",
    "ORDERS",
    "FieldDefinition",
    "FlatCustomer",
    "FullAddress",
    "FullCustomer",
    "FullPhone",
    "HeldAccount",
    "ListedCustomer",
    "Note",
    "OrderFilter",
    "OrderRow",
    "Page",
    "Person",
    "Place",
    "RetailCustomer",
    "RetailRecord",
    "StaffAddress",
    "StaffContact",
    "StaffListPage",
    "StaffListRow",
    "StaffOrder",
    "StaffOrderPage",
    "StaffRecord",
    "SupplierAccountRow",
    "TradeCustomer",
    "WholeAddress",
    "WholeContact",
    "WholeCustomer",
    "WholePhone",
    "active_by_id",
    "active_found",
    "active_ids_by_name",
    "active_list",
    "active_page",
    "counted",
    "custom_fields",
    "custom_values_of",
    "definitions_of",
    "flat_by_code",
    "flat_of",
    "flat_page",
    "groups_of",
    "holding",
    "last_sequence",
    "matching",
    "names_of",
    "note_types_by_name",
    "order_page",
    "orders_of",
    "retail_by_id",
    "retail_by_ids",
    "retail_page",
    "similar",
    "staff_list_page",
    "staff_list_rows",
    "staff_order",
    "staff_orders",
    "staff_record",
    "stores_of",
    "supplier_account_by_id",
    "supplier_accounts",
    "supplier_accounts_by_name",
    "suppliers",
    "total_active",
    "total_customers",
    "trade_by_id",
    "trade_found",
    "trade_page",
    "trade_record",
    "whole_by_id",
]
