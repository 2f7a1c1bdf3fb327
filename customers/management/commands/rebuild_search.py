"""``manage.py rebuild_search``: the texts and indexes that searches use, made right again."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from crm.accounts.models import Account
from customers.models import Customer
from customers.search_index import make_index
from customers.services import locked
from customers.writing.search_texts import rebuild_search_texts

CHUNK = 2_000


class Command(BaseCommand):
    help = "Writes anew what searches look at, where it is not right. Safe to run at any time."

    def handle(self, *_: Any, **__: Any) -> None:
        if not make_index(connection):
            self.stderr.write("PostgreSQL's pg_trgm is missing: searches stay slow without it.")
        seen = written = 0
        for account in Account.objects.order_by("pk"):
            for ids in _chunks(account):
                with locked(account):  # nobody writes between our reading and our writing
                    written += rebuild_search_texts(account.pk, ids)
                seen += len(ids)
                self.stderr.write(
                    f"{account.slug}: {seen:,} customers seen, {written:,} texts written"
                )
        self.stdout.write(f"{seen:,} customers, {written:,} texts written.")


def _chunks(account: Account) -> Iterator[list[int]]:
    """The ids of the account's customers."""
    customers = Customer.objects.filter(account=account).order_by("pk")
    ids = list(customers.values_list("pk", flat=True)[:CHUNK])
    while ids:
        yield ids
        ids = list(customers.filter(pk__gt=ids[-1]).values_list("pk", flat=True)[:CHUNK])
