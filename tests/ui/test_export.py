"""The list as a file."""

import csv
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import Client as Browser
from openpyxl import load_workbook

from crm.accounts.models import Account
from crm.staff.customers import export
from customers.changes import CustomerChange, Source
from customers.models import Customer
from customers.queries import staff_list as queries
from customers.services import Mode, Write, create, write

COMPANIES = ["Ärzte, Müller & Söhne", '=HYPERLINK("x")', "Zoo"]


@pytest.fixture
def cast(account: Account, source: Source, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    monkeypatch.setattr(export, "ROWS_PER_CHUNK", 2)
    rows = [CustomerChange(company=name, phone="+1 312 555 0100") for name in COMPANIES]
    outcomes = write(account, [Write(mode=Mode.CREATE, change=r) for r in rows], source=source)
    return [outcome.customer_id for outcome in outcomes]


def csv_rows(response: Any) -> list[dict[str, str]]:
    text = response.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def test_csv_holds_the_rows_of_the_list_in_its_order(browser: Browser, cast: list[int]) -> None:
    response = browser.get("/customers/export.csv?sort=-number")
    rows = csv_rows(response)

    assert response["X-Row-Count"] == "3"
    assert [row["Number"] for row in rows] == ["3", "2", "1"]
    assert rows[2]["Name"] == "Ärzte, Müller & Söhne"
    assert rows[0]["Phone"] == "+1 312 555 0100"


def test_what_a_spreadsheet_would_run_is_made_harmless(browser: Browser, cast: list[int]) -> None:
    rows = csv_rows(browser.get("/customers/export.csv?sort=number"))

    assert rows[1]["Name"] == '\'=HYPERLINK("x")'


@pytest.mark.parametrize("text", [" =1+1", "\u00a0@x", "x;=1+1"])
def test_blanks_and_semicolons_do_not_hide_a_formula(
    browser: Browser, account: Account, source: Source, text: str
) -> None:
    create(account, CustomerChange(company=text), source=source)
    file: Any = browser.get("/customers/export.csv")
    line = file.getvalue().decode().splitlines()[1]

    assert f'"{text}"' in line if text.startswith("x") else f'"\'{text}"' in line


def test_times_are_the_accounts_in_both_files(
    browser: Browser, account: Account, cast: list[int]
) -> None:
    Account.objects.filter(pk=account.pk).update(timezone="Asia/Tokyo")
    (*_, row) = csv_rows(browser.get("/customers/export.csv"))
    sheet: Any = load_workbook(BytesIO(browser.get("/customers/export.xlsx").getvalue())).active
    (*_, last) = sheet.iter_rows(values_only=True)

    assert row["Created"].endswith("+09:00")
    assert row["Created"] in last


def test_xlsx_holds_the_same_as_texts(browser: Browser, cast: list[int]) -> None:
    response: Any = browser.get("/customers/export.xlsx?sort=number")
    sheet = load_workbook(BytesIO(response.getvalue())).active
    assert sheet is not None
    names = [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)]

    assert names == COMPANIES


def test_filters_and_search_hold_for_the_file_too(browser: Browser, cast: list[int]) -> None:
    assert [r["Name"] for r in csv_rows(browser.get("/customers/export.csv?q=zoo"))] == ["Zoo"]
    assert csv_rows(browser.get("/customers/export.csv?vip=yes")) == []


def test_a_file_that_lacks_rows_breaks_off(
    browser: Browser, cast: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = queries.staff_list_rows
    monkeypatch.setattr(export, "staff_list_rows", lambda ids: found(ids)[:1])
    response: Any = browser.get("/customers/export.csv")

    with pytest.raises(export.RowsMissing):
        response.getvalue()
    with pytest.raises(export.RowsMissing):
        browser.get("/customers/export.xlsx")


def test_nobody_of_another_account_is_in_it(browser: Browser, foreign: Customer) -> None:
    assert csv_rows(browser.get("/customers/export.csv?state=all")) == []
