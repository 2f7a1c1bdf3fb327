"""``manage.py create_client ACCOUNT DIALECT NAME``: credentials for a program."""

import json
from collections.abc import Iterable
from importlib import import_module
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from crm.access.clients import create_client
from crm.accounts.management.making import all_or_nothing, check_texts, find_account
from crm.accounts.models import Account, Store
from crm.dialects import DIALECTS


class Command(BaseCommand):
    help = "Makes credentials for a program and prints them, this once, as one JSON object."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("account", help="the slug of the account it works for")
        parser.add_argument("dialect", help=f"the API it speaks: {', '.join(DIALECTS)}")
        parser.add_argument("name", help="what the program is called; once per account and dialect")
        parser.add_argument(
            "--code",
            type=int,
            nargs="+",
            action="extend",
            metavar="CODE",
            help="a permission code it has; all that the dialect knows when left out",
        )
        parser.add_argument(
            "--scope",
            nargs="+",
            action="extend",
            default=[],
            metavar="SCOPE",
            help="what its tokens may at most do, for dialects with scopes",
        )
        parser.add_argument(
            "--store",
            type=int,
            nargs="+",
            action="extend",
            default=[],
            metavar="ID",
            help="a store it is confined to; all of the account when left out",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        account = find_account(options["account"])
        dialect, name = options["dialect"], options["name"]
        if dialect not in DIALECTS:
            raise CommandError(f"There is no dialect {dialect!r}. There are: {_list(DIALECTS)}.")
        if not name.strip():
            raise CommandError("The client needs a name.")
        with all_or_nothing():
            check_texts({"name": name, "scope": " ".join(options["scope"])})
            credentials = create_client(
                account,
                dialect,
                name,
                codes=_codes(dialect, options["code"]),
                scopes=options["scope"],
                stores=_stores(account, options["store"]),
            )
        self.stdout.write(json.dumps(credentials.shown))


def _codes(dialect: str, numbers: list[int] | None) -> list[int] | None:
    """The codes asked for, each of them one that the dialect asks of its callers."""
    known = import_module(f"crm.dialects.{dialect}").PERMISSION_CODES
    unknown = set(numbers or ()).difference(known)
    if unknown:
        raise CommandError(
            f"{dialect} has no permission code {_list(unknown)}, but {_list(known)}."
        )
    return numbers


def _stores(account: Account, ids: list[int]) -> list[Store]:
    stores = {store.pk: store for store in account.stores.all()}
    unknown = set(ids).difference(stores)
    if unknown:
        raise CommandError(f"The account {account.slug} has no store {_list(unknown)}.")
    return [stores[pk] for pk in dict.fromkeys(ids)]


def _list(things: Iterable[object]) -> str:
    return ", ".join(sorted(str(thing) for thing in things))
