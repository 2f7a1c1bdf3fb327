"""The groups that come with the hub."""

import pytest
from django.contrib.auth.models import Group

from crm.access.codes import has_code
from crm.access.roles import ROLES
from crm.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def bob() -> User:
    return User.objects.create_user("bob")


@pytest.mark.parametrize(
    ("role", "may_write"),
    [("Admin", True), ("Manager", True), ("Employee", True), ("Viewer", False)],
)
def test_a_viewer_only_reads(bob: User, role: str, *, may_write: bool) -> None:
    bob.groups.add(Group.objects.get(name=role))

    assert has_code(bob, 130)
    assert has_code(bob, 131) is may_write


@pytest.mark.parametrize("role", ["Manager", "Employee", "Viewer"])
def test_only_an_admin_gives_access(bob: User, role: str) -> None:
    bob.groups.add(Group.objects.get(name=role))

    assert not bob.has_perm("access.add_client")
    assert not bob.has_perm("accounts.change_user")


def test_each_role_holds_what_the_next_one_does() -> None:
    held = [
        set(Group.objects.get(name=role.name).permissions.values_list("pk", flat=True))
        for role in ROLES
    ]

    assert held[0] > held[1] > held[2] > held[3]
