import pytest
from django.core.management.base import CommandError

from crm.accounts.models import Account
from customers.models import CustomField

from .conftest import Run


@pytest.mark.parametrize("target", ["customer", "address"])
@pytest.mark.parametrize("kind", ["text", "number", "date", "yes/no"])
def test_it_makes_a_field(run: Run, account: Account, target: str, kind: str) -> None:
    said = run("create_custom_field", "acme", target, "Dock", "--type", kind)

    field = CustomField.objects.get()
    assert (field.account, field.target, field.name) == (account, target, "Dock")
    assert (field.type, field.choices) == (kind, [])
    assert said == f"Created {target} field 'Dock'.\n"


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(
    "choices", [["--choice", "Gold", "--choice", "Silver"], ["--choice", "Gold", "Silver"]]
)
def test_it_makes_a_field_with_choices(run: Run, choices: list[str]) -> None:
    run("create_custom_field", "acme", "customer", "Tier", "--type", "choice", *choices)

    assert CustomField.objects.get().choices == ["Gold", "Silver"]


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nobody", "customer", "X", "--type", "text"], "no account"),
        (["acme", "order", "X", "--type", "text"], "order"),
        (["acme", "customer", "X", "--type", "colour"], "colour"),
        (["acme", "customer", "X"], "--type"),
        (["acme", "customer", " ", "--type", "text"], "name"),
        (["acme", "customer", "x\0", "--type", "text"], "NUL"),
        (["acme", "customer", "x" * 101, "--type", "text"], "name"),
        (["acme", "customer", "X", "--type", "choice"], "choices"),
        (["acme", "customer", "X", "--type", "choice", "--choice", " "], "choices"),
        (["acme", "customer", "X", "--type", "choice", "--choice", "a", "a"], "twice"),
        (["acme", "customer", "X", "--type", "choice", "--choice", "a\0"], "NUL"),
        (["acme", "customer", "X", "--type", "text", "--choice", "a"], "choices"),
    ],
)
def test_it_rejects_a_bad_value(run: Run, arguments: list[str], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        run("create_custom_field", *arguments)

    assert not CustomField.objects.exists()


@pytest.mark.usefixtures("account", "other_account")
@pytest.mark.parametrize(("name", "again"), [("Tier", "tIER"), ("Größe", "GRÖSSE "), ("É", "é")])
def test_a_name_stands_once_whatever_its_case(run: Run, name: str, again: str) -> None:
    run("create_custom_field", "acme", "customer", name, "--type", "text")
    run("create_custom_field", "acme", "address", name, "--type", "text")
    run("create_custom_field", "mallory", "customer", name, "--type", "text")

    with pytest.raises(CommandError, match="already"):
        run("create_custom_field", "acme", "customer", again, "--type", "number")

    assert CustomField.objects.count() == 3
