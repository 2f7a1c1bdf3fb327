"""Writes that depend on what is there, at the same moment."""

from typing import Any

import pytest
from django.apps import apps

from crm.access.apps import make_groups
from crm.access.clients import create_client
from crm.accounts.models import Account
from customers.models import Change, Customer
from tests.inventorum.conftest import Api

from .test_upsert_race import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def apis(transactional_db: Any, settings: Any) -> list[Api]:
    settings.INVENTORUM_RATE = 10_000
    make_groups(apps.get_app_config("access"))
    account = Account.objects.create(slug="racing", name="Racing")
    return [Api(create_client(account, "inventorum", f"Till {n}")) for n in range(2)]


def test_two_who_clear_one_name_each_leave_one(apis: list[Api]) -> None:
    for _ in range(5):
        created = apis[0].post({"company": "Acme", "first_name": "Ann"}).json()
        bodies = [{"company": ""}, {"first_name": ""}]

        answers = at_once(2, lambda n: apis[n].put(created["id"], bodies[n]))  # noqa: B023

        assert sorted(answer.status_code for answer in answers) == [200, 400]
        assert Customer.objects.get(pk=created["id"]).name


def test_what_is_gone_is_not_written_to(apis: list[Api]) -> None:
    for _ in range(5):
        created = apis[0].post({"company": "Acme"}).json()

        def work(number: int) -> Any:
            if number:
                return apis[1].put(created["id"], {"note": "late"})  # noqa: B023
            return apis[0].delete(created["id"])  # noqa: B023

        gone, written = at_once(2, work)

        assert gone.status_code == 200
        told = Change.objects.filter(customer=created["id"]).order_by("sequence")
        actions = [change.action for change in told]
        expected = {200: ["created", "updated", "discontinued"], 404: ["created", "discontinued"]}
        assert actions == expected[written.status_code]
