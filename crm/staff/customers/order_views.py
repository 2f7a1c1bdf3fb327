"""What a customer bought, and what it may owe."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from crm.staff.templatetags.hub import money
from crm.staff.ui.charts import Chart, bar_chart
from crm.staff.ui.door import StaffRequest, source_of, staff_page
from customers import credit, queries
from customers.analytics import CustomerAnalytics, Period, customer_analytics

from .page import open_page

ORDERS = 25
PERIODS = {
    Period.DAYS_30: "30 days",
    Period.DAYS_90: "90 days",
    Period.YEAR: "A year",
    Period.ALL: "All",
}


@require_safe
@staff_page(130)
def customer_orders(request: StaffRequest, customer_id: int) -> HttpResponse:
    """``GET /customers/7/orders/?period=1y``"""
    page = open_page(request, customer_id)
    wanted = request.GET.get("period", "")
    period = Period(wanted) if wanted in list(Period) else Period.ALL
    figures = customer_analytics(request.account, customer_id, period)
    total, orders = queries.order_page(
        queries.orders_of(request.account, customer_id), offset=0, limit=ORDERS
    )
    context = {
        "page": page,
        "figures": figures,
        "chart": _revenue(figures),
        "orders": orders,
        "total": total,
        "check": credit.last_check(request.account, customer_id),
        "periods": PERIODS,
        "period": period,
    }
    return render(request, "staff/customers/orders.html", context)


@require_POST
@staff_page(131)
def check_credit(request: StaffRequest, customer_id: int) -> HttpResponse:
    """``POST /customers/7/credit-check/``"""
    open_page(request, customer_id)
    made = credit.check(request.account, customer_id, source=source_of(request))
    messages.success(request, f"Credit checked: {made.score}, {made.rating.replace('_', ' ')}.")
    return HttpResponseRedirect(reverse("customer-orders", args=[customer_id]))


def _revenue(figures: CustomerAnalytics) -> Chart:
    points = [
        (
            date.fromisoformat(f"{month.month}-01").strftime("%b %y"),
            float(month.revenue),
            money(month.revenue),
        )
        for month in reversed(figures.order_history)
    ]
    return bar_chart("Revenue by month", points, heading="Month", unit="Revenue")
