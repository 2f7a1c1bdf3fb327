"""The report on the systems' pages."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from django.test import Client as Browser

from crm.accounts.models import Account
from crm.dialects import DIALECTS
from crm.dialects.statements import statements
from crm.staff.templatetags.prose import prose
from tests.staff.conftest import browser_with

FIRST, SECOND = statements("inventorypro")[:2]


@pytest.fixture(autouse=True)
def var(tmp_path: Path, settings: Any) -> Path:
    """A machine on which nothing was run."""
    settings.VAR_DIR = tmp_path
    return tmp_path


def run(var: Path, outcomes: dict[str, str]) -> None:
    """A report of a run in which these tests went so and all others passed."""
    items = [
        {"tests": {test: outcomes.get(test, "passed") for test in item.tests}}
        for dialect in DIALECTS
        for item in statements(dialect)
    ]
    report = {
        "when": "2026-11-21T16:10:24+00:00",
        "version": "0.1.0",
        "commit": "abc123",
        "database": "sqlite3",
        "dialects": [{"items": items}],
    }
    (var / "conformance.json").write_bytes(orjson.dumps(report))


def test_it_counts_the_five_systems(browser: Browser) -> None:
    page = browser.get("/conformance/")

    counted = {system.dialect: len(system.items) for system in page.context["systems"]}
    assert counted == {dialect: len(statements(dialect)) for dialect in DIALECTS}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_statement_and_every_reading_can_be_read(browser: Browser, dialect: str) -> None:
    page = browser.get(f"/conformance/{dialect}/").content.decode()

    for item in statements(dialect):
        assert f'id="{dialect}-{item.id}"' in page
        assert prose(item.reading) in page


def test_where_nothing_was_run_it_says_so(browser: Browser) -> None:
    page = browser.get("/conformance/inventorypro/")

    assert b"Not run on this machine" in page.content
    assert b"not proven" not in page.content


def test_after_a_run_it_says_what_is_proven(browser: Browser, var: Path) -> None:
    run(var, {})

    page = browser.get("/conformance/")

    assert page.context["proven"] == page.context["total"] > 0
    assert b"21 Nov 2026, 10:10, version 0.1.0, commit abc123" in page.content  # in Chicago


def test_it_tells_what_is_not_proven(browser: Browser, var: Path) -> None:
    run(var, {FIRST.tests[0]: "failed"})

    page = browser.get("/conformance/inventorypro/?state=not+proven")

    shown = [item.statement for item in page.context["shown"][0].items]
    assert FIRST in shown
    assert SECOND not in shown
    assert page.context["failed"] == len(shown)


def test_a_test_that_the_run_did_not_know_proves_nothing(browser: Browser, var: Path) -> None:
    run(var, {FIRST.tests[0]: "not run"})

    page = browser.get("/conformance/inventorypro/?state=not+run")

    assert page.context["shown"][0].items[0].statement == FIRST


@pytest.mark.parametrize("written", [b"", b"{", b"[]", b'{"dialects": 5}', b"\xff"])
def test_a_report_that_cannot_be_read_is_none(browser: Browser, var: Path, written: bytes) -> None:
    (var / "conformance.json").write_bytes(written)

    assert b"Not run on this machine" in browser.get("/conformance/").content


@pytest.mark.parametrize("mark", ["documented", "interpreted", "deviates"])
def test_a_mark_narrows_all_systems(browser: Browser, mark: str) -> None:
    page = browser.get(f"/conformance/?mark={mark}")

    shown = [item.statement for system in page.context["shown"] for item in system.items]
    everything = [item for dialect in DIALECTS for item in statements(dialect)]
    assert shown == [item for item in everything if item.mark == mark]


@pytest.mark.parametrize("query", ["mark=x", "mark=%00", "state=x", "mark=&state="])
def test_what_is_no_filter_narrows_nothing(browser: Browser, query: str) -> None:
    page = browser.get(f"/conformance/inventorypro/?{query}")

    assert len(page.context["shown"][0].items) == len(statements("inventorypro"))


@pytest.mark.parametrize("dialect", ["nothing", "__init__", "inventory-pro"])
def test_there_is_no_other_system(browser: Browser, dialect: str) -> None:
    assert browser.get(f"/conformance/{dialect}/").status_code == 404


def test_everybody_on_the_staff_may_read_it(account: Account) -> None:
    assert browser_with(account).get("/conformance/").status_code == 200


@pytest.mark.django_db
def test_nobody_else_may(client: Browser) -> None:
    assert client.get("/conformance/")["Location"] == "/sign-in/?next=/conformance/"


def test_it_is_in_the_navigation(browser: Browser) -> None:
    assert b'href="/conformance/"' in browser.get("/").content


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_reference_leads_to_it(browser: Browser, dialect: str) -> None:
    told = browser.get(f"/{dialect}/openapi.json").json()["externalDocs"]

    assert told["url"] == f"http://testserver/conformance/{dialect}/"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**So** it *is*.", "<strong>So</strong> it <em>is</em>."),
        ("**`a` and `b`**", "<strong><code>a</code> and <code>b</code></strong>"),
        ("`%`, `*` and `**`", "<code>%</code>, <code>*</code> and <code>**</code>"),
        ("<b> & `<i>`", "&lt;b&gt; &amp; <code>&lt;i&gt;</code>"),
        ("2 * 3", "2 * 3"),
    ],
)
def test_readings_are_told_with_their_stress(text: str, shown: str) -> None:
    assert prose(text) == shown
