"""The OpenAPI document and the interactive reference."""

import re
from typing import Any

from django.test import Client as Browser

PATHS = {
    "/api/customers": ["post"],
    "/api/customers/{customer_id}": ["get"],
    "/api/datadump/v1/customers/{days}/{page}/{date}/{location_id}": ["get"],
}


def document(client: Browser) -> Any:
    return client.get("/franpos/openapi.json").json()


def test_the_document_has_the_endpoints_and_no_others(client: Browser, db: Any) -> None:
    told = document(client)

    assert told["openapi"].startswith("3.1")
    assert {path: sorted(item) for path, item in told["paths"].items()} == PATHS


def test_the_upload_is_told_in_the_formats_of_the_page(client: Browser, db: Any) -> None:
    upload = document(client)["paths"]["/api/customers"]["post"]

    assert list(upload["requestBody"]["content"]) == [
        "application/json",
        "text/json",
        "application/x-www-form-urlencoded",
    ]


def test_the_token_is_told_to_go_in_the_query(client: Browser, db: Any) -> None:
    told = document(client)

    assert told["components"]["securitySchemes"] == {
        "token": {"type": "apiKey", "in": "query", "name": "Token"}
    }
    for item in told["paths"].values():
        for operation in item.values():
            assert operation["security"] == [{"token": []}]


def test_every_operation_describes_its_errors(client: Browser, db: Any) -> None:
    for item in document(client)["paths"].values():
        for operation in item.values():
            answers = operation["responses"]
            assert {"400", "401", "403", "500"} <= set(answers)
            for answer in (a for status, a in answers.items() if status >= "400"):
                schema = answer["content"]["application/json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/Error"}


def test_every_reference_leads_somewhere(client: Browser, db: Any) -> None:
    answer = client.get("/franpos/openapi.json")

    schemas = answer.json()["components"]["schemas"]
    for name in re.findall(r"#/components/schemas/(\w+)", answer.content.decode()):
        assert name in schemas


def test_the_reference_takes_every_asset_from_here(client: Browser, db: Any) -> None:
    answer = client.get("/franpos/docs/")

    assert answer.status_code == 200
    page = answer.content.decode()
    assert "swagger-ui" in page
    assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', page) == []
