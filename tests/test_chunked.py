"""What the server hands on before Django looks: bodies sent in pieces, charsets that are none."""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.core import signals
from django.db import close_old_connections

from crm.access.clients import create_client
from crm.accounts.models import Account
from crm.wsgi import application


def post(path: str, body: bytes, **environ: Any) -> Any:
    environ |= {"REQUEST_METHOD": "POST", "PATH_INFO": path, "wsgi.input": BytesIO(body)}
    environ |= {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}
    setup_testing_defaults(environ)
    answer = application(environ, lambda status, headers, error=None: None)
    return json.loads(b"".join(answer))


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """The application must not close the connection that the test's data is in."""
    signals.request_started.disconnect(close_old_connections)
    signals.request_finished.disconnect(close_old_connections)
    yield
    signals.request_started.connect(close_old_connections)
    signals.request_finished.connect(close_old_connections)


@pytest.mark.django_db
def test_a_body_without_length_is_read(account: Account) -> None:
    key = create_client(account, "rpm", "Back office").shown["key"]

    body = json.dumps({"Key": key, "Customer": {"Name": "Chunk"}}).encode()

    assert post("/rpm/api2.svc/CustomerAdd", body)["Result"]["Name"] == "Chunk"


@pytest.mark.django_db
def test_a_body_that_never_ends_is_refused(account: Account, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = settings.FRANPOS_MAX_BYTES = 1_000
    token = create_client(account, "franpos", "Upload").shown["token"]

    answer = post("/franpos/api/customers", b" " * 5_000, QUERY_STRING=f"Token={token}")

    assert list(answer) == ["Message"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "charset", ["rot13", "base64", "undefined", "idna", "utf-16", '"utf-16"', "nonsense"]
)
@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded"])
def test_a_body_is_utf8_whatever_charset_it_is_said_to_be(
    account: Account, kind: str, charset: str
) -> None:
    token = create_client(account, "franpos", "Upload").shown["token"]
    body = json.dumps({"Customers": [{"FirstName": "Zo\u00eb"}]}, ensure_ascii=False).encode()

    answer = post(
        "/franpos/api/customers",
        body,
        QUERY_STRING=f"Token={token}",
        CONTENT_TYPE=f"{kind}; charset={charset}",
    )

    assert [(row["FirstName"], row["Status"]) for row in answer] == [("Zo\u00eb", "Added")]
