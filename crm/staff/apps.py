from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class StaffConfig(AppConfig):
    default = True
    name = "crm.staff"
    verbose_name = "Staff"


class HubAdminConfig(admin_apps.AdminConfig):
    """Django's admin on our own site."""

    default = False
    default_site = "crm.staff.site.HubAdminSite"
