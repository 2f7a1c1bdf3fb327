"""What the commands that make one thing have in common: they say no in a sentence, and leave
nothing behind when they do."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.management.base import CommandError
from django.db import IntegrityError, models, transaction

from crm.accounts.models import Account
from crm.accounts.texts import is_storable


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """Work of a command that is taken back when it is refused.

    Raises:
        CommandError: what the models or the database refuse, in one line.
    """
    try:
        with transaction.atomic():
            yield
    except ValidationError as error:
        raise CommandError(_sentence(error)) from error
    except IntegrityError as error:  # another process was quicker than our check
        raise CommandError(f"The database refused it: {error}") from error


def insert(row: models.Model) -> None:
    """Store a new row, if all of it is valid.

    Raises:
        ValidationError: it is not.
    """
    check_texts(
        {
            field.name: text
            for field in row._meta.concrete_fields
            if isinstance(text := getattr(row, field.attname), str)
        }
    )
    row.full_clean()
    row.save(force_insert=True)


def check_texts(texts: Mapping[str, str]) -> None:
    """Refuse texts that no database can hold: a NUL, half a character (a byte that is no UTF-8).

    Raises:
        ValidationError: with the names of those.
    """
    wrong = {name: UNSTORABLE for name, text in texts.items() if not is_storable(text)}
    if wrong:
        raise ValidationError(
            [ValidationError(f"{name}: {message}") for name, message in wrong.items()]
        )


def find_account(slug: str) -> Account:
    """The account of that slug.

    Raises:
        CommandError: there is none.
    """
    account = Account.objects.filter(slug=slug).first() if is_storable(slug) else None
    if account is None:
        known = ", ".join(_slugs()) or "none yet"
        raise CommandError(f"There is no account {slug!r}. There are: {known}.")
    return account


UNSTORABLE = "May not contain a NUL or half a character."
MOST_SLUGS = 20


def _slugs() -> Iterable[str]:
    return Account.objects.values_list("slug", flat=True)[:MOST_SLUGS]


def _sentence(error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(
        " ".join(messages) if field == NON_FIELD_ERRORS else f"{field}: {' '.join(messages)}"
        for field, messages in error.message_dict.items()
    )
