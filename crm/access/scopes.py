"""Scopes: what a token may at most do. They only narrow what its client's codes allow.

``customers`` stands for all of ``customers:read``, ``customers:create`` and so on.
"""

from collections.abc import Collection


def allows(scopes: Collection[str], wanted: str) -> bool:
    """Whether the scopes cover the one wanted, by itself or by its resource."""
    return wanted in scopes or wanted.partition(":")[0] in scopes
