"""The first page."""

from django.http import HttpResponse
from django.shortcuts import render

from crm.staff.ui.door import StaffRequest, staff_page


@staff_page(130)
def dashboard(request: StaffRequest) -> HttpResponse:
    """``GET /``"""
    return render(request, "staff/dashboard/page.html")
