"""The OpenAPI document and the interactive reference."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.test import Client as Browser

from .conftest import EXAMPLES, Api, sample

PATHS = {
    "/api/customers": ["get", "post"],
    "/api/customers/{id}": ["get", "put"],
    "/api/customers/{id}/orders": ["get"],
    "/api/customers/{id}/analytics": ["get"],
    "/api/customers/{id}/contacts": ["post"],
    "/api/customers/{id}/contacts/{id}": ["delete", "put"],
    "/api/customers/{id}/credit-check": ["post"],
}


@pytest.fixture
def document(client: Browser, db: Any) -> dict[str, Any]:
    answer: dict[str, Any] = client.get("/smartshelf/openapi.json").json()
    return answer


def operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [operation for item in document["paths"].values() for operation in item.values()]


def test_the_document_has_the_pages_endpoints_and_no_others(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    assert {
        re.sub(r"\{\w+\}", "{id}", path): sorted(item) for path, item in document["paths"].items()
    } == PATHS


def test_every_operation_needs_a_token_and_names_its_code(document: dict[str, Any]) -> None:
    for operation in operations(document):
        assert operation["security"] == [{"bearer": []}]
        assert re.search(r"code 13[01]", operation["description"])


def test_every_operation_describes_its_errors(document: dict[str, Any]) -> None:
    for operation in operations(document):
        answers = operation["responses"]
        assert {"401", "403", "500"} <= set(answers)
        for status, answer in answers.items():
            if status >= "400":
                schema = answer["content"]["application/json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/Error"}


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/api/customers", ["is_active", "search", "page", "limit"]),
        (
            "/api/customers/{customer_id}/orders",
            ["status", "date_from", "date_to", "page", "limit"],
        ),
        ("/api/customers/{customer_id}/analytics", ["period"]),
    ],
)
def test_the_pages_parameters_are_the_documents(
    document: dict[str, Any], path: str, names: list[str]
) -> None:
    told = document["paths"][path]["get"]["parameters"]

    assert sorted(p["name"] for p in told if p["in"] == "query") == sorted(names)


def test_the_pages_samples_are_the_documents_examples(document: dict[str, Any]) -> None:
    text = str(document)

    for printed in ("Floor 3", "New Customer Corp", "Smart Widget", "SO-2024-001", "Sarah Davis"):
        assert printed in text
    for printed in ("'credit_score': 750", "Updated Customer Name", "Contact successfully removed"):
        assert printed in text


def test_every_reference_leads_somewhere(client: Browser, db: Any) -> None:
    answer = client.get("/smartshelf/openapi.json")

    schemas = answer.json()["components"]["schemas"]
    for name in re.findall(r"#/components/schemas/(\w+)", answer.content.decode()):
        assert name in schemas


@pytest.mark.parametrize(
    ("schema", "name"),
    [("CustomerDetail", "get"), ("Analytics", "analytics"), ("CreditCheck", "credit_check")],
)
def test_a_schema_has_the_members_of_its_sample(
    document: dict[str, Any], schema: str, name: str
) -> None:
    members = document["components"]["schemas"][schema]["properties"]

    assert sorted(members) == sorted(sample(f"{name}.response")["data"])


@pytest.mark.parametrize(("schema", "name"), [("Customer", "list"), ("Order", "orders")])
def test_a_schema_of_a_list_has_the_members_of_its_items(
    document: dict[str, Any], schema: str, name: str
) -> None:
    members = document["components"]["schemas"][schema]["properties"]

    assert sorted(members) == sorted(sample(f"{name}.response")["data"][0])


def test_the_document_names_the_server_as_it_was_reached(
    client: Browser, document: dict[str, Any]
) -> None:
    on_its_host = client.get("/openapi.json", headers={"Host": "smartshelf.localhost"}).json()

    assert document["servers"] == [{"url": "/smartshelf"}]
    assert on_its_host["servers"] == [{"url": "/"}]


def test_the_reference_takes_every_asset_from_here(client: Browser, db: Any) -> None:
    answer = client.get("/smartshelf/docs/")

    assert answer.status_code == 200
    page = answer.content.decode()
    assert "swagger-ui" in page
    assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', page) == []


def test_there_are_the_pages_samples_and_our_errors() -> None:
    names = [path.name for path in EXAMPLES.iterdir()]

    assert len([name for name in names if not name.endswith(".error.json")]) == 13
    for name in names:
        assert sample(name.removesuffix(".json"))


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("validation.error", {"name": " ", "credit_limit": -1, "contacts": [{"title": "Boss"}]}),
        ("bad_request.error", []),
    ],
)
def test_the_errors_shown_are_those_that_are_answered(api: Api, name: str, body: Any) -> None:
    assert api.post(body).json() == sample(name)


def test_a_refusal_is_told_as_shown(
    api: Api, api_with: Callable[[Sequence[int]], Api], client: Browser, xyz: str
) -> None:
    stranger = client.get("/smartshelf/api/customers")

    assert stranger.json() == sample("unauthorized.error")
    assert api_with([]).get().json() == sample("forbidden.error")
    assert api.one("cust_0").json() == sample("not_found.error")
    nobody = api("DELETE", f"customers/{xyz}/contacts/cont_0")
    assert nobody.json() == sample("contact_not_found.error")
