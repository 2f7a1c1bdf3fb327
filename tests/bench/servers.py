"""The servers that are measured, each a gunicorn with the project's own configuration."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 120
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers on 127.0.0.1. What it used is told by Linux only; elsewhere it is 0."""

    port: int
    pid: int

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        return [int(pid) for pid in children.read_text().split()] if children.exists() else []

    def cpu_seconds(self) -> float:
        """Of its workers, so far."""
        stats = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2] for pid in self.workers()]
        return sum(int(s.split()[11]) + int(s.split()[12]) for s in stats) / TICKS

    def forget_peak(self) -> None:
        """Let the peak of memory begin anew, with what is held now."""
        for pid in self.workers():
            Path(f"/proc/{pid}/clear_refs").write_text("5")

    def memory(self, what: str) -> int:
        """Bytes of its workers together: ``VmRSS`` now, ``VmHWM`` at their peak."""
        lines = [
            line.split()
            for pid in self.workers()
            for line in Path(f"/proc/{pid}/status").read_text().splitlines()
        ]
        return sum(int(words[1]) for words in lines if words and words[0] == f"{what}:") * 1024


@contextmanager
def serve(app: str, database: str, **settings: str) -> Iterator[Server]:
    """Run it while this lasts, and end it by its id."""
    port = _free_port()
    its_own = {"PORT": str(port), "BASE_URL": f"http://127.0.0.1:{port}"}
    environment = os.environ | settings_of(database) | its_own | settings
    command = [sys.executable, "-m", "gunicorn", app, "--config", ".gunicorn.conf.py"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)  # noqa: S603
    try:
        _wait_for(port, process)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def settings_of(database: str) -> dict[str, str]:
    """As in production, but for TLS and for how often a client may ask."""
    return {
        "DATABASE_URL": database,
        "BENCH_DATABASE": database,
        "DEBUG": "false",
        "SECRET_KEY": "benchmarks only",
        "SECURE_SSL_REDIRECT": "false",
        "INVENTORUM_RATE": "1000000000",
        "LOG_LEVEL": "ERROR",
    }


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"The server did not start: exit code {process.poll()}.")
