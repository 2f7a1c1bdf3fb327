"""The clients of an account."""

from importlib import import_module

from django.contrib import messages
from django.contrib.auth.models import Group
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from crm.access import usage
from crm.access.clients import (
    base_url,
    create_client,
    living_tokens,
    revoke,
    rotate_credentials,
    stopped_by_rotating,
)
from crm.access.models import Client
from crm.staff.ui.charts import Chart, Point, bar_chart
from crm.staff.ui.door import StaffRequest, say_no, staff_page

from .forms import NewClientForm, may_more

VIEW, ADD, CHANGE = (f"access.{action}_client" for action in ("view", "add", "change"))


@require_safe
@staff_page(VIEW)
def client_list(request: StaffRequest) -> HttpResponse:
    """``GET /clients/``"""
    used = usage.of(request.account)
    rows = [
        {"client": client, "use": used.get(client.pk)}
        for client in _told(_clients(request)).order_by("-is_active", "dialect", "name")
    ]
    return render(request, "staff/clients/list.html", {"rows": rows})


@require_safe
@staff_page(VIEW)
def client_page(request: StaffRequest, client_id: int) -> HttpResponse:
    """``GET /clients/7/``"""
    client = get_object_or_404(_told(_clients(request)), pk=client_id)
    context = {
        "client": client,
        "use": usage.of(request.account).get(client.pk),
        "chart": _by_hour(client),
        "base_url": base_url(client.dialect),
        "tokens": living_tokens(client),
        "has_lasting": stopped_by_rotating(client),
    }
    return render(request, "staff/clients/page.html", context)


@require_http_methods(["GET", "POST"])
@staff_page(ADD)
def new_client(request: StaffRequest) -> HttpResponse:
    """``GET`` and ``POST /clients/new/``: the answer to the latter shows the secret, once."""
    data = request.POST if request.method == "POST" else None
    form = NewClientForm(request.account, request.user, data)
    if not form.is_valid():
        return render(request, "staff/clients/new.html", {"form": form})
    given = form.cleaned_data
    made = create_client(
        request.account,
        given["dialect"],
        given["name"],
        codes=given["codes"],
        scopes=given["scopes"],
        user=given["user"],
        stores=list(given["stores"]),
    )
    return _show_once(request, made.client, made.shown)


@require_POST
@staff_page(CHANGE)
def rotate_client(request: StaffRequest, client_id: int) -> HttpResponse:
    """``POST /clients/7/rotate/``: by somebody who may all that the client may."""
    client = get_object_or_404(_clients(request), pk=client_id, is_active=True)
    if client.user and may_more(client.user, request.user):
        return say_no(request, "This client may do more than you. Its secret is not yours to see.")
    return _show_once(request, client, rotate_credentials(client))


@require_POST
@staff_page(CHANGE)
def revoke_client(request: StaffRequest, client_id: int) -> HttpResponse:
    """``POST /clients/7/revoke/``"""
    client = get_object_or_404(_clients(request), pk=client_id)
    revoke(client)
    messages.success(request, f"{client.name} is revoked. Its tokens are gone.")
    return HttpResponseRedirect(reverse("clients"))


def _clients(request: StaffRequest) -> QuerySet[Client]:
    clients: QuerySet[Client] = Client.objects.filter(account=request.account)
    return clients


def _told(clients: QuerySet[Client]) -> QuerySet[Client]:
    """With what the pages say of them."""
    groups = Prefetch("user__groups", Group.objects.order_by("name"))
    return clients.select_related("user").prefetch_related(groups, "stores")


def _by_hour(client: Client) -> Chart:
    points = [
        Point(
            date_format(timezone.localtime(hour.hour), "H:i"),
            hour.requests,
            f"{hour.requests:,}",
            hour.errors,
            f"{hour.errors:,}",
        )
        for hour in usage.by_hour(client)
    ]
    title = "Requests and errors in each of the last 24 hours"
    return bar_chart(title, points, heading="Hour", unit="Requests", part_unit="Errors")


def _show_once(request: StaffRequest, client: Client, shown: dict[str, str]) -> HttpResponse:
    """In the answer to the POST itself, which no cache may keep (``staff_page``): nowhere stored, in no
    address, in no session."""
    hints = import_module(f"crm.dialects.{client.dialect}.hints")
    context = {"client": client, "shown": shown, "lines": hints.curl_lines(shown)}
    return render(request, "staff/clients/shown.html", context)
