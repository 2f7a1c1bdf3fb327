"""What looks odd in a value that the record keeps as it is written."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from contacts.canonical import e164, with_calling_code
from crm.accounts.models import Account
from customers.places import country_code, state_code

from .paths import FieldPath

KEPT = "It is kept as it is written."
PHONES = {"phone": "phone_calling_code", "fax": "", "number": "calling_code"}


def hint_for(path: FieldPath, posted: Mapping[str, str], account: Account) -> str:
    """What may be wrong with a field, the rest of its form beside it; empty for nothing."""
    text = posted.get(path.text, "").strip()
    if not text or path.is_custom:
        return ""
    if path.column == "email" and not _is_email(text):
        return f"This does not look like an e-mail address. {KEPT}"
    if path.column in PHONES:
        code = posted.get(f"{path.prefix}{PHONES[path.column]}", "")
        if not e164(with_calling_code(text, code), account.country):
            return f"This cannot be read as a phone number. {KEPT}"
    if path.column == "country" and not country_code(text):
        return f"This is not known as a country. {KEPT}"
    if path.column == "state":
        country = country_code(posted.get(f"{path.prefix}country", ""))
        if country and not state_code(text, country):
            return f"This is not known as a state of {country}. {KEPT}"
    return ""


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
