"""``manage.py create_account SLUG``: a new account."""

from typing import Any

import pycountry
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandParser

from crm.accounts.management.making import all_or_nothing, insert
from crm.accounts.models import Account


class Command(BaseCommand):
    help = "Makes a new account."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="its short name, as other commands take it: acme")
        parser.add_argument("--name", help="as shown; the slug when left out")
        parser.add_argument("--timezone", default="UTC", help="Europe/Berlin; default: UTC")
        parser.add_argument("--country", default="US", help="ISO 3166 code; default: US")
        parser.add_argument("--currency", default="USD", help="ISO 4217 code; default: USD")

    def handle(self, *_: Any, **options: Any) -> None:
        account = Account(
            slug=options["slug"],
            name=options["slug"] if options["name"] is None else options["name"].strip(),
            timezone=options["timezone"],
            country=options["country"],
            currency=options["currency"],
        )
        with all_or_nothing():
            insert(account)
            _check_codes(account)
        self.stdout.write(f"Created account {account.slug}.")


def _check_codes(account: Account) -> None:
    """Refuse codes of the right form that nothing in the world has.

    Raises:
        ValidationError: no such country, or no such currency.
    """
    if pycountry.countries.get(alpha_2=account.country) is None:
        raise ValidationError({"country": f"No country has the code {account.country}."})
    if pycountry.currencies.get(alpha_3=account.currency) is None:
        raise ValidationError({"currency": f"No currency has the code {account.currency}."})
