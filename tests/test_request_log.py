"""One line a request, and in none of them a secret."""

import base64
import json
import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.test import Client as Browser

from crm.access.clients import Credentials, create_client
from crm.accounts.models import Account, User
from crm.logs import JsonLine, Line
from customers.changes import CustomerChange, Source
from customers.services import create

JSON = "application/json"


class Log:
    """What was logged meanwhile, as the real formatters write it."""

    def __init__(self) -> None:
        self._outputs = {each: StringIO() for each in (JsonLine, Line)}
        self.handlers = []
        for formatter, output in self._outputs.items():
            handler = logging.StreamHandler(output)
            handler.setFormatter(formatter())
            self.handlers.append(handler)

    @property
    def text(self) -> str:
        return "".join(output.getvalue() for output in self._outputs.values())

    @property
    def requests(self) -> list[dict[str, Any]]:
        lines = map(json.loads, self._outputs[JsonLine].getvalue().splitlines())
        return [line for line in lines if line["logger"] == "crm.request"]


@pytest.fixture
def log() -> Iterator[Log]:
    log = Log()
    root = logging.getLogger()
    level = root.level
    root.setLevel(logging.DEBUG)
    for handler in log.handlers:
        root.addHandler(handler)
    yield log
    root.setLevel(level)
    for handler in log.handlers:
        root.removeHandler(handler)


@pytest.fixture
def rpm(account: Account) -> Credentials:
    return create_client(account, "rpm", "CRM sync")


def test_a_clients_request_is_told_with_all_that_is_known(
    client: Browser, account: Account, rpm: Credentials, log: Log
) -> None:
    create(account, CustomerChange(company="Acme"), source=Source())
    headers = {"RpmApiKey": rpm.shown["key"], "X-Request-ID": "r-7"}

    answer = client.post("/rpm/Api2.svc/Customers", "{}", JSON, headers=headers)

    size = len(answer.getvalue())
    (line,) = log.requests
    assert line.pop("ms") > 0
    assert line.pop("time").endswith("+00:00")
    route = line.pop("route")
    assert route.startswith("rpm/")
    assert line == {
        "level": "info",
        "logger": "crm.request",
        "message": line["message"],
        "request_id": "r-7",
        "method": "POST",
        "path": "/rpm/Api2.svc/Customers",
        "status": 200,
        "error": False,
        "bytes": size,
        "account": "acme",
        "dialect": "rpm",
        "client": "CRM sync",
        "client_id": rpm.client.pk,
    }
    assert line["message"].endswith(" ms (acme, CRM sync)")


def test_an_error_with_status_200_is_told_as_one(client: Browser, db: None, log: Log) -> None:
    client.post("/rpm/Api2.svc/Customers", "{}", JSON)

    (line,) = log.requests
    assert (line["status"], line["error"]) == (200, True)
    assert "client" not in line


def test_the_version_asked_for_is_told(client: Browser, account: Account, log: Log) -> None:
    token = create_client(account, "inventorum", "Till").shown["access_token"]
    headers = {"Authorization": f"Bearer {token}", "X-Api-Version": "9"}

    client.get("/inventorum/api/customers/", {"limit": 10, "page": 1}, headers=headers)

    assert [line["version"] for line in log.requests] == ["9"]


def test_a_dialects_own_host_is_told_as_the_dialect(client: Browser, db: None, log: Log) -> None:
    client.get("/api/v1/Customer/All", headers={"Host": "inventorypro.localhost"})

    assert [line["dialect"] for line in log.requests] == ["inventorypro"]


def test_a_page_of_the_staff_is_told_with_who_looked(
    client: Browser, alice: User, log: Log
) -> None:
    client.force_login(alice)

    client.get("/customers/")

    (line,) = log.requests
    assert (line["user"], line["account"]) == ("alice", "acme")
    assert "dialect" not in line


@pytest.mark.parametrize("path", ["/healthz", "/static/hub/none.css"])
def test_what_programs_ask_all_day_is_told_for_debugging_only(
    client: Browser, db: None, log: Log, path: str
) -> None:
    client.get(path)

    assert [line["level"] for line in log.requests] == ["debug"]


def test_a_failure_carries_the_id_of_its_request(
    client: Browser, rpm: Credentials, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm.dialects.rpm.views.caller_of", _fail)
    headers = {"RpmApiKey": rpm.shown["key"], "X-Request-ID": "r-8"}

    client.post("/rpm/Api2.svc/Customers", "{}", JSON, headers=headers)

    lines = [json.loads(line) for line in log.text.splitlines() if line.startswith("{")]
    (failure,) = [line for line in lines if "exception" in line]
    assert failure["request_id"] == "r-8"
    assert "It broke" in failure["exception"]


def test_no_secret_of_a_session_is_in_any_log(
    client: Browser, account: Account, alice: User, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = {
        name: create_client(account, name, name).shown
        for name in ("inventorypro", "inventorum", "rpm", "smartshelf", "franpos")
    }
    client.raise_request_exception = False
    for step in (_inventorypro, _inventorum, _rpm, _smartshelf, _franpos):
        step(client, made[step.__name__[1:]])
    for password in ("alice", "wrong-password-1"):
        client.post("/sign-in/", {"username": "alice", "password": password})
    monkeypatch.setattr("crm.dialects.rpm.views.caller_of", _fail)
    _rpm(client, made["rpm"])

    public = {"base_url", "client_id"}
    secrets = [
        value for shown in made.values() for name, value in shown.items() if name not in public
    ]
    assert len(secrets) == 7
    assert len(log.requests) > 20
    for secret in [*secrets, "wrong-password-1", "a-guess"]:
        assert secret not in log.text
        assert base64.b64encode(secret.encode()).decode() not in log.text


def _fail(request: Any) -> None:
    raise RuntimeError(f"It broke: {request.data} {request.headers} {request.get_full_path()}")


def _inventorypro(client: Browser, shown: dict[str, str]) -> None:
    form = {key: shown[key] for key in ("client_id", "client_secret")}
    path = "/inventorypro/api/v1/Token"
    for secret in (form["client_secret"], "a-guess"):
        client.post(path, {"grant_type": "client_credentials", **form, "client_secret": secret})
        basic = base64.b64encode(f"{form['client_id']}:{secret}".encode()).decode()
        headers = {"Authorization": f"Basic {basic}"}
        client.post(path, {"grant_type": "client_credentials"}, headers=headers)
    client.get(f"{path}?client_secret={form['client_secret']}")


def _inventorum(client: Browser, shown: dict[str, str]) -> None:
    _bearer(client, "/inventorum/api/customers/", shown["access_token"])
    path = "/inventorum/api/auth/token/"
    for token in (shown["refresh_token"], "a-guess", shown["refresh_token"]):
        client.post(path, {"grant_type": "refresh_token", "refresh_token": token})
    client.get(path, {"refresh_token": shown["refresh_token"]})


def _rpm(client: Browser, shown: dict[str, str]) -> None:
    for key in (shown["key"], "a-guess"):
        body = json.dumps({"Key": key, "Customer": {"Name": "x", "Nonsense": {}}})
        for call in ("Customers", "CustomerEdit", "Nowhere"):
            client.post(f"/rpm/Api2.svc/{call}", body, JSON)
            client.post(f"/rpm/Api2.svc/{call}", body[:-1], JSON, headers={"RpmApiKey": key})
            client.post(f"/rpm/Api2.svc/{call}?%4bey={key}", "{}", JSON)


def _smartshelf(client: Browser, shown: dict[str, str]) -> None:
    _bearer(client, "/smartshelf/api/customers", shown["access_token"])


def _franpos(client: Browser, shown: dict[str, str]) -> None:
    for token in (shown["token"], "a-guess"):
        for name in ("Token", "token", "%54oken", "%2554oken"):
            client.get(f"/franpos/api/customers/1?{name}={token}")
            client.post(f"/franpos/api/customers?{name}={token}", "[{", JSON)
            client.get(f"/franpos/api/nowhere/{name}={token}")
            client.get(f"/nowhere?{name}={token}")


def _bearer(client: Browser, path: str, right: str) -> None:
    for token in (right, "a-guess"):
        for scheme in ("Bearer", "bearer", "Token"):
            client.get(path, headers={"Authorization": f"{scheme} {token}"})
        client.get(path, {"access_token": token})
