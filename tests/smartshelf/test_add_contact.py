"""POST customers/{id}/contacts"""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine

from customers.changes import ContactChange
from customers.models import Change, Customer

from .conftest import (
    Api,
    assert_invalid,
    path_of,
    primaries,
    printed,
    recorded,
    sample,
    sample_text,
)

Make = Callable[..., str]


@time_machine.travel("2024-01-15T22:30:00+00:00", tick=False)
def test_adding_answers_as_the_page_prints(api: Api, xyz: str) -> None:
    answer = api.post(sample_text("contact_add.request"), f"customers/{xyz}/contacts")

    assert answer.status_code == 201
    assert answer["Content-Type"] == "application/json"
    assert printed(answer.content) == printed(sample_text("contact_add.response"))
    assert answer.json()["data"]["customer_id"] == xyz


def test_who_is_added_is_the_last_of_the_contacts(api: Api, xyz: str) -> None:
    alice = api.shown(xyz)["contacts"][0]

    added = api.add_contact(xyz, **sample("contact_add.request"))

    expected = {key: added[key] for key in alice}
    assert api.shown(xyz)["contacts"] == [alice, expected]


def test_a_name_is_enough(api: Api, xyz: str) -> None:
    added = api.add_contact(xyz, name="Sarah")

    assert {key: added[key] for key in ("title", "email", "phone", "is_primary")} == {
        "title": "",
        "email": "",
        "phone": "",
        "is_primary": False,
    }


@pytest.mark.parametrize("flag", [{}, {"is_primary": False}, {"is_primary": True}])
def test_the_first_contact_is_primary(api: Api, make: Make, flag: dict[str, bool]) -> None:
    assert api.add_contact(make(), **flag)["is_primary"] is True


def test_a_new_primary_unsets_the_old_one(api: Api, xyz: str) -> None:
    assert api.add_contact(xyz, name="Sarah Davis", is_primary=True)["is_primary"] is True
    assert primaries(api, xyz) == ["Sarah Davis"]
    assert Customer.objects.get().name == "Customer XYZ"


def test_a_private_person_keeps_its_name_when_another_becomes_primary(api: Api, make: Make) -> None:
    customer_id = make(company="", primary=ContactChange(first_name="Ana", last_name="Schmidt"))

    api.add_contact(customer_id, name="Sarah Davis", is_primary=True)

    assert api.shown(customer_id)["name"] == "Ana Schmidt"
    assert primaries(api, customer_id) == ["Sarah Davis"]


def test_a_namesake_is_another_contact(api: Api, xyz: str) -> None:
    api.add_contact(xyz, name="Alice Johnson")

    assert len(api.shown(xyz)["contacts"]) == 2


def test_what_the_server_owns_is_ignored(api: Api, xyz: str) -> None:
    alice = api.shown(xyz)["contacts"][0]

    added = api.add_contact(xyz, id=alice["id"], customer_id="cust_1", created_at=5)

    assert added["id"] != alice["id"]
    assert added["customer_id"] == xyz


def test_the_ledger_tells_it(api: Api, xyz: str) -> None:
    added = api.add_contact(xyz, name="Sarah Davis")

    change = Change.objects.first()
    assert change is not None
    assert (change.action, change.dialect) == ("updated", "smartshelf")
    number = added["id"].removeprefix("cont_")
    assert change.fields[f"contacts.{number}.first_name"] == [None, "Sarah"]


def test_it_changes_the_customers_time(api: Api, xyz: str) -> None:
    added = api.add_contact(xyz)

    assert api.shown(xyz)["updated_at"] >= added["created_at"]


WRONG = [
    ({"name": ""}, "name"),
    ({"name": " "}, "name"),
    ({"name": None}, "name"),
    ({"name": 5}, "name"),
    ({"name": {}}, "name"),
    ({"name": "x" * 201}, "name"),
    ({"name": "A\0B"}, "name"),
    ({"title": 5}, "title"),
    ({"title": "x" * 201}, "title"),
    ({"email": []}, "email"),
    ({"email": "x" * 255}, "email"),
    ({"phone": 15551100}, "phone"),
    ({"phone": "1" * 101}, "phone"),
    ({"is_primary": "true"}, "is_primary"),
    ({"is_primary": 1}, "is_primary"),
    ({"is_primary": None}, "is_primary"),
]


@pytest.mark.parametrize(("members", "named"), WRONG)
def test_it_names_the_member_that_is_wrong(
    api: Api, xyz: str, members: dict[str, Any], named: str
) -> None:
    alice = api.shown(xyz)["contacts"][0]
    before = recorded()

    added = api.post(sample("contact_add.request") | members, f"customers/{xyz}/contacts")
    assert_invalid(added, named)
    assert_invalid(api("PUT", path_of(xyz, alice), members), named)
    assert recorded() == before


@pytest.mark.parametrize("body", [{}, {"title": "Finance Manager"}, {"first_name": "Sarah"}])
def test_it_rejects_a_contact_without_name(api: Api, xyz: str, body: dict[str, Any]) -> None:
    before = recorded()

    assert_invalid(api.post(body, f"customers/{xyz}/contacts"), "name")
    assert recorded() == before
