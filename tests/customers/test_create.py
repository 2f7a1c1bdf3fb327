"""Making a customer."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from contacts.models import Contact
from crm.accounts.models import Account
from customers import services
from customers.changes import AddressChange, ContactChange, CustomerChange, PhoneChange, Source
from customers.errors import CodeTaken, Invalid
from customers.models import AccountCounters, Address, Change, Customer, CustomerContact


def test_it_keeps_what_was_written_and_what_it_means(account: Account, source: Source) -> None:
    outcome = services.create(
        account,
        CustomerChange(
            code="Acme",
            company="Acme Corporation",
            email="Orders@Acme.Example.COM",
            phone="(312) 555-0100",
            credit_limit=Decimal(10000),
            primary=ContactChange(
                first_name="Jane",
                last_name="Smith",
                email="Jane@Acme.Example.com",
                phones=(PhoneChange(type="cell", number="312 555 0101"),),
            ),
            billing=AddressChange(kind="billing", state="Bayern", country="Deutschland"),
        ),
        source=source,
    )

    customer = Customer.objects.get(pk=outcome.customer_id)
    assert (customer.code, customer.code_key) == ("Acme", "acme")
    assert (customer.email, customer.email_key) == (
        "Orders@Acme.Example.COM",
        "orders@acme.example.com",
    )
    assert (customer.phone, customer.phone_e164) == ("(312) 555-0100", "+13125550100")
    assert customer.credit_limit == Decimal("10000.00")
    address = customer.addresses.get()
    assert (address.country, address.country_code) == ("Deutschland", "DE")
    assert (address.state, address.state_code) == ("Bayern", "DE-BY")
    link = customer.contact_links.select_related("contact").get()
    assert link.is_primary
    assert link.contact.email_key == "jane@acme.example.com"
    assert link.contact.phones.get().e164 == "+13125550101"


def test_it_numbers_customers_per_account(
    account: Account, other_account: Account, source: Source
) -> None:
    for tenant in (account, account, other_account):
        services.create(tenant, CustomerChange(company="A"), source=source)

    assert list(Customer.objects.filter(account=account).values_list("number", flat=True)) == [1, 2]
    assert Customer.objects.get(account=other_account).number == 1


def test_a_refused_customer_leaves_no_gap(account: Account, source: Source) -> None:
    services.create(account, CustomerChange(code="A"), source=source)
    with pytest.raises(CodeTaken):
        services.create(account, CustomerChange(code="a"), source=source)
    services.create(account, CustomerChange(code="B"), source=source)

    assert list(Customer.objects.values_list("number", "code")) == [(1, "A"), (2, "B")]
    assert list(Change.objects.order_by("sequence").values_list("sequence", flat=True)) == [1, 2]


def test_it_makes_the_code_from_the_number(account: Account, source: Source) -> None:
    services.create(account, CustomerChange(company="First"), source=source)

    assert Customer.objects.get().code == "1"


def test_it_finds_another_code_when_a_client_has_taken_the_number(
    account: Account, source: Source
) -> None:
    services.create(account, CustomerChange(code="2"), source=source)
    services.create(account, CustomerChange(company="Second"), source=source)

    assert Customer.objects.get(number=2).code == "2-2"


def test_a_code_of_another_account_is_free(
    account: Account, other_account: Account, source: Source
) -> None:
    services.create(account, CustomerChange(code="A"), source=source)
    services.create(other_account, CustomerChange(code="a"), source=source)

    assert Customer.objects.count() == 2


def test_a_discontinued_customer_keeps_its_code(account: Account, source: Source) -> None:
    first = services.create(account, CustomerChange(code="A"), source=source)
    services.discontinue(account, customer_id=first.customer_id, source=source)

    with pytest.raises(CodeTaken):
        services.create(account, CustomerChange(code="A"), source=source)


def test_it_keeps_the_totals(account: Account, source: Source) -> None:
    first = services.create(account, CustomerChange(code="A"), source=source)
    services.create(account, CustomerChange(code="B"), source=source)
    services.discontinue(account, customer_id=first.customer_id, source=source)

    counters = AccountCounters.objects.get(account=account)
    assert (counters.customers, counters.active_customers) == (2, 1)

    services.revive(account, first.customer_id, source=source)

    counters.refresh_from_db()
    assert (counters.customers, counters.active_customers) == (2, 2)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (CustomerChange(company="A\0B"), "company"),
        (CustomerChange(company="half \ud800"), "company"),
        (CustomerChange(company="x" * 100_000), "company"),
        (CustomerChange(note="x" * 100_000), "note"),
        (CustomerChange(code="x" * 101), "code"),
        (CustomerChange(company=5), "company"),  # type: ignore[arg-type]
        (CustomerChange(credit_limit=Decimal(-1)), "credit_limit"),
        (CustomerChange(credit_limit=Decimal("1e20")), "credit_limit"),
        (CustomerChange(credit_limit=Decimal("NaN")), "credit_limit"),
        (CustomerChange(discount_rate=Decimal("100.01")), "discount_rate"),
        (CustomerChange(current_balance=None), "current_balance"),  # type: ignore[arg-type]
        (CustomerChange(currency="dollars"), "currency"),
        (CustomerChange(channel=-1), "channel"),
        (CustomerChange(customer_since=datetime(1, 1, 1, tzinfo=UTC)), "customer_since"),
        (CustomerChange(customer_since=datetime(9999, 1, 1, tzinfo=UTC)), "customer_since"),
        (CustomerChange(customer_since=datetime(2024, 1, 1)), "customer_since"),  # noqa: DTZ001
        (CustomerChange(group_id=7), "group_id"),
        (CustomerChange(group_id="7"), "group_id"),  # type: ignore[arg-type]
        (CustomerChange(name="x" * 1000), "name"),
        (CustomerChange(primary=ContactChange(first_name="a\0")), "primary.first_name"),
        (CustomerChange(primary=ContactChange(full_name="a" * 500)), "primary.full_name"),
        (CustomerChange(primary=ContactChange(gender="x", first_name="A")), "primary.gender"),
        (CustomerChange(billing=AddressChange(city="x" * 201)), "billing.city"),
        (CustomerChange(addresses=(AddressChange(kind="moon"),)), "addresses.new.kind"),
    ],
)
def test_it_refuses_what_cannot_be_stored(
    account: Account, source: Source, change: CustomerChange, field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        services.create(account, change, source=source)

    assert list(refusal.value.fields) == [field]
    assert not Customer.objects.exists()
    assert not Change.objects.exists()


def test_it_says_all_that_is_wrong_at_once(account: Account, source: Source) -> None:
    with pytest.raises(Invalid) as refusal:
        services.create(
            account, CustomerChange(company="\0", billing=AddressChange(city="\0")), source=source
        )

    assert list(refusal.value.fields) == ["company", "billing.city"]


def test_it_makes_no_empty_contact_or_address(account: Account, source: Source) -> None:
    services.create(
        account,
        CustomerChange(
            code="A",
            primary=ContactChange(full_name=""),
            billing=AddressChange(city="", line1=None),
        ),
        source=source,
    )

    assert not CustomerContact.objects.exists()
    assert not Address.objects.exists()


def test_a_batch_costs_no_more_statements_than_one(
    account: Account, source: Source, django_assert_max_num_queries: object
) -> None:
    def batch(prefix: str, size: int) -> list[services.Write]:
        return [
            services.Write(
                mode=services.Mode.UPSERT,
                change=CustomerChange(
                    code=f"{prefix}{row}",
                    name=f"Company {row}",
                    primary=ContactChange(full_name=f"Person {row}"),
                    billing=AddressChange(city=f"City {row}"),
                ),
            )
            for row in range(size)
        ]

    services.write(account, batch("warm-up", 1), source=source)
    with django_assert_max_num_queries(15):  # type: ignore[operator]
        services.write(account, batch("one", 1), source=source)
    with django_assert_max_num_queries(15):  # type: ignore[operator]
        services.write(account, batch("many", 30), source=source)


def test_an_instant_is_stored_to_the_second(account: Account, source: Source) -> None:
    """Dublin was 25 minutes and 21 seconds behind until 1916."""
    born = datetime(1910, 5, 31, tzinfo=ZoneInfo("Europe/Dublin"))

    services.create(
        account,
        CustomerChange(primary=ContactChange(first_name="Ann", birthday=born)),
        source=source,
    )

    assert Contact.objects.get().birthday == born
