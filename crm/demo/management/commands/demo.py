"""``manage.py demo``: an account to look around in. A second run changes nothing."""

from argparse import ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from crm.accounts.management.making import all_or_nothing
from crm.accounts.models import Account, User
from crm.demo.build import load
from crm.demo.credentials import USERNAME, ensure_clients, ensure_person
from crm.demo.report import hints, new_secrets
from crm.dialects import DIALECTS
from customers.models import Change, Customer

SLUG = "demo"
CUSTOMERS = 1200
MOST_CUSTOMERS = 50_000


class Command(BaseCommand):
    help = "Makes the demo account, with customers, orders, a staff user and a client per dialect."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--customers",
            type=_count,
            default=CUSTOMERS,
            help=f"how many plausible ones the first run makes; default: {CUSTOMERS}",
        )
        parser.add_argument(
            "--hints", action="store_true", help="print the staff login and curl lines as well"
        )
        parser.add_argument(
            "--reset-credentials",
            action="store_true",
            help="make new secrets and print them; while DEBUG is on they are the fixed ones",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        reset = options["reset_credentials"]
        with all_or_nothing():
            account = _account()
            person = ensure_person(account, reset=reset)
            clients = ensure_clients(account, reset=reset)
        if not (settings.DEBUG and options["hints"]):  # the hints say the same
            for line in new_secrets(person, clients):
                self.stdout.write(line)
        self.stderr.write("Loading the demo ...")
        program = next(entry.client for entry in clients if entry.client.dialect == DIALECTS[0])
        loaded = load(account, person.user, program, customers=options["customers"])
        self.stdout.write(
            f"Demo account {SLUG}: {loaded.customers:,} customers, {loaded.orders:,} orders added."
        )
        if options["hints"]:
            for line in hints(person, clients):
                self.stdout.write(line)


def _account() -> Account:
    """The demo's account.

    Raises:
        CommandError: what has its name is someone else's.
    """
    user = User.objects.filter(username=USERNAME).select_related("account").first()
    if user is not None and (user.account is None or user.account.slug != SLUG):
        raise CommandError(f"There is a user {USERNAME!r} who is not of the account {SLUG!r}.")
    account, _ = Account.objects.get_or_create(
        slug=SLUG,
        defaults={
            "name": "Demo Company",
            "timezone": "America/Chicago",
            "country": "US",
            "currency": "USD",
        },
    )
    is_used = Customer.objects.filter(account=account).exists()
    if is_used and not Change.objects.filter(account=account, dialect="demo").exists():
        raise CommandError(f"The account {SLUG!r} holds customers that are not the demo's.")
    return account


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= MOST_CUSTOMERS):
        raise ArgumentTypeError(f"a number from 0 to {MOST_CUSTOMERS:,}")
    return int(text)
