"""Changing a customer, and changing nothing."""

from datetime import UTC, datetime

import pytest

from crm.accounts.models import Account
from customers import services
from customers.changes import (
    AddressChange,
    ContactChange,
    CustomerChange,
    Source,
)
from customers.errors import CodeTaken, NotFound
from customers.models import (
    Address,
    Change,
    Customer,
)


def test_it_leaves_the_neighbours_alone(
    account: Account, source: Source, customer: Customer
) -> None:
    services.update(account, customer.pk, CustomerChange(note="Pays now"), source=source)

    before, customer = customer, Customer.objects.get(pk=customer.pk)
    assert customer.note == "Pays now"
    assert (customer.company, customer.website) == (before.company, before.website)
    assert customer.created == before.created
    assert customer.modified > before.modified
    assert Address.objects.count() == 2


@pytest.mark.parametrize("empty", ["", None])
def test_empty_clears_and_absent_does_not(
    account: Account, source: Source, customer: Customer, empty: str | None
) -> None:
    services.update(account, customer.pk, CustomerChange(note=empty), source=source)

    customer.refresh_from_db()
    assert customer.note == ""
    assert customer.website == "https://acme.example.com"


def test_nothing_changed_means_nothing_written(
    account: Account, source: Source, customer: Customer
) -> None:
    told = Change.objects.count()

    outcome = services.update(
        account,
        customer.pk,
        CustomerChange(
            code="ACME",
            company="Acme",
            primary=ContactChange(full_name="Jane Smith"),
            billing=AddressChange(line1="1 Main St", line2="", city="Springfield"),
        ),
        source=source,
    )

    assert outcome.change is None
    assert Change.objects.count() == told
    assert Customer.objects.get(pk=customer.pk).modified == customer.modified


def test_it_does_not_find_a_customer_of_another_account(
    other_account: Account, source: Source, customer: Customer
) -> None:
    with pytest.raises(NotFound):
        services.update(other_account, customer.pk, CustomerChange(note="x"), source=source)
    with pytest.raises(NotFound):
        services.discontinue(other_account, code="ACME", source=source)


@pytest.mark.parametrize("missing", [0, 999_999, 2**63, 10**30])
def test_it_does_not_find_what_is_not_there(account: Account, source: Source, missing: int) -> None:
    with pytest.raises(NotFound):
        services.update(account, missing, CustomerChange(note="x"), source=source)


def test_it_does_not_edit_a_part_of_another_customer(
    account: Account, source: Source, customer: Customer
) -> None:
    other = services.create(account, CustomerChange(code="B"), source=source)
    address = Address.objects.filter(customer=customer).first()
    assert address is not None

    with pytest.raises(NotFound):
        services.update(
            account,
            other.customer_id,
            CustomerChange(addresses=(AddressChange(id=address.pk, city="Elsewhere"),)),
            source=source,
        )


def test_a_code_can_change_and_the_old_one_is_free_then(
    account: Account, source: Source, customer: Customer
) -> None:
    services.update(account, customer.pk, CustomerChange(code="NEW"), source=source)
    services.create(account, CustomerChange(code="acme"), source=source)

    with pytest.raises(CodeTaken):
        services.update(account, customer.pk, CustomerChange(code="Acme"), source=source)


def test_codes_move_on_within_a_batch(account: Account, source: Source, customer: Customer) -> None:
    other = services.create(account, CustomerChange(code="B"), source=source).customer_id

    def rename(customer_id: int, code: str) -> services.Write:
        return services.Write(
            mode=services.Mode.UPDATE, customer_id=customer_id, change=CustomerChange(code=code)
        )

    outcomes = services.write(
        account,
        [
            rename(customer.pk, "C"),
            rename(other, "ACME"),
            services.Write(mode=services.Mode.CREATE, change=CustomerChange(code="b")),
            rename(customer.pk, "acme"),
        ],
        source=source,
    )

    assert [type(outcome.error) for outcome in outcomes] == [type(None)] * 3 + [CodeTaken]
    codes = Customer.objects.order_by("pk").values_list("code", "code_key")
    assert list(codes) == [("C", "c"), ("ACME", "acme"), ("b", "b")]


def test_a_cleared_code_is_made_from_the_number_again(
    account: Account, source: Source, customer: Customer
) -> None:
    services.update(account, customer.pk, CustomerChange(code=""), source=source)

    customer.refresh_from_db()
    assert customer.code == str(customer.number)


def test_a_write_of_the_past_is_dated_so(account: Account, source: Source) -> None:
    then = datetime(2023, 4, 15, 13, 30, tzinfo=UTC)

    services.create(account, CustomerChange(code="OLD"), source=Source(user=source.user, at=then))

    assert Customer.objects.get(code="OLD").created == then
    assert Change.objects.get().at == then
