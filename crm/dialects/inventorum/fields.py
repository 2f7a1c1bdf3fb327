"""The page's members, and where in the record each goes."""

#: Member -> column of the customer. Texts.
TEXTS = {
    "company": "company",
    "email": "email",
    "note": "note",
    "customer_note": "customer_note",
    "tax_number": "tax_number",
    "phone_number": "phone",
}
#: Member -> column of the primary contact. Texts.
PERSON = {
    "title": "salutation",
    "first_name": "first_name",
    "middle_name": "middle_name",
    "last_name": "last_name",
}
#: Members that are booleans; the columns are called the same.
FLAGS = (
    "email_marketing_agreed",
    "is_b2b",
    "is_favourite",
    "is_vip",
    "is_confirmed",
)
#: Member of an address -> its column.
ADDRESS = {
    "address1": "line1",
    "address2": "line2",
    "zipcode": "postal_code",
    "city": "city",
    "state": "state",
    "country": "country",
    "first_name": "first_name",
    "last_name": "last_name",
    "company": "company",
    "title": "salutation",
}
#: Members of the billing address that the page's table lists at the top level too.
FLAT_ADDRESS = ("address1", "address2", "zipcode", "city", "country", "state")

TITLES = ("Mr.", "Mrs.", "Ms.")
#: Type of a phone on the wire -> in the record. Only ``normal`` was seen in the vendor's traffic.
PHONE_TYPES = {
    "normal": "business",
    "home": "home",
    "mobile": "cell",
    "fax": "fax",
    "other": "other",
}

PHONE_MEMBERS = {"number": "national_number", "calling_code": "country_code", "type": "type"}
MEMBERS = {column: member for member, column in (TEXTS | PERSON).items()} | {
    "group_id": "group",
    "phone_calling_code": "country_code",
}
ADDRESS_MEMBERS = {column: member for member, column in ADDRESS.items()}


def member_of_path(path: str) -> list[str | int]:
    """The member of the body that writes a path of the record.

    ``billing.line1`` is ``["billing_address", "address1"]``, ``shipping.1.id``
    ``["shipping_address", 1, "id"]``, ``primary.all_phones.0.number`` ``["phone_numbers", 1,
    "national_number"]``: the first of the list is the customer's own.
    """
    part, _, rest = path.partition(".")
    match part:
        case "billing":
            return ["billing_address", ADDRESS_MEMBERS.get(rest, rest)]
        case "shipping":
            index, _, column = rest.partition(".")
            return ["shipping_address", int(index), ADDRESS_MEMBERS.get(column, column)]
        case "primary" if rest.startswith("all_phones."):
            _, index, column = rest.split(".")
            return ["phone_numbers", int(index) + 1, PHONE_MEMBERS.get(column, column)]
        case "primary":
            return [MEMBERS.get(rest, rest)]
        case _:
            return [MEMBERS.get(part, part)]
