"""Tags of the staff's templates."""

from datetime import datetime
from decimal import Decimal

from django import template
from django.http import QueryDict
from django.template import Context
from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from lucide.templatetags.lucide import lucide

from crm.staff.customers.columns import COLUMNS
from crm.staff.history.sources import SOURCES
from customers.queries import StaffListRow

register = template.Library()

RECENT = 7 * 24 * 60 * 60  # seconds


@register.simple_tag
def icon(name: str, size: int = 16) -> str:
    """A picture beside words that say the same, so it is silent for screen readers."""
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
    exact = date_format(local, "j M Y, H:i:s")
    if age < 60:  # noqa: PLR2004  seconds
        shown = "just now"
    elif age < RECENT:
        shown = f"{timesince(instant, depth=1)} ago"
    else:
        shown = date_format(local, "j M Y")
    return format_html(
        '<time datetime="{}" title="{}" class="nowrap">{}</time>', local.isoformat(), exact, shown
    )


@register.filter
def exact(instant: datetime | None) -> str:
    """An instant to the minute, in the account's time zone."""
    return date_format(timezone.localtime(instant), "j M Y, H:i") if instant else ""


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


@register.filter
def cell(customer: StaffListRow, column: str) -> SafeString | str:
    """What a row shows in a column."""
    value = getattr(customer, column)
    return moment(value) if isinstance(value, datetime) else str(value)


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
