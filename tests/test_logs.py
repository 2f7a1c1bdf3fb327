"""No secret gets into a log."""

import json
import logging
import runpy
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from crm.logs import HideTokens, JsonLine, Line, hide
from customers import places

CONFIG = Path(__file__).parent.parent / ".gunicorn.conf.py"


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("GET /a?Token=secret&b=1", "GET /a?Token=...&b=1"),
        ("'/a?b=1&TOKEN=secret'", "'/a?b=1&TOKEN=...'"),
        ("/a?%54oken=secret", "/a?%54oken=..."),
        ("/a?%54%6f%6B%65n%3dsecret", "/a?%54%6f%6B%65n%3d..."),
        ("/a?%2554oken=secret", "/a?%2554oken=..."),
        ("/a%3FToken%253Dsecret", "/a%3FToken%253D..."),
        ("client_id=a&client_secret=secret", "client_id=a&client_secret=..."),
        ("username=alice&password=se.cr;et", "username=alice&password=..."),
        ('{"Key": "secret", "Name": "x"}', '{"Key": "...", "Name": "x"}'),
        ("{'refresh_token': 'secret'}", "{'refresh_token': '...'}"),
        (r'"{\"Key\": \"secret\"}"', r'"{\"Key\": \"...\"}"'),
        ("Authorization: Bearer secret-1", "Authorization: Bearer ..."),
        ("'Basic c2VjcmV0OjE='", "'Basic ...'"),
        ("RpmApiKey: secret-1", "RpmApiKey: ..."),
        ("postgres://hub:secret@db:5432/hub", "postgres://hub:...@db:5432/hub"),
        ("50% of a=b", "50% of a=b"),
        ("Key (code)=(ACME) already exists", "Key (code)=(ACME) already exists"),
    ],
)
def test_a_secret_is_struck_out(text: str, hidden: str) -> None:
    assert hide(text) == hidden


@pytest.mark.parametrize("args", [("?Token=secret",), ()])
def test_the_filter_strikes_it_out_of_the_message_and_of_the_exception(
    args: tuple[str, ...],
) -> None:
    try:
        raise ValueError("?%54oken=secret")
    except ValueError:
        failure = sys.exc_info()
    record = logging.LogRecord("x", logging.INFO, "", 0, "%s" if args else "50%", args, failure)

    assert HideTokens().filter(record)

    line = logging.Formatter().format(record)
    assert "secret" not in line.partition("Traceback")[0] + line.rpartition("ValueError")[2]


def test_the_servers_logs_hold_no_query() -> None:
    config = runpy.run_path(str(CONFIG))

    for with_query in ("%(r)s", "%(q)s", "%(f)s", "%({raw_uri}e)s"):
        assert with_query not in config["access_log_format"]
    log = logging.getLogger("tests.server")
    config["on_starting"](SimpleNamespace(log=SimpleNamespace(error_log=log)))
    assert [type(each) for each in log.filters] == [HideTokens]


def test_no_request_waits_for_the_names_of_places() -> None:
    places._country_names.cache_clear()
    places._translations.cache_clear()
    log = SimpleNamespace(error_log=logging.getLogger("tests.server"))

    runpy.run_path(str(CONFIG))["on_starting"](SimpleNamespace(log=log))

    assert places._country_names.cache_info().currsize == 1
    assert places._translations.cache_info().currsize == 1


def test_a_line_for_people_is_one_line() -> None:
    path = "/a\nERROR crm: made up\r\x1b[31m\u2028é"
    record = logging.makeLogRecord({"msg": "GET %s 404", "args": (path,)})

    line = Line("%(message)s").format(record)

    assert line == r"GET /a\nERROR crm: made up\r\x1b[31m\u2028é 404"


def test_what_went_wrong_stands_under_it() -> None:
    try:
        raise ValueError("first\nsecond")
    except ValueError:
        record = logging.makeLogRecord({"msg": "Failed", "exc_info": sys.exc_info()})

    assert Line("%(message)s").format(record).endswith("ValueError: first\nsecond")


def test_a_line_for_programs_holds_any_text() -> None:
    record = logging.makeLogRecord({"msg": "No file %s", "args": ("\udcff",)})

    assert json.loads(JsonLine().format(record))["message"] == "No file \udcff"
