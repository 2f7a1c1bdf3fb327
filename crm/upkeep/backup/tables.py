"""The tables of the database at any of its versions."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps as todays_apps
from django.apps.registry import Apps
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

#: App -> the names of its migrations.
Migrations = dict[str, list[str]]
Model = type[models.Model]

SESSIONS = "django_session"
#: Made by ``migrate``: rows in them are no data yet.
BY_MIGRATE = {"django_content_type", "auth_permission", "auth_group", "auth_group_permissions"}
ROWS = 2000  # read at once


def applied_migrations() -> Migrations:
    """Those of the database; empty where there are no tables."""
    found: Migrations = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        found.setdefault(app, []).append(name)
    return found


def unknown_migrations(migrations: Migrations) -> list[str]:
    """Those that this version of the program does not have."""
    known = MigrationLoader(connection).disk_migrations
    return [
        f"{app}.{name}"
        for app, names in migrations.items()
        for name in names
        if (app, name) not in known
    ]


def newest_of(migrations: Migrations) -> list[tuple[str, str]]:
    """The last migration of each app."""
    graph = MigrationLoader(connection).graph
    there = {(app, name) for app, names in migrations.items() for name in names}
    return [
        node
        for node in sorted(there)
        if not any(
            child.key in there and child.key[0] == node[0]
            for child in graph.node_map[node].children
        )
    ]


def models_of(migrations: Migrations) -> list[Model]:
    """The models after these migrations, each behind those that it refers to; in a circle behind all
    others. Without sessions."""
    loader = MigrationLoader(connection)
    nodes = [(app, name) for app, names in migrations.items() for name in names]
    is_today = set(loader.graph.leaf_nodes()) <= set(nodes)
    apps: Apps = todays_apps if is_today else loader.project_state(nodes).apps
    waiting = {
        model._meta.db_table: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.db_table != SESSIONS
    }
    ordered: list[Model] = []
    while ready := [each for each in waiting.values() if not refers_to(each) & waiting.keys()]:
        ordered += [waiting.pop(model._meta.db_table) for model in ready]
    return ordered + list(waiting.values())


def columns_of(model: Model) -> list[str]:
    return [str(field.column) for field in model._meta.local_concrete_fields]


def rows_of(model: Model) -> Iterator[tuple[Any, ...]]:
    """Every row, read piece by piece."""
    names = [field.attname for field in model._meta.local_concrete_fields]
    return model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=ROWS)


def has_data(tables: Iterable[Model]) -> bool:
    """Whether anything is there that ``migrate`` does not make."""
    return any(
        model._base_manager.exists() for model in tables if model._meta.db_table not in BY_MIGRATE
    )


def refers_to(model: Model) -> set[str]:
    """The other tables that its rows name rows of."""
    return {
        field.remote_field.model._meta.db_table
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.ForeignKey) and field.remote_field.model is not model
    }
