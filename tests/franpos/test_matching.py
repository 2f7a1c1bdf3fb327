"""Which customer a row means: by e-mail, code or cell phone, and never by a guess."""

import pytest

from customers.models import Customer

from .conftest import Api, statuses


@pytest.mark.parametrize(
    ("there", "sent"),
    [
        ({"Email": "ann@example.com"}, {"Email": " ANN@Example.COM"}),
        ({"CustomerCode": "C1"}, {"CustomerCode": "c1"}),
        ({"CellPhone": "(312) 555-0147"}, {"CellPhone": "+13125550147"}),
        ({"Email": "ann@example.com"}, {"Email": "ann@example.com", "CustomerCode": "NEW"}),
    ],
)
def test_any_key_finds_the_customer(api: Api, there: dict[str, str], sent: dict[str, str]) -> None:
    results = api.upload({"FirstName": "Ann"} | there, {"LastName": "Lee"} | sent)

    assert statuses(results) == ["Added", "Updated"]
    assert [customer.name for customer in Customer.objects.all()] == ["Ann Lee"]


def test_rows_see_each_other_along_a_chain(api: Api) -> None:
    results = api.upload(
        {"Email": "ann@example.com", "FirstName": "Ann"},
        {"Email": "ann@example.com", "CellPhone": "312 555 0147"},
        {"CellPhone": "312-555-0147", "LastName": "Lee"},
    )

    assert statuses(results) == ["Added", "Updated", "Updated"]
    assert Customer.objects.get().name == "Ann Lee"
    assert all(result["LastName"] == "Lee" for result in results)


def test_keys_of_two_customers_are_an_error_that_names_them(api: Api) -> None:
    api.upload(
        {"CustomerCode": "A", "Email": "ann@example.com", "FirstName": "Ann"},
        {"CustomerCode": "B", "CellPhone": "312 555 0147", "FirstName": "Bob"},
    )

    message = api.refuse({"Email": "ann@example.com", "CellPhone": "312 555 0147"})

    assert "A (Ann) by Email" in message
    assert "B (Bob) by CellPhone" in message
    assert [c.name for c in Customer.objects.order_by("pk")] == ["Ann", "Bob"]


def test_a_key_that_two_customers_share_is_an_error(api: Api) -> None:
    api.add(Email="ann@example.com", CustomerCode="A")
    api.add(CustomerCode="B")
    Customer.objects.update(email="ann@example.com", email_key="ann@example.com")

    message = api.refuse({"Email": "ann@example.com", "FirstName": "Ann"})

    assert "A (no name) by Email; B (no name) by Email" in message


def test_an_ambiguous_row_does_not_disturb_the_others(api: Api) -> None:
    results = api.upload(
        {"Email": "ann@example.com"},
        {"CustomerCode": "B"},
        {"Email": "ann@example.com", "CustomerCode": "B"},
        {"CustomerCode": "B", "FirstName": "Bob"},
    )

    assert statuses(results) == ["Added", "Added", "Error", "Updated"]


def test_a_row_with_a_name_and_no_key_adds_each_time(api: Api) -> None:
    results = api.upload({"FirstName": "Ann"}, {"FirstName": "Ann", "Email": " "})

    assert statuses(results) == ["Added", "Added"]
    assert Customer.objects.count() == 2


@pytest.mark.parametrize("row", [{}, {"City": "Chicago"}, {"FirstName": " ", "CellPhone": None}])
def test_it_rejects_a_row_that_is_nobody(api: Api, row: dict[str, object]) -> None:
    message = api.refuse(row)

    assert message == (
        "One of these is required: Email, CustomerCode, CellPhone, FirstName, LastName."
    )


def test_a_number_of_a_town_only_finds_nobody(api: Api) -> None:
    results = api.upload({"CellPhone": "555-0100"}, {"CellPhone": "555-0100"})

    assert statuses(results) == ["Added", "Added"]


def test_customers_of_another_account_are_not_found(api: Api, other_api: Api) -> None:
    row = {"Email": "ann@example.com", "CustomerCode": "C1", "CellPhone": "+13125550147"}

    assert api.add(**row)["Status"] == "Added"
    assert other_api.add(**row)["Status"] == "Added"
