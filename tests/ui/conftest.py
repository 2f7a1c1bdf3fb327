"""The staff's pages: Alice and Bob at their browsers, a customer with every part."""

from collections.abc import Callable

import pytest
from django.test import Client as Browser

from crm.accounts.models import Account
from customers.models import Customer
from tests.staff.conftest import browser_with, furnish

Login = Callable[..., Browser]


@pytest.fixture
def browser(alice: object, client: Browser) -> Browser:
    """Alice's."""
    client.force_login(alice)  # type: ignore[arg-type]
    return client


@pytest.fixture
def customer(account: Account) -> Customer:
    """One with every part."""
    return furnish(account)


@pytest.fixture
def foreign(other_account: Account) -> Customer:
    """A customer of the other tenant."""
    return furnish(other_account)


@pytest.fixture
def reader(account: Account) -> Browser:
    """Bob's, who may read (130) and not write."""
    return browser_with(account, 130)
