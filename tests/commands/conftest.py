"""Commands, run as from a shell."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command

Run = Callable[..., str]


@pytest.fixture
def run() -> Run:
    """Runs a command with its arguments; gives back what it wrote to stdout."""

    def run(*arguments: object) -> str:
        stdout = StringIO()
        call_command(*(str(a) for a in arguments), stdout=stdout, stderr=StringIO())
        return stdout.getvalue()

    return run
