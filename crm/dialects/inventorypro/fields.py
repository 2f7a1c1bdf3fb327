"""The page's table of request fields, and where in the record each goes."""

from dataclasses import dataclass

from customers.models import Address, Customer

LONGEST_NAME = 602  # three names of 200 characters and the spaces between them


@dataclass(frozen=True, slots=True)
class Field:
    """A member of the request.

    Attributes:
        path: where it goes in the record, as ``customers.errors.Invalid`` names it.
    """

    name: str
    path: str
    description: str
    max_length: int


def _length(model: type[Customer] | type[Address], column: str) -> int:
    length: int = model._meta.get_field(column).max_length  # type: ignore[union-attr,assignment]
    return length


#: The page's table of request fields, in its order.
FIELDS = (
    Field(
        "shortID",
        "code",
        "Unique identifier. Used to match existing records on upsert.",
        _length(Customer, "code"),
    ),
    Field("name", "name", "Customer name", LONGEST_NAME),
    Field("address1", "billing.line1", "Primary address line", _length(Address, "line1")),
    Field("address2", "billing.line2", "Secondary address line", _length(Address, "line2")),
    Field("city", "billing.city", "City", _length(Address, "city")),
    Field("state", "billing.state", "State or province", _length(Address, "state")),
    Field("zip", "billing.postal_code", "Postal code", _length(Address, "postal_code")),
    Field("country", "billing.country", "Country code", _length(Address, "country")),
    Field("phone", "phone", "Phone number", _length(Customer, "phone")),
    Field("fax", "fax", "Fax number", _length(Customer, "fax")),
    Field("email", "email", "Email address", _length(Customer, "email")),
    Field("contact", "primary.full_name", "Primary contact name", LONGEST_NAME),
)

#: Path in the record -> the field that writes it. What one field writes into several columns is told
#: of that field.
FIELD_OF_PATH = {field.path: field.name for field in FIELDS} | {
    "company": "name",
    "primary.first_name": "contact",
    "primary.last_name": "contact",
}
