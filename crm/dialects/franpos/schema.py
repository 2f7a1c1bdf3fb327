"""The OpenAPI description of the endpoints, made from the page's members and samples."""

import json
from pathlib import Path
from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema

from .fields import CUSTOMERS, FLAGS, MEMBERS
from .paging import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, MOST_DAYS
from .render import RESULT

EXAMPLES = Path(__file__).parent / "examples"
# drf-spectacular takes OpenAPI's security requirements here; its types say otherwise.
TOKEN: Any = [{"token": []}]

TEXT = {"type": ["string", "null"]}
NUMBER = {"type": ["number", "null"]}
ID = {"type": ["integer", "null"], "description": "0 for none"}

ERRORS = {
    400: "The body, a parameter or a part of the path cannot be read",
    401: "No token, or none that is good",
    403: "The permission is missing",
    404: "No such customer or location among those that the token reaches",
    413: "More customers, or a longer body, than one request may bring",
    500: "The server failed to answer",
    503: "The server cannot answer now; Retry-After says how long to wait",
}

_CUSTOMER: dict[str, Any] = dict.fromkeys(MEMBERS, TEXT) | {
    "LocationId": ID,
    "CustomerId": {**ID, "description": "Ignored in requests"},
    "Dob": {**TEXT, "description": "yyyy-mm-dd, or a timestamp whose date counts"},
    "Gender": {"type": ["integer", "null"], "description": "1 male, 2 female, else unknown"},
    "Balance": NUMBER,
    "RewardPoints": NUMBER,
    "LeadSourceId": ID,
}


def _object(properties: dict[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required)}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _list(of: str) -> dict[str, Any]:
    return {"type": "array", "items": _ref(of)}


COMPONENTS = {
    "schemas": {
        "CustomersModel": _object(
            {flag: {"type": "boolean", "default": False} for flag in FLAGS}
            | {CUSTOMERS: _list("CustomerInfo")},
            (CUSTOMERS,),
        ),
        "CustomerInfo": _object(_CUSTOMER),
        "Result": _object(
            {member: _CUSTOMER[member] for member in RESULT}
            | {
                "Status": {"type": "string", "enum": ["Added", "Updated", "Error"]},
                "Message": {"type": "string", "description": "With the status Error only"},
            },
            (*RESULT, "Status"),
        ),
        "Results": _list("Result"),
        "Dump": _object(
            {"pages": {"type": "integer"}, "data": _list("DumpedCustomer")}, ("pages", "data")
        ),
        "DumpedCustomer": _object(
            {
                "CustomerId": {"type": "integer"},
                "FirstName": TEXT,
                "LastName": TEXT,
                "Phone": {**TEXT, "description": "Always empty"},
                "CellPhone": TEXT,
                "ParentCustomerId": ID,
                "CustomFieldValues": {
                    "type": "array",
                    "items": _object({"Name": TEXT, "Value": TEXT}, ("Name", "Value")),
                },
                "LocationId": ID,
                "Email": TEXT,
                "CustomerCode": TEXT,
                "Dob": TEXT,
            }
        ),
        "Error": _object({"Message": {"type": "string"}}, ("Message",)),
    },
    "securitySchemes": {"token": {"type": "apiKey", "in": "query", "name": "Token"}},
}


def example(name: str) -> Any:
    """A sample: ``upsert.request``, ``get.response`` ..."""
    return json.loads((EXAMPLES / f"{name}.json").read_text())


def _sample(name: str, title: str, **of: bool) -> OpenApiExample:
    return OpenApiExample(title, value=example(name), **of)  # type: ignore[arg-type]


def _errors(*statuses: int) -> dict[int, OpenApiResponse]:
    return {
        status: OpenApiResponse(response=_ref("Error"), description=ERRORS[status])
        for status in (*statuses, 503)
    }


def _path(name: str, description: str) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.PATH, description=description)


_RESTRICT = OpenApiParameter(
    "restrictByLocations", str, description="Ids of locations with commas between: 1,2"
)

describe_upsert = extend_schema(
    operation_id="upsertCustomers",
    summary="Add or update customers",
    description=(
        "Needs code 131. Searches each customer by Email, CustomerCode or CellPhone, updates it if"
        " found and adds it otherwise. A form works too: Customers[0].FirstName=Ann."
    ),
    tags=["Customers"],
    auth=TOKEN,
    parameters=[_RESTRICT],
    request=dict.fromkeys(
        ("application/json", "text/json", "application/x-www-form-urlencoded"),
        _ref("CustomersModel"),
    ),
    examples=[_sample("upsert.request", "As on the page", request_only=True)],
    responses={
        200: OpenApiResponse(
            response=_ref("Results"),
            description="A result per customer, in their order",
            examples=[
                _sample("upsert.response", "Added"),
                _sample("refused.response", "Refused"),
            ],
        ),
        **_errors(400, 401, 403, 413, 500),
    },
)
describe_get = extend_schema(
    operation_id="getCustomer",
    summary="Get a customer",
    description="Needs code 130.",
    tags=["Customers"],
    auth=TOKEN,
    parameters=[
        _path("customer_id", "CustomerId"),
        OpenApiParameter("locationId", int, description="A location that the token reaches"),
        _RESTRICT,
    ],
    responses={
        200: OpenApiResponse(
            response=_ref("CustomerInfo"),
            description="The customer",
            examples=[_sample("get.response", "A customer")],
        ),
        **_errors(400, 401, 403, 404, 500),
    },
)
describe_dump = extend_schema(
    operation_id="dumpCustomers",
    summary="Export the customers that were created or modified in some days",
    description="Needs code 130.",
    tags=["Customers"],
    auth=TOKEN,
    parameters=[
        _path("days", f"How many, from the date on: 1 to {MOST_DAYS}"),
        _path("page", "0-based"),
        _path("date", "yyyy-mm-dd"),
        _path("location_id", "0 for all that the token reaches"),
        OpenApiParameter(
            "pageSize",
            {"type": "integer", "minimum": 1, "default": DEFAULT_PAGE_SIZE},
            description=f"More than {MAX_PAGE_SIZE} is {MAX_PAGE_SIZE}",
        ),
        _RESTRICT,
    ],
    responses={
        200: OpenApiResponse(
            response=_ref("Dump"),
            description="A page, by CustomerId",
            examples=[_sample("datadump.response", "A page")],
        ),
        **_errors(400, 401, 403, 404, 500),
    },
)
