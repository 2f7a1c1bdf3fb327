"""The OpenAPI document and the interactive reference."""

import re
from typing import Any

from django.test import Client as Browser

PATHS = {
    "/api/v1/Token": ["post"],
    "/api/v1/Customer": ["post"],
    "/api/v1/Customer/All": ["get"],
    "/api/v1/Customer/{short_id}": ["get", "delete"],
}


def test_the_document_has_the_pages_endpoints_and_no_others(client: Browser, db: Any) -> None:
    document = client.get("/inventorypro/openapi.json").json()

    assert document["openapi"].startswith("3.1")
    assert {path: sorted(item) for path, item in document["paths"].items()} == {
        path: sorted(methods) for path, methods in PATHS.items()
    }


def test_every_operation_describes_its_errors(client: Browser, db: Any) -> None:
    document = client.get("/inventorypro/openapi.json").json()

    for item in document["paths"].values():
        for operation in item.values():
            answers = operation["responses"]
            assert {"401", "500"} <= set(answers)
            errors = [a for status, a in answers.items() if status >= "400"]
            for answer in errors:
                schema = answer["content"]["application/json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/Error"}


def test_every_reference_leads_somewhere(client: Browser, db: Any) -> None:
    answer = client.get("/inventorypro/openapi.json")

    schemas = answer.json()["components"]["schemas"]
    for name in re.findall(r"#/components/schemas/(\w+)", answer.content.decode()):
        assert name in schemas


def test_the_document_names_the_server_as_it_was_reached(client: Browser, db: Any) -> None:
    under_prefix = client.get("/inventorypro/openapi.json").json()
    on_its_host = client.get("/openapi.json", headers={"Host": "inventorypro.localhost"}).json()

    assert under_prefix["servers"] == [{"url": "/inventorypro"}]
    assert on_its_host["servers"] == [{"url": "/"}]


def test_the_reference_takes_every_asset_from_here(client: Browser, db: Any) -> None:
    answer = client.get("/inventorypro/docs/")

    assert answer.status_code == 200
    page = answer.content.decode()
    assert "swagger-ui" in page
    assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', page) == []
    assert "unsafe" not in answer["Content-Security-Policy"]
