"""Values of the account's own fields: kept as written, understood by type."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from crm.accounts.models import Account
from customers import services
from customers.changes import AddressChange, CustomerChange, Source
from customers.errors import Invalid
from customers.models import CustomField, CustomFieldValue


@pytest.fixture(autouse=True)
def _fields(account: Account) -> None:
    for kind in ("text", "number", "date", "yes/no"):
        CustomField.objects.create(account=account, target="customer", name=kind, type=kind)
    CustomField.objects.create(
        account=account, target="customer", name="choice", type="choice", choices=["Gold", "Tin"]
    )
    CustomField.objects.create(account=account, target="address", name="Dock")


@pytest.mark.parametrize(
    ("field", "text", "column", "meaning"),
    [
        ("text", " As it is ", "number", None),
        ("number", "1e3", "number", Decimal(1000)),
        ("number", "-0.50", "number", Decimal("-0.5")),
        ("number", "1e19", "number", Decimal(10**19)),
        ("date", "2024-05-31", "date", date(2024, 5, 31)),
        ("yes/no", "Yes", "number", Decimal(1)),
        ("yes/no", "false", "number", Decimal(0)),
        ("choice", "Tin", "number", None),
    ],
)
def test_it_keeps_the_text_and_its_meaning(
    account: Account, source: Source, field: str, text: str, column: str, meaning: Any
) -> None:
    services.create(account, CustomerChange(custom_fields={field: text}), source=source)

    value = CustomFieldValue.objects.get()
    assert value.value == text
    assert getattr(value, column) == meaning


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("number", "many"),
        ("number", "NaN"),
        ("number", "Infinity"),
        ("number", "1_0"),
        ("number", "\u0663"),
        ("number", "1e40"),
        ("number", "1e999999999"),
        ("date", "31.5.2024"),
        ("date", "2024-02-30"),
        ("yes/no", "perhaps"),
        ("choice", "gold"),
        ("text", "a\0"),
        ("text", "x" * 100_000),
        ("unheard of", "x"),
        ("Dock", "an address has docks"),
    ],
)
def test_it_refuses_what_the_field_cannot_hold(
    account: Account, source: Source, field: str, text: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        services.create(account, CustomerChange(custom_fields={field: text}), source=source)

    assert list(refusal.value.fields) == [f"custom_fields.{field}"]
    assert not CustomFieldValue.objects.exists()


@pytest.mark.parametrize("empty", ["", None])
def test_empty_clears_and_the_others_stay(
    account: Account, source: Source, empty: str | None
) -> None:
    pk = services.create(
        account, CustomerChange(custom_fields={"text": "a", "number": "1"}), source=source
    ).customer_id

    services.update(account, pk, CustomerChange(custom_fields={"TEXT": empty}), source=source)

    assert CustomFieldValue.objects.get().field.name == "number"


def test_a_field_of_an_address(account: Account, source: Source) -> None:
    pk = services.create(
        account,
        CustomerChange(
            addresses=(AddressChange(kind="shipping", custom_fields={"dock": "4"}),),
        ),
        source=source,
    ).customer_id
    value = CustomFieldValue.objects.get()

    services.update(
        account,
        pk,
        CustomerChange(addresses=(AddressChange(id=value.address_id, remove=True),)),
        source=source,
    )

    assert not CustomFieldValue.objects.exists()


def test_a_field_of_another_account_is_unknown(other_account: Account, source: Source) -> None:
    with pytest.raises(Invalid):
        services.create(other_account, CustomerChange(custom_fields={"text": "x"}), source=source)


@pytest.mark.parametrize(
    ("kind", "choices"),
    [("choice", []), ("choice", ["a", "a"]), ("choice", [1]), ("choice", "ab"), ("text", ["a"])],
)
def test_a_definition_must_make_sense(account: Account, kind: str, choices: Any) -> None:
    field = CustomField(account=account, target="customer", name="New", type=kind, choices=choices)

    with pytest.raises(ValidationError):
        field.full_clean()


def test_a_name_stands_once_whatever_its_case(account: Account) -> None:
    with pytest.raises(ValidationError, match="already"):
        CustomField(account=account, target="customer", name="TEXT").full_clean()
