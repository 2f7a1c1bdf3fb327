"""Roles: groups for people and programs, from the one who may do everything to the one who only reads.

The names are those of Smart Shelf; what a role holds is a start, which an operator may change.
"""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

READ = Q(codename__startswith="view_")

RECORD = Q(content_type__app_label__in=("customers", "contacts"))
CUSTOMER = Q(content_type__app_label="customers", content_type__model="customer")
ACCESS = Q(content_type__app_label="access", content_type__model="client") | Q(
    content_type__app_label="accounts", content_type__model__in=("user", "store")
)


@dataclass(frozen=True, slots=True)
class Role:
    """A group's name, and which Django permissions it starts with."""

    name: str
    permissions: Q


ROLES = (
    Role("Admin", RECORD | ACCESS),
    Role("Manager", RECORD),
    Role("Employee", RECORD & READ | CUSTOMER),
    Role("Viewer", RECORD & READ),
)


def make_role_groups() -> None:
    """A group for each role that has none yet. The permissions must be there."""
    for role in ROLES:
        group, created = Group.objects.get_or_create(name=role.name)
        if created:
            group.permissions.set(Permission.objects.filter(role.permissions))
