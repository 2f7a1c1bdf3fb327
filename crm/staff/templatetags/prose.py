"""The little Markdown that a ``page.md`` uses within a line."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString

register = template.Library()

CODE = re.compile(r"`([^`]+)`")
#: Stands for a piece of code while the text around it is read; no ``page.md`` holds one.
HELD = "\0"


@register.filter
def prose(text: str) -> SafeString:
    """``**bold**``, ``*stress*`` and `` `code` `` as HTML, all else escaped."""
    safe = escape(text)
    codes = CODE.findall(safe)
    told = CODE.sub(HELD, safe)
    told = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", told)
    told = re.sub(r"\*(\S[^*]*)\*", r"<em>\1</em>", told)
    for code in codes:
        told = told.replace(HELD, f"<code>{code}</code>", 1)
    return SafeString(told)
