from django.apps import AppConfig
from django.db.models.signals import post_migrate

from .planner import look_after_migrating


class CustomersConfig(AppConfig):
    name = "customers"
    verbose_name = "Customers"

    def ready(self) -> None:
        post_migrate.connect(look_after_migrating, sender=self)
