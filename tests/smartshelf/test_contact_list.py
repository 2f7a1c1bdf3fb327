"""PUT customers/{id}: its ``contacts`` are the whole list."""

from collections.abc import Callable
from typing import Any

import pytest

from contacts.models import Contact
from customers.changes import ContactChange, PhoneChange
from customers.models import Customer

from .conftest import Api, assert_invalid, recorded

Make = Callable[..., str]
Names = list[tuple[str, bool]]


@pytest.fixture
def trio(make: Make) -> str:
    """Acme with Alice, who is primary, Bob and Carol."""
    phone = (PhoneChange(type="business", number="1"),)
    return make(
        contacts=(
            ContactChange(first_name="Alice", is_primary=True, email="alice@x", phones=phone),
            ContactChange(first_name="Bob", job_title="Buyer", email="bob@x"),
            ContactChange(first_name="Carol", email="carol@x"),
        )
    )


@pytest.fixture
def put(api: Api, trio: str) -> Callable[[Any], Any]:
    """Send this as the list of contacts; the contacts that are answered."""

    def send(contacts: Any) -> Any:
        answer = api.put(trio, {"contacts": contacts})
        assert answer.status_code == 200, answer.content
        return answer.json()["data"]["contacts"]

    return send


def names(contacts: Any) -> Names:
    return [(contact["name"], contact["is_primary"]) for contact in contacts]


Put = Callable[[Any], Any]


def test_the_list_sent_back_stays_as_it_is(api: Api, trio: str, put: Put) -> None:
    before = recorded()
    contacts = api.shown(trio)["contacts"]

    assert put(contacts) == contacts
    assert recorded() == before


def test_by_id_a_contact_is_edited_and_keeps_what_is_left_out(
    api: Api, trio: str, put: Put
) -> None:
    alice, bob, carol = api.shown(trio)["contacts"]

    after = put([{"id": bob["id"], "name": "Robert Wilson"}, alice, carol])

    assert after == [alice, bob | {"name": "Robert Wilson"}, carol]


def test_without_id_it_is_the_contact_of_that_name(api: Api, trio: str, put: Put) -> None:
    alice, bob, carol = api.shown(trio)["contacts"]

    after = put([{"name": "alice"}, {"name": "Bob", "title": "Chief"}, {"name": "Carol"}])

    assert after == [alice | {"name": "alice"}, bob | {"title": "Chief"}, carol]


def test_of_any_other_name_it_is_a_new_one(api: Api, trio: str, put: Put) -> None:
    shown = api.shown(trio)["contacts"]

    after = put([*shown, {"name": "Sarah Davis", "phone": "2"}])

    assert after[:3] == shown
    assert (after[3]["name"], after[3]["phone"], after[3]["is_primary"]) == (
        "Sarah Davis",
        "2",
        False,
    )


def test_two_items_never_stand_for_one_contact(put: Put) -> None:
    after = put([{"name": "Bob"}, {"name": "Bob"}])

    assert len({contact["id"] for contact in after}) == 2


def test_an_item_with_an_id_takes_its_contact_before_a_name_does(
    api: Api, trio: str, put: Put
) -> None:
    _, bob, _ = api.shown(trio)["contacts"]

    after = put([{"name": "Bob"}, {"id": bob["id"], "name": "Bob Senior"}])

    assert sorted(contact["name"] for contact in after) == ["Bob", "Bob Senior"]
    assert next(c["id"] for c in after if c["name"] == "Bob Senior") == bob["id"]


def test_who_is_not_in_it_goes(api: Api, trio: str, put: Put) -> None:
    alice, _, carol = api.shown(trio)["contacts"]

    assert put([carol, alice]) == [alice, carol]
    assert not Contact.objects.filter(first_name="Bob").exists()


@pytest.mark.parametrize("nobody", [[], None])
def test_an_empty_list_removes_all(put: Put, nobody: Any) -> None:
    assert put(nobody) == []
    assert Customer.objects.get().name == "Acme"


def test_left_out_they_stay(api: Api, trio: str) -> None:
    before = api.shown(trio)["contacts"]

    assert api.put(trio, {"name": "Umbrella"}).json()["data"]["contacts"] == before


def test_a_new_primary_unsets_the_old_one(put: Put) -> None:
    after = put([{"name": "Alice"}, {"name": "Bob", "is_primary": True}, {"name": "Carol"}])

    assert names(after) == [("Alice", False), ("Bob", True), ("Carol", False)]


def test_a_new_contact_can_become_primary(api: Api, trio: str, put: Put) -> None:
    shown = api.shown(trio)["contacts"]
    others = [{"id": contact["id"]} for contact in shown]

    after = put([*others, {"name": "Sarah", "is_primary": True}])

    assert names(after)[-1] == ("Sarah", True)
    assert sum(is_primary for _, is_primary in names(after)) == 1


def test_a_list_that_reads_both_old_and_new_primary_is_refused(api: Api, trio: str) -> None:
    alice, bob, carol = api.shown(trio)["contacts"]
    before = recorded()

    answer = api.put(trio, {"contacts": [alice, bob | {"is_primary": True}, carol]})

    assert_invalid(answer, "contacts")
    assert recorded() == before


def test_a_list_without_a_primary_leaves_it_where_it_is(put: Put) -> None:
    """Else the same list sent twice would pass it to and fro."""
    people = [{"name": name, "is_primary": False} for name in ("Alice", "Bob", "Carol")]

    for _ in range(2):
        assert names(put(people)) == [("Alice", True), ("Bob", False), ("Carol", False)]


def test_when_the_primary_goes_the_oldest_that_is_left_takes_over(put: Put) -> None:
    assert names(put([{"name": "Carol"}, {"name": "Bob"}])) == [("Bob", True), ("Carol", False)]


@pytest.mark.parametrize(
    "contact_id",
    ["cont_4711", "cont_", "cont_" + "9" * 30, "cust_1", "", 1, True, 1.5, [], {}, "\0"],
)
def test_it_names_an_id_that_is_none_of_the_customers(api: Api, trio: str, contact_id: Any) -> None:
    before = recorded()
    contacts = [*api.shown(trio)["contacts"], {"id": contact_id, "name": "Sarah"}]

    assert_invalid(api.put(trio, {"contacts": contacts}), "contacts.3.id")
    assert recorded() == before


def test_another_customers_contact_is_none_of_the_customers(api: Api, trio: str, xyz: str) -> None:
    alice = api.shown(xyz)["contacts"][0]
    before = recorded()

    assert_invalid(api.put(trio, {"contacts": [alice]}), "contacts.0.id")
    assert recorded() == before


def test_an_id_stands_once_in_the_list(api: Api, trio: str) -> None:
    alice = api.shown(trio)["contacts"][0]

    answer = api.put(trio, {"contacts": [alice, {"id": alice["id"], "name": "Again"}]})

    assert_invalid(answer, "contacts.1.id")


@pytest.mark.parametrize(
    ("item", "named"),
    [
        ({}, "contacts.0.name"),
        ({"title": "Boss"}, "contacts.0.name"),
        ({"name": ""}, "contacts.0.name"),
        ({"name": " "}, "contacts.0.name"),
        ({"name": None}, "contacts.0.name"),
        ({"name": 5}, "contacts.0.name"),
        ({"name": ["Bob"]}, "contacts.0.name"),
        ({"name": "x" * 201}, "contacts.0.name"),
        ({"name": "Bob\0"}, "contacts.0.name"),
        ({"name": "Bob", "title": 5}, "contacts.0.title"),
        ({"name": "Bob", "title": "x" * 201}, "contacts.0.title"),
        ({"name": "Bob", "email": True}, "contacts.0.email"),
        ({"name": "Bob", "email": "x" * 255}, "contacts.0.email"),
        ({"name": "Bob", "phone": 15551000}, "contacts.0.phone"),
        ({"name": "Bob", "phone": "1" * 101}, "contacts.0.phone"),
        ({"name": "Bob", "is_primary": "true"}, "contacts.0.is_primary"),
        ({"name": "Bob", "is_primary": 1}, "contacts.0.is_primary"),
        ({"name": "Bob", "is_primary": None}, "contacts.0.is_primary"),
        ("Bob", "contacts.0"),
        (None, "contacts.0"),
        (5, "contacts.0"),
        ([], "contacts.0"),
    ],
)
def test_it_names_what_is_wrong_with_an_item(api: Api, trio: str, item: Any, named: str) -> None:
    before = recorded()

    assert_invalid(api.put(trio, {"contacts": [item]}), named)
    assert_invalid(api.post({"name": "Other", "contacts": [item]}), named)
    assert recorded() == before


@pytest.mark.parametrize("contacts", ["Bob", 5, True, {}, {"name": "Bob"}])
def test_contacts_are_a_list(api: Api, trio: str, contacts: Any) -> None:
    assert_invalid(api.put(trio, {"contacts": contacts}), "contacts")


def test_a_list_is_as_long_as_is_sensible(api: Api, trio: str) -> None:
    people = [{"name": f"No. {number}"} for number in range(251)]

    assert_invalid(api.put(trio, {"contacts": people}), "contacts")
    assert len(api.put(trio, {"contacts": people[:250]}).json()["data"]["contacts"]) == 250


def test_a_private_person_keeps_its_name_when_another_takes_over(api: Api, make: Make) -> None:
    customer_id = make(company="", primary=ContactChange(first_name="Ana", last_name="Schmidt"))
    (ana,) = api.shown(customer_id)["contacts"]

    after = api.put(
        customer_id,
        {"contacts": [ana | {"is_primary": False}, {"name": "Bob", "is_primary": True}]},
    ).json()["data"]

    assert after["name"] == "Ana Schmidt"
    assert names(after["contacts"]) == [("Ana Schmidt", False), ("Bob", True)]


def test_a_private_person_is_renamed_by_its_contact(api: Api, make: Make) -> None:
    customer_id = make(company="", primary=ContactChange(first_name="Ana", last_name="Schmidt"))
    (ana,) = api.shown(customer_id)["contacts"]

    after = api.put(customer_id, {"contacts": [ana | {"name": "Ana Kowalski"}]}).json()["data"]

    assert after["name"] == "Ana Kowalski"
