"""Settings, from the environment. The README lists the variables; ``checks.py`` names what is missing."""

from datetime import timedelta
from pathlib import Path

import django_stubs_ext
from csp.constants import NONCE, NONE, SELF
from django.core.management.utils import get_random_secret_key
from django.templatetags.static import static
from environs import Env, validate

from crm.database.configured import configured
from crm.dialects import DIALECTS

django_stubs_ext.monkeypatch()  # ModelForm[Customer] and the like, as the type checker wants them

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
VAR_DIR.mkdir(exist_ok=True)

env = Env()
env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", False)


def _secret_key() -> str:
    """A key of this installation's own, made at the first start and readable by its owner only."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key())
    return path.read_text()


SECRET_KEY = env.str("SECRET_KEY", "")
SECRET_KEY_IS_GIVEN = bool(SECRET_KEY)
SECRET_KEY = SECRET_KEY or _secret_key()

PORT = env.int("PORT", 8000)
BASE_URL = env.str("BASE_URL", f"http://127.0.0.1:{PORT}").rstrip("/")
IS_HTTPS = BASE_URL.startswith("https://")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "[::1]", ".localhost"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [BASE_URL] if IS_HTTPS else [])

#: Host name -> the dialect that answers at its root. ``DIALECT_HOSTS=crm.example.com=inventorypro,...``
DIALECT_HOSTS = {f"{dialect}.localhost": dialect for dialect in DIALECTS} | env.dict(
    "DIALECT_HOSTS", {}
)

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "crm.staff.apps.HubAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",  # its widgets' templates, for our own fields
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "lucide",
    "oauth2_provider",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "template_partials",
    "crm.accounts",
    "contacts",
    "customers",
    "crm.access",
    "crm.staff",
    "crm.demo",
    "crm.upkeep",
]

MIDDLEWARE = [
    # Of every request: cheap, and without the database.
    "crm.middleware.RequestIdMiddleware",
    "crm.observe.middleware.ObserveMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "crm.middleware.DialectHostMiddleware",
    "crm.middleware.ApiMiddleware",  # the dialects' requests go no further
    # Of browsers.
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "csp.middleware.CSPMiddleware",
    "axes.middleware.AxesMiddleware",
    "crm.middleware.UnavailableMiddleware",
]

ROOT_URLCONF = "crm.urls"
WSGI_APPLICATION = "crm.wsgi.application"
APPEND_SLASH = False  # each dialect's urls.py says what its page says

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    }
]

# -- Database ----------------------------------------------------------------------------------------

DATABASE_URL = env.str("DATABASE_URL", "") or f"sqlite:///{VAR_DIR / 'hub.sqlite3'}"
DATABASES = {"default": configured(env.dj_db_url("DATABASE_URL", DATABASE_URL), env)}
REPLICA_URL = env.str("REPLICA_URL", "")
if REPLICA_URL:  # a copy that long reads may use: see customers.replica
    _replica = configured(env.dj_db_url("REPLICA_URL"), env)
    DATABASES["replica"] = _replica | {"TEST": {"MIRROR": "default"}}
    DATABASE_ROUTERS = ["customers.replica.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_cache = env.dj_cache_url("CACHE_URL", "locmem://")
if _cache["BACKEND"].endswith(".RedisCache"):
    _cache["BACKEND"] = "crm.cache.PatientRedisCache"
CACHES = {"default": _cache, "pages": dict(_cache)}  # see customers.queries.page_ends
if _cache["BACKEND"].endswith(".LocMemCache"):  # many pages shall not push out what is counted
    CACHES["pages"]["LOCATION"] = "pages"

# -- Who gets in -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: it refuses before a password is compared
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "crm.access.hashers.ClientSecretHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = LOGIN_URL

AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
#: A name from one address: nobody can lock somebody else out from afar.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "crm.access.address.client_address"
AXES_LOCKOUT_CALLABLE = "crm.staff.signin.views.locked_out"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

#: How long each process trusts what it read of a token. It looks at the file first, which every change
#: of what somebody may do touches: see ``crm.access.memory``.
ACCESS_CACHE_SECONDS = env.float("ACCESS_CACHE_SECONDS", 5)
ACCESS_STAMP = Path(env.str("ACCESS_STAMP", "") or VAR_DIR / "access.stamp")

OAUTH2_PROVIDER_APPLICATION_MODEL = "access.Client"
OAUTH2_PROVIDER = {
    "CLIENT_SECRET_HASHER": "client_secret",
    "SCOPES": {"customers": "Everything about customers"},  # each client's own: see ClientScopes
    "SCOPES_BACKEND_CLASS": "crm.access.oauth.ClientScopes",
    "ROTATE_REFRESH_TOKEN": True,
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    "ALLOWED_REDIRECT_URI_SCHEMES": ["https"],
    **{
        f"COMPLIANT_BCP_RFC9700_{rule}": True
        for rule in (
            "ACCESS_TOKEN_TRANSPORT",
            "AUTHZ_RESPONSE_ISS",
            "IMPLICIT_GRANT",
            "PASSWORD_GRANT",
            "PKCE_METHOD",
            "PKCE_REQUIRED",
            "REDIRECT_URI_MATCHING",
            "REDIRECT_URI_SCHEME",
            "REFRESH_TOKEN",
            "TOKEN_STORAGE",
        )
    },
}

# -- Browsers ----------------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not DEBUG
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", not DEBUG)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 0 if DEBUG else 365 * 24 * 60 * 60)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEBUG
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "frame-ancestors": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "object-src": [NONE],
    }
}

# -- API ---------------------------------------------------------------------------------------------

TOKEN_FAILURES = env.int("TOKEN_FAILURES", 20)  # wrong credentials a minute at a token endpoint
INVENTORUM_RATE = env.int("INVENTORUM_RATE", 20)  # requests a second for each token
FRANPOS_MAX_ROWS = env.int("FRANPOS_MAX_ROWS", 10_000)  # customers in one request
FRANPOS_MAX_BYTES = env.int("FRANPOS_MAX_BYTES", 20_000_000)  # of its body

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
}
#: Between two times that a process stores what its clients asked; 0: never by itself.
USAGE_SECONDS = 5
DATA_UPLOAD_MAX_MEMORY_SIZE = env.int("MAX_BODY_BYTES", 2_500_000)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a customer's page in the admin posts some twenty a contact

# -- Time, static files, logs ------------------------------------------------------------------------

LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", "") or VAR_DIR / "static")
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = DEBUG

#: What Prometheus shows at /metrics, which is not there without it.
METRICS_TOKEN = env.str("METRICS_TOKEN", "")
#: ``json`` for programs, ``line`` for people.
LOG_FORMAT = env.str(
    "LOG_FORMAT", "line" if DEBUG else "json", validate=validate.OneOf(["json", "line"])
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "crm.logs.Line",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        },
        "json": {"()": "crm.logs.JsonLine"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", "INFO")},
    "loggers": {"django.request": {"level": "ERROR"}, "axes": {"level": "WARNING"}},
}

UNFOLD = {
    "SITE_TITLE": "Customer Hub",
    "SITE_HEADER": "Customer Hub",
    "SITE_SYMBOL": "hub",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("favicon.svg")}
    ],
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
}
