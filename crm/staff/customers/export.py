"""The list as a file. Who is in it is settled by one statement; their rows follow in chunks."""

import csv
from array import array
from collections.abc import Iterable, Iterator
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO
from zoneinfo import ZoneInfo

import xlsxwriter
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from crm.accounts.models import Account
from crm.staff.ui.door import StaffRequest, say_no, staff_page
from customers.queries import StaffListRow
from customers.queries.staff_list import staff_list_rows
from customers.replica import may_lag

from .columns import COLUMNS
from .listing import Listing

ROWS_PER_CHUNK = 1_000
MOST_XLSX_ROWS = 1_048_575  # of a sheet, its heading apart
FLAGS = {
    "is_b2b": "Business",
    "is_vip": "VIP",
    "is_favourite": "Favourite",
    "is_active": "Active",
}
FIELDS = {"id": "Id", "name": "Name"} | COLUMNS | FLAGS


class RowsMissing(Exception):
    """The file does not hold all that it should: better no file than such a one."""


@require_safe
@staff_page(130)
def export_csv(request: StaffRequest) -> StreamingHttpResponse:
    """``GET /customers/export.csv?...``: the rows of the list, in its order, as they are read.

    ``X-Row-Count`` says how many rows it has. If they do not come, the answer breaks off.
    """
    ids = _ids(request)
    response = StreamingHttpResponse(
        _csv(ids, request.account), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{_filename(request, "csv")}"'
    response["X-Row-Count"] = str(len(ids))
    return response


@require_safe
@staff_page(130)
def export_xlsx(request: StaffRequest) -> HttpResponse | FileResponse:
    """``GET /customers/export.xlsx?...``: the same as a sheet, checked before it is sent."""
    ids = _ids(request)
    if len(ids) > MOST_XLSX_ROWS:
        return say_no(request, "A sheet holds a million rows. Filter, or take CSV.", status=400)
    file = TemporaryFile()  # noqa: SIM115  the response closes it
    try:
        _write_sheet(file, ids, request.account)
    except RowsMissing:
        file.close()
        raise
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename=_filename(request, "xlsx"))
    response["X-Row-Count"] = str(len(ids))
    return response


def _write_sheet(file: IO[bytes], ids: "array[int]", account: Account) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet("Customers")
        for row, values in enumerate(_rows(ids, account)):
            for place, value in enumerate(values):
                sheet.write_string(row, place, value)


def _ids(request: StaffRequest) -> "array[int]":
    listing = Listing(request.account, request.GET)
    with may_lag(request.account):
        return array("q", listing.ordered.values_list("pk", flat=True).iterator())


def _rows(ids: "array[int]", account: Account) -> Iterator[list[str]]:
    """The heading, then a row each.

    Args:
        account: whose; its zone, for the view's own is over when a CSV's rows are read.

    Raises:
        RowsMissing: at the end, if there were fewer.
    """
    yield list(FIELDS.values())
    written = 0
    for start in range(0, len(ids), ROWS_PER_CHUNK):
        with may_lag(account):
            customers = staff_list_rows(ids[start : start + ROWS_PER_CHUNK])
        for customer in customers:
            yield [_text(customer, name, account.zone) for name in FIELDS]
            written += 1
    if written != len(ids):
        raise RowsMissing(f"{written} of {len(ids)} rows")


def _csv(ids: "array[int]", account: Account) -> Iterator[str]:
    with_mark = "\ufeff"  # so that spreadsheets read it as UTF-8
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL)
    for row in _rows(ids, account):
        yield with_mark + str(writer.writerow(_harmless(row)))
        with_mark = ""


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _harmless(row: Iterable[str]) -> list[str]:
    """A spreadsheet would run a text that begins like a formula. Phone numbers do, and stay."""
    return [f"'{text}" if _is_formula(text) else text for text in row]


def _is_formula(text: str) -> bool:
    start = text.lstrip()[:1]  # a spreadsheet passes over blanks
    if start in ("+", "-"):
        return not set(text) <= set("+-0123456789 ()./")
    return start in ("=", "@") or text[:1] in ("\t", "\r")


def _text(customer: StaffListRow, name: str, zone: ZoneInfo) -> str:
    value = getattr(customer, name)
    match value:
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.astimezone(zone).isoformat(" ", "seconds")
    return str(value)


def _filename(request: StaffRequest, ending: str) -> str:
    return f"customers-{request.account.slug}-{timezone.localdate()}.{ending}"
