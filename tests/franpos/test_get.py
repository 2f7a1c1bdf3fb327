"""``GET Customers/{id}``"""

from collections.abc import Callable
from typing import Any

import pytest

from crm.accounts.models import Store
from customers.models import Customer

from .conftest import Api, assert_error, sample

UNKNOWN = ["4711", "0", "x", "-1", "1.5", "9" * 19, "9" * 5_000, "%00", "1%2F2", "All"]


def test_it_shows_the_members_of_the_page(api: Api) -> None:
    api.add(CustomerCode="C1")

    shown = api.read("C1")

    told: dict[str, object] = {
        "LocationId": 0,
        "CustomerId": Customer.objects.get().pk,
        "Dob": None,
        "Gender": 0,
        "CustomerCode": "C1",
        "Balance": 0.0,
        "RewardPoints": 0.0,
        "LeadSourceId": 0,
    }
    assert shown == dict.fromkeys(sample("get.response"), "") | told
    assert list(shown) == list(sample("get.response"))


@pytest.mark.parametrize("customer_id", UNKNOWN)
def test_an_unknown_customer_is_not_found(api: Api, customer_id: str) -> None:
    api.add(CustomerCode="C1")

    assert_error(api.get(customer_id), 404)


def test_a_discontinued_customer_is_found(api: Api) -> None:
    api.add(CustomerCode="C1")
    Customer.objects.update(is_active=False)

    assert api.read("C1")["CustomerCode"] == "C1"


def test_a_customer_out_of_reach_is_not_found(
    api: Api, api_with: Callable[..., Api], north: Store, south: Store
) -> None:
    api.upload({"CustomerCode": "N", "LocationId": north.pk}, {"CustomerCode": "0"})
    at_north, nowhere = Customer.objects.order_by("pk").values_list("pk", flat=True)

    assert api_with(north).get(at_north).json()["LocationId"] == north.pk
    assert_error(api_with(south).get(at_north), 404)
    assert api_with(south, codes=[130]).get(nowhere).status_code == 200
    assert_error(api.get(at_north, restrictByLocations=south.pk), 404)


def test_a_location_must_be_reached(
    api_with: Callable[..., Api], head: Store, north: Store, south: Store
) -> None:
    api = api_with(north)
    api.add(CustomerCode="C1")
    pk = Customer.objects.get().pk

    for location in (north.pk, 0, ""):
        assert api.get(pk, LocationID=location).status_code == 200
    assert_error(api.get(pk, locationId=south.pk), 404, f"Location {south.pk} ")
    assert_error(api.get(pk, locationId="x"), 400, "locationId")


def test_without_stores_a_location_means_nothing(api: Api) -> None:
    api.add(CustomerCode="C1")

    assert api.get(Customer.objects.get().pk, locationId=7).status_code == 200


def test_numbers_are_numbers_to_the_cent(api: Api) -> None:
    api.add(CustomerCode="C1", Balance="999999999999.99", RewardPoints=-0.01)

    shown = api.read("C1")

    assert (shown["Balance"], shown["RewardPoints"]) == (999999999999.99, -0.01)


def test_it_takes_one_query_however_much_there_is(
    api: Api, django_assert_num_queries: Callable[..., Any]
) -> None:
    api.add(CustomerCode="C1", FirstName="Ann", Notes="A", CellPhone="1", WorkPhone="2", City="X")
    for number in range(3):
        api.add(CustomerCode="C1", Notes=f"{number}")
    pk = Customer.objects.get().pk

    with django_assert_num_queries(1):
        api.get(pk)
