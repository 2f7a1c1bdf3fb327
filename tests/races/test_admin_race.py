"""Two people adding the same thing at the same moment."""

from typing import Any

import pytest
from django.test import Client as Browser

from crm.accounts.models import Account, User
from customers.models import CustomerGroup

from .test_upsert_race import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_group_of_a_name_is_made_and_nobody_meets_a_failure(transactional_db: Any) -> None:
    account = Account.objects.create(slug="racing", name="Racing")
    user = User.objects.create_user("ann", account=account, is_staff=True, is_superuser=True)
    browsers = [Browser() for _ in range(6)]
    for browser in browsers:
        browser.force_login(user)

    answers = at_once(
        6, lambda n: browsers[n].post("/admin/customers/customergroup/add/", {"name": "Gold"})
    )

    assert {answer.status_code for answer in answers} <= {200, 302}
    assert CustomerGroup.objects.count() == 1
