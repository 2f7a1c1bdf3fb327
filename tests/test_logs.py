"""No token gets into a log."""

import logging
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from crm.logs import HideTokens

CONFIG = Path(__file__).parent.parent / ".gunicorn.conf.py"


@pytest.mark.parametrize(
    ("message", "args", "line"),
    [
        ("GET %s", ("/a?Token=secret&b=1",), "GET /a?Token=...&b=1"),
        ("'/a?b=1&TOKEN=secret'", (), "'/a?b=1&TOKEN=...'"),
        ("50% of %s", None, "50% of %s"),
    ],
)
def test_a_token_of_an_address_is_struck_out(
    message: str, args: tuple[str, ...] | None, line: str
) -> None:
    record = logging.LogRecord("x", logging.INFO, "", 0, message, args, None)

    assert HideTokens().filter(record)

    assert record.getMessage() == line


def test_the_servers_logs_hold_no_query() -> None:
    config = runpy.run_path(str(CONFIG))

    for with_query in ("%(r)s", "%(q)s", "%(f)s", "%({raw_uri}e)s"):
        assert with_query not in config["access_log_format"]
    log = logging.getLogger("tests.server")
    config["on_starting"](SimpleNamespace(log=SimpleNamespace(error_log=log)))
    assert [type(each) for each in log.filters] == [HideTokens]
