"""PostgreSQL goes away under a running server and comes back."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.conf import settings

from crm.accounts.models import Account

from .cluster import HAS_POSTGRESQL, Cluster
from .doors import Door, open_doors
from .server import Answer, Server, database_url, wait_until

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"),
        reason="The outage of PostgreSQL is tested with the tests on PostgreSQL",
    ),
    pytest.mark.skipif(
        not HAS_POSTGRESQL,
        reason="No PostgreSQL programs on this machine: apt-get install postgresql",
    ),
]
#: Seconds. Longer than the pool waits, far shorter than any client does.
SOON = 8


class Running:
    """A server, its database, and the five doors."""

    def __init__(self, cluster: Cluster, server: Server, doors: dict[str, Door]) -> None:
        self.cluster, self.server, self.doors = cluster, server, doors

    def read(self) -> dict[str, Answer]:
        """Through each door."""
        asked = {name: (*door.reading(), door.headers) for name, door in self.doors.items()}
        return {name: self.server.ask(*request) for name, request in asked.items()}

    def statuses(self) -> set[int]:
        return {answer.status for answer in self.read().values()}

    def write(self, code: str) -> Answer:
        door = self.doors["inventorypro"]
        body = {"shortID": code, "name": f"Customer {code}"}
        return self.server.ask("POST", "/inventorypro/api/v1/Customer", body, door.headers)

    def has(self, code: str) -> bool:
        path = f"/inventorypro/api/v1/Customer/{code}"
        return self.server.ask("GET", path, None, self.doors["inventorypro"].headers).status == 200


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with Cluster() as cluster:
        yield cluster


@pytest.fixture
def running(cluster: Cluster, tenant: Account) -> Iterator[Running]:
    doors = open_doors(tenant)
    cluster.fill(database_url())
    with Server(cluster.url) as server:
        yield Running(cluster, server, doors)


def test_all_doors_say_503_soon_and_work_again_without_help(running: Running) -> None:
    assert running.statuses() == {200}

    running.cluster.stop()
    answers = running.read()
    page = running.server.ask("GET", "/customers/", None, {"Cookie": f"sessionid={'x' * 32}"})
    ready = running.server.ask("GET", "/readyz")
    alive = running.server.ask("GET", "/healthz")
    running.cluster.start()

    for name, answer in answers.items():
        assert (answer.status, answer.headers["Retry-After"]) == (503, "5"), name
        assert answer.json()
        assert answer.seconds < SOON
    assert (page.status, page.headers["Retry-After"]) == (503, "5")
    assert b"One moment" in page.body
    assert (ready.status, ready.json()["database"]) == (503, "unavailable")
    assert alive.status == 200
    wait_until("all doors are open again", lambda: running.statuses() == {200})
    assert running.server.ask("GET", "/readyz").status == 200


def test_a_database_that_was_restarted_between_requests_goes_unnoticed(running: Running) -> None:
    wait_until("all doors are open", lambda: running.statuses() == {200})

    running.cluster.stop()
    running.cluster.start()

    assert running.statuses() == {200}


def test_writers_in_an_outage_get_an_answer_and_what_was_confirmed_is_there(
    running: Running,
) -> None:
    wait_until("all doors are open", lambda: running.statuses() == {200})
    refused, done = Event(), Event()

    def work(writer: int) -> list[tuple[str, Answer]]:
        written: list[tuple[str, Answer]] = []
        while not done.is_set():
            code = f"{writer}-{len(written)}"
            written.append((code, running.write(code)))
            if written[-1][1].status == 503:
                refused.set()
        return written

    with ThreadPoolExecutor(6) as pool:
        writers = [pool.submit(work, number) for number in range(6)]
        running.cluster.stop()
        assert refused.wait(SOON)
        running.cluster.start()
        wait_until("writing works again", lambda: running.write("AFTER").status < 300)
        done.set()
        written = [each for writer in writers for each in writer.result()]

    assert {answer.status for _, answer in written} <= {200, 201, 503}
    assert max(answer.seconds for _, answer in written) < SOON
    assert [c for c, answer in written if answer.status != 503 and not running.has(c)] == []
