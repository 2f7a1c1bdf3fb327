"""PUT customers/{id}/ with the list of shipping addresses, which replaces the one that is there."""

from typing import Any

import pytest

from customers.models import Address

from .conftest import (
    WRONG,
    Api,
    assert_invalid,
    recorded,
    sample,
)


@pytest.fixture
def ana(api: Api) -> dict[str, Any]:
    """The page's customer, as the answer to its creation shows it."""
    return api.create(**sample("create.request"))


ONE = {"address1": "Berlinerstrasse", "address2": "10", "zipcode": "28195", "city": "Bremen"}
TWO = {"address1": "Hauptstrasse 1", "zipcode": "10115", "city": "Berlin", "country": "DE"}
THREE = {"address1": "Ring 3", "zipcode": "1010", "city": "Wien", "country": "AT"}


@pytest.fixture
def shipped(api: Api) -> dict[str, Any]:
    """A customer with two shipping addresses."""
    return api.create(shipping_address=[ONE, TWO])


def ids(customer: dict[str, Any]) -> list[int]:
    return [place["id"] for place in customer["shipping_address"]]


def put_list(api: Api, customer: dict[str, Any], *places: dict[str, Any]) -> dict[str, Any]:
    answer = api.put(customer["id"], {"shipping_address": list(places)})
    assert answer.status_code == 200, answer.content
    body: dict[str, Any] = answer.json()
    return body


def test_the_list_replaces_the_list(api: Api, shipped: dict[str, Any]) -> None:
    answer = put_list(api, shipped, THREE)

    assert [place["city"] for place in answer["shipping_address"]] == ["Wien"]
    assert Address.objects.filter(kind="shipping").count() == 1


def test_an_empty_list_removes_them_all(api: Api, shipped: dict[str, Any]) -> None:
    assert put_list(api, shipped)["shipping_address"] == []
    assert not Address.objects.exists()


def test_an_item_that_says_the_same_keeps_its_id(api: Api, shipped: dict[str, Any]) -> None:
    answer = put_list(api, shipped, TWO, THREE)

    assert ids(answer)[0] == ids(shipped)[1]
    assert ids(answer)[1] not in ids(shipped)
    assert [place["city"] for place in answer["shipping_address"]] == ["Berlin", "Wien"]


def test_the_order_of_the_list_is_that_of_the_ids(api: Api, shipped: dict[str, Any]) -> None:
    before = recorded()

    answer = put_list(api, shipped, TWO, ONE)

    assert answer == shipped
    assert recorded() == before


def test_an_item_with_an_id_edits_that_address_and_leaves_its_rest(
    api: Api, shipped: dict[str, Any]
) -> None:
    first, second = shipped["shipping_address"]

    answer = put_list(api, shipped, {"id": second["id"], "city": "Potsdam"}, {"id": first["id"]})

    assert answer["shipping_address"] == [first, second | {"city": "Potsdam"}]


def test_an_item_at_the_same_place_keeps_its_id(api: Api, shipped: dict[str, Any]) -> None:
    moved = {"address1": "BERLINERSTRASSE", "zipcode": "28195", "city": "bremen", "company": "New"}

    answer = put_list(api, shipped, moved, TWO)

    assert ids(answer) == ids(shipped)
    first = answer["shipping_address"][0]
    assert (first["company"], first["city"], first["address2"]) == ("New", "bremen", "10")


def test_a_name_for_the_country_is_still_the_same_address(
    api: Api, shipped: dict[str, Any]
) -> None:
    assert put_list(api, shipped, ONE, TWO | {"country": "Deutschland"}) == shipped


def test_an_item_stands_for_one_address_only(api: Api, shipped: dict[str, Any]) -> None:
    answer = put_list(api, shipped, ONE, ONE)

    assert ids(answer)[0] == ids(shipped)[0]
    assert ids(answer)[1] not in ids(shipped)
    assert put_list(api, shipped, ONE, ONE) == answer


def test_two_addresses_that_say_the_same_keep_their_ids(api: Api) -> None:
    created = api.create(shipping_address=[ONE, ONE])
    before = recorded()

    assert put_list(api, created, ONE, ONE) == created
    assert recorded() == before


def test_an_empty_item_is_an_empty_address(api: Api, shipped: dict[str, Any]) -> None:
    answer = put_list(api, shipped, *shipped["shipping_address"], {"country": "DE", "title": "Mr."})

    assert ids(answer)[:2] == ids(shipped)
    assert len(ids(answer)) == 3


@pytest.mark.parametrize("item_id", [4711, 0, -1, 10**30, "1", "x", True, 1.5, [], {}])
def test_it_rejects_an_id_that_is_none_of_its_shipping_addresses(
    api: Api, shipped: dict[str, Any], item_id: Any
) -> None:
    before = recorded()

    answer = api.put(
        shipped["id"], {"shipping_address": [ONE, {"id": item_id, "city": "X"}], "note": "changed"}
    )

    assert_invalid(answer, shipping_address=[{}, {"id": WRONG}])
    assert recorded() == before


def test_it_rejects_the_id_of_another_address(
    api: Api, other_api: Api, shipped: dict[str, Any], ana: dict[str, Any]
) -> None:
    theirs = other_api.create(shipping_address=[ONE])
    places = [ana["billing_address"], *ana["shipping_address"], *theirs["shipping_address"]]
    before = recorded()

    for place in places:
        answer = api.put(shipped["id"], {"shipping_address": [{"id": place["id"]}]})
        assert_invalid(answer, shipping_address=[{"id": WRONG}])
    own_billing = api.put(ana["id"], {"shipping_address": [{"id": ana["billing_address"]["id"]}]})
    assert_invalid(own_billing, shipping_address=[{"id": WRONG}])
    assert recorded() == before


def test_it_rejects_an_id_that_comes_twice(api: Api, shipped: dict[str, Any]) -> None:
    twice = {"id": ids(shipped)[0]}

    answer = api.put(shipped["id"], {"shipping_address": [twice, twice]})

    assert_invalid(answer, shipping_address=[{}, {"id": WRONG}])


def test_left_out_the_list_stays(api: Api, shipped: dict[str, Any]) -> None:
    assert api.put(shipped["id"], {"note": "x"}).json() == shipped | {"note": "x"}
