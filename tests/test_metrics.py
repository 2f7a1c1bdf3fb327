"""What Prometheus is told, and who is not."""

from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client as Browser
from prometheus_client.parser import text_string_to_metric_families

from crm.access.clients import Credentials
from crm.accounts.models import Account
from customers.changes import CustomerChange, Source
from customers.services import create

LIST = "/inventorypro/api/v1/Customer/All"
Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


@pytest.fixture(autouse=True)
def token(settings: Any) -> str:
    settings.METRICS_TOKEN = "prometheus-only"
    return "prometheus-only"


def scrape(client: Browser, token: str) -> Samples:
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }


def value(samples: Samples, metric: str, /, **labels: str) -> float:
    return samples.get((metric, frozenset(labels.items())), 0)


@pytest.mark.parametrize(
    "given", [None, "Bearer guessed", "Bearer ", "prometheus-only", "Bearer ü"]
)
def test_without_the_token_there_is_no_such_page(
    client: Browser, db: None, given: str | None
) -> None:
    headers = {"Authorization": given} if given else {}

    assert client.get("/metrics", headers=headers).status_code == 404


def test_without_the_setting_there_is_no_such_page(
    client: Browser, db: None, settings: Any
) -> None:
    settings.METRICS_TOKEN = ""

    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_requests_are_counted_by_dialect_route_and_outcome(
    client: Browser, db: None, token: str
) -> None:
    labels = {
        "dialect": "inventorypro",
        "route": "inventorypro/api/v1/Customer/All",
        "method": "GET",
        "status": "401",
        "error": "true",
    }
    before = scrape(client, token)

    client.get(LIST)

    after = scrape(client, token)
    counted = value(after, "hub_requests_total", **labels)
    assert counted == value(before, "hub_requests_total", **labels) + 1
    assert value(after, "hub_request_seconds_count", dialect="inventorypro") >= 1


def test_a_clients_errors_are_counted(
    client: Browser, inventorypro_client: Credentials, token: str
) -> None:
    form = {key: inventorypro_client.shown[key] for key in ("client_id", "client_secret")}
    path = "/inventorypro/api/v1/"
    answer = client.post(f"{path}Token", {"grant_type": "client_credentials", **form})
    headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}
    labels = {"account": "acme", "dialect": "inventorypro", "client": "Warehouse", "error": "true"}
    before = scrape(client, token)

    client.get(f"{path}Customer/none", headers=headers)

    after = scrape(client, token)
    counted = value(after, "hub_client_requests_total", **labels)
    assert counted == value(before, "hub_client_requests_total", **labels) + 1


def test_methods_that_do_not_exist_share_a_label(client: Browser, db: None, token: str) -> None:
    for method in ("FETCH", "GRAB"):
        client.generic(method, LIST)

    methods = {dict(labels).get("method") for _, labels in scrape(client, token)}
    assert "other" in methods
    assert not methods & {"FETCH", "GRAB"}


def test_the_ledger_and_the_customers_are_told_by_account(
    client: Browser, account: Account, token: str
) -> None:
    create(account, CustomerChange(company="Acme"), source=Source())

    samples = scrape(client, token)

    assert value(samples, "hub_ledger_changes_total", account="acme") == 1
    assert value(samples, "hub_customers", account="acme") == 1


def test_requests_are_told_while_the_database_is_away(
    client: Browser, account: Account, token: str
) -> None:
    client.get("/inventorypro/api/v1/Customer/All")

    def refuse(*_: object) -> None:
        raise OperationalError("connection to server failed")

    with connection.execute_wrapper(refuse):
        samples = scrape(client, token)

    assert any(metric == "hub_requests_total" for metric, _ in samples)
    assert not any(metric == "hub_customers" for metric, _ in samples)
