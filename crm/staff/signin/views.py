"""In and out."""

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, UsernameField
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from crm.access.codes import CODES, has_code
from crm.accounts.models import Account, User
from crm.staff.ui.door import CHOSEN_ACCOUNT, StaffRequest, say_no, staff_page
from crm.staff.ui.forms import HubRenderer
from crm.staff.ui.ids import ID_DIGITS

LONGEST_NAME = 150
#: So few tries are left when they are told.
WARNED_FROM = 3


class SignInForm(AuthenticationForm):
    username = UsernameField(label="User name", widget=forms.TextInput(attrs={"autofocus": True}))
    error_messages = {  # noqa: RUF012  as Django declares it
        "invalid_login": "User name or password is wrong. Both mind capitals.",
        "inactive": "This user is switched off. Ask whoever runs the hub.",
    }
    default_renderer = HubRenderer

    def clean_username(self) -> str:
        """No name is that long: it would not fit into the table of failures."""
        name: str = self.cleaned_data["username"]
        if len(name) > LONGEST_NAME:
            raise ValidationError(f"A user name has at most {LONGEST_NAME} characters.")
        return name

    def confirm_login_allowed(self, user: Any) -> None:
        super().confirm_login_allowed(user)
        if user.is_integration:
            raise ValidationError("A program's user does not sign in.")
        if user.account is not None and not user.account.is_active:
            raise ValidationError(f"The account {user.account} is switched off.")


class SignIn(auth.LoginView):
    authentication_form = SignInForm
    template_name = "staff/signin/sign_in.html"
    redirect_authenticated_user = True

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        name = form.cleaned_data.get("username", "")
        failures = AxesProxyHandler.get_failures(self.request, {"username": name}) if name else 0
        left = settings.AXES_FAILURE_LIMIT - failures
        context = self.get_context_data(form=form, left=left if left <= WARNED_FROM else None)
        return self.render_to_response(context)


class SignOut(auth.LogoutView):
    pass


class HubPasswordForm(PasswordChangeForm):
    default_renderer = HubRenderer


class ChangePassword(auth.PasswordChangeView):
    form_class = HubPasswordForm
    template_name = "staff/signin/change_password.html"
    success_url = "/"

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        messages.success(self.request, "Your password is changed.")
        return super().form_valid(form)  # type: ignore[arg-type]


@require_safe
@staff_page(130)
def who_am_i(request: StaffRequest) -> HttpResponse:
    """``GET /me/``: as whom somebody is in, in which account, and what that allows."""
    context = {
        "codes": [code for code in CODES.values() if has_code(request.user, code.number)],
        "groups": request.user.groups.order_by("name"),
        "lasts_until": request.session.get_expiry_date(),
    }
    return render(request, "staff/signin/me.html", context)


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: Any) -> Any:
    """What somebody sees who was wrong too often."""
    return render(request, "staff/signin/locked.html", status=429)


@login_required
@require_http_methods(["GET", "POST"])
def choose_account(request: HttpRequest) -> HttpResponse:
    """An operator belongs to no account and works in one at a time."""
    user = request.user
    assert isinstance(user, User)
    if user.account_id is not None or user.is_integration:
        return redirect("dashboard")
    if not user.is_superuser:
        return say_no(request, "Your user belongs to no account. Ask whoever runs the hub.")
    accounts = Account.objects.filter(is_active=True)
    chosen = request.POST.get("account", "")
    if chosen.isascii() and chosen.isdigit() and len(chosen) <= ID_DIGITS:
        account = accounts.filter(pk=int(chosen)).first()
        if account is not None:
            request.session[CHOSEN_ACCOUNT] = account.pk
            return HttpResponseRedirect("/")
    return render(request, "staff/signin/choose_account.html", {"accounts": accounts})
