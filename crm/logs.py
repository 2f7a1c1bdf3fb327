"""What must not be in a log."""

import logging
import re

#: A token in a query, whatever the case of its name.
TOKEN = re.compile(r"(token=)[^&\s\"']+", re.IGNORECASE)


class HideTokens(logging.Filter):
    """Writes ``Token=...`` where an address with a token in it would be logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if "token=" in message.lower():
            record.msg, record.args = TOKEN.sub(r"\1...", message), ()
        return True
