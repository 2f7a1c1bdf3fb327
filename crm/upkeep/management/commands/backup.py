"""``manage.py backup FILE``: everything, as of one moment, while the server runs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error

from crm.upkeep.backup.errors import Refused
from crm.upkeep.backup.save import save


class Command(BaseCommand):
    help = "Saves the whole database in one compressed file, as of one moment, while others write."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the file to write, for its owner only; - is stdout")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            saved = save(options["file"])
        except (Refused, OSError, Error) as error:
            raise CommandError(str(error)) from error
        self.stderr.write(f"Saved {saved.rows} rows of {saved.tables} tables.")
