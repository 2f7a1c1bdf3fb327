from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccessConfig(AppConfig):
    name = "crm.access"
    verbose_name = "Access"

    def ready(self) -> None:
        from .codes import make_groups

        post_migrate.connect(make_groups, dispatch_uid="permission_code_groups")
