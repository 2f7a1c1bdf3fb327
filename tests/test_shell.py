"""What every request goes through, and what an installation is told that it lacks."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.test import Client as Browser

ROOT = Path(__file__).parent.parent
#: What ``collectstatic`` leaves behind, of no files.
COLLECTED = '{"version": "1.1", "paths": {}, "hash": ""}'


def test_a_callers_request_id_comes_back(client: Browser) -> None:
    answer = client.get("/healthz", headers={"X-Request-ID": "erp-17"})

    assert answer["X-Request-ID"] == "erp-17"


@pytest.mark.parametrize("given", ["", "x" * 101, "a b", "a;b", "\u00e9"])
def test_an_unusable_request_id_is_replaced(client: Browser, given: str) -> None:
    answer = client.get("/healthz", headers={"X-Request-ID": given})

    assert re.fullmatch(r"[0-9a-f]{32}", answer["X-Request-ID"])


def test_an_unknown_host_is_refused(client: Browser) -> None:
    assert client.get("/healthz", headers={"Host": "evil.example.com"}).status_code == 400


def test_a_host_can_be_given_to_a_dialect(client: Browser, settings: Any, db: Any) -> None:
    settings.DIALECT_HOSTS = {"crm.example.com": "inventorypro"}
    settings.ALLOWED_HOSTS = ["crm.example.com"]

    answer = client.get("/api/v1/Customer/All", headers={"Host": "CRM.example.com:8000"})

    assert answer.json()["error"] == "unauthorized"


def test_a_host_for_an_unknown_dialect_is_named(settings: Any) -> None:
    settings.DIALECT_HOSTS = {"crm.example.com": "esperanto"}

    assert [(found.id, "esperanto" in found.msg) for found in run_checks()] == [("hub.E001", True)]


def test_static_files_that_were_not_collected_are_named(settings: Any, tmp_path: Path) -> None:
    collected = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    assert run_checks() == []  # those of development need none

    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": collected}}
    (found,) = run_checks()
    assert (found.id, str(tmp_path) in found.msg) == ("hub.W005", True)

    (tmp_path / "staticfiles.json").write_text(COLLECTED)
    assert run_checks() == []


def deploy_check(**environment: str) -> str:
    """What ``check --deploy`` says in a process of its own."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy"],
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def test_the_deploy_check_names_what_is_missing(tmp_path: Path) -> None:
    said = deploy_check(STATIC_ROOT=str(tmp_path))

    assert all(f"hub.W00{number}" in said for number in (1, 2, 3, 4, 5)), said


def test_the_readmes_production_environment_lacks_nothing(tmp_path: Path) -> None:
    (tmp_path / "staticfiles.json").write_text(COLLECTED)
    said = deploy_check(
        STATIC_ROOT=str(tmp_path),
        SECRET_KEY="0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!",
        BASE_URL="https://hub.example.com",
        ALLOWED_HOSTS="hub.example.com",
        DATABASE_URL="postgres://hub:password@127.0.0.1:5432/hub",
        CACHE_URL="redis://127.0.0.1:6379/0",
    )

    assert "no issues" in said, said


def run_python(code: str) -> list[str]:
    """The words that the code prints in a process with an empty environment."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", f"import django; django.setup(); {code}"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "crm.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_production_sends_cookies_over_https_only() -> None:
    said = run_python(
        "from django.conf import settings as s;"
        "print(s.DEBUG, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT,"
        " s.SECURE_HSTS_SECONDS > 0)"
    )

    assert said == ["False", "True", "True", "True", "True"]


def test_sqlite_runs_with_wal_foreign_keys_and_patience() -> None:
    said = run_python(
        "from django.db import connection as c; q = c.cursor();"
        "print(*[q.execute('PRAGMA ' + name).fetchone()[0]"
        " for name in ('journal_mode', 'foreign_keys', 'busy_timeout')])"
    )

    assert said == ["wal", "1", "20000"]


def test_the_lock_files_pin_hash_and_name_no_host() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text()
        pins = re.findall(r"^[a-z0-9].*$", text, re.MULTILINE)
        assert all("==" in pin for pin in pins)
        assert text.count("--hash=sha256:") >= len(pins)
        assert "://" not in text
