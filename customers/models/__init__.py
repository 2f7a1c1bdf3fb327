from .address import Address
from .change import Change
from .counters import AccountCounters
from .credit import CreditCheck
from .custom_field import CustomField, CustomFieldValue
from .customer import Customer, CustomerContact
from .lists import CustomerGroup, LeadSource, NoteType
from .note import NoteEntry
from .order import Order, OrderLine
from .pruning import LedgerPruning
from .search import SearchText
from .segment import SegmentRule
from .supplier import Alias, Supplier, SupplierAccount

__all__ = [
    "AccountCounters",
    "Address",
    "Alias",
    "Change",
    "CreditCheck",
    "CustomField",
    "CustomFieldValue",
    "Customer",
    "CustomerContact",
    "CustomerGroup",
    "LeadSource",
    "LedgerPruning",
    "NoteEntry",
    "NoteType",
    "Order",
    "OrderLine",
    "SearchText",
    "SegmentRule",
    "Supplier",
    "SupplierAccount",
]
