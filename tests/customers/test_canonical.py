"""What written values mean."""

import pytest

from contacts.canonical import e164, fold, fold_email
from crm.accounts.texts import is_storable
from customers.places import country_code, state_code


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        ("(312) 555-0100", "US", "+13125550100"),
        ("030 12341234", "DE", "+493012341234"),
        ("+49 30 12341234", "US", "+493012341234"),
        ("312-555-0100 ext 5", "US", "+13125550100"),
        ("555-0100", "US", ""),  # dials only within its town
        ("call me", "US", ""),
        ("", "US", ""),
        ("9" * 100_000, "US", ""),
        ("+49 123456789012345", "US", ""),  # longer than E.164 has room for
        ("\0", "US", ""),
    ],
)
def test_a_phone_is_read_with_the_accounts_country(text: str, country: str, number: str) -> None:
    assert e164(text, country) == number


def test_an_email_is_compared_without_case() -> None:
    assert fold_email(" Ann.Lee@Example.COM ") == fold_email("ann.lee@example.com")


def test_accents_are_compared_however_they_are_composed() -> None:
    assert fold("Zoe\u0308") == fold("ZO\u00cb")
    assert fold("STRASSE") == fold("Straße")


@pytest.mark.parametrize(
    ("text", "storable"), [("a\n\U0001f600", True), ("\0", False), ("\ud800", False)]
)
def test_it_knows_what_a_database_can_hold(text: str, storable: bool) -> None:  # noqa: FBT001
    assert is_storable(text) is storable


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("us", "US"),
        ("USA", "US"),
        ("840", "US"),
        ("United States", "US"),
        ("Vereinigte Staaten", "US"),
        ("Deutschland", "DE"),
        ("ALLEMAGNE", "DE"),
        ("日本", "JP"),
        ("Niger", "NE"),
        ("Kongo", ""),  # two of them
        ("Atlantis", ""),
        ("", ""),
        ("x" * 100_000, ""),
    ],
)
def test_a_country_is_known_by_code_or_name_in_any_language(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(
    ("text", "country", "code"),
    [
        ("IL", "US", "US-IL"),
        ("us-il", "US", "US-IL"),
        ("Illinois", "US", "US-IL"),
        ("FL", "US", "US-FL"),
        ("FL", "NL", "NL-FL"),
        ("FL", "DE", ""),
        ("FL", "", ""),
        ("Bayern", "DE", "DE-BY"),
        ("Bavaria", "DE", "DE-BY"),
        ("Bavière", "DE", "DE-BY"),
        ("Illinois", "DE", ""),
        ("", "US", ""),
        ("IL", "ZZ", ""),
    ],
)
def test_a_state_is_read_within_its_country_only(text: str, country: str, code: str) -> None:
    assert state_code(text, country) == code
