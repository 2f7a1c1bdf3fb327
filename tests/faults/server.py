"""A real server of the hub: gunicorn with its workers, on a database that tests name."""

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings

ROOT = Path(__file__).parent.parent.parent
PR_SET_PDEATHSIG = 1
PATIENCE = 120  # seconds, on a machine with much else to do


def die_with_parent() -> None:
    """Called in a child: nothing that a test starts outlives the tests, however they end."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def wait_until(what: str, is_so: Callable[[], Any]) -> Any:
    """The first true answer; asked again and again until there is one."""
    end = time.monotonic() + PATIENCE
    while not (answer := is_so()):
        assert time.monotonic() < end, f"It never came to be that {what}"
        time.sleep(0.005)
    return answer


def database_url() -> str:
    """The database of this test, as a server of its own must be told it."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{database['NAME']}"
    who = ":".join(quote(part, safe="") for part in (database["USER"], database["PASSWORD"]))
    where = f"{database['HOST']}:{database['PORT'] or 5432}"
    return f"postgres://{who.removesuffix(':')}@{where}/{database['NAME']}"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float

    def json(self) -> Any:
        return json.loads(self.body)


class Server:
    """Runs while the ``with`` lasts, and is gone after it whatever happened."""

    def __init__(self, database: str, *, workers: int = 2, **environment: str) -> None:
        self.port = free_port()
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        self.environment = {
            **kept,
            "DATABASE_URL": database,
            "DEBUG": "true",
            "PORT": str(self.port),
            "WORKERS": str(workers),
            "LOG_LEVEL": "CRITICAL",
            "INVENTORUM_RATE": "100000",
            **environment,
        }

    def __enter__(self) -> "Server":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> None:
        """Returns when it answers."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "crm.wsgi", "--config", ".gunicorn.conf.py"],
            cwd=ROOT,
            env=self.environment,
            start_new_session=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - nothing but this call happens there
        )
        wait_until("the server answers", self.is_alive)

    def kill(self) -> None:
        """The master and all workers, at once and without a word."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def workers(self) -> list[int]:
        """Ids of the worker processes."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in children.split()]

    def is_alive(self) -> bool:
        assert self.process.poll() is None, "the server ended"
        try:
            return self.ask("GET", "/healthz").status == 200
        except OSError:
            return False

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """
        Args:
            body: sent as JSON, bytes as they are.

        Raises:
            OSError, HTTPException: there was no answer.
        """
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        begun = time.monotonic()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            sent = {"Content-Type": "application/json", **(headers or {})}
            connection.request(method, path, data, sent)
            response = connection.getresponse()
            answer = response.read()
            seconds = time.monotonic() - begun
            return Answer(response.status, dict(response.headers), answer, seconds)
        finally:
            connection.close()
