"""Imports point one way: crm.{dialects,staff,access} -> customers -> contacts -> crm.accounts."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm.dialects import DIALECTS

ROOT = Path(__file__).parent.parent

#: Room -> what nothing in it may import.
BANNED = {
    "crm/accounts": ["contacts", "customers", "crm"],
    "contacts": ["customers", "crm"],
    "customers": ["crm"],
    "crm/access": ["crm.staff", "crm.demo"],
    **{
        f"crm/dialects/{dialect}": ["crm.staff", "crm.demo"]
        + [f"crm.dialects.{other}" for other in DIALECTS if other != dialect]
        for dialect in DIALECTS
    },
}
ALLOWED = {
    "crm/accounts": ["crm.accounts"],
    "contacts": ["crm.accounts"],
    "customers": ["crm.accounts"],
}
NEVER_HTTP = ["rest_framework", "django.http", "django.urls", "django_filters"]


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, relative ones spelled out."""
    package = ".".join(path.relative_to(ROOT).with_suffix("").parts[:-1])
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parts = package.split(".")[: len(package.split(".")) - (node.level - 1)]
            base = ".".join([*parts, node.module] if node.module else parts)
            module = base if node.level else node.module or ""
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def is_in(module: str, packages: list[str]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def offences(room: str, banned: list[str], allowed: list[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in sorted((ROOT / room).rglob("*.py"))
        for module in imports(path)
        if is_in(module, banned)
        and not is_in(module, allowed)
        # ``from crm import accounts`` reaches no further than accounts.
        and module != "crm"
    ]


@pytest.mark.parametrize("room", BANNED)
def test_imports_point_one_way(room: str) -> None:
    assert offences(room, BANNED[room], ALLOWED.get(room, [])) == []


@pytest.mark.parametrize("room", ["contacts", "customers"])
def test_the_record_never_speaks_http(room: str) -> None:
    assert offences(room, NEVER_HTTP, []) == []


def test_a_forbidden_import_would_be_seen() -> None:
    banned = ROOT / "crm" / "dialects" / "inventorypro" / "transport.py"

    assert "rest_framework.authentication" in set(imports(banned))
    assert "crm.dialects.inventorypro.errors" in set(imports(banned))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_core_never_learns_a_vendors_name(dialect: str) -> None:
    core = [*(ROOT / "customers").rglob("*.py"), *(ROOT / "contacts").rglob("*.py")]

    assert [path for path in core if dialect in path.read_text().lower()] == []
