"""Which customers a token reaches, and where it adds them."""

from collections.abc import Callable
from typing import Any

import pytest

from crm.accounts.models import Account, Store
from customers.models import Customer

from .conftest import Api, assert_error, statuses

ANN: dict[str, Any] = {"Email": "ann@example.com"}


def home() -> Store | None:
    return Customer.objects.select_related("home_store").get().home_store


def test_a_parents_token_reaches_its_children(
    api_with: Callable[..., Api], head: Store, north: Store
) -> None:
    result = api_with(head).add(**ANN, LocationId=north.pk)

    assert result["LocationId"] == north.pk
    assert home() == north


def test_a_childs_token_reaches_neither_parent_nor_sibling(
    api_with: Callable[..., Api], head: Store, north: Store, south: Store
) -> None:
    api = api_with(north)

    for store in (head, south):
        message = api.refuse(ANN | {"LocationId": store.pk})
        assert message == f"LocationId: Location {store.pk} is not among those of the token."
    assert not Customer.objects.exists()


def test_a_token_without_stores_reaches_all_of_its_account_only(
    api: Api, north: Store, other_account: Account
) -> None:
    theirs = Store.objects.create(account=other_account, name="Theirs")

    assert api.refuse(ANN | {"LocationId": theirs.pk}).startswith("LocationId: ")
    assert api.add(**ANN, LocationId=north.pk)["LocationId"] == north.pk


@pytest.mark.parametrize("none", [{}, {"LocationId": 0}, {"LocationId": None}])
def test_without_location_it_is_added_to_the_tokens_own(
    api_with: Callable[..., Api], head: Store, north: Store, none: dict[str, Any]
) -> None:
    assert api_with(head).add(**ANN, **none)["LocationId"] == head.pk
    assert home() == head


def test_without_location_it_is_added_to_the_first_that_the_call_names(
    api_with: Callable[..., Api], head: Store, north: Store, south: Store
) -> None:
    (result,) = api_with(head).upload(ANN, by=f"{south.pk}, {north.pk}")

    assert result["LocationId"] == south.pk


def test_a_token_without_stores_adds_without_a_home(api: Api, north: Store) -> None:
    assert api.add(**ANN)["LocationId"] == 0
    assert home() is None


def test_an_update_does_not_move_a_customer(api: Api, north: Store, south: Store) -> None:
    api.add(**ANN, LocationId=north.pk)

    result = api.add(**ANN, LocationId=south.pk)

    assert (result["Status"], result["LocationId"]) == ("Updated", north.pk)


def test_a_customer_of_a_store_out_of_reach_is_not_matched(
    api: Api, api_with: Callable[..., Api], north: Store, south: Store
) -> None:
    api.add(**ANN, LocationId=north.pk)

    assert api_with(south).add(**ANN)["Status"] == "Added"
    assert Customer.objects.count() == 2


def test_a_customer_without_a_home_is_everybodys(
    api: Api, api_with: Callable[..., Api], north: Store
) -> None:
    api.add(**ANN)

    assert api_with(north).add(**ANN)["Status"] == "Updated"


def test_restriction_narrows_what_is_matched(
    api_with: Callable[..., Api], head: Store, north: Store, south: Store
) -> None:
    api = api_with(head)
    api.add(**ANN, LocationId=north.pk)

    (result,) = api.upload(ANN, by=f"{south.pk}")

    assert (result["Status"], result["LocationId"]) == ("Added", south.pk)


def test_restriction_narrows_where_it_is_added(api: Api, north: Store, south: Store) -> None:
    (result,) = api.upload(ANN | {"LocationId": north.pk}, by=f"{south.pk}")

    assert result["Status"] == "Error"


@pytest.mark.parametrize("name", ["restrictByLocations", "RESTRICTBYLOCATIONS"])
def test_it_rejects_a_restriction_out_of_reach(
    api: Api, api_with: Callable[..., Api], north: Store, south: Store, name: str
) -> None:
    pk = south.pk

    answer = api_with(north).post({"Customers": [ANN]}, **{name: f"{north.pk},{pk}"})

    assert_error(answer, 400, f"restrictByLocations: location {pk} ")
    assert not Customer.objects.exists()


@pytest.mark.parametrize("text", ["x", "1;2", "1.5", "-1", "9" * 30, "\0", "1,x", "٣"])
def test_it_rejects_a_restriction_that_is_no_list_of_ids(api: Api, north: Store, text: str) -> None:
    assert_error(api.post([ANN], restrictByLocations=text), 400, "restrictByLocations")


def test_an_empty_restriction_is_none(api: Api, north: Store) -> None:
    assert api.post([ANN], restrictByLocations=" , ").status_code == 200


def test_a_restriction_in_an_account_without_stores_is_not_dropped_in_silence(api: Api) -> None:
    assert_error(api.post([ANN], restrictByLocations="1"), 400, "location 1 ")


def test_shared_customers_can_be_left_out_of_the_match(
    api: Api, north: Store, south: Store
) -> None:
    api.add(**ANN, LocationId=north.pk)
    api.add(Email="bob@example.com")

    results = api.upload(
        ANN | {"LocationId": south.pk},
        ANN | {"LocationId": north.pk},
        {"Email": "bob@example.com", "LocationId": north.pk},
        {"Email": "bob@example.com"},
        IgnoreSharedCustomers=True,
    )

    assert statuses(results) == ["Added", "Updated", "Added", "Updated"]


def test_a_code_out_of_reach_stays_taken(
    api: Api, api_with: Callable[..., Api], north: Store, south: Store
) -> None:
    api.add(CustomerCode="C1", LocationId=north.pk)

    message = api_with(south).refuse({"CustomerCode": "c1"})

    assert message == "CustomerCode: 'c1' belongs to another customer."


def test_without_any_stores_locations_mean_nothing(api: Api) -> None:
    results = api.upload(ANN | {"LocationId": 7}, ANN | {"LocationId": 8}, ANN)

    assert [result["LocationId"] for result in results] == [7, 8, 0]
    assert statuses(results) == ["Added", "Updated", "Updated"]
    assert home() is None


def test_grandchildren_are_reached_and_a_circle_ends(
    api_with: Callable[..., Api], account: Account, head: Store, north: Store
) -> None:
    kiosk = Store.objects.create(account=account, name="Kiosk", parent=north)
    Store.objects.filter(pk=head.pk).update(parent=kiosk)

    assert api_with(head).add(**ANN, LocationId=kiosk.pk)["LocationId"] == kiosk.pk
