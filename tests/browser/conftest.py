"""A real Chromium before the real server. Without a browser these tests are skipped, with a word."""

import os
import shutil
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from crm.accounts.models import Account, User
from customers.models import Customer
from tests.staff.conftest import furnish

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

# The browser's driver runs an event loop in this thread, and Django would refuse its queries there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker has the browser's tests: two cores start no ten Chromiums."""
    for item in items:
        if "tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("No Chromium on this machine: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Visit:
    """Somebody at a browser. Remembers what went wrong there."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.problems: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("request", self._asked)

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.problems.append(message.text)

    def _asked(self, request: Any) -> None:
        asked = urlsplit(request.url)
        if asked.scheme != "data" and asked.netloc != urlsplit(self.base).netloc:
            self.problems.append(f"asked another host: {request.url}")

    def open(self, path: str) -> None:
        self.page.goto(f"{self.base}{path}")
        self.page.wait_for_load_state("networkidle")

    def sign_in(self, user: User) -> None:
        """With the password that is the name."""
        self.open("/sign-in/")
        self.page.fill("[name=username]", user.username)
        self.page.fill("[name=password]", user.username)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(f"{self.base}/")

    def barriers(self) -> list[str]:
        """What keeps people out, by axe."""
        found = Axe().run(self.page).response["violations"]
        return [f"{v['id']}: {node['html'][:200]}" for v in found for node in v["nodes"]]


@pytest.fixture
def visit(chromium: Browser, live_server: Any, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A visit in which nothing went wrong in the end: no error in the console, no other host asked."""
    options = getattr(request, "param", {})
    context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
    context.set_default_timeout(10_000)
    visit = Visit(context.new_page(), live_server.url)
    yield visit
    context.close()
    assert visit.problems == []


@pytest.fixture
def customer(live_server: Any, account: Account) -> Customer:
    return furnish(account)


@pytest.fixture
def alices(visit: Visit, alice: User) -> Visit:
    """Alice's, signed in."""
    visit.sign_in(alice)
    return visit
