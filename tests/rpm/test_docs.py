"""The OpenAPI document and the interactive reference."""

import re
from typing import Any

import pytest
from django.test import Client as Browser

from crm.dialects.rpm.hints import curl_lines
from crm.dialects.rpm.urls import CALLS

from .conftest import EXAMPLES, sample


@pytest.fixture
def document(client: Browser, db: Any) -> dict[str, Any]:
    answer: dict[str, Any] = client.get("/rpm/openapi.json").json()
    return answer


def test_the_document_has_the_calls_and_no_others(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    assert {path: list(item) for path, item in document["paths"].items()} == {
        f"/Api2.svc/{call}": ["post"] for call in CALLS
    }


def test_every_call_may_be_an_error_and_names_the_key(document: dict[str, Any]) -> None:
    assert document["components"]["securitySchemes"]["key"]["name"] == "RpmApiKey"
    for item in document["paths"].values():
        operation = item["post"]
        assert operation["summary"]
        assert operation["security"] == [{"key": []}]
        assert list(operation["responses"]) == ["200", "503"]
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        assert {"$ref": "#/components/schemas/Error"} in schema["anyOf"]


def test_the_samples_are_the_documents_examples(document: dict[str, Any]) -> None:
    text = str(document)

    assert "1002 West Van Buren LLC" in text
    assert "No customers" in text


def test_every_reference_leads_somewhere(client: Browser, db: Any) -> None:
    answer = client.get("/rpm/openapi.json")

    schemas = answer.json()["components"]["schemas"]
    for name in re.findall(r"#/components/schemas/(\w+)", answer.content.decode()):
        assert name in schemas


def test_the_reference_takes_every_asset_from_here(client: Browser, db: Any) -> None:
    answer = client.get("/rpm/docs/")

    assert answer.status_code == 200
    assert "swagger-ui" in answer.content.decode()
    assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', answer.content.decode()) == []


def test_every_sample_is_in_the_envelope() -> None:
    for path in EXAMPLES.iterdir():
        body = sample(path.name.removesuffix(".json"))
        assert isinstance(body, dict)
        assert (list(body) == ["Result"]) == (not path.name.endswith(".request.json"))


def test_the_hint_asks_for_the_pages_customer() -> None:
    (line,) = curl_lines({"base_url": "http://127.0.0.1:8000/rpm/", "key": "k"})

    assert line.startswith('curl -s -H "RpmApiKey: k" -d ')
    assert line.endswith(" http://127.0.0.1:8000/rpm/Api2.svc/Customer")
