"""``manage.py prune_ledger ACCOUNT --older-than DAYS``: old changes go, never by accident."""

from argparse import ArgumentTypeError
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from crm.accounts.management.making import find_account
from customers.pruning import old_changes, prune

FEWEST_DAYS, MOST_DAYS = 30, 36_500


class Command(BaseCommand):
    help = (
        "Deletes the changes of an account that are older than so many days from the ledger, but"
        " never a customer's creation and its last change. Without --yes it only says how many."
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        # --yes deletes: it is to be typed out.
        return super().create_parser(prog_name, subcommand, allow_abbrev=False, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("account", help="the slug of the account")
        parser.add_argument(
            "--older-than",
            type=_days,
            required=True,
            metavar="DAYS",
            help=f"how old a change must be to go, in days; at least {FEWEST_DAYS}",
        )
        parser.add_argument("--yes", action="store_true", help="delete them")

    def handle(self, *_: Any, **options: Any) -> None:
        account = find_account(options["account"])
        before = timezone.now() - timedelta(days=options["older_than"])
        if options["yes"]:
            gone = prune(account, before)
            self.stdout.write(f"Deleted {gone} changes of {account.slug} before {before:%Y-%m-%d}.")
            return
        old = old_changes(account, before)
        span = f", {old.first:%Y-%m-%d} to {old.last:%Y-%m-%d}," if old.first else ""
        self.stdout.write(
            f"{old.changes} changes of {account.slug}{span} would be deleted."
            " Back up first; then say it again with --yes."
        )


def _days(text: str) -> int:
    if not text.isdecimal() or not FEWEST_DAYS <= int(text) <= MOST_DAYS:
        raise ArgumentTypeError(f"a number of days, at least {FEWEST_DAYS}")
    return int(text)
