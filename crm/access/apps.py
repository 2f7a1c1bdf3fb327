from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class AccessConfig(AppConfig):
    name = "crm.access"
    verbose_name = "Access"

    def ready(self) -> None:
        from crm import checks  # noqa: F401, PLC0415  registers the system checks

        from .changes import watch  # noqa: PLC0415  needs the models

        watch()
        post_migrate.connect(make_groups, dispatch_uid="groups_of_codes_and_roles")


def make_groups(sender: AppConfig, **_: Any) -> None:
    """After each migration: a group for each permission code and each role, which users join."""
    from django.contrib.auth.management import create_permissions  # noqa: PLC0415  needs the models

    from .codes import make_code_groups  # noqa: PLC0415
    from .roles import make_role_groups  # noqa: PLC0415

    if sender.name != "crm.access":
        return
    for label in ("accounts", "contacts", "customers", "access"):
        create_permissions(apps.get_app_config(label), verbosity=0)
    make_code_groups()
    make_role_groups()
