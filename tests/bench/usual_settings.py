"""The usual way's settings: what a new Django project has, with one connection kept a thread."""

from typing import Any

from crm.settings import *  # noqa: F403
from crm.settings import DATABASES, REST_FRAMEWORK

ROOT_URLCONF = "tests.bench.usual"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
DATABASES["default"]["CONN_MAX_AGE"] = None
DATABASES["default"]["OPTIONS"].pop("pool", None)
REST_FRAMEWORK = dict[str, Any](REST_FRAMEWORK) | {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "oauth2_provider.contrib.rest_framework.OAuth2Authentication",
    ],
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"user": "1000000000/hour"},
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "PAGE_SIZE": 25,
}
