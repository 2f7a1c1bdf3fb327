"""What is missing for running this for real: ``manage.py check --deploy`` names it, and every command
what nothing works without."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core import checks

from crm.dialects import DIALECTS


@checks.register(checks.Tags.security, deploy=True)
def check_production(
    app_configs: Sequence[AppConfig] | None, **_: Any
) -> list[checks.CheckMessage]:
    """Each variable of the README's table that production needs and that is not set."""
    found: list[checks.CheckMessage] = []
    if not settings.SECRET_KEY_IS_GIVEN:
        found.append(
            checks.Warning(
                "SECRET_KEY is not set; a key was made and kept in var/secret_key.",
                hint="Set SECRET_KEY, the same for every machine that serves the hub.",
                id="hub.W001",
            )
        )
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        found.append(
            checks.Warning(
                "DATABASE_URL is not set; the data is in a SQLite file.",
                hint="Set DATABASE_URL=postgres://user:password@host:5432/name.",
                id="hub.W002",
            )
        )
    if not settings.IS_HTTPS:
        found.append(
            checks.Warning(
                "BASE_URL is not set to an https:// address.",
                hint="Set BASE_URL to the address that clients use, like https://hub.example.com.",
                id="hub.W003",
            )
        )
    if settings.CACHES["default"]["BACKEND"].endswith("LocMemCache"):
        found.append(
            checks.Warning(
                "CACHE_URL is not set; each process counts for itself.",
                hint="Set CACHE_URL=redis://host:6379/0.",
                id="hub.W004",
            )
        )
    return found


@checks.register()
def check_static_files(
    app_configs: Sequence[AppConfig] | None, **_: Any
) -> list[checks.CheckMessage]:
    """Where pages name their static files as collected, that they were collected: without them every
    page is an error 500."""
    storage: object = staticfiles_storage
    if not isinstance(storage, ManifestFilesMixin) or storage.read_manifest() is not None:
        return []
    return [
        checks.Warning(
            f"{settings.STATIC_ROOT} has no static files: no page can be shown.",
            hint="Run manage.py collectstatic --noinput, now and after each upgrade.",
            id="hub.W005",
        )
    ]


@checks.register()
def check_dialect_hosts(
    app_configs: Sequence[AppConfig] | None, **_: Any
) -> list[checks.CheckMessage]:
    """Each host of ``DIALECT_HOSTS`` names a dialect that is spoken here."""
    return [
        checks.Error(
            f"DIALECT_HOSTS gives {host} to {dialect!r}, which is not a dialect.",
            hint=f"The dialects are: {', '.join(DIALECTS)}.",
            id="hub.E001",
        )
        for host, dialect in settings.DIALECT_HOSTS.items()
        if dialect not in DIALECTS
    ]
