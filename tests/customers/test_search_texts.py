"""What a search looks at follows what is written."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from crm.accounts.models import Account
from customers import queries, services
from customers.changes import (
    AddressChange,
    AliasChange,
    ContactChange,
    CustomerChange,
    PhoneChange,
    Source,
)
from customers.models import Customer, SearchText


def found(account: Account, text: str) -> list[int]:
    customers = queries.matching(account, text, everywhere=True)
    return [customer.pk for customer in customers]


@pytest.fixture
def write(account: Account, source: Source, customer: Customer) -> Any:
    """A change of the customer."""
    return lambda **columns: services.update(
        account, customer.pk, CustomerChange(**columns), source=source
    )


@pytest.mark.parametrize(
    ("columns", "gone", "new"),
    [
        ({"company": "Zenith"}, "acme", "zenith"),
        ({"email": "z@zenith.example"}, "@acme", "z@zenith"),
        ({"code": "Z-1"}, "acme-1", "z-1"),
        ({"phone": "+13125550199"}, "5550100", "5550199"),
        ({"primary": ContactChange(last_name="Zimmer")}, "smith", "zimmer"),
        ({"primary": ContactChange(email="z@home.example")}, "jane@", "z@home"),
        ({"billing": AddressChange(city="Zion")}, "springfield", "zion"),
        ({"shipping": (AddressChange(city="Zion"),)}, "rockford", "zion"),
        ({"aliases": (AliasChange(name="Zeta"),)}, "zzz", "zeta"),
        (
            {"primary": ContactChange(all_phones=(PhoneChange(number="+13125550188"),))},
            "5550177",
            "5550188",
        ),
    ],
)
def test_the_new_is_found_and_the_old_no_more(
    account: Account, source: Source, columns: dict[str, Any], gone: str, new: str
) -> None:
    change = CustomerChange(
        code="ACME-1",
        company="Acme Bolts",
        email="info@acme.example",
        phone="+13125550100",
        primary=ContactChange(
            first_name="Jane",
            last_name="Smith",
            email="jane@home.example",
            phones=(PhoneChange(number="+13125550177"),),
        ),
        billing=AddressChange(city="Springfield"),
        addresses=(AddressChange(kind="shipping", city="Rockford"),),
    )
    pk = services.create(account, change, source=source).customer_id
    before = found(account, gone)
    if "company" in columns:
        columns = columns | {"code": "Z", "email": ""}

    services.update(account, pk, CustomerChange(**columns), source=source)

    assert before == ([] if gone == "zzz" else [pk])
    assert (found(account, gone), found(account, new)) == ([], [pk])
    assert ", 0 texts written" in rebuild()  # what is read anew is what was known


def test_what_is_removed_is_not_found(account: Account, customer: Customer, write: Any) -> None:
    contact = customer.contacts.get()

    write(contacts=(ContactChange(id=contact.pk, remove=True),))

    assert found(account, "smith") == []
    assert found(account, "springfield") == [customer.pk]


def test_no_text_stands_twice(account: Account, source: Source) -> None:
    change = CustomerChange(
        name="Jane Smith", phone="312 555 0100", fax="+1 312 555 0100", email="Jane@Example.com"
    )
    pk = services.create(account, change, source=source).customer_id

    texts = SearchText.objects.get(pk=pk)

    assert (texts.names, texts.details) == ("jane smith\njane@example.com", "1\n13125550100")


def test_a_change_of_nothing_searched_touches_no_text(customer: Customer, write: Any) -> None:
    with connection.execute_wrapper(refuse_search_texts):
        write(note="Pays", credit_limit=100, is_vip=True, billing=AddressChange(line1="2 Side St"))


def refuse_search_texts(execute: Any, sql: str, *rest: Any) -> Any:
    assert not is_of_texts(sql)
    return execute(sql, *rest)


def is_of_texts(sql: str) -> bool:
    """Whether it is a statement more for the texts; with the record, in one, they are read."""
    return "searchtext" in sql and 'FROM "customers_searchtext" U0' not in sql


def test_a_batch_costs_one_statement_for_its_texts(account: Account, source: Source) -> None:
    asked: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        asked.extend(["texts"] if is_of_texts(sql) else [])
        return execute(sql, *rest)

    def batch(names: str, size: int) -> list[services.Write]:
        return [
            services.Write(
                mode=services.Mode.UPSERT,
                change=CustomerChange(code=f"C{row}", company=f"{names} {row}"),
            )
            for row in range(size)
        ]

    for names, size in (("A", 1), ("A", 30), ("B", 1), ("B", 30)):
        asked.clear()
        with connection.execute_wrapper(count):
            services.write(account, batch(names, size), source=source)
        assert len(asked) == 1


def test_a_rebuild_makes_good_what_is_wrong(account: Account, customer: Customer) -> None:
    right = SearchText.objects.values().get()
    texts = SearchText.objects.all()
    for spoil in (texts.delete, lambda: texts.update(names="x", details="")):
        spoil()
        assert found(account, "acme") == []

        assert "1 texts written" in rebuild()

        assert found(account, "acme") == [customer.pk]
        assert SearchText.objects.values().get() == right
    assert "1 customers, 0 texts written" in rebuild()


def rebuild() -> str:
    out = StringIO()
    call_command("rebuild_search", stdout=out, stderr=StringIO())
    return out.getvalue()


def test_texts_that_nobody_expected_to_change_are_read_and_written(
    account: Account, source: Source
) -> None:
    """A name that somebody wrote with SQL is made right by the next change, whatever that is of."""
    change = CustomerChange(name="Acme", phone="312 555 0100")
    pk = services.create(account, change, source=source).customer_id
    Customer.objects.update(name="Spoilt")
    rebuild()
    assert found(account, "spoilt") == [pk]

    services.update(account, pk, CustomerChange(note="Pays"), source=source)

    assert (found(account, "spoilt"), found(account, "acme")) == ([], [pk])
    assert found(account, "3125550100") == [pk]
