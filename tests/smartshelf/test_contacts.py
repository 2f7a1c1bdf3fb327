"""POST customers/{id}/contacts, PUT and DELETE customers/{id}/contacts/{contact_id}"""

import json
from collections.abc import Callable
from typing import Any

import pytest
import time_machine

from contacts.models import Contact, PhoneNumber
from customers.changes import ContactChange, PhoneChange
from customers.models import Change, Customer

from .conftest import (
    Api,
    assert_invalid,
    assert_not_found,
    printed,
    recorded,
    sample,
    sample_text,
)

Make = Callable[..., str]


def primaries(api: Api, customer_id: str) -> list[str]:
    return [c["name"] for c in api.shown(customer_id)["contacts"] if c["is_primary"]]


def path_of(customer_id: str, contact: dict[str, Any]) -> str:
    return f"customers/{customer_id}/contacts/{contact['id']}"


# -- Added ---------------------------------------------------------------------------------------


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


# -- Updated -------------------------------------------------------------------------------------


def test_updating_answers_with_the_contact(api: Api, xyz: str) -> None:
    with time_machine.travel("2024-01-15T22:30:00+00:00", tick=False):
        added = api.add_contact(xyz, **sample("contact_add.request"))
    with time_machine.travel("2024-01-15T23:00:00+00:00", tick=False):
        answer = api("PUT", path_of(xyz, added), sample_text("contact_update.request"))

    assert answer.status_code == 200
    expected = added | sample("contact_update.request") | {"updated_at": "2024-01-15T23:00:00Z"}
    assert json.dumps(answer.json()) == json.dumps({"data": expected})
    assert primaries(api, xyz) == ["Sarah Davis"]


def test_what_is_left_out_stays(api: Api, xyz: str) -> None:
    alice = api.shown(xyz)["contacts"][0]

    api("PUT", path_of(xyz, alice), {"title": "Senior Procurement Manager"})

    assert api.shown(xyz)["contacts"] == [alice | {"title": "Senior Procurement Manager"}]


@pytest.mark.parametrize("empty", [None, ""])
@pytest.mark.parametrize("member", ["title", "email", "phone"])
def test_null_and_empty_clear(api: Api, xyz: str, member: str, empty: Any) -> None:
    alice = api.shown(xyz)["contacts"][0]

    api("PUT", path_of(xyz, alice), {member: empty})

    assert api.shown(xyz)["contacts"] == [alice | {member: ""}]


def test_a_body_that_says_nothing_changes_nothing(api: Api, xyz: str) -> None:
    alice = api.shown(xyz)["contacts"][0]
    before = recorded()

    for body in ({}, alice, {"colour": "red"}, {"id": "cont_5", "created_at": 5}):
        assert api("PUT", path_of(xyz, alice), body).status_code == 200

    assert recorded() == before


def test_the_number_that_is_shown_is_the_one_that_is_written(api: Api, make: Make) -> None:
    numbers = tuple(
        PhoneChange(type=kind, number=number)
        for kind, number in (("cell", "1"), ("business", "2"), ("business", "3"))
    )
    customer_id = make(primary=ContactChange(first_name="Ana", phones=numbers))
    ana = api.shown(customer_id)["contacts"][0]

    api("PUT", path_of(customer_id, ana), {"phone": "99"})

    stored = list(PhoneNumber.objects.order_by("pk").values_list("type", "number"))
    assert stored == [("cell", "1"), ("business", "99"), ("business", "3")]


def test_a_first_number_is_a_business_number(api: Api, make: Make) -> None:
    customer_id = make(primary=ContactChange(first_name="Ana"))
    ana = api.shown(customer_id)["contacts"][0]

    api("PUT", path_of(customer_id, ana), {"phone": "99"})

    assert PhoneNumber.objects.get().type == "business"


def test_the_only_contact_stays_primary(api: Api, xyz: str) -> None:
    alice = api.shown(xyz)["contacts"][0]
    before = recorded()

    answer = api("PUT", path_of(xyz, alice), {"is_primary": False})

    assert answer.json()["data"]["is_primary"] is True
    assert recorded() == before


def test_when_the_primary_steps_down_the_first_other_takes_over(api: Api, xyz: str) -> None:
    alice = api.shown(xyz)["contacts"][0]
    for name in ("Bob Wilson", "Sarah Davis"):
        api.add_contact(xyz, name=name)

    answer = api("PUT", path_of(xyz, alice), {"is_primary": False})

    assert answer.json()["data"]["is_primary"] is False
    assert primaries(api, xyz) == ["Bob Wilson"]


def test_a_middle_name_survives_the_name_that_is_shown(api: Api, make: Make) -> None:
    person = ContactChange(first_name="Ana", middle_name="Maria", last_name="Schmidt")
    customer_id = make(primary=person)
    ana = api.shown(customer_id)["contacts"][0]

    api("PUT", path_of(customer_id, ana), ana | {"title": "Boss"})

    assert Contact.objects.get().middle_name == "Maria"


def test_a_private_person_is_renamed_with_its_contact(api: Api, make: Make) -> None:
    customer_id = make(company="", primary=ContactChange(first_name="Ana", last_name="Schmidt"))
    ana = api.shown(customer_id)["contacts"][0]

    api("PUT", path_of(customer_id, ana), {"name": "Ana Kowalski"})

    assert api.shown(customer_id)["name"] == "Ana Kowalski"


# -- Removed -------------------------------------------------------------------------------------


def test_removing_answers_as_the_page_prints(api: Api, xyz: str) -> None:
    alice = api.shown(xyz)["contacts"][0]

    answer = api("DELETE", path_of(xyz, alice))

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert printed(answer.content) == printed(sample_text("contact_remove.response"))
    assert api.shown(xyz)["contacts"] == []
    assert api.shown(xyz)["name"] == "Customer XYZ"
    assert not Contact.objects.exists()
    assert not PhoneNumber.objects.exists()


def test_a_removed_contact_is_not_found(api: Api, xyz: str) -> None:
    alice = api.shown(xyz)["contacts"][0]
    api("DELETE", path_of(xyz, alice))
    before = recorded()

    assert_not_found(api("DELETE", path_of(xyz, alice)), "contact_id")
    assert_not_found(api("PUT", path_of(xyz, alice), {"title": "Boss"}), "contact_id")
    assert recorded() == before


def test_when_the_primary_goes_the_oldest_that_is_left_takes_over(api: Api, xyz: str) -> None:
    alice = api.shown(xyz)["contacts"][0]
    for name in ("Bob Wilson", "Sarah Davis"):
        api.add_contact(xyz, name=name)

    api("DELETE", path_of(xyz, alice))

    assert primaries(api, xyz) == ["Bob Wilson"]


def test_when_another_goes_the_primary_stays(api: Api, xyz: str) -> None:
    added = api.add_contact(xyz)

    api("DELETE", path_of(xyz, added))

    assert primaries(api, xyz) == ["Alice Johnson"]


def test_a_private_person_keeps_its_name_when_its_contact_goes(api: Api, make: Make) -> None:
    customer_id = make(company="", primary=ContactChange(first_name="Ana", last_name="Schmidt"))
    ana = api.shown(customer_id)["contacts"][0]

    api("DELETE", path_of(customer_id, ana))

    assert (api.shown(customer_id)["name"], api.shown(customer_id)["contacts"]) == (
        "Ana Schmidt",
        [],
    )


# -- Not there -----------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
@pytest.mark.parametrize(
    "contact_id",
    [
        "cont_",
        "cont_0",
        "cont_01",
        "cont_-1",
        "cont_4711",
        "cont_" + "9" * 19,
        "cont_" + "9" * 30,
        "cust_1",
        "1",
        "CONT_1",
        "%00",
        "cont_1%00",
        "cont_%D9%A1",
        "x" * 10_000,
    ],
)
def test_an_unknown_contact_is_not_found(api: Api, xyz: str, method: str, contact_id: str) -> None:
    before = recorded()

    answer = api(method, f"customers/{xyz}/contacts/{contact_id}", {"title": "Boss"})

    assert_not_found(answer, "contact_id")
    assert answer.json() == sample("contact_not_found.error")
    assert recorded() == before


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_another_customers_contact_is_not_found(
    api: Api, xyz: str, make: Make, method: str
) -> None:
    bob = api.add_contact(make())
    before = recorded()

    assert_not_found(api(method, path_of(xyz, bob), {"title": "Boss"}), "contact_id")
    assert recorded() == before


@pytest.mark.parametrize("customer_id", ["cust_", "cust_4711", "cust_" + "9" * 30, "456"])
def test_of_an_unknown_customer_nobody_is_found(api: Api, xyz: str, customer_id: str) -> None:
    alice = api.shown(xyz)["contacts"][0]

    for method in ("PUT", "DELETE"):
        assert_not_found(api(method, path_of(customer_id, alice), {}), "id")
    added = api.post(sample("contact_add.request"), f"customers/{customer_id}/contacts")
    assert_not_found(added, "id")


def test_nothing_of_another_account_can_be_reached(api: Api, other_api: Api, xyz: str) -> None:
    alice = api.shown(xyz)["contacts"][0]
    before = recorded()

    for method in ("PUT", "DELETE"):
        assert_not_found(other_api(method, path_of(xyz, alice), {}), "id")
    assert_not_found(other_api.post({"name": "Bob"}, f"customers/{xyz}/contacts"), "id")
    theirs = other_api.create()
    assert_not_found(other_api("DELETE", path_of(theirs["id"], alice)), "contact_id")
    assert recorded()[0][0] == before[0][0]
