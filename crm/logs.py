"""How a log line looks, and what must not be in one."""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

import orjson

#: Of the request that this thread answers.
request_id: ContextVar[str] = ContextVar("request_id", default="")

SECRET = ("token", "key", "secret", "password", "sessionid")
#: ``name=value`` of an address, the name or the sign maybe percent-encoded, even twice.
PAIR = re.compile(r"""([\w%+.\-]{1,100})(=|%(?:25)?3[Dd])([^&\s"'<>]+)""")
#: ``"name": "value"`` of a body or of Python, the quotes maybe escaped.
MEMBER = re.compile(
    rf"""((?:{"|".join(SECRET)})\\?["']\s*:\s*\\?["'])(?:[^"'\\]|\\(?!["']))+""", re.IGNORECASE
)
HEADER = re.compile(r"\b((?:bearer|basic)\s+|RpmApiKey\W+)[\w.~+/=-]{6,}", re.IGNORECASE)
LOGIN = re.compile(r"(\w://[^\s:/@]*:)[^\s/@]+@")
#: Only with one of these can a line name a secret; most lines have none, which is quick to see.
SUSPICIOUS = re.compile(r"""[=%"':]|[Bb][Ee][Aa][Rr][Ee][Rr]|[Bb][Aa][Ss][Ii][Cc]""")
HIDDEN = "..."
#: What would end the line or colour a terminal: whoever asks for ``/%0a`` writes no line of the log.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def hide(text: str) -> str:
    """The text without tokens, keys, secrets and passwords, wherever it names them as what they are."""
    if not SUSPICIOUS.search(text):
        return text
    text = PAIR.sub(_hide_value, text)
    text = MEMBER.sub(rf"\1{HIDDEN}", text)
    text = HEADER.sub(rf"\1{HIDDEN}", text)
    return LOGIN.sub(rf"\1{HIDDEN}@", text)


def _hide_value(pair: re.Match[str]) -> str:
    name = unquote(unquote(pair[1])).lower()
    return f"{pair[1]}{pair[2]}{HIDDEN}" if name.endswith(SECRET) else pair[0]


def _escape(character: re.Match[str]) -> str:
    return character[0].encode("unicode_escape").decode()


class HideTokens(logging.Filter):
    """For a log that others write: the line and what is told of its exception lose their secrets."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = hide(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = hide(logging.Formatter().formatException(record.exc_info))
        return True


class Line(logging.Formatter):
    """For people: one line, and under it what went wrong."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  logging's name
        return CONTROL.sub(_escape, super().formatMessage(record))

    def format(self, record: logging.LogRecord) -> str:
        return hide(super().format(record))


class JsonLine(logging.Formatter):
    """For programs: one JSON object a line, with the facts of a request where the line tells of one."""

    def format(self, record: logging.LogRecord) -> str:
        facts: dict[str, Any] | None = getattr(record, "facts", None)
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": hide(record.getMessage()),
        }
        if facts is not None:
            line |= facts
        elif given := request_id.get():
            line["request_id"] = given
        if record.exc_info:
            line["exception"] = hide(self.formatException(record.exc_info))
        try:
            return orjson.dumps(line, default=str).decode()
        except TypeError:  # half a character, as in names of files: escaped
            return json.dumps(line, default=str)
