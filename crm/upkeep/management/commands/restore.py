"""``manage.py restore FILE``: what a backup holds, all of it or nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error

from crm.upkeep.backup.errors import Refused
from crm.upkeep.backup.load import check, load
from crm.upkeep.backup.reading import opened


class Command(BaseCommand):
    help = (
        "Puts a backup into the database, from whichever database it was made, and compares what is"
        " there then with what was saved. Stop the server first."
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        # --replace deletes: it is to be typed out.
        return super().create_parser(prog_name, subcommand, allow_abbrev=False, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="a file that backup wrote; - is stdin")
        parser.add_argument("--replace", action="store_true", help="delete the data that is there")
        parser.add_argument(
            "--check", action="store_true", help="only see whether the file is whole"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            with opened(options["file"]) as backup:
                if options["check"]:
                    done, word = check(backup), "The file is whole"
                else:
                    done, word = load(backup, replace=options["replace"]), "Restored and compared"
        except (Refused, OSError, Error) as error:
            raise CommandError(str(error)) from error
        self.stderr.write(f"{word}: {done.rows} rows of {done.tables} tables, made {backup.made}.")
