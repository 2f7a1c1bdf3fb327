"""Every change leaves one row that says who, through what, from what to what."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from crm.accounts.models import Account
from customers import services
from customers.changes import AddressChange, ContactChange, CustomerChange, PhoneChange, Source
from customers.ledger import Told
from customers.models import Address, Change, Customer, CustomerContact, CustomField


def test_a_new_customer_is_told_whole(account: Account, source: Source) -> None:
    outcome = services.create(
        account,
        CustomerChange(
            code="A",
            company="Acme",
            credit_limit=Decimal(10),
            primary=ContactChange(
                first_name="Jane", phones=(PhoneChange(type="cell", number="1"),)
            ),
            billing=AddressChange(city="Springfield"),
        ),
        source=source,
    )

    contact = CustomerContact.objects.get()
    phone = contact.contact.phones.get()
    address = Address.objects.get()
    change = Change.objects.get()
    action = Change.Action(change.action)
    told = Told(change.sequence, change.customer_id, action, change.fields, "")
    assert outcome.change == told
    assert change.action == "created"
    assert change.fields == {
        "code": [None, "A"],
        "company": [None, "Acme"],
        "credit_limit": [None, "10.00"],
        f"contacts.{contact.pk}.first_name": [None, "Jane"],
        f"contacts.{contact.pk}.is_primary": [None, True],
        f"contacts.{contact.pk}.phones.{phone.pk}.number": [None, "1"],
        f"contacts.{contact.pk}.phones.{phone.pk}.type": [None, "cell"],
        f"addresses.{address.pk}.city": [None, "Springfield"],
        f"addresses.{address.pk}.is_primary": [None, True],
        f"addresses.{address.pk}.kind": [None, "billing"],
    }


def test_it_says_who_through_what(account: Account, source: Source) -> None:
    services.create(
        account,
        CustomerChange(code="A"),
        source=Source(
            user=source.user,
            client_id=7,
            client_name="Warehouse",
            dialect="some-api",
            version="v1",
            request_id="abc",
        ),
    )

    change = Change.objects.get()
    assert change.user == source.user
    assert (change.client_id, change.client_name) == (7, "Warehouse")
    assert (change.dialect, change.version, change.request_id) == ("some-api", "v1", "abc")
    assert change.matched_by == ""


def test_an_upsert_says_by_what_it_matched(account: Account, source: Source) -> None:
    for note in ("one", "two"):
        services.upsert(account, CustomerChange(code="A", note=note), source=source)

    created, updated = Change.objects.order_by("sequence")
    assert (created.action, created.matched_by) == ("created", "")
    assert (updated.action, updated.matched_by) == ("updated", "code")
    assert updated.fields == {"note": ["one", "two"]}


def test_ends_and_returns_have_names_of_their_own(account: Account, source: Source) -> None:
    pk = services.create(account, CustomerChange(code="A"), source=source).customer_id

    services.discontinue(account, customer_id=pk, source=source)
    services.discontinue(account, customer_id=pk, source=source)
    services.revive(account, pk, source=source)

    actions = Change.objects.order_by("sequence").values_list("action", "fields")
    assert list(actions)[1:] == [
        ("discontinued", {"is_active": [True, False]}),
        ("revived", {"is_active": [False, True]}),
    ]


def test_what_goes_is_told_with_all_it_held(account: Account, source: Source) -> None:
    pk = services.create(
        account,
        CustomerChange(
            contacts=(
                ContactChange(first_name="Jane", phones=(PhoneChange(type="cell", number="1"),)),
            )
        ),
        source=source,
    ).customer_id
    contact = CustomerContact.objects.get()
    phone = contact.contact.phones.get()

    services.update(
        account,
        pk,
        CustomerChange(contacts=(ContactChange(id=contact.pk, remove=True),)),
        source=source,
    )

    assert Change.objects.latest("sequence").fields == {
        f"contacts.{contact.pk}.first_name": ["Jane", None],
        f"contacts.{contact.pk}.is_primary": [True, None],
        f"contacts.{contact.pk}.phones.{phone.pk}.number": ["1", None],
        f"contacts.{contact.pk}.phones.{phone.pk}.type": ["cell", None],
    }
    assert not CustomerContact.objects.exists()


def test_custom_fields_are_told_by_their_names(account: Account, source: Source) -> None:
    CustomField.objects.create(account=account, target="customer", name="Region")
    pk = services.create(
        account, CustomerChange(custom_fields={"region": "North"}), source=source
    ).customer_id

    services.update(account, pk, CustomerChange(custom_fields={"Region": "South"}), source=source)

    fields = Change.objects.latest("sequence").fields
    assert fields == {"custom_fields.Region": ["North", "South"]}


def test_rows_of_one_batch_are_told_one_by_one(account: Account, source: Source) -> None:
    writes = [
        services.Write(mode=services.Mode.UPSERT, change=CustomerChange(code="A", note=note))
        for note in ("one", "two", "two")
    ]

    outcomes = services.write(account, writes, source=source)

    assert [outcome.created for outcome in outcomes] == [True, False, False]
    assert len({outcome.customer_id for outcome in outcomes}) == 1
    assert [outcome.change and outcome.change.action for outcome in outcomes] == [
        "created",
        "updated",
        None,
    ]
    assert Customer.objects.get().note == "two"


def test_a_bad_row_does_not_disturb_the_good_ones(account: Account, source: Source) -> None:
    good = CustomerChange(code="A", billing=AddressChange(city="Springfield"))
    bad = CustomerChange(
        code="A",
        company="x",
        billing=AddressChange(city="\0"),
        primary=ContactChange(first_name="J"),
    )
    after = CustomerChange(code="A", note="after")

    outcomes = services.write(
        account,
        [services.Write(mode=services.Mode.UPSERT, change=c) for c in (good, bad, after)],
        source=source,
    )

    assert [bool(outcome.error) for outcome in outcomes] == [False, True, False]
    customer = Customer.objects.get()
    assert (customer.company, customer.note) == ("", "after")
    assert not CustomerContact.objects.exists()
    assert customer.addresses.get().city == "Springfield"
    assert [change.sequence for change in Change.objects.order_by("sequence")] == [1, 2]


def test_the_change_and_its_row_live_and_die_together(account: Account, source: Source) -> None:
    def fail() -> None:
        with transaction.atomic():
            services.create(account, CustomerChange(code="A"), source=source)
            raise DatabaseError("the connection is lost")

    with pytest.raises(DatabaseError):
        fail()

    assert not Customer.objects.exists()
    assert not Change.objects.exists()
    services.create(account, CustomerChange(code="B"), source=source)
    assert Change.objects.get().sequence == 1
    assert Customer.objects.get().number == 1


def test_sequences_are_counted_per_account(
    account: Account, other_account: Account, source: Source
) -> None:
    for tenant in (account, other_account, account):
        services.create(tenant, CustomerChange(), source=source)

    told = Change.objects.filter(account=account).order_by("sequence")
    assert [change.sequence for change in told] == [1, 2]
