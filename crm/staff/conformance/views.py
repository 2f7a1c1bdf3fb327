"""The report on the dialects' pages: statements, readings, proofs."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from crm.dialects import DIALECTS
from crm.dialects.statements import MARKS
from crm.staff.ui.door import StaffRequest, staff_page

from .report import FAILED, NOT_RUN, PROVEN, last_run, spoken

STATES = [PROVEN, FAILED, NOT_RUN]


@require_safe
@staff_page(None)
def conformance(request: StaffRequest) -> HttpResponse:
    """``GET /conformance/``: the five; with ``?mark=interpreted`` their statements of that mark."""
    return _report(request, "")


@require_safe
@staff_page(None)
def conformance_of(request: StaffRequest, dialect: str) -> HttpResponse:
    """``GET /conformance/inventorum/``: all that one page states."""
    if dialect not in DIALECTS:
        raise Http404
    return _report(request, dialect)


def _report(request: StaffRequest, dialect: str) -> HttpResponse:
    run = last_run()
    systems = [spoken(name, run) for name in DIALECTS]
    mark = _one_of(request, "mark", list(MARKS))
    state = _one_of(request, "state", STATES)
    asked = dialect or mark or state
    context = {
        "run": run,
        "systems": systems,
        "total": sum(len(system.items) for system in systems),
        "proven": sum(system.proven for system in systems),
        "failed": sum(system.failed for system in systems),
        "dialect": dialect,
        "marks": MARKS,
        "mark": mark,
        "state": state,
        "states": STATES if run else [],
        "shown": [
            system.narrowed(mark, state) for system in systems if dialect in ("", system.dialect)
        ]
        if asked
        else [],
    }
    return render(request, "staff/conformance/page.html", context)


def _one_of(request: StaffRequest, name: str, words: list[str]) -> str:
    """A parameter that is one of these words; anything else narrows nothing."""
    value = request.GET.get(name, "")
    return value if value in words else ""
