"""From the file into the database: all of it or nothing."""

from dataclasses import dataclass

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from crm.access.memory import touch
from customers.planner import look_at

from . import vendors
from .errors import Refused
from .reading import Backup, Table
from .tables import (
    SESSIONS,
    Model,
    applied_migrations,
    columns_of,
    has_data,
    models_of,
    newest_of,
    refers_to,
    rows_of,
    unknown_migrations,
)
from .values import Checksum, line_of, reader_of


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was put back and found there again."""

    tables: int
    rows: int


def check(backup: Backup) -> Loaded:
    """Read the whole file and compare it with its checksums, without a database.

    Raises:
        Refused: it is damaged.
    """
    tables = rows = 0
    for table in backup.tables():
        rows += sum(1 for _ in table.rows)
        tables += 1
    return Loaded(tables, rows)


def load(backup: Backup, *, replace: bool) -> Loaded:
    """Put the backup into the database, compare what is there with what was saved, and bring the
    tables up to this version of the program.

    Args:
        replace: delete what is there.

    Raises:
        Refused: the database holds data and is not to be replaced, the backup is of a newer version, or
            the file is damaged. The database is then as it was, or has empty tables where it had none.
        django.db.Error: a row does not fit. The same holds.
    """
    if unknown := unknown_migrations(backup.migrations):
        raise Refused(
            f"The backup is of a newer version of the program, with {', '.join(unknown)}."
            " Install that version first."
        )
    models = models_of(backup.migrations)
    _make_ready(backup, models, replace=replace)
    with transaction.atomic():
        vendors.empty([SESSIONS, *(model._meta.db_table for model in reversed(models))])
        loaded = _load_tables(backup, models)
    call_command("migrate", verbosity=0)
    touch()  # a server that was not stopped forgets the tokens that it knew
    look_at()
    return loaded


def _make_ready(backup: Backup, models: list[Model], *, replace: bool) -> None:
    """The tables of the backup's version, without data or with data that may go."""
    there = applied_migrations()
    if not there:
        if connection.introspection.table_names():
            raise Refused("The database holds tables of something else.")
        MigrationExecutor(connection).migrate(newest_of(backup.migrations))
    elif there != backup.migrations:
        raise Refused(
            "The database's tables are of another version than the backup's. Restore into an empty"
            " database, one that was not migrated, and set DATABASE_URL to it."
        )
    elif has_data(models) and not replace:
        raise Refused("The database holds data. --replace deletes it first.")


def _load_tables(backup: Backup, models: list[Model]) -> Loaded:
    waiting = {model._meta.db_table: model for model in models}
    loaded: list[tuple[Table, Model]] = []
    vendors.check_references(at_once=True)
    for table in backup.tables():
        model = waiting.pop(table.name, None)
        if model is None or columns_of(model) != table.columns:
            raise Refused(f"{table.name} in the backup is not the table of its version.")
        if refers_to(model) & waiting.keys():  # from here on tables refer to each other in a circle
            vendors.check_references(at_once=False)
        _load_table(table, model)
        loaded.append((table, model))
    if waiting:
        raise Refused(f"The backup lacks tables: {', '.join(waiting)}.")
    for table, model in loaded:
        _compare(table, model)
    return Loaded(len(loaded), sum(table.count for table, _ in loaded))


def _load_table(table: Table, model: Model) -> None:
    read = reader_of(model._meta.local_concrete_fields)
    vendors.put(table.name, table.columns, (read(row) for row in table.rows))
    if table.last_id:
        vendors.set_last_id(table.name, str(model._meta.pk.column), table.last_id)


def _compare(table: Table, model: Model) -> None:
    found = Checksum()
    for row in rows_of(model):
        found.add(line_of(row))
    if (found.rows, found.told) != (table.count, table.checksum):
        raise Refused(
            f"{table.name} does not hold what was saved: {found.rows} rows of {table.count}"
            f" with the checksum {found.told} for {table.checksum}."
        )
