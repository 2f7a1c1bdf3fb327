"""One refresh token turned in by several at the same moment."""

from typing import Any

import pytest
from django.apps import apps
from django.test import Client as Browser

from crm.access.apps import make_groups
from crm.access.clients import create_client
from crm.accounts.models import Account

from .test_upsert_race import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_refresh_token_is_good_once(transactional_db: Any) -> None:
    make_groups(apps.get_app_config("access"))
    account = Account.objects.create(slug="racing", name="Racing")
    shown = create_client(account, "inventorum", "Till").shown
    form = {
        "grant_type": "refresh_token",
        "refresh_token": shown["refresh_token"],
        "client_id": shown["client_id"],
        "client_secret": shown["client_secret"],
    }

    answers = at_once(4, lambda _: Browser().post("/inventorum/api/auth/token/", form))

    good = [answer.json() for answer in answers if answer.status_code == 200]
    assert len(good) == 1
    assert good[0]["access_token"]
    assert all(
        answer.json()["error"]["key"] == "auth.invalid_grant"
        for answer in answers
        if answer.status_code != 200
    )
