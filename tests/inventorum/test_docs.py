"""The OpenAPI document and the interactive reference."""

import re
from typing import Any

import pytest
from django.test import Client as Browser

from .conftest import EXAMPLES, sample

PATHS = {
    "/api/customers/": ["get", "post"],
    "/api/customers/favourites/": ["get"],
    "/api/customers/{id}/": ["delete", "get", "put"],
    "/api/auth/token/": ["post"],
}


@pytest.fixture
def document(client: Browser, db: Any) -> dict[str, Any]:
    answer: dict[str, Any] = client.get("/inventorum/openapi.json").json()
    return answer


def operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [operation for item in document["paths"].values() for operation in item.values()]


def test_the_document_has_the_pages_endpoints_and_no_others(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    assert {
        re.sub(r"\{\w+\}", "{id}", path): sorted(item) for path, item in document["paths"].items()
    } == PATHS


def test_every_operation_describes_its_errors(document: dict[str, Any]) -> None:
    for operation in operations(document):
        answers = operation["responses"]
        assert {"401", "500"} <= set(answers)
        for status, answer in answers.items():
            if status >= "400":
                schema = answer["content"]["application/json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/Error"}


def test_every_endpoint_of_customers_names_its_scope_and_its_version(
    document: dict[str, Any],
) -> None:
    for path, item in document["paths"].items():
        for operation in item.values():
            if "/customers/" in path:
                names = [parameter["name"] for parameter in operation["parameters"]]
                assert "X-Api-Version" in names
                assert "customers:" in str(operation)


def test_the_pages_samples_are_the_documents_examples(document: dict[str, Any]) -> None:
    text = str(document)

    assert "Voltastrasse" in text
    assert "Name or company must be set" in text


def test_every_reference_leads_somewhere(client: Browser, db: Any) -> None:
    answer = client.get("/inventorum/openapi.json")

    schemas = answer.json()["components"]["schemas"]
    for name in re.findall(r"#/components/schemas/(\w+)", answer.content.decode()):
        assert name in schemas


def test_the_document_names_the_server_as_it_was_reached(
    client: Browser, document: dict[str, Any]
) -> None:
    on_its_host = client.get("/openapi.json", headers={"Host": "inventorum.localhost"}).json()

    assert document["servers"] == [{"url": "/inventorum"}]
    assert on_its_host["servers"] == [{"url": "/"}]


def test_the_reference_takes_every_asset_from_here(client: Browser, db: Any) -> None:
    answer = client.get("/inventorum/docs/")

    assert answer.status_code == 200
    page = answer.content.decode()
    assert "swagger-ui" in page
    assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', page) == []
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_the_other_dialects_document_is_its_own(client: Browser, db: Any) -> None:
    for _ in range(2):
        ours = client.get("/inventorum/openapi.json").json()
        theirs = client.get("/inventorypro/openapi.json").json()

    assert ours["info"]["title"] != theirs["info"]["title"]
    assert not set(ours["paths"]) & set(theirs["paths"])


def test_every_sample_is_readable() -> None:
    names = [path.name.removesuffix(".json") for path in EXAMPLES.iterdir()]

    assert len(names) == 11
    assert all(sample(name) is not None for name in names)
