"""The container files name what is there. Docker itself is not needed for that."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE = (ROOT / "compose.yaml").read_text()


def test_the_hub_does_not_run_as_root() -> None:
    assert DOCKERFILE.index("\nUSER hub") < DOCKERFILE.index("\nCMD")


@pytest.mark.parametrize("folder", [".venv", ".git", ".env", "var"])
def test_what_belongs_to_a_machine_stays_out_of_the_image(folder: str) -> None:
    assert folder in (ROOT / ".dockerignore").read_text().split()


def test_images_are_plain_names() -> None:
    images = re.findall(r"(?:image:|FROM) (\S+)", COMPOSE + DOCKERFILE)

    assert sorted(images) == ["customer-hub", "postgres:17", "python:3.11-slim", "redis:7"]


def test_every_variable_is_one_that_the_settings_or_the_server_read() -> None:
    readers = (ROOT / "crm/settings.py").read_text() + (ROOT / ".gunicorn.conf.py").read_text()
    block = COMPOSE.partition("environment:")[2].partition("services:")[0]

    names = re.findall(r"^ {4}([A-Z_]+):", block, re.MULTILINE)
    assert names
    assert [name for name in names if f'"{name}"' not in readers] == []
