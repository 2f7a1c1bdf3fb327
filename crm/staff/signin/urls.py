from django.contrib.auth.decorators import login_required
from django.urls import path

from .views import ChangePassword, SignIn, SignOut, choose_account

urlpatterns = [
    path("sign-in/", SignIn.as_view(), name="sign-in"),
    path("sign-out/", SignOut.as_view(), name="sign-out"),
    path("password/", login_required(ChangePassword.as_view()), name="change-password"),
    path("accounts/", choose_account, name="choose-account"),
]
