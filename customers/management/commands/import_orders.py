"""``manage.py import_orders ACCOUNT FILE.csv|.jsonl``: orders and their lines, safe to run twice."""

from argparse import RawDescriptionHelpFormatter
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from crm.accounts.management.making import find_account
from customers.importing.raw import LINE_COLUMNS, ORDER_COLUMNS, Problem, Unreadable
from customers.importing.run import Tally, import_orders
from customers.importing.source import FORMATS, open_source

#: Seconds between two words on how far it is.
ON_A_TERMINAL, IN_A_LOG = 0.2, 5.0
LONGEST_SHOWN = 60

HELP = f"""\
Imports orders with their lines. An order is known by its order_number: a new one is added, one that
differs is updated, one that says the same is left alone, so a file may be imported twice. An order
of which anything is wrong is left out whole; what is wrong is told on stderr by line of the file, the
others go in, and the exit code is 1.

The file is UTF-8. CSV: a header, then one line for each line of an order. Lines of one order follow
each other; the order's columns are repeated or empty on all but the first. The delimiter is the
header's: comma, semicolon or tab. JSONL: one object for each order, a line each, with the same names
and "lines": [{{...}}, ...].

  of an order  {", ".join(ORDER_COLUMNS[:7])},
               {", ".join(ORDER_COLUMNS[7:])}
  of a line    {", ".join(LINE_COLUMNS)}

Needed: order_number, customer_id or customer_code, order_date, product_id, unit_price.

- status is draft, confirmed, shipped, delivered or cancelled; confirmed where a new order has none.
- Dates are a day (2024-01-15: its beginning in the account's time zone) or ISO 8601; a time that names
  no zone is in the account's.
- Amounts are plain numbers, never negative: 1234.50. quantity, up to 3 decimals, is 1 where it is left
  out; line_total is quantity times unit_price; total_amount is the sum of the lines. Where line_total
  or total_amount is given it stands as it is, with its discounts, shipping and taxes.
- currency is the customer's, or else the account's, where a new order has none.
- Of an order that is there, what the file has no column for stays as it is, total_amount excepted. An
  empty date or ship_ column clears; an empty status or currency says nothing. Its lines are replaced,
  the first by the first and so on; those that the file has not go.
"""


class Command(BaseCommand):
    help = HELP

    def add_arguments(self, parser: CommandParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.add_argument("account", help="the slug of the account")
        parser.add_argument("file", help="ends in .csv or .jsonl; - is standard input")
        parser.add_argument("--format", choices=FORMATS, help="where the name does not tell")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, and write nothing"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        account = find_account(options["account"])
        self._is_live = self.stderr.isatty()
        self._next = monotonic()
        try:
            with open_source(options["file"], options["format"]) as source:
                self._progress("Reading ...")
                tally = import_orders(
                    account, source, dry_run=options["dry_run"], tell=self._tell, show=self._show
                )
        except Unreadable as error:
            raise CommandError(str(error)) from error
        finally:
            self._clear()
        self.stdout.write(_summary(tally, dry_run=options["dry_run"]))
        if tally.bad:
            raise CommandError(f"Left out: {tally.bad:,}.")

    def _tell(self, problem: Problem) -> None:
        self._clear()
        order = f", order {_shown(problem.order_number)}" if problem.order_number else ""
        field = f", {_shown(problem.field)}" if problem.field else ""
        self.stderr.write(f"line {problem.line}{order}{field}: {problem.message}")

    def _show(self, tally: Tally) -> None:
        self._progress(f"{tally.done:,} of {tally.total:,} orders, {tally.bad:,} bad")

    def _progress(self, words: str) -> None:
        """Say it, if it is time to: over the last words on a terminal, on a line of its own else."""
        now = monotonic()
        if now < self._next:
            return
        self._next = now + (ON_A_TERMINAL if self._is_live else IN_A_LOG)
        self._clear()
        self.stderr.write(words, str, ending="" if self._is_live else "\n")
        self.stderr.flush()

    def _clear(self) -> None:
        if self._is_live:
            self.stderr.write("\r\033[K", str, ending="")


def _summary(tally: Tally, *, dry_run: bool) -> str:
    would = "Dry run, nothing written. " if dry_run else ""
    return (
        f"{would}{tally.total:,} orders: {tally.added:,} added, {tally.updated:,} updated,"
        f" {tally.unchanged:,} unchanged, {tally.bad:,} bad."
    )


def _shown(text: str) -> str:
    """Text of a file, for a terminal: short, and with nothing in it that steers one."""
    short = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}..."
    return short if short.isprintable() else ascii(short)
