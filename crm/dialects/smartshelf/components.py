"""The objects of the OpenAPI description: members of bodies and answers, in JSON Schema."""

from typing import Any

from customers.models import Order

from .fields import ADDRESS, TEXTS

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


def object_of(properties: dict[str, Any], required: list[str] | None = None) -> dict[str, Any]:
    """An object whose members are all there, unless told which are."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties) if required is None else required,
    }


def ref(name: str) -> dict[str, Any]:
    """Where a schema of this name stands."""
    return {"$ref": f"#/components/schemas/{name}"}


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


def _or_null(name: str) -> dict[str, Any]:
    return {"oneOf": [ref(name), {"type": "null"}]}


def data(schema: dict[str, Any]) -> dict[str, Any]:
    """An answer with one thing in it."""
    return object_of({"data": schema})


def page(of: str) -> dict[str, Any]:
    """An answer with some of a list."""
    return object_of({"data": _list(ref(of)), "meta": ref("Meta")})


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
    "contacts": _list(ref("Contact")),
    "discount_rate": RATE,
    "lifetime_value": MONEY,
    "total_orders": COUNT,
}
_WRITABLE: dict[str, Any] = {
    "name": TEXT,
    **dict.fromkeys(TEXTS, OPTIONAL_TEXT),
    "billing_address": _or_null("AddressRequest"),
    "shipping_address": _or_null("AddressRequest"),
    "contacts": {**_list(ref("ContactRequest")), "description": "The whole list"},
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
    "customer": object_of({"id": TEXT, "name": TEXT}),
    "overview": object_of(
        {
            "lifetime_value": MONEY,
            "total_orders": COUNT,
            "avg_order_value": MONEY,
            "last_order_date": NO_TIME_YET,
            "customer_since": TIME,
            "days_since_last_order": COUNT_OR_NONE,
        }
    ),
    "financial_summary": object_of(
        {
            "total_revenue": MONEY,
            "current_balance": MONEY,
            "credit_limit": MONEY_OR_NONE,
            "credit_utilization": {"type": ["number", "null"], "description": "Per cent"},
            "avg_payment_days": COUNT_OR_NONE,
        }
    ),
    "order_history": _list(object_of(_MONTH)),
    "top_products": _list(object_of(_PRODUCT)),
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
        "Customer": object_of(_LISTED),
        "CustomerDetail": object_of(_DETAIL, ["id", "name", "updated_at"]),
        "CustomerRequest": object_of(_WRITABLE, []),
        "Address": object_of(_ADDRESS, [column for column in ADDRESS if column != "line2"]),
        "AddressRequest": object_of(dict.fromkeys(ADDRESS, OPTIONAL_TEXT), []),
        "OrderAddress": object_of({c: TEXT for c in ADDRESS if c != "country"}, ["line1", "city"]),
        "Contact": object_of(_PERSON),
        "ContactOfCustomer": object_of({**_PERSON, "customer_id": TEXT, "created_at": TIME}),
        "ContactRequest": object_of(_PERSON, []),
        "Order": object_of(_ORDER),
        "Analytics": object_of(_ANALYTICS),
        "CreditCheck": object_of(_CREDIT_CHECK),
        "Meta": object_of({"total": COUNT, "page": COUNT, "limit": COUNT, "hasMore": FLAG}),
        "Error": object_of(
            {"error": object_of({"code": TEXT, "message": TEXT, "details": _DETAILS})}
        ),
    },
    "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
}
