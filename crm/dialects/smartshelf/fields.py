"""The page's members, and where in the record each goes."""

#: Member of a customer -> its column. Texts.
TEXTS = {
    "email": "email",
    "phone": "phone",
    "fax": "fax",
    "website": "website",
    "tax_id": "tax_number",
    "payment_terms": "payment_terms",
    "preferred_shipping": "preferred_shipping",
    "notes": "note",
}
#: Members of an address; the columns are called the same.
ADDRESS = ("line1", "line2", "city", "state", "postal_code", "country")
#: Member of a contact -> its column. Texts.
CONTACT = {"title": "job_title", "email": "email"}

MEMBERS = {column: member for member, column in TEXTS.items()}
CONTACT_MEMBERS = {
    **{column: member for member, column in CONTACT.items()},
    **dict.fromkeys(("full_name", "first_name", "last_name"), "name"),
}


def member_of_path(path: str) -> str:
    """The member of the body that writes a path of the record: ``billing.city`` is
    ``billing_address.city``, ``contacts.7.job_title`` is ``contacts.title``."""
    part, _, rest = path.partition(".")
    column = rest.rpartition(".")[2]
    match part:
        case "billing":
            return f"billing_address.{rest}"
        case "addresses":
            return f"shipping_address.{column}"
        case "contacts" if ".phones." in rest:
            return "contacts.phone"
        case "contacts":
            return f"contacts.{CONTACT_MEMBERS.get(column, column)}"
        case _:
            return MEMBERS.get(part, part)
