"""Tags of the staff's templates."""

from calendar import month_abbr
from datetime import datetime
from decimal import Decimal
from functools import cache

from django import template
from django.http import QueryDict
from django.template import Context
from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from lucide.templatetags.lucide import lucide

from crm.staff.customers.columns import COLUMNS
from crm.staff.history.sources import SOURCES

register = template.Library()

RECENT = 7 * 24 * 60 * 60  # seconds


@register.simple_tag
@cache
def icon(name: str, size: int = 16) -> str:
    """A picture beside words that say the same, so it is silent for screen readers. Drawn once: the
    templates name a few dozen, a page shows some a hundred times."""
    drawn: str = lucide(name, size=size, aria_hidden="true", focusable="false", **{"class": "icon"})
    return drawn


@register.simple_tag(takes_context=True)
def current(context: Context, *names: str) -> SafeString | str:
    """Marks the link to the page that one is on: ``aria-current``, for one of the named pages."""
    match = context["request"].resolver_match
    here = match is not None and match.url_name in names
    return SafeString('aria-current="page"') if here else ""


@register.filter
def moment(instant: datetime | None) -> SafeString | str:
    """An instant: ``3 hours ago`` while it is recent, else the day; the exact time on pointing."""
    if instant is None:
        return ""
    local = timezone.localtime(instant)
    age = (timezone.now() - instant).total_seconds()
    day, time = _day(local), f"{local:%H:%M:%S}"
    if age < 60:  # noqa: PLR2004  seconds
        shown = "just now"
    elif age < RECENT:
        shown = f"{timesince(instant, depth=1)} ago"
    else:
        shown = day
    return format_html(
        '<time datetime="{}" title="{}, {}" class="nowrap">{}</time>',
        local.isoformat(),
        day,
        time,
        shown,
    )


@register.filter
def exact(instant: datetime | None) -> str:
    """An instant to the minute, in the account's time zone."""
    if instant is None:
        return ""
    local = timezone.localtime(instant)
    return f"{_day(local)}, {local:%H:%M}"


def _day(local: datetime) -> str:
    """``9 Feb 2024``; written out here, since a list shows a hundred and Django's own takes its time."""
    return f"{local.day} {month_abbr[local.month]} {local.year:04}"


@register.filter
def money(amount: Decimal | None) -> str:
    """``12,345.60``; a dash where there is none."""
    return "–" if amount is None else floatformat(amount, "2g")


@register.filter
def number(count: int) -> str:
    """``12,345``"""
    return f"{count:,}"


@register.filter
def heading(column: str) -> str:
    """What a column of the list is called."""
    return COLUMNS[column]


@register.simple_tag
def without(params: QueryDict, *names: str) -> str:
    """The parameters of an address but for some."""
    kept = params.copy()
    for name in names:
        kept.pop(name, None)
    return kept.urlencode()


@register.filter
def source_name(dialect: str) -> str:
    """What people call an API, or one of our own doors."""
    return SOURCES.get(dialect, dialect or "unknown")


@register.filter
def words(name: str) -> str:
    """``high_value`` as ``High value``."""
    return name.replace("_", " ").capitalize()


@register.filter
def is_of(path: str, wanted: str) -> bool:
    """Whether a field is the wanted one, or of the wanted item: ``contacts.7.``."""
    return path == wanted or (wanted.endswith(".") and path.startswith(wanted))
