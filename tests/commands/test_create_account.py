import pytest
from django.core.management.base import CommandError

from crm.accounts.models import Account

from .conftest import Run

pytestmark = pytest.mark.django_db


def test_it_makes_an_account(run: Run) -> None:
    said = run(
        *("create_account", "muster", "--name", "Muster AG", "--timezone", "Europe/Zurich"),
        *("--country", "CH", "--currency", "CHF"),
    )

    account = Account.objects.get()
    assert (account.slug, account.name, account.timezone) == (
        "muster",
        "Muster AG",
        "Europe/Zurich",
    )
    assert (account.country, account.currency) == ("CH", "CHF")
    assert said == "Created account muster.\n"


def test_it_needs_only_a_slug(run: Run) -> None:
    run("create_account", "muster")

    account = Account.objects.get()
    assert (account.name, account.timezone) == ("muster", "UTC")
    assert (account.country, account.currency) == ("US", "USD")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a", "--timezone", "Mars/Olympus"], "Unknown time zone"),
        (["a", "--timezone", ""], "timezone"),
        (["a", "--country", "Germany"], "country"),
        (["a", "--country", "de"], "country"),
        (["a", "--country", "XX"], "No country has the code XX"),
        (["a", "--currency", "EURO"], "currency"),
        (["a", "--currency", "ZZZ"], "No currency has the code ZZZ"),
        (["a b"], "slug"),
        ([""], "slug"),
        (["a\0"], "NUL"),
        (["a" * 51], "slug"),
        (["a", "--name", ""], "name"),
        (["a", "--name", " "], "name"),
        (["a", "--name", "x\0"], "NUL"),
        (["a", "--name", "x\udcff"], "half a character"),
        (["a", "--name", "x" * 201], "name"),
    ],
)
def test_it_rejects_a_bad_value(run: Run, arguments: list[str], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        run("create_account", *arguments)

    assert not Account.objects.exists()


def test_it_rejects_a_slug_that_is_taken(run: Run, account: Account) -> None:
    with pytest.raises(CommandError, match="slug"):
        run("create_account", account.slug)

    assert Account.objects.count() == 1
