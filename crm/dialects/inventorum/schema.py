"""The OpenAPI description of the endpoints, made from the page's members and samples."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema

from .fields import ADDRESS, FLAGS, PERSON, PHONE_TYPES, TEXTS, TITLES
from .paging import MAX_LIMIT
from .versions import HEADER, NEWEST, OLDEST

EXAMPLES = Path(__file__).parent / "examples"
F = TypeVar("F", bound=Callable[..., Any])

TEXT = {"type": ["string", "null"]}
NUMBER = {"type": "integer"}

ERRORS = {
    400: "A member, a parameter or the version is wrong, or the body is no JSON object",
    401: "No access token, or none that is good",
    403: "The token lacks the scope, or its user the permission",
    404: "No such customer, or a discontinued one",
    429: "More requests than are allowed; Retry-After says how long to wait",
    500: "The server failed to answer",
    503: "The server cannot answer now; Retry-After says how long to wait",
}
ERROR_SAMPLES = {400: "name.error", 404: "not_found.error"}


def _security(scope: str) -> Any:
    """As OpenAPI has it; drf-spectacular's types say otherwise."""
    return [{"bearer": [scope]}]


def _object(properties: dict[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required)}


def _list(of: str) -> dict[str, Any]:
    return {"type": "array", "items": _ref(of)}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _title() -> dict[str, Any]:
    return {"type": ["string", "null"], "enum": [*TITLES, "", None]}


_WRITABLE: dict[str, Any] = {
    **dict.fromkeys((*TEXTS, *PERSON), TEXT),
    "title": _title(),
    **{flag: {"type": "boolean", "default": False} for flag in FLAGS},
    "birthday": {**TEXT, "description": "ISO 8601, UTC", "examples": ["1985-04-30T10:49:52Z"]},
    "group": {"type": ["integer", "null"]},
    "channel": {**NUMBER, "default": 1, "description": "Cannot be changed"},
    "country_code": {**TEXT, "description": "Calling code of phone_number"},
    "phone_numbers": {**_list("PhoneNumber"), "description": "Up to version 9"},
    "billing_address": {"oneOf": [_ref("Address"), {"type": "null"}]},
    "shipping_address": {**_list("Address"), "description": "Replaces the whole list"},
}
_SHOWN: dict[str, Any] = {
    "id": NUMBER,
    "account_scoped_id": NUMBER,
    **_WRITABLE,
    # An address that another dialect wrote may bear another title.
    "title": {"type": "string"},
    "total_sales": {"type": "string", "description": "Answers to create and update only"},
}
_SHOWN.pop("country_code")

COMPONENTS = {
    "schemas": {
        "Customer": _object(_SHOWN, ("id", "account_scoped_id", "billing_address")),
        "CustomerRequest": _object(_WRITABLE),
        "CustomerList": _object({"total": NUMBER, "data": _list("Customer")}, ("total", "data")),
        "Address": _object({"country": TEXT, "id": NUMBER, **dict.fromkeys(ADDRESS, TEXT)}),
        "PhoneNumber": _object(
            {
                "country_code": TEXT,
                "type": {"type": ["string", "null"], "enum": [*PHONE_TYPES, None]},
                "national_number": TEXT,
            }
        ),
        "Token": _object(
            {
                "access_token": {"type": "string"},
                "token_type": {"type": "string"},
                "expires_in": {**NUMBER, "description": "Seconds"},
                "refresh_token": {"type": "string", "description": "Good once"},
                "scope": {"type": "string"},
            }
        ),
        "TokenRequest": _object(
            {
                "grant_type": {"type": "string", "const": "refresh_token"},
                "refresh_token": {"type": "string"},
            },
            ("grant_type", "refresh_token"),
        ),
        "Error": _object(
            {
                "error": _object(
                    {
                        "fields": {"type": "object", "description": "Member to messages"},
                        "description": TEXT,
                        "key": {"type": "string"},
                    },
                    ("fields", "description", "key"),
                )
            },
            ("error",),
        ),
    },
    "securitySchemes": {
        "bearer": {"type": "http", "scheme": "bearer"},
        "basic": {"type": "http", "scheme": "basic"},
    },
}

_VERSION = OpenApiParameter(
    HEADER,
    {"type": "integer", "minimum": OLDEST, "default": NEWEST},
    OpenApiParameter.HEADER,
    description="Newer numbers than known are served as the newest; so is none.",
)
_PAGING = [
    OpenApiParameter(
        "limit",
        {"type": "integer", "minimum": 1, "default": MAX_LIMIT},
        description=f"{MAX_LIMIT} at most",
    ),
    OpenApiParameter(
        "page", {"type": "integer", "minimum": 1, "default": 1}, description="1-based"
    ),
]
_ID = OpenApiParameter("customer_id", str, OpenApiParameter.PATH)


def example(name: str) -> Any:
    """A sample of the page: ``create.request``, ``list.response`` ..."""
    return json.loads((EXAMPLES / f"{name}.json").read_text())


def _sample(name: str, **of: bool) -> OpenApiExample:
    return OpenApiExample("As on the page", value=example(name), **of)  # type: ignore[arg-type]


def _answer(schema: dict[str, Any], sample: str) -> OpenApiResponse:
    return OpenApiResponse(response=schema, description="Done", examples=[_sample(sample)])


def _errors(*statuses: int) -> dict[int, OpenApiResponse]:
    return {
        status: OpenApiResponse(
            response=_ref("Error"),
            description=ERRORS[status],
            examples=[_sample(ERROR_SAMPLES[status])] if status in ERROR_SAMPLES else [],
        )
        for status in (*statuses, 503)
    }


def _describe(
    name: str, summary: str, scope: str, code: int, parameters: list[Any], **more: Any
) -> Callable[[F], F]:
    return extend_schema(
        operation_id=name,
        summary=summary,
        description=f"Needs the scope customers or {scope}, and code {code}.",
        tags=["Customers"],
        auth=_security(scope),
        parameters=[_VERSION, *parameters],
        **more,
    )


_FAILURES = _errors(400, 401, 403, 404, 429, 500)
_LIST_FAILURES = _errors(400, 401, 403, 429, 500)
_BODY = {"application/json": _ref("CustomerRequest")}

describe_create = _describe(
    "createCustomer",
    "Creates a new customer",
    "customers:create",
    131,
    [],
    request=_BODY,
    examples=[_sample("create.request", request_only=True)],
    responses={201: _answer(_ref("Customer"), "create.response"), **_LIST_FAILURES},
)
describe_list = _describe(
    "listCustomers",
    "Returns a list of customers",
    "customers:read",
    130,
    _PAGING,
    responses={200: _answer(_ref("CustomerList"), "list.response"), **_LIST_FAILURES},
)
describe_favourites = _describe(
    "listFavourites",
    "Returns favourite customers",
    "customers:read",
    130,
    _PAGING,
    responses={200: _answer(_ref("CustomerList"), "favourites.response"), **_LIST_FAILURES},
)
describe_get = _describe(
    "getCustomer",
    "Returns details of a customer",
    "customers:read",
    130,
    [_ID],
    responses={200: _answer(_ref("Customer"), "get.response"), **_FAILURES},
)
describe_update = _describe(
    "updateCustomer",
    "Updates an existing customer: provide only the fields to update",
    "customers:update",
    131,
    [_ID],
    request=_BODY,
    examples=[_sample("update.request", request_only=True)],
    responses={200: _answer(_ref("Customer"), "update.response"), **_FAILURES},
)
describe_delete = _describe(
    "deleteCustomer",
    "Deletes a specified customer",
    "customers:delete",
    131,
    [_ID],
    responses={200: _answer({"type": "object"}, "delete.response"), **_FAILURES},
)
describe_token = extend_schema(
    operation_id="refreshToken",
    summary="A new access token and a new refresh token for the old one",
    tags=["Token"],
    auth=[{"basic": []}],  # type: ignore[list-item]
    request={"application/x-www-form-urlencoded": _ref("TokenRequest")},
    responses={200: _answer(_ref("Token"), "token.response"), **_errors(400, 401, 429, 500)},
)
