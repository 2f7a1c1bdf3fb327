"""DELETE customers/{id}/contacts/{contact_id}, and contacts that are not there"""

from collections.abc import Callable

import pytest

from contacts.models import Contact, PhoneNumber
from customers.changes import ContactChange

from .conftest import (
    Api,
    assert_not_found,
    path_of,
    primaries,
    printed,
    recorded,
    sample,
    sample_text,
)

Make = Callable[..., str]


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
