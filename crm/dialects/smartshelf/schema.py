"""The OpenAPI description of the endpoints, made from the page's members and samples."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema

from customers.analytics import Period
from customers.models import Order

from .fields import ADDRESS, TEXTS
from .filters import LONGEST_SEARCH
from .paging import DEFAULT_LIMIT, MAX_LIMIT

EXAMPLES = Path(__file__).parent / "examples"
# drf-spectacular takes OpenAPI's security requirements here; its types say otherwise.
BEARER: Any = [{"bearer": []}]
F = TypeVar("F", bound=Callable[..., Any])

ERRORS = {
    400: "validation_error, details names what is wrong; or bad_request, the body is no JSON object",
    401: "unauthorized: no access token, or none that is good",
    403: "forbidden: the permission is missing",
    404: "not_found: no such customer or contact; details names the part of the path",
    413: "payload_too_large: the body is too large",
    500: "internal_error: the server failed to answer",
}

READING = (400, 401, 403, 404, 500)
WRITING = (400, 401, 403, 404, 413, 500)

TEXT = {"type": "string"}
OPTIONAL_TEXT = {"type": ["string", "null"]}
TIME = {**TEXT, "format": "date-time", "description": "UTC, 2024-01-15T10:30:00Z"}
NO_TIME_YET = {**TIME, "type": ["string", "null"]}
COUNT = {"type": "integer"}
COUNT_OR_NONE = {"type": ["integer", "null"]}
FLAG = {"type": "boolean"}
MONEY = {"type": "number", "description": "Two decimals: 10000.00"}
MONEY_OR_NONE = {**MONEY, "type": ["number", "null"]}
RATE = {"type": ["number", "null"], "minimum": 0, "maximum": 100, "description": "Per cent"}


def _object(properties: dict[str, Any], required: list[str] | None = None) -> dict[str, Any]:
    """An object whose members are all there, unless told which are."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties) if required is None else required,
    }


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


def _or_null(name: str) -> dict[str, Any]:
    return {"oneOf": [_ref(name), {"type": "null"}]}


def _data(schema: dict[str, Any]) -> dict[str, Any]:
    return _object({"data": schema})


def _page(of: str) -> dict[str, Any]:
    return _object({"data": _list(_ref(of)), "meta": _ref("Meta")})


_ADDRESS = dict.fromkeys(ADDRESS, TEXT)
_PERSON: dict[str, Any] = {"id": TEXT, **dict.fromkeys(("name", "title", "email", "phone"), TEXT)}
_PERSON["is_primary"] = {**FLAG, "description": "One contact at a time"}
_LISTED: dict[str, Any] = {
    **dict.fromkeys(("id", "name", "email", "phone", "website"), TEXT),
    "billing_address": _or_null("Address"),
    "shipping_address": _or_null("Address"),
    "payment_terms": TEXT,
    "credit_limit": MONEY_OR_NONE,
    "current_balance": MONEY,
    "customer_since": TIME,
    "is_active": FLAG,
    "created_at": TIME,
    "updated_at": TIME,
}
_DETAIL = {
    **_LISTED,
    **dict.fromkeys(("fax", "tax_id", "currency", "preferred_shipping", "notes"), TEXT),
    "contacts": _list(_ref("Contact")),
    "discount_rate": RATE,
    "lifetime_value": MONEY,
    "total_orders": COUNT,
}
_WRITABLE: dict[str, Any] = {
    "name": TEXT,
    **dict.fromkeys(TEXTS, OPTIONAL_TEXT),
    "billing_address": _or_null("AddressRequest"),
    "shipping_address": _or_null("AddressRequest"),
    "contacts": {**_list(_ref("ContactRequest")), "description": "The whole list"},
    "currency": {**OPTIONAL_TEXT, "description": "ISO 4217"},
    "credit_limit": {**MONEY_OR_NONE, "minimum": 0},
    "discount_rate": RATE,
    "is_active": FLAG,
}
_ORDER = {
    **dict.fromkeys(("id", "order_number"), TEXT),
    "status": {**TEXT, "enum": Order.Status.values},
    "order_date": TIME,
    "ship_date": NO_TIME_YET,
    "delivery_date": NO_TIME_YET,
    "total_amount": MONEY,
    "items_count": {**COUNT, "description": "Lines of the order"},
    "shipping_address": _or_null("OrderAddress"),
}
_MONTH = {
    "month": {**TEXT, "examples": ["2024-01"]},
    "orders": COUNT,
    "revenue": MONEY,
    "avg_order_value": MONEY,
}
_PRODUCT = {
    "product_id": TEXT,
    "product_name": TEXT,
    "quantity_ordered": {"type": "number"},
    "revenue": MONEY,
}
_ANALYTICS = {
    "customer": _object({"id": TEXT, "name": TEXT}),
    "overview": _object(
        {
            "lifetime_value": MONEY,
            "total_orders": COUNT,
            "avg_order_value": MONEY,
            "last_order_date": NO_TIME_YET,
            "customer_since": TIME,
            "days_since_last_order": COUNT_OR_NONE,
        }
    ),
    "financial_summary": _object(
        {
            "total_revenue": MONEY,
            "current_balance": MONEY,
            "credit_limit": MONEY_OR_NONE,
            "credit_utilization": {"type": ["number", "null"], "description": "Per cent"},
            "avg_payment_days": COUNT_OR_NONE,
        }
    ),
    "order_history": _list(_object(_MONTH)),
    "top_products": _list(_object(_PRODUCT)),
    "customer_segment": TEXT,
    "risk_score": TEXT,
}
_CREDIT_CHECK = {
    "customer_id": TEXT,
    "credit_score": {**COUNT, "minimum": 300, "maximum": 850},
    "credit_rating": TEXT,
    "recommended_credit_limit": MONEY,
    "current_credit_limit": MONEY_OR_NONE,
    "risk_assessment": TEXT,
    "last_checked": TIME,
}
_DETAILS = {
    "type": "object",
    "description": "Member, parameter or part of the path -> messages: billing_address.city",
    "additionalProperties": _list(TEXT),
}

COMPONENTS = {
    "schemas": {
        "Customer": _object(_LISTED),
        "CustomerDetail": _object(_DETAIL, ["id", "name", "updated_at"]),
        "CustomerRequest": _object(_WRITABLE, []),
        "Address": _object(_ADDRESS, [column for column in ADDRESS if column != "line2"]),
        "AddressRequest": _object(dict.fromkeys(ADDRESS, OPTIONAL_TEXT), []),
        "OrderAddress": _object({c: TEXT for c in ADDRESS if c != "country"}, ["line1", "city"]),
        "Contact": _object(_PERSON),
        "ContactOfCustomer": _object({**_PERSON, "customer_id": TEXT, "created_at": TIME}),
        "ContactRequest": _object(_PERSON, []),
        "Order": _object(_ORDER),
        "Analytics": _object(_ANALYTICS),
        "CreditCheck": _object(_CREDIT_CHECK),
        "Meta": _object({"total": COUNT, "page": COUNT, "limit": COUNT, "hasMore": FLAG}),
        "Error": _object({"error": _object({"code": TEXT, "message": TEXT, "details": _DETAILS})}),
    },
    "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
}


def _query(name: str, schema: dict[str, Any], description: str) -> OpenApiParameter:
    return OpenApiParameter(name, schema, description=description)


_POSITIVE = {"type": "integer", "minimum": 1}
_PAGING = [
    _query("page", {**_POSITIVE, "default": 1}, "Page number"),
    _query(
        "limit", {**_POSITIVE, "default": DEFAULT_LIMIT}, f"Items per page, at most {MAX_LIMIT}"
    ),
]
_DAY = {**TEXT, "examples": ["2024-01-15", "2024-01-15T10:30:00Z"]}
_ID = OpenApiParameter("customer_id", str, OpenApiParameter.PATH, description="cust_456")
_CONTACT_ID = OpenApiParameter("contact_id", str, OpenApiParameter.PATH, description="cont_101")


def example(name: str) -> Any:
    """A sample: the page's ``create.request``, ``list.response`` ..., our ``not_found.error`` ..."""
    return json.loads((EXAMPLES / f"{name}.json").read_text())


def _answer(schema: dict[str, Any], sample: str) -> OpenApiResponse:
    shown = OpenApiExample("As on the page", value=example(sample))
    return OpenApiResponse(response=schema, description="Done", examples=[shown])


def _errors(statuses: tuple[int, ...]) -> dict[int, OpenApiResponse]:
    samples = {400: "validation", 401: "unauthorized", 403: "forbidden", 404: "not_found"}
    return {
        status: OpenApiResponse(
            response=_ref("Error"),
            description=ERRORS[status],
            examples=[OpenApiExample("For example", value=example(f"{samples[status]}.error"))]
            if status in samples
            else [],
        )
        for status in statuses
    }


def _describe(  # noqa: PLR0913  keyword-only, and an endpoint has that many sides
    name: str,
    summary: str,
    *,
    code: int,
    answer: tuple[int, OpenApiResponse],
    errors: tuple[int, ...] = WRITING,
    parameters: list[OpenApiParameter],
    body: str = "",
    sample: str = "",
) -> Callable[[F], F]:
    return extend_schema(
        operation_id=name,
        summary=summary,
        description=f"Needs code {code}.",
        tags=["Customers"],
        auth=BEARER,
        parameters=parameters,
        request={"application/json": _ref(body)} if body else None,
        examples=[OpenApiExample("As on the page", value=example(sample), request_only=True)]
        if sample
        else [],
        responses={answer[0]: answer[1], **_errors(errors)},
    )


describe_list = _describe(
    "listCustomers",
    "Retrieve customers",
    code=130,
    errors=(400, 401, 403, 500),
    parameters=[
        _query("is_active", FLAG, "Filter by active status; without it both"),
        _query("search", {**TEXT, "maxLength": LONGEST_SEARCH}, "Search by name or email"),
        *_PAGING,
    ],
    answer=(200, _answer(_page("Customer"), "list.response")),
)
describe_get = _describe(
    "getCustomer",
    "Retrieve a specific customer by ID",
    code=130,
    errors=(401, 403, 404, 500),
    parameters=[_ID],
    answer=(200, _answer(_data(_ref("CustomerDetail")), "get.response")),
)
describe_create = _describe(
    "createCustomer",
    "Create a new customer; a name is required",
    code=131,
    errors=(400, 401, 403, 413, 500),
    parameters=[],
    body="CustomerRequest",
    sample="create.request",
    answer=(201, _answer(_data(_ref("CustomerDetail")), "create.response")),
)
describe_update = _describe(
    "updateCustomer",
    "Update an existing customer; what is left out stays",
    code=131,
    parameters=[_ID],
    body="CustomerRequest",
    sample="update.request",
    answer=(200, _answer(_data(_ref("CustomerDetail")), "update.response")),
)
describe_orders = _describe(
    "listOrders",
    "Get sales orders for a specific customer, newest first",
    code=130,
    errors=READING,
    parameters=[
        _ID,
        _query("status", {**TEXT, "enum": Order.Status.values}, "Filter by order status"),
        _query("date_from", _DAY, "Start date"),
        _query("date_to", _DAY, "End date; a day is meant whole"),
        *_PAGING,
    ],
    answer=(200, _answer(_page("Order"), "orders.response")),
)
describe_analytics = _describe(
    "getAnalytics",
    "Get customer analytics and insights",
    code=130,
    errors=READING,
    parameters=[
        _ID,
        _query("period", {**TEXT, "enum": list(Period), "default": Period.ALL}, "Time period"),
    ],
    answer=(200, _answer(_data(_ref("Analytics")), "analytics.response")),
)
describe_add_contact = _describe(
    "addContact",
    "Add a contact to a customer; a name is required",
    code=131,
    parameters=[_ID],
    body="ContactRequest",
    sample="contact_add.request",
    answer=(201, _answer(_data(_ref("ContactOfCustomer")), "contact_add.response")),
)
describe_update_contact = _describe(
    "updateContact",
    "Update a customer contact; what is left out stays",
    code=131,
    parameters=[_ID, _CONTACT_ID],
    body="ContactRequest",
    sample="contact_update.request",
    answer=(200, OpenApiResponse(_data(_ref("ContactOfCustomer")), "The contact, updated_at last")),
)
describe_remove_contact = _describe(
    "removeContact",
    "Remove a contact from a customer",
    code=131,
    errors=(401, 403, 404, 500),
    parameters=[_ID, _CONTACT_ID],
    answer=(200, _answer(_data(_object({"message": TEXT})), "contact_remove.response")),
)
describe_credit_check = _describe(
    "checkCredit",
    "Perform a credit check for a customer; no body is needed",
    code=131,
    errors=(401, 403, 404, 500),
    parameters=[_ID],
    answer=(200, _answer(_data(_ref("CreditCheck")), "credit_check.response")),
)
