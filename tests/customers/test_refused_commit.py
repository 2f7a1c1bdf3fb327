"""What the database refuses only when a write commits."""

from dataclasses import replace

import pytest
from django.db import IntegrityError

from crm.accounts.models import Account, User
from customers import services
from customers.changes import CustomerChange, Source
from customers.models import AccountCounters, Change, Customer

pytestmark = pytest.mark.django_db(transaction=True)

#: Foreign keys are checked at the end of the transaction.
NOBODY = User(pk=2**40)


def test_it_leaves_nothing_and_the_next_write_goes_on(account: Account, source: Source) -> None:
    services.create(account, CustomerChange(name="Acme"), source=source)

    with pytest.raises(IntegrityError):
        services.create(account, CustomerChange(name="Zed"), source=replace(source, user=NOBODY))

    assert [customer.name for customer in Customer.objects.all()] == ["Acme"]
    assert services.create(account, CustomerChange(name="New"), source=source).customer_id
    assert list(Customer.objects.order_by("pk").values_list("number", flat=True)) == [1, 2]
    assert Change.objects.count() == 2
    assert AccountCounters.objects.get().customers == 2


def test_within_a_lock_it_is_refused_at_the_end_of_that(account: Account, source: Source) -> None:
    with pytest.raises(IntegrityError), services.locked(account):
        services.create(account, CustomerChange(name="Zed"), source=replace(source, user=NOBODY))

    assert not Customer.objects.exists()
    assert services.create(account, CustomerChange(name="New"), source=source).customer_id
