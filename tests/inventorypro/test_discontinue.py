"""DELETE Customer/{id}"""

from customers.models import Change, Customer

from .conftest import Api, assert_error


def test_it_marks_the_customer_and_keeps_its_history(api: Api) -> None:
    api.post({"shortID": "A", "name": "Acme"})

    answer = api.delete("a")

    assert answer.status_code == 204
    assert answer.content == b""
    assert api.get("Customer/A").json()["active"] is False
    assert [change.action for change in Change.objects.order_by("sequence")] == [
        "created",
        "discontinued",
    ]


def test_again_is_no_error_and_no_change(api: Api) -> None:
    api.post({"shortID": "A"})
    api.delete("A")
    modified = Customer.objects.get().modified

    assert api.delete("A").status_code == 204

    assert Customer.objects.get().modified == modified
    assert Change.objects.count() == 2


def test_an_unknown_customer_is_not_found(api: Api) -> None:
    for short_id in ("A", "%00", "x" * 5_000):
        assert_error(api.delete(short_id), 404, "not_found")


def test_the_list_cannot_be_discontinued(api: Api) -> None:
    assert_error(api.delete("All"), 501, "not_implemented")
