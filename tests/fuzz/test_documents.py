"""What each dialect's OpenAPI document promises, asked for in every way it allows and in some it
forbids: no failure of ours, and answers as they are described.

``FUZZ=all`` asks twenty times as often as the suite does.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as how
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from crm.accounts.models import Account
from crm.dialects import DIALECTS
from crm.wsgi import application
from customers.changes import Source
from tests.faults.doors import open_doors
from tests.whole_customer import add_whole_customer

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
#: Of each dialect, in each of the two modes.
REQUESTS = 2_000 if os.environ.get("FUZZ") == "all" else 100
HOW = how(
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """The application must not close the connection that the test's data is in."""
    signals.request_started.disconnect(close_old_connections)
    signals.request_finished.disconnect(close_old_connections)
    yield
    signals.request_started.connect(close_old_connections)
    signals.request_finished.connect(close_old_connections)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.name.lower())
@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_answer_is_as_documented(
    account: Account, source: Source, settings: Any, dialect: str, mode: GenerationMode
) -> None:
    settings.INVENTORUM_RATE = settings.TOKEN_FAILURES = 1_000_000
    add_whole_customer(account, source)
    door = open_doors(account)[dialect]
    document: Any = schemathesis.openapi.from_wsgi(f"/{dialect}/openapi.json", application)
    more = {"params": {"Token": door.token}} if dialect == "franpos" else {}

    operations = [found.ok() for found in document.get_all_operations()]
    asked_often = how(HOW, max_examples=REQUESTS // len(operations))

    for operation in operations:

        @asked_often
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            with transaction.atomic():
                case.call_and_validate(headers=dict(door.headers), checks=CHECKS, **more)
                transaction.set_rollback(True)

        ask()
