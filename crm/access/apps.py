from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccessConfig(AppConfig):
    name = "crm.access"
    verbose_name = "Access"

    def ready(self) -> None:
        from crm import checks  # noqa: F401, PLC0415  registers the system checks

        from .codes import make_groups  # noqa: PLC0415  needs the models

        post_migrate.connect(make_groups, dispatch_uid="permission_code_groups")
