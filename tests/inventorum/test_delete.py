"""DELETE customers/{id}/"""

import pytest

from customers.models import Address, Change, Customer

from .conftest import Api, assert_error, sample


def test_it_answers_as_the_page_prints(api: Api) -> None:
    created = api.create()

    answer = api.delete(created["id"])

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert answer.json() == sample("delete.response")


def test_it_answers_without_the_slash_too(api: Api) -> None:
    created = api.create()

    assert api("DELETE", f"customers/{created['id']}").status_code == 200


def test_the_customer_is_gone_for_inventorum(api: Api) -> None:
    created = api.create(is_favourite=True)

    api.delete(created["id"])

    assert_error(api.one(created["id"]), 404, "common.unknown")
    assert_error(api.put(created["id"], {"note": "x"}), 404, "common.unknown")
    assert_error(api.delete(created["id"]), 404, "common.unknown")
    for path in ("customers/", "customers/favourites/"):
        assert api.get(path).json() == {"total": 0, "data": []}


def test_the_customer_is_kept_for_the_record(api: Api) -> None:
    created = api.create(**sample("create.request"))

    api.delete(created["id"])

    customer = Customer.objects.get()
    assert (customer.is_active, customer.company) == (False, "Inventorum")
    assert Address.objects.count() == 2
    created_change, discontinued = Change.objects.order_by("sequence")
    assert (created_change.action, discontinued.action) == ("created", "discontinued")
    assert discontinued.fields == {"is_active": [True, False]}
    assert (discontinued.dialect, discontinued.version) == ("inventorum", "12")
    assert discontinued.client_name == "Till"


def test_again_changes_nothing(api: Api) -> None:
    created = api.create()
    api.delete(created["id"])
    modified = Customer.objects.get().modified

    api.delete(created["id"])

    assert Customer.objects.get().modified == modified
    assert Change.objects.count() == 2


def test_its_number_is_not_given_again(api: Api) -> None:
    api.delete(api.create()["id"])

    assert api.create()["account_scoped_id"] == 2


@pytest.mark.parametrize(
    "customer_id", ["4711", "0", "word", "9" * 30, "9" * 5_000, "%00", "%D9%A1", "x" * 5_000]
)
def test_an_unknown_customer_is_answered_as_the_page_prints(api: Api, customer_id: str) -> None:
    api.create()

    answer = api.delete(customer_id)

    assert answer.status_code == 404
    assert answer.json() == sample("not_found.error")
    assert Customer.objects.get().is_active


def test_a_customer_of_another_account_stays(api: Api, other_api: Api) -> None:
    created = api.create()

    assert_error(other_api.delete(created["id"]), 404, "common.unknown")
    assert Customer.objects.get().is_active


def test_the_lists_cannot_be_discontinued(api: Api) -> None:
    api.create(is_favourite=True)

    for path in ("customers/", "customers/favourites/"):
        assert_error(api("DELETE", path), 405, "common.method_not_allowed")
    assert Customer.objects.get().is_active
