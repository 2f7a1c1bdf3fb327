"""The five dialects as a random writer sees them: what it may write, read, and never change."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.test import Client as Browser
from hypothesis import strategies as some

from tests.faults.doors import Door

# Few letters, so that names and codes often meet; odd characters, since people type them.
TEXT = some.text("aB ß\u0301\U0001f600", max_size=4) | some.text(
    some.characters(codec="utf-8", exclude_characters="\0"), max_size=8
)
MAYBE = TEXT | some.none()
EMAIL = some.sampled_from(["a@example.com", "B@example.com", "", None])
PHONE = some.sampled_from(["+1 312 555 0147", "(312) 555-0148", "030 1234", "0", "", None])
COUNTRY = some.sampled_from(["US", "Germany", "Atlantis", "", None])
CODES = ["ANN", "Bob", "EVERYTHING", "ß"]
CODE = some.sampled_from([*CODES, "ann", "SS"])


def members(**optional: Any) -> some.SearchStrategy[dict[str, Any]]:
    """Any of these, or none."""
    return some.fixed_dictionaries({}, optional=optional)


def _texts(names: str) -> dict[str, Any]:
    return dict.fromkeys(names.split(), MAYBE)


@dataclass(frozen=True)
class Action:
    """A write: ``{id}`` in the path or ``ID`` in the body is the customer's."""

    method: str
    path: str
    body: some.SearchStrategy[Any]


@dataclass(frozen=True)
class Face:
    """
    Attributes:
        read: answers how the dialect shows a customer, ``None`` if it does not.
        back: the write of what was read.
        columns: what the dialect carries, as the ledger names it.
        ends: the parts of which it may take items away.
    """

    dialect: str
    actions: tuple[Action, ...]
    read: Callable[["Caller", int, str], Any]
    back: Callable[["Caller", int, Any], Any]
    columns: Mapping[str, frozenset[str]]
    ends: frozenset[str]


class Caller:
    """A program of one dialect."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self.browser = Browser()

    def __call__(self, method: str, path: str, body: Any = None) -> Any:
        return self.browser.generic(
            method,
            self.door.path(path),
            "" if body is None else json.dumps(body),
            content_type="application/json",
            headers=dict(self.door.headers),
        )

    def shown(self, method: str, path: str, body: Any = None) -> Any:
        """The answer, ``None`` if it is none."""
        answer = self(method, path, body)
        return answer.json() if answer.status_code == 200 else None


def _words(names: str) -> frozenset[str]:
    return frozenset(names.split())


PLACE = "line1 line2 city state postal_code country kind is_primary is_main"
PERSON = "first_name middle_name last_name is_primary"
PHONES = _words("type number calling_code")

FLAT = "/inventorypro/api/v1/Customer"
INVENTORYPRO = Face(
    "inventorypro",
    (
        Action(
            "POST",
            FLAT,
            some.builds(
                lambda code, rest: {"shortID": code} | rest,
                CODE,
                members(
                    **_texts("name address1 address2 city state zip contact fax"),
                    email=EMAIL,
                    phone=PHONE,
                    country=COUNTRY,
                ),
            ),
        ),
        Action("DELETE", f"{FLAT}/{{code}}", some.none()),
    ),
    lambda call, pk, code: call.shown("GET", f"{FLAT}/{code}"),
    lambda call, pk, shown: call("POST", FLAT, shown),
    {
        "customer": _words("code company email phone phone_calling_code fax is_active"),
        "contacts": _words(PERSON),
        "addresses": _words(PLACE),
    },
    frozenset(),
)

TILL = "/inventorum/api/customers"
TILL_PLACE = members(
    **_texts("address1 address2 zipcode city state company first_name last_name"), country=COUNTRY
)
TILL_CUSTOMER = members(
    **_texts("company first_name middle_name last_name note customer_note tax_number"),
    email=EMAIL,
    phone_number=PHONE,
    title=some.sampled_from(["Mr.", "Ms.", "", None]),
    birthday=some.sampled_from(["1985-04-30", None]),
    is_vip=some.booleans(),
    billing_address=TILL_PLACE,
    shipping_address=some.lists(TILL_PLACE, max_size=2),
)
INVENTORUM = Face(
    "inventorum",
    (
        Action("POST", f"{TILL}/", TILL_CUSTOMER),
        Action("PUT", f"{TILL}/{{id}}/", TILL_CUSTOMER),
        Action("DELETE", f"{TILL}/{{id}}/", some.none()),
    ),
    lambda call, pk, code: call.shown("GET", f"{TILL}/{pk}/"),
    lambda call, pk, shown: call("PUT", f"{TILL}/{pk}/", shown),
    {
        "customer": _words(
            "code company email phone phone_calling_code tax_number note customer_note group_id"
            " channel is_b2b is_vip is_favourite is_confirmed email_marketing_agreed is_active"
        ),
        "contacts": _words(f"{PERSON} salutation birthday"),
        "phones": PHONES,
        "addresses": _words(f"{PLACE} company salutation first_name last_name"),
    },
    frozenset({"addresses", "phones"}),
)

SHELF = "/smartshelf/api/customers"
SHELF_PLACE = some.none() | members(**_texts("line1 line2 city state postal_code"), country=COUNTRY)
SHELF_PERSON = some.fixed_dictionaries(
    {"name": some.sampled_from(["Ann", "Bob Lee", "Tom Jones"])},
    optional={"title": MAYBE, "email": EMAIL, "phone": PHONE, "is_primary": some.booleans()},
)
SHELF_CUSTOMER = members(
    name=some.sampled_from(["Acme", "Ann Lee", "Jane Maria Smith"]),
    **_texts("notes tax_id payment_terms"),
    email=EMAIL,
    phone=PHONE,
    credit_limit=some.sampled_from([0, 10.5, None]),
    is_active=some.booleans(),
    billing_address=SHELF_PLACE,
    shipping_address=SHELF_PLACE,
    contacts=some.lists(SHELF_PERSON, max_size=2),
)
SMARTSHELF = Face(
    "smartshelf",
    (
        Action("POST", SHELF, SHELF_CUSTOMER),
        Action("PUT", f"{SHELF}/cust_{{id}}", SHELF_CUSTOMER),
        Action("POST", f"{SHELF}/cust_{{id}}/contacts", SHELF_PERSON),
        Action("PUT", f"{SHELF}/cust_{{id}}/contacts/cont_{{contact}}", SHELF_PERSON),
        Action("DELETE", f"{SHELF}/cust_{{id}}/contacts/cont_{{contact}}", some.none()),
    ),
    lambda call, pk, code: (call.shown("GET", f"{SHELF}/cust_{pk}") or {}).get("data"),
    lambda call, pk, shown: call("PUT", f"{SHELF}/cust_{pk}", shown),
    {
        "customer": _words(
            "code company email phone phone_calling_code fax website tax_number note"
            " payment_terms currency credit_limit current_balance discount_rate"
            " preferred_shipping customer_since is_active"
        ),
        "contacts": _words(f"{PERSON} job_title email"),
        "phones": PHONES,
        "addresses": _words(PLACE),
    },
    frozenset({"addresses", "contacts", "phones"}),
)

OFFICE = "/rpm/api2.svc"
OFFICE_PLACE = {**_texts("Address City StateProvince ZipPostalCode"), "Country": COUNTRY}
OFFICE_PERSON = members(
    **_texts("Salutation FirstName LastName Title"),
    Email=EMAIL,
    PhoneNumbers=some.lists(
        some.fixed_dictionaries({"Type": some.integers(1, 4), "Number": PHONE}), max_size=2
    ),
)
OFFICE_NAME = some.sampled_from(["Acme", "Ann Lee", "Zenith"])
ID = "ID"
OFFICE_FIELDS = some.lists(
    some.fixed_dictionaries({"Field": some.just("Region"), "Value": MAYBE}), max_size=1
)
RPM = Face(
    "rpm",
    (
        Action(
            "POST",
            f"{OFFICE}/CustomerAdd",
            some.builds(
                lambda name, rest: {"Customer": {"Name": name} | rest},
                OFFICE_NAME,
                members(**OFFICE_PLACE, Website=MAYBE, PrimaryContact=OFFICE_PERSON),
            ),
        ),
        Action(
            "POST",
            f"{OFFICE}/CustomerEdit",
            some.builds(
                lambda rest: {"Customer": {"CustomerID": ID} | rest},
                members(
                    **OFFICE_PLACE,
                    Name=OFFICE_NAME,
                    Website=MAYBE,
                    AliasAdd=MAYBE,
                    PrimaryContact=OFFICE_PERSON,
                    Fields=OFFICE_FIELDS,
                ),
            ),
        ),
        Action(
            "POST",
            f"{OFFICE}/CustomerContactAdd",
            some.builds(
                lambda person, primary: {"CustomerID": ID, "Contact": person, "IsPrimary": primary},
                OFFICE_PERSON,
                some.booleans(),
            ),
        ),
        Action(
            "POST",
            f"{OFFICE}/CustomerLocationAdd",
            some.builds(
                lambda place, primary: {
                    "CustomerID": ID,
                    "Location": place | {"IsPrimary": primary},
                },
                members(**OFFICE_PLACE, Name=MAYBE),
                some.booleans(),
            ),
        ),
    ),
    lambda call, pk, code: call.shown("POST", f"{OFFICE}/Customer", {"CustomerID": pk})["Result"],
    lambda call, pk, shown: call("POST", f"{OFFICE}/CustomerEdit", {"Customer": shown}),
    {
        "customer": _words("code company website"),
        "contacts": _words(f"{PERSON} salutation job_title email"),
        "phones": PHONES,
        "addresses": _words(f"{PLACE} label"),
        "custom_fields": _words("value"),
        "aliases": _words("name"),
    },
    frozenset({"phones", "custom_fields"}),
)

SALON = "/franpos/api/customers"
SALON_CUSTOMER = members(
    **_texts("FirstName LastName Address Address2 City Zip State Image NopExternalId Notes"),
    Email=EMAIL,
    CellPhone=PHONE,
    WorkPhone=PHONE,
    CustomerCode=CODE,
    Country=COUNTRY,
    Dob=some.sampled_from(["1985-04-30", None]),
    Gender=some.sampled_from([0, 1, 2, None]),
    Balance=some.sampled_from([0, 1.5, None]),
)
FRANPOS = Face(
    "franpos",
    (
        Action(
            "POST",
            SALON,
            some.lists(SALON_CUSTOMER, min_size=1, max_size=3).map(lambda c: {"Customers": c}),
        ),
    ),
    lambda call, pk, code: call.shown("GET", f"{SALON}/{pk}"),
    lambda call, pk, shown: call("POST", SALON, {"Customers": [shown]}),
    {
        "customer": _words(
            "code email lead_source_id home_store_id store_balance reward_points image"
            " nop_external_id is_active"
        ),
        "contacts": _words("first_name last_name birthday gender is_primary"),
        "phones": PHONES,
        "addresses": _words(PLACE),
        "note_entries": _words("text type_id for_staff"),
    },
    frozenset({"phones"}),
)

FACES = {face.dialect: face for face in (INVENTORYPRO, INVENTORUM, SMARTSHELF, RPM, FRANPOS)}
