"""No input causes a failure of ours: wrong values for every member, parameter, header and path.

A steady sample runs with the suite; ``FUZZ=all`` runs them all, some 25,000 requests.
"""

import logging
import os
from itertools import chain
from random import Random
from typing import Any

import pytest
from django.test import Client as Browser

from crm.accounts.models import Account
from crm.dialects import DIALECTS
from customers import services
from customers.changes import ContactChange, CustomerChange, Source
from tests.faults.doors import Door, open_doors
from tests.invariants import assert_sound

from .operations import Request, operations, requests

SAMPLE = 100  # requests of each dialect
FAILURES = (b"The server failed to answer", b"An error has occurred")


def send(door: Door, request: Request) -> Any:
    headers = {**door.headers, **request.headers}
    query = request.query
    if door.dialect == "franpos":
        query = f"Token={door.token}&{query}"
    return Browser(raise_request_exception=False).generic(
        request.method,
        request.path,
        request.body,
        content_type=request.content_type,
        headers=headers,
        QUERY_STRING=query,
    )


def is_failure(status: int, body: bytes) -> bool:
    """Whether the answer blames us; 501 is InventoryPro's word for a method that is not there."""
    return (status >= 500 and status != 501) or any(words in body for words in FAILURES)


def chosen(dialect: str, ids: dict[str, str]) -> list[Request]:
    everything = list(chain(*(requests(each, ids) for each in operations(dialect))))
    if os.environ.get("FUZZ") == "all":
        return everything
    return Random(dialect).sample(everything, SAMPLE)  # noqa: S311 - steady, not secret


@pytest.fixture
def ids(account: Account, source: Source) -> dict[str, str]:
    """Good values for the parameters of paths."""
    change = CustomerChange(code="ACME", company="Acme", primary=ContactChange(last_name="Ann"))
    customer_id = services.create(account, change, source=source).customer_id
    return {
        "short_id": "ACME",
        "customer_id": str(customer_id),
        "contact_id": "cont_1",
        "days": "7",
        "page": "0",
        "date": "2024-01-01",
        "location_id": "0",
    }


@pytest.mark.parametrize("dialect", DIALECTS)
def test_no_input_makes_the_server_fail(
    account: Account,
    ids: dict[str, str],
    dialect: str,
    settings: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings.INVENTORUM_RATE = 1_000_000
    if dialect == "smartshelf":
        ids["customer_id"] = f"cust_{ids['customer_id']}"
    door = open_doors(account)[dialect]
    failed: list[str] = []

    for request in chosen(dialect, ids):
        answer = send(door, request)
        body = b"".join(answer)
        if is_failure(answer.status_code, body):
            failed.append(f"{request} -> {answer.status_code} {body!r}"[:600])

    assert failed == []
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert_sound(account)
