from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "crm.demo"
    verbose_name = "Demo"

    def ready(self) -> None:
        from . import checks  # noqa: F401, PLC0415  registers the system check
