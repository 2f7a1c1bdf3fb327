"""``manage.py create_custom_field ACCOUNT customer|address NAME --type T``: a typed field."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandParser

from contacts.canonical import fold
from crm.accounts.management.making import all_or_nothing, check_texts, find_account, insert
from customers.models import CustomField


class Command(BaseCommand):
    help = "Adds a custom field to the customers or addresses of an account."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("account", help="the slug of the account")
        parser.add_argument("target", help="what it is a field of", choices=CustomField.Target)
        parser.add_argument("name", help="once per account and target, whatever its case")
        parser.add_argument("--type", required=True, help="what it holds", choices=CustomField.Type)
        parser.add_argument(
            "--choice",
            nargs="+",
            action="extend",
            default=[],
            metavar="TEXT",
            help="for type choice: a value that may be chosen",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        definition = CustomField(
            account=find_account(options["account"]),
            target=options["target"],
            name=options["name"].strip(),
            type=options["type"],
            choices=options["choice"],
        )
        with all_or_nothing():
            check_texts({"choice": "".join(definition.choices)})
            _check_name(definition)
            insert(definition)
        self.stdout.write(f"Created {definition.target} field {definition.name!r}.")


def _check_name(definition: CustomField) -> None:
    """Refuse the name of a field that is there, also where only accented letters differ in case:
    SQLite does not see those.

    Raises:
        ValidationError: the name is taken.
    """
    names = CustomField.objects.filter(
        account=definition.account, target=definition.target
    ).values_list("name", flat=True)
    if fold(definition.name) in {fold(name) for name in names}:
        raise ValidationError({"name": "The account has a field of this name already."})
