"""Whole lists written over the ones that are there: shipping addresses, phones."""

import pytest

from crm.accounts.models import Account
from customers import services
from customers.changes import AddressChange, ContactChange, CustomerChange, PhoneChange, Source
from customers.errors import Invalid
from customers.models import Address, Change, Customer, CustomerContact


def ship(account: Account, source: Source, customer: Customer, *items: AddressChange) -> None:
    services.update(account, customer.pk, CustomerChange(shipping=items), source=source)


def shipping(customer: Customer) -> list[tuple[int, str]]:
    rows = Address.objects.filter(customer=customer, kind="shipping").order_by("pk")
    return list(rows.values_list("pk", "city"))


ONE = AddressChange(line1="1 First St", postal_code="1", city="One", country="Deutschland")
TWO = AddressChange(line1="2 Second St", postal_code="2", city="Two", company="Acme")


def test_items_that_say_the_same_keep_their_ids(
    account: Account, source: Source, customer: Customer
) -> None:
    ship(account, source, customer, ONE, TWO)
    before = shipping(customer)
    told = Change.objects.count()

    ship(account, source, customer, TWO, ONE)

    assert shipping(customer) == before
    assert Change.objects.count() == told


def test_a_country_is_the_same_in_any_language(
    account: Account, source: Source, customer: Customer
) -> None:
    ship(account, source, customer, ONE)
    before = shipping(customer)

    again = AddressChange(line1="1 First St", postal_code="1", city="One", country="DE")
    ship(account, source, customer, again)

    assert shipping(customer) == before
    assert Address.objects.get(kind="shipping").country == "Deutschland"


def test_an_item_at_the_same_place_keeps_its_id_and_what_it_does_not_say(
    account: Account, source: Source, customer: Customer
) -> None:
    ship(account, source, customer, ONE, TWO)
    (_, (two, _)) = shipping(customer)

    moved = AddressChange(line1="2 SECOND st", postal_code="2", city="two", first_name="Ann")
    ship(account, source, customer, moved)

    assert shipping(customer) == [(two, "two")]
    address = Address.objects.get(pk=two)
    assert (address.first_name, address.company) == ("Ann", "Acme")


def test_what_is_not_in_the_list_goes_and_the_billing_address_stays(
    account: Account, source: Source, customer: Customer
) -> None:
    ship(account, source, customer, ONE, TWO)

    ship(account, source, customer)

    assert shipping(customer) == []
    assert Address.objects.get(customer=customer).kind == "billing"


def test_an_id_names_its_address_whatever_else_is_said(
    account: Account, source: Source, customer: Customer
) -> None:
    ship(account, source, customer, ONE, TWO)
    ((one, _), _) = shipping(customer)

    ship(account, source, customer, AddressChange(id=one, city="Three"), ONE)

    assert shipping(customer)[0] == (one, "Three")
    assert [city for _, city in shipping(customer)] == ["Three", "One"]


def test_an_id_that_is_not_of_the_list_is_refused(
    account: Account, source: Source, customer: Customer
) -> None:
    before = shipping(customer)
    billing = Address.objects.get(customer=customer, kind="billing")

    for foreign in (billing.pk, 999_999):
        with pytest.raises(Invalid) as refusal:
            ship(account, source, customer, TWO, AddressChange(id=foreign, city="x"))
        assert list(refusal.value.fields) == ["shipping.1.id"]

    assert shipping(customer) == before


def call(account: Account, source: Source, customer: Customer, *numbers: str) -> None:
    phones = tuple(PhoneChange(type="home", number=number) for number in numbers)
    change = CustomerChange(primary=ContactChange(all_phones=phones))
    services.update(account, customer.pk, change, source=source)


def phones(customer: Customer) -> dict[int, str]:
    contact = CustomerContact.objects.get(customer=customer).contact
    return dict(contact.phones.order_by("pk").values_list("pk", "number"))


def test_phones_that_stay_keep_their_rows(
    account: Account, source: Source, customer: Customer
) -> None:
    call(account, source, customer, "1", "2", "3")
    before = phones(customer)

    call(account, source, customer, "2", "3", "4")

    assert list(phones(customer).values()) == ["2", "3", "4"]
    assert {pk: number for pk, number in before.items() if number != "1"}.items() <= phones(
        customer
    ).items()


@pytest.mark.parametrize("numbers", [("2", "1"), ("3", "1", "2"), ("1", "1"), ()])
def test_phones_are_read_back_in_the_order_they_were_written(
    account: Account, source: Source, customer: Customer, numbers: tuple[str, ...]
) -> None:
    call(account, source, customer, "1", "2")

    call(account, source, customer, *numbers)

    assert tuple(phones(customer).values()) == numbers


def test_a_calling_code_goes_with_its_number(
    account: Account, source: Source, customer: Customer
) -> None:
    def phone(**columns: str) -> tuple[str, str, str]:
        services.update(account, customer.pk, CustomerChange(**columns), source=source)  # type: ignore[arg-type]
        row = Customer.objects.get(pk=customer.pk)
        return row.phone, row.phone_calling_code, row.phone_e164

    written = phone(phone="030 12341234", phone_calling_code="49")
    assert written == ("030 12341234", "49", "+493012341234")
    assert phone(phone="030 12341234") == written
    assert phone(phone="(312) 555-0100") == ("(312) 555-0100", "", "+13125550100")
