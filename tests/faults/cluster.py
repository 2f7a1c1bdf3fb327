"""A PostgreSQL server of the tests' own, to be stopped and started."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Any

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

    def __enter__(self) -> "Cluster":
        self.directory = Path(tempfile.mkdtemp(prefix="hub-postgresql-"))
        self.user: dict[str, Any] = {}
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            somebody = _somebody()
            os.chown(self.directory, somebody.pw_uid, somebody.pw_gid)
            self.user = {"user": somebody.pw_uid, "group": somebody.pw_gid, "extra_groups": []}
        try:
            self._run("initdb", "--auth=trust", "--username=postgres", "--no-sync", "--locale=C")
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self.directory)

    def start(self) -> None:
        settings = {
            "port": self.port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "fsync": "off",
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self.process = subprocess.Popen(  # noqa: S603
            [_program("postgres"), "-D", str(self.directory / "data"), *options],
            cwd=self.directory,
            stderr=subprocess.DEVNULL,
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
            [_program(program), "-D", str(self.directory / "data"), "-E", "UTF8", *options],
            cwd=self.directory,
            check=True,
            stdout=subprocess.DEVNULL,
            **self.user,
        )


def _somebody() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise LookupError("no user to run PostgreSQL as")
