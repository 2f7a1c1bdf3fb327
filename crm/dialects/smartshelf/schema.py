"""The OpenAPI description of the endpoints, made from the page's members and samples."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema

from customers.analytics import Period
from customers.models import Order

from .components import COMPONENTS, FLAG, TEXT, data, object_of, page, ref
from .filters import LONGEST_SEARCH
from .paging import DEFAULT_LIMIT, MAX_LIMIT

__all__ = [
    "COMPONENTS",
    "describe_add_contact",
    "describe_analytics",
    "describe_create",
    "describe_credit_check",
    "describe_get",
    "describe_list",
    "describe_orders",
    "describe_remove_contact",
    "describe_update",
    "describe_update_contact",
    "example",
]

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
    503: "service_unavailable: the server cannot answer now; Retry-After says how long to wait",
}

READING = (400, 401, 403, 404, 500)
WRITING = (400, 401, 403, 404, 413, 500)


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
            response=ref("Error"),
            description=ERRORS[status],
            examples=[OpenApiExample("For example", value=example(f"{samples[status]}.error"))]
            if status in samples
            else [],
        )
        for status in (*statuses, 503)
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
        request={"application/json": ref(body)} if body else None,
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
    answer=(200, _answer(page("Customer"), "list.response")),
)
describe_get = _describe(
    "getCustomer",
    "Retrieve a specific customer by ID",
    code=130,
    errors=(401, 403, 404, 500),
    parameters=[_ID],
    answer=(200, _answer(data(ref("CustomerDetail")), "get.response")),
)
describe_create = _describe(
    "createCustomer",
    "Create a new customer; a name is required",
    code=131,
    errors=(400, 401, 403, 413, 500),
    parameters=[],
    body="CustomerRequest",
    sample="create.request",
    answer=(201, _answer(data(ref("CustomerDetail")), "create.response")),
)
describe_update = _describe(
    "updateCustomer",
    "Update an existing customer; what is left out stays",
    code=131,
    parameters=[_ID],
    body="CustomerRequest",
    sample="update.request",
    answer=(200, _answer(data(ref("CustomerDetail")), "update.response")),
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
    answer=(200, _answer(page("Order"), "orders.response")),
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
    answer=(200, _answer(data(ref("Analytics")), "analytics.response")),
)
describe_add_contact = _describe(
    "addContact",
    "Add a contact to a customer; a name is required",
    code=131,
    parameters=[_ID],
    body="ContactRequest",
    sample="contact_add.request",
    answer=(201, _answer(data(ref("ContactOfCustomer")), "contact_add.response")),
)
describe_update_contact = _describe(
    "updateContact",
    "Update a customer contact; what is left out stays",
    code=131,
    parameters=[_ID, _CONTACT_ID],
    body="ContactRequest",
    sample="contact_update.request",
    answer=(200, OpenApiResponse(data(ref("ContactOfCustomer")), "The contact, updated_at last")),
)
describe_remove_contact = _describe(
    "removeContact",
    "Remove a contact from a customer",
    code=131,
    errors=(401, 403, 404, 500),
    parameters=[_ID, _CONTACT_ID],
    answer=(200, _answer(data(object_of({"message": TEXT})), "contact_remove.response")),
)
describe_credit_check = _describe(
    "checkCredit",
    "Perform a credit check for a customer; no body is needed",
    code=131,
    errors=(401, 403, 404, 500),
    parameters=[_ID],
    answer=(200, _answer(data(ref("CreditCheck")), "credit_check.response")),
)
