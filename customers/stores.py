"""Customers narrowed to those of some stores."""

from typing import TypeAlias

from django.db.models import Q

#: Home stores, ``None`` among them for customers without one; instead of the set: every customer.
Stores: TypeAlias = frozenset[int | None] | None


def at_home_in(stores: Stores, path: str = "") -> Q:
    """The customers whose home is one of the stores.

    Args:
        path: from the rows that are filtered to their customer: ``contact__link__customer__``.
    """
    if stores is None:
        return Q()
    named = Q(**{f"{path}home_store__in": stores - {None}})
    return named | Q(**{f"{path}home_store": None}) if None in stores else named
