from django.contrib.auth.decorators import login_required
from django.urls import path

from .views import ChangePassword, SignIn, SignOut, choose_account, who_am_i

urlpatterns = [
    path("sign-in/", SignIn.as_view(), name="sign-in"),
    path("sign-out/", SignOut.as_view(), name="sign-out"),
    path("password/", login_required(ChangePassword.as_view()), name="change-password"),
    path("me/", who_am_i, name="me"),
    path("accounts/", choose_account, name="choose-account"),
]
