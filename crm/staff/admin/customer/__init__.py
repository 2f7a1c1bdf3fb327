"""The customer's page: one form over the whole record, one write, one row in the ledger."""

from .admin import CustomerAdmin

__all__ = ["CustomerAdmin"]
