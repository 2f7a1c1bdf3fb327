"""Changing a customer, and changing nothing."""

from datetime import UTC, datetime

import pytest

from crm.accounts.models import Account
from customers import services
from customers.changes import (
    AddressChange,
    AliasChange,
    ContactChange,
    CustomerChange,
    NoteEntryChange,
    PhoneChange,
    Source,
    SupplierAccountChange,
)
from customers.errors import CodeTaken, Invalid, NotFound
from customers.models import (
    Address,
    Alias,
    Change,
    Customer,
    CustomerContact,
    CustomerGroup,
    NoteEntry,
    Supplier,
)


@pytest.fixture
def customer(account: Account, source: Source) -> Customer:
    outcome = services.create(
        account,
        CustomerChange(
            code="ACME",
            company="Acme",
            website="https://acme.example.com",
            note="Pays late",
            primary=ContactChange(first_name="Jane", last_name="Smith", job_title="Buyer"),
            billing=AddressChange(line1="1 Main St", city="Springfield"),
            addresses=(AddressChange(kind="shipping", city="Rockford"),),
        ),
        source=source,
    )
    return Customer.objects.get(pk=outcome.customer_id)


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


def test_a_cleared_code_is_made_from_the_number_again(
    account: Account, source: Source, customer: Customer
) -> None:
    services.update(account, customer.pk, CustomerChange(code=""), source=source)

    customer.refresh_from_db()
    assert customer.code == str(customer.number)


def test_a_new_primary_contact_unseats_the_old_one(
    account: Account, source: Source, customer: Customer
) -> None:
    services.update(
        account,
        customer.pk,
        CustomerChange(contacts=(ContactChange(first_name="Tom", is_primary=True),)),
        source=source,
    )

    links = CustomerContact.objects.filter(customer=customer).select_related("contact")
    assert [(link.contact.first_name, link.is_primary) for link in links] == [
        ("Jane", False),
        ("Tom", True),
    ]


def test_the_oldest_contact_takes_over_when_the_primary_one_goes(
    account: Account, source: Source, customer: Customer
) -> None:
    jane = CustomerContact.objects.get(customer=customer)
    services.update(
        account,
        customer.pk,
        CustomerChange(contacts=(ContactChange(first_name="Tom"), ContactChange(first_name="Ann"))),
        source=source,
    )

    services.update(
        account,
        customer.pk,
        CustomerChange(contacts=(ContactChange(id=jane.pk, remove=True),)),
        source=source,
    )

    primary = CustomerContact.objects.get(customer=customer, is_primary=True)
    assert primary.contact.first_name == "Tom"


def test_demoting_the_primary_contact_promotes_another(
    account: Account, source: Source, customer: Customer
) -> None:
    jane = CustomerContact.objects.get(customer=customer)
    services.update(
        account,
        customer.pk,
        CustomerChange(
            contacts=(
                ContactChange(first_name="Tom"),
                ContactChange(id=jane.pk, is_primary=False),
            )
        ),
        source=source,
    )

    primary = CustomerContact.objects.get(customer=customer, is_primary=True)
    assert primary.contact.first_name == "Tom"


def test_one_address_of_a_kind_is_primary(
    account: Account, source: Source, customer: Customer
) -> None:
    services.update(
        account,
        customer.pk,
        CustomerChange(
            addresses=(AddressChange(kind="shipping", city="Chicago", is_primary=True),)
        ),
        source=source,
    )

    addresses = Address.objects.filter(customer=customer, is_primary=True)
    assert sorted(addresses.values_list("kind", "city")) == [
        ("billing", "Springfield"),
        ("shipping", "Chicago"),
    ]


def test_it_refuses_a_second_billing_address(
    account: Account, source: Source, customer: Customer
) -> None:
    with pytest.raises(Invalid) as refusal:
        services.update(
            account,
            customer.pk,
            CustomerChange(addresses=(AddressChange(kind="billing", city="X"),)),
            source=source,
        )

    assert list(refusal.value.fields) == ["addresses.new.kind"]


def test_phones_come_change_and_go(account: Account, source: Source, customer: Customer) -> None:
    def phones(*changes: PhoneChange) -> list[tuple[str, str]]:
        change = CustomerChange(primary=ContactChange(phones=changes))
        services.update(account, customer.pk, change, source=source)
        contact = CustomerContact.objects.get(customer=customer).contact
        return list(contact.phones.values_list("type", "number"))

    assert phones(PhoneChange(type="cell", number="1")) == [("cell", "1")]
    assert phones(PhoneChange(type="home", number="2")) == [("cell", "1"), ("home", "2")]
    cell = CustomerContact.objects.get(customer=customer).contact.phones.first()
    assert cell is not None
    assert phones(PhoneChange(id=cell.pk, number="3")) == [("cell", "3"), ("home", "2")]
    assert phones(PhoneChange(id=cell.pk, number="")) == [("home", "2")]


def test_aliases_supplier_accounts_and_notes(
    account: Account, source: Source, customer: Customer
) -> None:
    supplier = Supplier.objects.create(account=account, name="Telco")
    services.update(
        account,
        customer.pk,
        CustomerChange(
            aliases=(AliasChange(name="Acme Inc."),),
            supplier_accounts=(SupplierAccountChange(supplier_id=supplier.pk, name="T-1"),),
            note_entries=(NoteEntryChange(text="Called", for_staff=True),),
        ),
        source=source,
    )

    assert Alias.objects.get().name_key == "acme inc."
    assert customer.supplier_accounts.get().supplier == supplier
    note = NoteEntry.objects.get()
    assert (note.text, note.for_staff, note.author) == ("Called", True, source.user)
    fields = Change.objects.latest("sequence").fields
    assert fields[f"note_entries.{note.pk}.text"] == [None, "Called"]


def test_it_refuses_the_same_alias_twice(
    account: Account, source: Source, customer: Customer
) -> None:
    with pytest.raises(Invalid):
        services.update(
            account,
            customer.pk,
            CustomerChange(aliases=(AliasChange(name="Acme"), AliasChange(name="ACME"))),
            source=source,
        )


def test_it_refuses_a_group_of_another_account(
    account: Account, other_account: Account, source: Source, customer: Customer
) -> None:
    group = CustomerGroup.objects.create(account=other_account, name="Theirs")

    with pytest.raises(Invalid):
        services.update(account, customer.pk, CustomerChange(group_id=group.pk), source=source)


def test_a_write_of_the_past_is_dated_so(account: Account, source: Source) -> None:
    then = datetime(2023, 4, 15, 13, 30, tzinfo=UTC)

    services.create(account, CustomerChange(code="OLD"), source=Source(user=source.user, at=then))

    assert Customer.objects.get(code="OLD").created == then
    assert Change.objects.get().at == then
