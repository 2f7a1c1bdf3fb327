"""The parts of a customer: contacts, phones, addresses, aliases, supplier accounts, notes."""

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
from customers.errors import Invalid
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


def test_a_state_means_nothing_without_its_country(
    account: Account, source: Source, customer: Customer
) -> None:
    for country, code in (("", ""), ("US", "US-FL"), ("NL", "NL-FL"), ("Atlantis", "")):
        services.update(
            account,
            customer.pk,
            CustomerChange(billing=AddressChange(state="FL", country=country)),
            source=source,
        )

        assert Address.objects.get(kind="billing").state_code == code


def test_addresses_can_trade_places(account: Account, source: Source, customer: Customer) -> None:
    billing, shipping = Address.objects.order_by("pk")

    services.update(
        account,
        customer.pk,
        CustomerChange(
            addresses=(
                AddressChange(id=billing.pk, kind="shipping"),
                AddressChange(id=shipping.pk, kind="billing"),
                AddressChange(kind="shipping", city="Third", is_primary=True),
            )
        ),
        source=source,
    )

    assert list(Address.objects.order_by("pk").values_list("city", "kind", "is_primary")) == [
        ("Springfield", "shipping", False),
        ("Rockford", "billing", True),
        ("Third", "shipping", True),
    ]


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


def test_two_aliases_can_swap_their_names(
    account: Account, source: Source, customer: Customer
) -> None:
    services.update(
        account,
        customer.pk,
        CustomerChange(aliases=(AliasChange(name="One"), AliasChange(name="Two"))),
        source=source,
    )
    one, two = Alias.objects.order_by("pk")

    services.update(
        account,
        customer.pk,
        CustomerChange(
            aliases=(
                AliasChange(id=one.pk, name="Spare"),
                AliasChange(id=two.pk, name="One"),
                AliasChange(id=one.pk, name="Two"),
            )
        ),
        source=source,
    )

    assert list(Alias.objects.order_by("pk").values_list("name", "name_key")) == [
        ("Two", "two"),
        ("One", "one"),
    ]
