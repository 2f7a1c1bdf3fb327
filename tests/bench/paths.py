"""The hot paths: how the hub, the limit and the usual way are asked for the same."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from .measure import Request
from .seeding.words import LAST, TRADES


@dataclass(frozen=True, slots=True)
class Path:
    """What is asked of each side; a side without requests is not compared.

    Attributes:
        goal: the least part of the limit's rate that is wanted.
        against: the path to whose latency this one's is held, and how many times it may take.
    """

    name: str
    hub: Sequence[Request]
    limit: Sequence[Request] = ()
    usual: Sequence[Request] = ()
    goal: float | None = None
    against: tuple[str, float] | None = None


LIST_GOAL, ONE_GOAL, UPSERT_GOAL = 0.40, 0.25, 0.5
PAGE = 25
FIRST_PAGES = 20


def paths(size: int, tokens: Mapping[str, str]) -> list[Path]:
    """Every hot path that is asked again and again, for an account of so many customers."""
    return [*_lists(size, tokens), *_ones(size, tokens), *_searches(size, tokens), *_staff(tokens)]


def _bearer(tokens: Mapping[str, str], dialect: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {tokens[dialect]}"}


def _code(n: int) -> str:
    return f"c-{n:07}"


def _lists(size: int, tokens: Mapping[str, str]) -> list[Path]:
    last = (size - 1) // PAGE + 1
    first_pages, found = range(1, min(FIRST_PAGES, last) + 1), []
    for dialect, address, pages in (
        ("inventorypro", "/inventorypro/api/v1/Customer/All?pageSize=25&page={}", last),
        ("inventorum", "/inventorum/api/customers/?limit=25&page={}", last - size // 100 // PAGE),
        ("smartshelf", "/smartshelf/api/customers?limit=25&page={}", last),
    ):
        headers = _bearer(tokens, dialect)
        for name, asked in (("first pages", first_pages), ("last page", [pages])):
            behind = [
                _code(n) if dialect == "inventorypro" else n
                for n in ((p - 1) * PAGE for p in asked)
            ]
            found.append(
                Path(
                    f"{dialect} list, {name}",
                    [Request("GET", address.format(page), headers) for page in asked],
                    [Request("GET", f"/{dialect}-list?{key}") for key in behind],
                    [
                        Request("GET", f"/customers?page={page}", _bearer(tokens, "inventorypro"))
                        for page in (asked if name == "first pages" else [last])
                    ],
                    goal=LIST_GOAL if name == "first pages" else None,
                    against=None if name == "first pages" else (f"{dialect} list, first pages", 2),
                )
            )
    return found


def _ones(size: int, tokens: Mapping[str, str]) -> list[Path]:
    some = [n for n in range(1, size, max(size // 200, 1)) if n % 100]
    key = {"RpmApiKey": tokens["rpm"], "Content-Type": "application/json"}
    asked = {
        "inventorypro": [
            Request(
                "GET", f"/inventorypro/api/v1/Customer/C-{n:07}", _bearer(tokens, "inventorypro")
            )
            for n in some
        ],
        "inventorum": [
            Request("GET", f"/inventorum/api/customers/{n}/", _bearer(tokens, "inventorum"))
            for n in some
        ],
        "smartshelf": [
            Request("GET", f"/smartshelf/api/customers/cust_{n}", _bearer(tokens, "smartshelf"))
            for n in some
        ],
        "rpm": [
            Request("POST", "/rpm/Api2.svc/Customer", key, json.dumps({"CustomerID": n}).encode())
            for n in some
        ],
        "franpos": [
            Request("GET", f"/franpos/api/customers/{n}?Token={tokens['franpos']}") for n in some
        ],
    }
    usual = [Request("GET", f"/customers/{n}", _bearer(tokens, "inventorypro")) for n in some]
    ones = [
        Path(
            f"{dialect} get one",
            requests,
            [
                Request("GET", f"/{dialect}-one?{_code(n) if dialect == 'inventorypro' else n}")
                for n in some
            ],
            usual,
            goal=ONE_GOAL,
        )
        for dialect, requests in asked.items()
    ]
    ordering = [n for n in some if n % 10 == 1] or [1]
    headers = _bearer(tokens, "smartshelf")
    analytics = Path(
        "smartshelf analytics",
        [
            Request("GET", f"/smartshelf/api/customers/cust_{n}/analytics", headers)
            for n in ordering
        ],
        [Request("GET", f"/analytics?{n}&{n}&{n}") for n in ordering],
        goal=ONE_GOAL,
    )
    upserts = [
        json.dumps(
            {
                "shortID": f"C-{n:07}",
                "name": f"Renamed {n} {round_}",
                "address1": f"{round_} Main Street",
                "city": "Chicago",
                "phone": f"(312) 55{round_}-{n % 10000:04}",
            }
        ).encode()
        for round_ in range(10)
        for n in some
    ]
    sent = _bearer(tokens, "inventorypro") | {"Content-Type": "application/json"}
    upsert = Path(
        "inventorypro upsert",
        [Request("POST", "/inventorypro/api/v1/Customer", sent, body) for body in upserts],
        [Request("POST", "/upsert", {}, body) for body in upserts],
        goal=UPSERT_GOAL,
    )
    return [*ones, analytics, upsert]


def _searches(size: int, tokens: Mapping[str, str]) -> list[Path]:
    headers = _bearer(tokens, "smartshelf")
    some = range(size // 10 + 1, size, max(size // 20, 1))  # whose numbers end no longer ones
    hundreds = LAST if size > 100_000 else TRADES
    terms = {
        "one hit": [f"{n}@" for n in some],
        "hundreds": [hundreds[n % len(hundreds)].lower() for n in some],
        "broad": ["example", "inc.", "group", "ltd"],
        "two letters": ["er", "an", "st"],
        "no hit": ["zzqxj", "qqwwxx"],
        "phone part": [f"{2_120_000_000 + n * 2654435761 % 5999999903}"[2:] for n in some],
    }
    return [
        Path(
            f"smartshelf search, {name}",
            [
                Request("GET", f"/smartshelf/api/customers?limit=25&search={quote(term)}", headers)
                for term in asked
            ],
            usual=[
                Request("GET", f"/customers?search={quote(term)}", _bearer(tokens, "inventorypro"))
                for term in asked
            ],
            against=("smartshelf list, first pages", 3),
        )
        for name, asked in terms.items()
    ]


def _staff(tokens: Mapping[str, str]) -> list[Path]:
    headers = {"Cookie": f"sessionid={tokens['staff']}"}
    return [
        Path("staff list", [Request("GET", "/customers/", headers)]),
        Path(
            "staff search",
            [
                Request("GET", f"/customers/?q={quote(term)}", headers)
                for term in ("berg", "maple", "emma")
            ],
        ),
    ]
