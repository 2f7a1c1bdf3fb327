"""Permission codes: the numbers by which the pages name what an action needs, and what they mean here."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission

from crm.accounts.models import User


@dataclass(frozen=True, slots=True)
class PermissionCode:
    """A number, its name on the page, and the Django permissions that it stands for."""

    number: int
    name: str
    permissions: tuple[str, ...]

    @property
    def group_name(self) -> str:
        return f"{self.number} {self.name}"


CODES = {
    code.number: code
    for code in (
        PermissionCode(130, "Customers List", ("customers.view_customer",)),
        PermissionCode(
            131,
            "Create/Modify Customer",
            (
                "customers.add_customer",
                "customers.change_customer",
                "customers.delete_customer",  # discontinue; no row is ever deleted
            ),
        ),
    )
}


def has_code(user: User, number: int) -> bool:
    """Whether the user, by groups or directly, has all that the code stands for.

    Raises:
        KeyError: there is no such code.
    """
    return user.has_perms(CODES[number].permissions)


def make_code_groups() -> None:
    """A group for each code that has none yet. The permissions must be there."""
    for code in CODES.values():
        group, created = Group.objects.get_or_create(name=code.group_name)
        if created:
            for name in code.permissions:
                app_label, codename = name.split(".")
                group.permissions.add(
                    Permission.objects.get(content_type__app_label=app_label, codename=codename)
                )
