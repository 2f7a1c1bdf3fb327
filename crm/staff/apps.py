from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "crm.staff"
    verbose_name = "Staff"
