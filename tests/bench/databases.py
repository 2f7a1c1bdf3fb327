"""Throw-away databases, seeded, and gone when the measuring is over or has failed."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from .servers import ROOT

SERVER = "postgres://postgres@127.0.0.1:5432/postgres"


@dataclass(frozen=True, slots=True)
class Seeded:
    """A database with an account of so many customers, and who may ask about them."""

    vendor: str
    size: int
    url: str
    tokens: dict[str, str]


@contextmanager
def seeded(vendor: str, size: int) -> Iterator[Seeded]:
    """Make it and fill it; drop it at the end."""
    with _postgresql(size) if vendor == "postgresql" else _sqlite(size) as url:
        yield Seeded(vendor, size, url, _seed(url, size))


def _seed(url: str, size: int) -> dict[str, str]:
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "crm.settings",
        "SECRET_KEY": "benchmarks only",  # the servers', or they would not know the session
    }
    command = [sys.executable, "-m", "tests.bench.seeding", str(size)]
    done = subprocess.run(  # noqa: S603
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE
    )
    tokens: dict[str, str] = json.loads(done.stdout)
    return tokens


@contextmanager
def _postgresql(size: int) -> Iterator[str]:
    given = os.environ.get("DATABASE_URL", "")
    server = given if given.startswith("postgres") else SERVER
    base, name = server.rpartition("/")[0], f"hub_bench_{os.getpid()}_{size}"
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield f"{base}/{name}"
    finally:
        with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def _sqlite(size: int) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        yield f"sqlite:///{Path(folder) / f'{size}.sqlite3'}"
