"""The OpenAPI description of the calls, made from the pages' members and samples."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema

from .fields import CONTACT, LOCATION, PHONE_TYPES

EXAMPLES = Path(__file__).parent / "examples"
F = TypeVar("F", bound=Callable[..., Any])

TEXT = {"type": "string"}
NUMBER = {"type": "integer"}
FLAG = {"type": "boolean"}
ID = {"type": ["integer", "string"]}
TIME = {"type": "string", "examples": ["2024-05-31 09:30:00"]}


def _object(properties: dict[str, Any], required: Sequence[str] = ()) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required)}


def _whole(properties: dict[str, Any]) -> dict[str, Any]:
    """An object that has all of its members."""
    return _object(properties, [*properties])


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _list(name: str) -> dict[str, Any]:
    return {"type": "array", "items": _ref(name)}


_PHONE = {"Number": TEXT, "PhoneNumberID": NUMBER, "Type": {**NUMBER, "enum": [*PHONE_TYPES]}}
_CONTACT = {"ContactID": NUMBER, **dict.fromkeys(CONTACT, TEXT), "PhoneNumbers": _list("Phone")}
_LOCATION = {
    "LocationID": NUMBER,
    "IsPrimary": FLAG,
    "Name": TEXT,
    **dict.fromkeys(LOCATION, TEXT),
    "Fields": _list("Field"),
}
_LISTED = {"Customer": TEXT, "CustomerID": NUMBER, "Added": TIME, "Modified": TIME}
_NOTE = _whole({"Note": TEXT, "Added": TIME, "By": TEXT})
_HELD = {"Account": TEXT, "AccountID": NUMBER, "Supplier": TEXT, "SupplierID": NUMBER}
_CUSTOMER_REQUEST = {
    "Name": TEXT,
    "Website": TEXT,
    **dict.fromkeys(LOCATION, TEXT),
    "AliasAdd": TEXT,
    "Contacts": _list("Contact"),
    "PrimaryContact": _ref("Contact"),
    "Fields": _list("Field"),
}
_ACCOUNT_REQUEST = {"Name": TEXT, "CustomerID": ID, "CustomerName": TEXT, "SupplierID": ID}

COMPONENTS: dict[str, Any] = {
    "schemas": {
        "Error": _whole({"Result": _whole({"Error": _whole({"Message": TEXT})})}),
        "Field": _whole({"Field": TEXT, "Value": {"type": ["string", "null"]}}),
        "Phone": _object(_PHONE),
        "Contact": _object(_CONTACT),
        "Location": _object(_LOCATION),
        "ListedCustomer": _whole(_LISTED),
        "Customer": _object(
            {
                "Age": NUMBER,
                "Accounts": {"type": "array", "items": _whole(_HELD)},
                "Added": TIME,
                "Aliases": {"type": "array", "items": TEXT},
                "Contacts": {
                    "type": "array",
                    "items": _whole({"Contact": _ref("Contact"), "IsPrimary": FLAG}),
                },
                "CustomerID": NUMBER,
                "DefaultRepID": NUMBER,
                "DefaultRep": TEXT,
                "Fields": _list("Field"),
                "Locations": _list("Location"),
                "Modified": TIME,
                "Name": TEXT,
                "Notes": {"type": "array", "items": _NOTE},
                "NotesForStaff": {"type": "array", "items": _NOTE},
                "Website": TEXT,
            },
            ("Accounts", "Contacts", "CustomerID", "Name"),
        ),
        "Account": _object(
            {**_HELD, "Customer": TEXT, "CustomerID": NUMBER, "Added": TIME, "Modified": TIME}
        ),
    },
    "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "RpmApiKey"}},
}

_WHICH = {"Customer": TEXT, "CustomerID": ID}
_LIST = {"Age": NUMBER, "Customers": _list("ListedCustomer")}

#: Method of a view -> what the body holds, what ``Result`` holds, samples.
CALLS: dict[str, tuple[dict[str, Any], dict[str, Any], tuple[str, ...]]] = {
    "customers": ({}, _whole(_LIST), ("customers.response", "customers.error")),
    "customer": (
        {**_WHICH, "IncludeLocations": {**FLAG, "default": True}},
        _ref("Customer"),
        ("customer.request", "customer.response", "customer.error"),
    ),
    "customer_search": (
        {"Search": TEXT, "Field": TEXT},
        _whole({"Customers": _list("ListedCustomer")}),
        (),
    ),
    "customer_add": (
        {"Customer": _object(_CUSTOMER_REQUEST, ["Name"])},
        _ref("Customer"),
        ("customer_add.request", "customer.response", "customer_add.error"),
    ),
    "customer_edit": (
        {"Customer": _object({"CustomerID": ID, **_CUSTOMER_REQUEST})},
        _ref("Customer"),
        ("customer_edit.request", "customer.response", "customer.error"),
    ),
    "customer_contact_add": (
        {"CustomerID": ID, "IsPrimary": FLAG, "Contact": _ref("Contact")},
        _whole({"Contact": _ref("Contact")}),
        ("customer_contact_edit.response", "customer.error"),
    ),
    "customer_contact_edit": (
        {"CustomerID": ID, "IsPrimary": FLAG, "Contact": _ref("Contact")},
        _whole({"Contact": _ref("Contact")}),
        (
            "customer_contact_edit.request",
            "customer_contact_edit.response",
            "customer.error",
        ),
    ),
    "customer_location_add": (
        {"CustomerID": ID, "Location": _ref("Location")},
        _whole({"Location": _ref("Location")}),
        ("customer_location_edit.response", "customer.error"),
    ),
    "customer_location_edit": (
        {"CustomerID": ID, "Location": _ref("Location")},
        _whole({"Location": _ref("Location")}),
        (
            "customer_location_edit.request",
            "customer_location_edit.response",
            "customer.error",
        ),
    ),
    "suppliers": (
        {},
        _whole(
            {
                "Suppliers": {
                    "type": "array",
                    "items": _whole({"Supplier": TEXT, "SupplierID": NUMBER}),
                }
            }
        ),
        (),
    ),
    "accounts": (
        {**_WHICH, "Supplier": TEXT, "SupplierID": ID, "ModifiedAfter": TIME},
        _whole({"Accounts": _list("Account")}),
        ("accounts.request", "accounts.response"),
    ),
    "account": (
        {"AccountID": ID, "Account": TEXT, "Supplier": TEXT, "SupplierID": ID},
        _ref("Account"),
        (),
    ),
    "account_add": (
        {"Account": _object({**_ACCOUNT_REQUEST, "SupplierName": TEXT}, ["Name"])},
        _ref("Account"),
        (),
    ),
    "account_edit": (
        {"Account": _object({"AccountID": ID, "Name": TEXT}, ["AccountID"])},
        _ref("Account"),
        (),
    ),
    "modified": (
        {},
        _whole({"Modified": {"type": "array", "items": _whole({"Type": TEXT, "Age": NUMBER})}}),
        ("modified.response",),
    ),
    "info": ({}, _object({"Subscriber": TEXT, "User": TEXT}), ("info.response",)),
}


def example(name: str) -> Any:
    """A sample: ``customers.response``, ``customer_add.request`` ..."""
    return json.loads((EXAMPLES / f"{name}.json").read_text())


def describe(method: F) -> F:
    """Say of a view's method what its call takes and answers; its docstring is the summary."""
    members, result, samples = CALLS[method.__name__]
    answer = {"anyOf": [_whole({"Result": result}), _ref("Error")]}
    examples = [_sample(name) for name in (*samples, "key_missing.error")]
    description = "The result, or an Error in its place: the status is 200."
    decorated: F = extend_schema(
        operation_id=method.__name__,
        summary=method.__doc__,
        description="A JSON object, which may be left out where it would be empty.",
        tags=["RPM"],
        auth=[{"key": []}],  # type: ignore[list-item]
        request={"application/json": _object(members)},
        examples=[example for example in examples if example.request_only],
        responses={
            200: OpenApiResponse(
                response=answer,
                description=description,
                examples=[example for example in examples if example.response_only],
            ),
            503: OpenApiResponse(
                response=_ref("Error"),
                description="The server cannot answer now; Retry-After says how long to wait",
            ),
        },
    )(method)
    return decorated


def _sample(name: str) -> OpenApiExample:
    kind = name.rpartition(".")[2]
    return OpenApiExample(
        f"{name.rpartition('.')[0]}, {kind}",
        value=example(name),
        request_only=kind == "request",
        response_only=kind != "request",
    )
