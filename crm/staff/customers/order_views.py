"""What a customer bought, and what it may owe."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST, require_safe

from crm.staff.templatetags.hub import money
from crm.staff.ui.charts import Chart, Point, bar_chart
from crm.staff.ui.door import StaffRequest, source_of, staff_page
from customers import credit, queries
from customers.analytics import CustomerAnalytics, Period, customer_analytics
from customers.errors import NotFound
from customers.models import Order

from .order_list import OrderList
from .page import open_page

TEMPLATE = "staff/customers/orders.html"
PERIODS = {
    Period.DAYS_30: "30 days",
    Period.DAYS_90: "90 days",
    Period.YEAR: "A year",
    Period.ALL: "All",
}


@require_safe
@staff_page(130)
def customer_orders(request: StaffRequest, customer_id: int) -> HttpResponse:
    """``GET /customers/7/orders/?period=1y&status=shipped&q=widget``; htmx gets the list alone."""
    orders = OrderList(request.account, customer_id, request.GET)
    if request.htmx and not request.htmx.history_restore_request:
        try:
            orders.page  # noqa: B018  read here, so that a customer that is not there is no error
        except NotFound:
            raise Http404 from None
        response = render(request, f"{TEMPLATE}#orders", {"orders": orders, "id": customer_id})
    else:
        page = open_page(request, customer_id)
        figures = customer_analytics(request.account, customer_id, orders.period)
        context = {
            "page": page,
            "figures": figures,
            "chart": _revenue(figures),
            "orders": orders,
            "id": customer_id,
            "check": credit.last_check(request.account, customer_id),
            "periods": PERIODS,
        }
        response = render(request, TEMPLATE, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
@staff_page(130)
def customer_order(request: StaffRequest, customer_id: int, order_id: int) -> HttpResponse:
    """``GET /customers/7/orders/12/``: an order with its lines."""
    page = open_page(request, customer_id)
    try:
        order = queries.staff_order(request.account, customer_id, order_id)
    except NotFound:
        raise Http404 from None
    lines = order.lines.all()
    context = {
        "page": page,
        "order": order,
        "lines": lines,
        "sum": sum(line.total for line in lines),
        "shipped_to": _parcel(order),
    }
    return render(request, "staff/customers/order.html", context)


@require_POST
@staff_page(131)
def check_credit(request: StaffRequest, customer_id: int) -> HttpResponse:
    """``POST /customers/7/credit-check/``"""
    open_page(request, customer_id)
    made = credit.check(request.account, customer_id, source=source_of(request))
    messages.success(request, f"Credit checked: {made.score}, {made.rating.replace('_', ' ')}.")
    return HttpResponseRedirect(reverse("customer-orders", args=[customer_id]))


def _parcel(order: Order) -> list[str]:
    """Where it went, as written on the parcel."""
    town = " ".join(filter(None, (order.ship_postal_code, order.ship_city)))
    place = ", ".join(filter(None, (town, order.ship_state)))
    lines = (order.ship_line1, order.ship_line2, place, order.ship_country)
    return [line for line in lines if line]


def _revenue(figures: CustomerAnalytics) -> Chart:
    points = [
        Point(
            date.fromisoformat(f"{month.month}-01").strftime("%b %y"),
            float(month.revenue),
            money(month.revenue),
        )
        for month in reversed(figures.order_history)
    ]
    return bar_chart("Revenue by month", points, heading="Month", unit="Revenue")
