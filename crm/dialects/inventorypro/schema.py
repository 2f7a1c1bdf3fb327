"""The OpenAPI description of the endpoints, made from the page's table and samples."""

import json
from pathlib import Path
from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema

from .fields import FIELDS
from .paging import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, SORTS

EXAMPLES = Path(__file__).parent / "examples"
# drf-spectacular takes OpenAPI's security requirements here; its types say otherwise.
BEARER: Any = [{"bearer": []}]
BASIC_OR_FORM: Any = [{}, {"basic": []}]

ERRORS = {
    400: "bad_request or validation_error",
    401: "unauthorized: no token, expired, invalid",
    403: "forbidden: the permission is missing",
    404: "not_found: no such resource",
    409: "conflict: state conflict",
    429: "rate_limited: too many requests",
    501: "not_implemented: endpoint exists, operation not available",
    500: "internal_error: server failure",
    503: "internal_error: the server cannot answer now; Retry-After says how long to wait",
}

_TIME = {"type": "string", "examples": ["2023-04-15T08:30:00"]}
_REQUEST = {
    field.name: {
        "type": ["string", "null"] if field.name != "shortID" else "string",
        "maxLength": field.max_length,
        "description": field.description,
    }
    for field in FIELDS
}
_CUSTOMER = {
    **{field.name: {"type": "string", "description": field.description} for field in FIELDS},
    "active": {"type": "boolean", "description": "false when discontinued"},
    "created": {**_TIME, "description": "Record creation timestamp, local time of the account"},
    "modified": {**_TIME, "description": "Last modified timestamp, local time of the account"},
}


def _object(properties: dict[str, Any], required: list[str] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties) if required is None else required,
    }


COMPONENTS = {
    "schemas": {
        "Customer": _object(_CUSTOMER),
        "CustomerRequest": _object(_REQUEST, ["shortID"]),
        "CustomerList": _object(
            {
                "value": {"type": "array", "items": {"$ref": "#/components/schemas/Customer"}},
                "totalCount": {"type": "integer", "description": "Counted before paging"},
                "page": {"type": "integer"},
                "pageSize": {"type": "integer", "description": "After the cap"},
                "pageCount": {"type": "integer"},
                "hasMore": {"type": "boolean", "description": "Whether a later page exists"},
            }
        ),
        "Token": _object(
            {
                "access_token": {"type": "string"},
                "token_type": {"type": "string", "const": "bearer"},
                "expires_in": {"type": "integer", "description": "Seconds"},
            }
        ),
        "TokenRequest": _object(
            {
                "grant_type": {"type": "string", "const": "client_credentials"},
                "client_id": {"type": "string"},
                "client_secret": {"type": "string"},
            },
            ["grant_type"],
        ),
        "Error": _object(
            {
                "statusCode": {"type": "integer", "description": "The HTTP status"},
                "error": {"type": "string"},
                "message": {"type": "string"},
                "details": {
                    "type": ["object", "null"],
                    "description": "For validation_error: field to messages",
                    "additionalProperties": {"type": "array", "items": {"type": "string"}},
                },
            }
        ),
    },
    "securitySchemes": {
        "bearer": {"type": "http", "scheme": "bearer"},
        "basic": {"type": "http", "scheme": "basic"},
    },
}


def example(name: str) -> Any:
    """A sample of the page: ``list.response``, ``upsert.request`` ..."""
    return json.loads((EXAMPLES / f"{name}.json").read_text())


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _answer(schema: str, description: str, sample: str) -> OpenApiResponse:
    return OpenApiResponse(
        response=_ref(schema),
        description=description,
        examples=[OpenApiExample("As on the page", value=example(sample))],
    )


def _errors(*statuses: int) -> dict[int, OpenApiResponse]:
    return {
        status: OpenApiResponse(response=_ref("Error"), description=ERRORS[status])
        for status in (*statuses, 503)
    }


_SHORT_ID = OpenApiParameter(
    "short_id", str, OpenApiParameter.PATH, description="The customer's shortID, in any case."
)

describe_list = extend_schema(
    operation_id="listCustomers",
    summary="List customers",
    description="Needs Customers List (130). Discontinued customers are included.",
    tags=["Customers"],
    auth=BEARER,
    parameters=[
        OpenApiParameter(
            "page", {"type": "integer", "minimum": 1, "default": 1}, description="1-based page"
        ),
        OpenApiParameter(
            "pageSize",
            {"type": "integer", "minimum": 1, "default": DEFAULT_PAGE_SIZE},
            description=f"Items per page, capped at {MAX_PAGE_SIZE}",
        ),
        OpenApiParameter(
            "sort", {"type": "string", "enum": list(SORTS)}, description="Column to sort by"
        ),
        OpenApiParameter(
            "direction", {"type": "string", "enum": ["ASC", "DESC"]}, description="Sort direction"
        ),
        OpenApiParameter(
            "modifiedSince",
            {"type": "string"},
            description="Records modified at or after this moment, local time of the account",
        ),
    ],
    responses={
        200: _answer("CustomerList", "A page of customers", "list.response"),
        **_errors(400, 401, 403, 500),
    },
)
describe_get = extend_schema(
    operation_id="getCustomer",
    summary="Get a customer",
    description="Needs Customers List (130).",
    tags=["Customers"],
    auth=BEARER,
    parameters=[_SHORT_ID],
    responses={
        200: _answer("Customer", "The customer", "get.response"),
        **_errors(401, 403, 404, 500),
    },
)
describe_upsert = extend_schema(
    operation_id="upsertCustomer",
    summary="Create or update a customer",
    description=(
        "Needs Create/Modify Customer (131). If shortID matches an existing record it is updated;"
        " otherwise a new record is created. A field that is left out keeps its value; an empty one"
        " or null clears it."
    ),
    tags=["Customers"],
    auth=BEARER,
    request={"application/json": _ref("CustomerRequest")},
    examples=[OpenApiExample("As on the page", value=example("upsert.request"), request_only=True)],
    responses={
        200: _answer("Customer", "Updated", "upsert.response"),
        201: _answer("Customer", "Created", "upsert.response"),
        **_errors(400, 401, 403, 500),
    },
)
describe_discontinue = extend_schema(
    operation_id="discontinueCustomer",
    summary="Discontinue a customer",
    description=(
        "Needs Create/Modify Customer (131). Marks the customer as discontinued. Historical records"
        " are preserved."
    ),
    tags=["Customers"],
    auth=BEARER,
    parameters=[_SHORT_ID],
    responses={
        204: OpenApiResponse(description="Discontinued"),
        **_errors(401, 403, 404, 500),
    },
)
describe_token = extend_schema(
    operation_id="getToken",
    summary="Get a bearer token",
    description="Client credentials, in the form or by HTTP Basic.",
    tags=["Token"],
    auth=BASIC_OR_FORM,
    request={"application/x-www-form-urlencoded": _ref("TokenRequest")},
    responses={
        200: _answer("Token", "A token", "token.response"),
        **_errors(400, 401, 429, 500),
    },
)
