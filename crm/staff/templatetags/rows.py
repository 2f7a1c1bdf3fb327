"""The rows of the list of customers. Written here: in a template fifty of them took half of the page's
time."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from django import template
from django.utils.safestring import SafeString

from crm.staff.ui.addresses import by_id
from customers.queries import StaffListRow

from .hub import icon, moment

register = template.Library()

ENDED = ' class="ended"'
FAVOURITE = '<span class="mark" title="Favourite">{}<span class="sr-only">Favourite</span></span>'
VIP = '<span class="chip accent">VIP</span>'
DISCONTINUED = '<span class="chip bad">Discontinued</span>'


@register.simple_tag
def customer_rows(
    customers: Sequence[StaffListRow], columns: Sequence[str], *, select: bool, edit: bool
) -> SafeString:
    """A row for each customer.

    Args:
        select: whether each can be chosen for something to be done.
        edit: whether whoever sees it may change customers.
    """
    page_of, edit_page_of = by_id("customer"), by_id("edit-customer")
    favourite = FAVOURITE.format(icon("star", 14))
    rows = []
    for customer in customers:
        name = escape(customer.name or customer.code)
        marks = (
            favourite if customer.is_favourite else "",
            VIP if customer.is_vip else "",
            "" if customer.is_active else DISCONTINUED,
            _edit(edit_page_of(customer.id)) if edit else "",
        )
        rows.append(
            f"<tr data-row{'' if customer.is_active else ENDED}>"
            f"{_select(customer.id, name) if select else ''}"
            f'<th scope="row"><a href="{page_of(customer.id)}" data-open>{name}</a> '
            f"{' '.join(marks)}</th>"
            f"{''.join(_cell(column, getattr(customer, column)) for column in columns)}"
            "</tr>"
        )
    return SafeString("\n".join(rows))


def _select(pk: int, name: str) -> str:
    return (
        '<td class="select">'
        f'<input type="checkbox" name="id" value="{pk}" aria-label="Select {name}"></td>'
    )


def _edit(address: str) -> str:
    return f'<a href="{address}" data-row-key="e" tabindex="-1" hidden>Edit</a>'


def _cell(column: str, value: object) -> str:
    shown = moment(value) if isinstance(value, datetime) else escape(str(value))
    return f'<td data-column="{column}">{shown}</td>'
