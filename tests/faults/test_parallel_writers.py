"""Twenty writers of the same customers, through all doors of a real server with several workers."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from crm.accounts.models import Account
from customers.models import Change, Customer
from tests.invariants import assert_sound

from .doors import Door, open_doors
from .server import Answer, Server, database_url

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS, WRITES = 20, 5
CODES = [f"KEY-{number}" for number in range(4)]


def request_of(door: Door, code: str, customer_id: int, word: str) -> tuple[str, str, Any]:
    """A write of the word to the customer, in a field that this dialect has."""
    match door.dialect:
        case "inventorypro":
            return "POST", "/inventorypro/api/v1/Customer", {"shortID": code, "address1": word}
        case "franpos":
            customer = {"CustomerCode": code, "NopExternalId": word}
            return "POST", door.path("/franpos/api/customers"), {"Customers": [customer]}
        case "inventorum":
            return "PUT", f"/inventorum/api/customers/{customer_id}/", {"customer_note": word}
        case "smartshelf":
            return "PUT", f"/smartshelf/api/customers/cust_{customer_id}", {"notes": word}
        case "rpm":
            edited = {"CustomerID": customer_id, "Website": word}
            return "POST", "/rpm/api2.svc/CustomerEdit", {"Customer": edited}
    raise LookupError(door.dialect)


def ids_by_code(server: Server, door: Door) -> Mapping[str, int]:
    for code in CODES:
        body = {"shortID": code, "name": code}
        headers = {**door.headers, "X-Request-ID": f"first-{code}"}
        server.ask("POST", "/inventorypro/api/v1/Customer", body, headers)
    return dict(Customer.objects.values_list("code", "pk"))


def test_twenty_writers_of_the_same_keys_lose_and_double_nothing(tenant: Account) -> None:
    doors = open_doors(tenant)
    barrier = Barrier(WRITERS)

    def work(writer: int) -> list[tuple[str, Answer]]:
        door = list(doors.values())[writer % len(doors)]
        barrier.wait()
        written = []
        for number in range(WRITES):
            word = f"w{writer}-{number}"
            code = CODES[(writer + number) % len(CODES)]
            method, path, body = request_of(door, code, ids[code], word)
            headers = {**door.headers, "X-Request-ID": word}
            written.append((word, server.ask(method, path, body, headers)))
        return written

    with (
        Server(database_url(), workers=3) as server,
        ThreadPoolExecutor(WRITERS) as pool,
    ):
        ids = ids_by_code(server, doors["inventorypro"])
        written = [each for result in pool.map(work, range(WRITERS)) for each in result]

    assert {answer.status for _, answer in written} == {200}
    assert not [answer.body for _, answer in written if b'"Error"' in answer.body]
    told = Change.objects.exclude(request_id__startswith="first-")
    assert sorted(told.values_list("request_id", flat=True)) == sorted(w for w, _ in written)
    assert_sound(tenant)


def test_twenty_makers_of_the_same_keys_make_one_of_each(tenant: Account) -> None:
    doors = open_doors(tenant)
    barrier = Barrier(WRITERS)

    def work(writer: int) -> list[Answer]:
        barrier.wait()
        door = doors["franpos" if writer % 2 else "inventorypro"]
        requests = [request_of(door, code, 0, f"w{writer}") for code in CODES]
        return [server.ask(*request, door.headers) for request in requests]

    with (
        Server(database_url(), workers=3) as server,
        ThreadPoolExecutor(WRITERS) as pool,
    ):
        answers = [answer for result in pool.map(work, range(WRITERS)) for answer in result]

    assert {answer.status for answer in answers} <= {200, 201}
    assert sorted(Customer.objects.values_list("code", flat=True)) == CODES
    assert Change.objects.filter(action="created").count() == len(CODES)
    assert Change.objects.count() == WRITERS * len(CODES)
    assert_sound(tenant)
