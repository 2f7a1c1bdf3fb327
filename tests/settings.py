"""The project's settings, made quick and strict for tests."""

import atexit
import os

from crm.settings import *  # noqa: F403
from crm.settings import DATABASES, INSTALLED_APPS, MIDDLEWARE, STORAGES, VAR_DIR

DEBUG = False
SECRET_KEY = "tests only"
BASE_URL = "http://testserver"
ALLOWED_HOSTS = ["testserver", ".localhost", "127.0.0.1"]
SECURE_SSL_REDIRECT = False
if "ACCESS_STAMP" not in os.environ:  # each process that runs tests keeps to itself
    ACCESS_STAMP = VAR_DIR / f"access-{os.getpid()}.stamp"
    atexit.register(ACCESS_STAMP.unlink, missing_ok=True)
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "crm.access.hashers.ClientSecretHasher",
]
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
}
INSTALLED_APPS += ["zeal"]  # an N+1 query of a request is an error
MIDDLEWARE.insert(0, "zeal.middleware.zeal_middleware")
USAGE_SECONDS = 0  # stored by the tests that look at it
ZEAL_RAISE = True
ZEAL_ALLOWLIST = [
    # The OAuth2 library looks a client up by the Basic header and then by the form.
    {"model": "access.Client", "field": "get()"},
    # A write within services.locked takes the lock that it holds already.
    {"model": "customers.AccountCounters", "field": "get()"},
    # Signing out looks once more whether the session is there that it ends.
    {"model": "sessions.Session", "field": "get()"},
]
LOCAL = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {"default": {"BACKEND": LOCAL}, "pages": {"BACKEND": LOCAL, "LOCATION": "pages"}}

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, for the tests in which threads and processes write at the same moment.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
