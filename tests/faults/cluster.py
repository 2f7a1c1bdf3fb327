"""A PostgreSQL server of the tests' own, to be stopped and started."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Self

import psycopg

from .server import die_with_parent, free_port, wait_until

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
HAS_POSTGRESQL = bool(PROGRAMS) or shutil.which("initdb") is not None


def _program(name: str) -> str:
    beside = PROGRAMS[-1].parent / name if PROGRAMS else None
    return str(beside or shutil.which(name))


class Cluster:
    """In a directory of its own; nothing is left of it after the ``with``."""

    def __init__(self) -> None:
        self.port = free_port()
        self.base = f"postgres://postgres@127.0.0.1:{self.port}"
        self.url = f"{self.base}/hub"
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.directory = Path(tempfile.mkdtemp(prefix="hub-postgresql-"))
        self.log = self.directory / "log"
        self.user: dict[str, Any] = {}
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            somebody = _somebody()
            os.chown(self.directory, somebody.pw_uid, somebody.pw_gid)
            self.user = {"user": somebody.pw_uid, "group": somebody.pw_gid, "extra_groups": []}
        try:
            self._make()
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self.directory)

    def _make(self) -> None:
        options = ("--auth=trust", "--username=postgres", "--no-sync", "--locale=C", "-E", "UTF8")
        self._run("initdb", *options)

    def start(self, **more: str) -> None:
        settings = more | {
            "port": self.port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "fsync": "off",
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603
                [_program("postgres"), "-D", str(self.directory / "data"), *options],
                cwd=self.directory,
                stderr=log,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - nothing but this call happens there
                **self.user,
            )
        wait_until("PostgreSQL answers", self._answers)

    def stop(self) -> None:
        """At once: what is under way is cut off, as when the machine goes down."""
        if self.process is not None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait()

    def fill(self, source: str) -> None:
        """Make the database anew, a copy of that one."""
        with psycopg.connect(f"{self.base}/postgres", autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS hub WITH (FORCE)")
            connection.execute("CREATE DATABASE hub")
        copy = subprocess.run(  # noqa: S603
            [_program("pg_dump"), "--no-owner", source], stdout=subprocess.PIPE, check=True
        )
        subprocess.run(  # noqa: S603
            [_program("psql"), "--quiet", "-v", "ON_ERROR_STOP=1", self.url],
            input=copy.stdout,
            stdout=subprocess.DEVNULL,
            check=True,
        )

    def _answers(self) -> bool:
        try:
            psycopg.connect(f"{self.base}/postgres", connect_timeout=1).close()
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, program: str, *options: str) -> None:
        subprocess.run(  # noqa: S603
            [_program(program), "-D", str(self.directory / "data"), *options],
            cwd=self.directory,
            check=True,
            stdout=subprocess.DEVNULL,
            **self.user,
        )


class Standby(Cluster):
    """A copy of a running one that follows it by streaming replication, and writes down what it is
    asked."""

    def __init__(self, main: Cluster) -> None:
        super().__init__()
        self.main = main

    def _make(self) -> None:
        self._run(
            "pg_basebackup", "-d", f"{self.main.base}/postgres", "-R", "-c", "fast", "--no-sync"
        )

    def start(self, **more: str) -> None:
        super().start(log_statement="all", **more)

    def asked(self, words: str) -> int:
        """How many statements of its log have these words."""
        return sum(words in line for line in self.log.read_text().splitlines())

    def has_all(self) -> bool:
        """Whether it has replayed what the other has written by now."""
        with psycopg.connect(f"{self.main.base}/postgres") as main:
            written = main.execute("SELECT pg_current_wal_lsn()").fetchone()
        with psycopg.connect(f"{self.base}/postgres") as copy:
            replayed = copy.execute(
                "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", written
            ).fetchone()
        return bool(replayed and replayed[0])

    def pause(self) -> None:
        """Let it fall behind."""
        with psycopg.connect(f"{self.base}/postgres", autocommit=True) as copy:
            copy.execute("SELECT pg_wal_replay_pause()")
            wait_until("the copy stands still", lambda: self._state(copy) == "paused")

    def resume(self) -> None:
        with psycopg.connect(f"{self.base}/postgres", autocommit=True) as copy:
            copy.execute("SELECT pg_wal_replay_resume()")
        wait_until("the copy has everything", self.has_all)

    def _state(self, copy: psycopg.Connection[Any]) -> str:
        row = copy.execute("SELECT pg_get_wal_replay_pause_state()").fetchone()
        return str(row[0]) if row else ""


def _somebody() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise LookupError("no user to run PostgreSQL as")
