"""A list of customers on its way through the write path, and what became of each."""

from collections.abc import Mapping
from typing import Any

from crm.accounts.models import Account
from customers import queries, services
from customers.changes import Source
from customers.queries import RetailCustomer
from customers.services import Outcome, Write

from .errors import RowRefused, row_message
from .parse import Terms, Upload, parse_customer
from .render import render_refused, render_result, sent_location
from .stores import Reach


def run_upload(
    account: Account, upload: Upload, reach: Reach, source: Source
) -> list[dict[str, Any]]:
    """One result per customer, in their order. What can be written is written in one batch."""
    terms = Terms(account, reach, upload.flags, queries.note_types_by_name(account))
    rows = [_read(sent, terms) for sent in upload.customers]
    writes = [row for row in rows if isinstance(row, Write)]
    outcomes = iter(services.write(account, writes, source=source) if writes else ())
    results = [next(outcomes) if isinstance(row, Write) else row for row in rows]
    ids = {result.customer_id for result in results if isinstance(result, Outcome)} - {0}
    customers = queries.retail_by_ids(account, ids)
    return [
        _render(sent, result, customers, terms)
        for sent, result in zip(upload.customers, results, strict=True)
    ]


def _read(sent: object, terms: Terms) -> Write | str:
    """The row, or why it is refused."""
    try:
        return parse_customer(sent, terms)
    except RowRefused as refused:
        return str(refused)


def _render(
    sent: object, result: Outcome | str, customers: Mapping[int, RetailCustomer], terms: Terms
) -> dict[str, Any]:
    if isinstance(result, str):
        return render_refused(sent, result)
    if result.error is not None:
        return render_refused(sent, row_message(result.error))
    customer = customers[result.customer_id]
    location = customer.home_store_id if terms.reach.has_stores else sent_location(sent)
    status = "Added" if result.created else "Updated"
    return render_result(customer, location or 0, terms.account.zone, status)
