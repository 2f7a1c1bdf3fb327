"""The Django admin, every model of it. Each module registers what it is about."""

from . import accounts, clients, customer, groups, ledger, lists, orders, parts, tokens, users

__all__ = [
    "accounts",
    "clients",
    "customer",
    "groups",
    "ledger",
    "lists",
    "orders",
    "parts",
    "tokens",
    "users",
]
