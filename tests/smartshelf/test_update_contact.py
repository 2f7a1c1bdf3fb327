"""PUT customers/{id}/contacts/{contact_id}"""

import json
from collections.abc import Callable
from typing import Any

import pytest
import time_machine

from contacts.models import Contact, PhoneNumber
from customers.changes import ContactChange, PhoneChange

from .conftest import (
    Api,
    path_of,
    primaries,
    recorded,
    sample,
    sample_text,
)

Make = Callable[..., str]


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
