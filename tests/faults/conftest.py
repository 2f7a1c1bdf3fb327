"""Faults: real servers, real databases, real signals."""

from typing import Any

import pytest
from django.apps import apps

from crm.access.apps import make_groups
from crm.accounts.models import Account


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker has them all: servers of several processes must not starve each other."""
    for item in items:
        if "tests/faults/" in str(item.path):
            item.add_marker(pytest.mark.xdist_group("servers"))


@pytest.fixture
def tenant(transactional_db: Any) -> Account:
    """An account, and the groups of the permission codes: both committed, for other processes."""
    make_groups(apps.get_app_config("access"))
    return Account.objects.create(slug="acme", name="Acme", country="US", currency="USD")
