"""How a name written in one becomes a company or a person, and the other way round."""

from contacts.models import split_name

from .parts import Values
from .record import Record


def write_full_name(contact: Values, shown: str, full_name: str) -> None:
    """Write a person's name that came in one text.

    A name that is what is shown already leaves its parts alone, so that reading and writing it back
    does not turn a middle name into a first one.
    """
    if full_name == shown:
        return
    contact["first_name"], contact["last_name"] = split_name(full_name)
    contact["middle_name"] = ""


def write_name(record: Record, name: str, *, person_is_written: bool, person_before: str) -> None:
    """Write the one name of a record, after its person has been written.

    The design's rule: for a record without company whose person is not written in the same request
    it renames the person; otherwise, if it equals the person's full name the company stays empty,
    else it is the company. Where there is no person to rename it is the company too.
    """
    customer = record.customer.values
    person = record.person
    shown = customer["company"] or person_before
    if name == shown and person == person_before:
        return
    contact = record.primary_contact
    if contact and person and not customer["company"] and not person_is_written:
        write_full_name(contact.values, person, name)
    else:
        customer["company"] = "" if name == person else name
