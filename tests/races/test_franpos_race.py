"""Two uploads of the same customers at the same moment."""

import pytest

from crm.access.clients import create_client
from crm.accounts.models import Account
from customers.models import Change, Customer
from tests.franpos.conftest import Api, statuses

from .test_upsert_race import _groups, at_once, tenant

__all__ = ["_groups", "tenant"]

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_uploads_with_the_same_keys_make_one_customer(tenant: Account) -> None:
    apis = [Api(create_client(tenant, "franpos", f"Till {number}")) for number in range(2)]
    keys = ({"Email": "ann@example.com"}, {"CellPhone": "+13125550147"}, {"CustomerCode": "C1"})
    ann = {name: value for key in keys for name, value in key.items()}

    results = at_once(2, lambda n: apis[n].upload({**ann, "FirstName": f"Ann {n}"}, *keys))

    assert sorted(result[0]["Status"] for result in results) == ["Added", "Updated"]
    assert [statuses(result)[1:] for result in results] == [["Updated"] * 3] * 2
    assert Customer.objects.count() == 1
    assert [change.action for change in Change.objects.order_by("sequence")] == [
        "created",
        "updated",
    ]


def test_two_uploads_in_opposite_order_both_go_in(tenant: Account) -> None:
    apis = [Api(create_client(tenant, "franpos", f"Till {number}")) for number in range(2)]
    rows = [{"Email": f"{number}@example.com"} for number in range(50)]

    results = at_once(2, lambda n: apis[n].upload(*(rows if n else reversed(rows))))

    assert Customer.objects.count() == 50
    assert sorted(set(statuses(result)).pop() for result in results) == ["Added", "Updated"]
