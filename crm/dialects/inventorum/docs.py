"""``openapi.json`` and the interactive reference. Every asset comes out of an installed package."""

from copy import deepcopy
from functools import cache
from importlib import import_module
from threading import Lock
from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.http import HttpRequest, JsonResponse
from django.utils.decorators import method_decorator
from django.views import View
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.settings import patched_settings
from drf_spectacular.views import SpectacularSwaggerSplitView

from . import TITLE
from .schema import COMPONENTS
from .versions import NEWEST

# drf-spectacular's settings are patched for the whole process while a document is made.
_making = Lock()


@cache
def _document() -> dict[str, Any]:
    settings = {
        "TITLE": f"{TITLE} customer API",
        "DESCRIPTION": "As spoken by Customer Hub over its one customer record.",
        "VERSION": str(NEWEST),
        "APPEND_COMPONENTS": COMPONENTS,
    }
    # Each path is told once, with its slash.
    patterns = import_module(f"{__package__}.urls").urlpatterns
    slashed = [pattern for pattern in patterns if str(pattern.pattern).endswith("/")]
    with _making, patched_settings(settings):
        generator = SchemaGenerator(patterns=slashed)  # type: ignore[no-untyped-call]
        document: dict[str, Any] = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return document


class OpenApiView(View):
    """The document, OpenAPI 3.1, with the server as the caller reached it."""

    def get(self, request: HttpRequest) -> JsonResponse:
        document = deepcopy(_document())
        prefix = request.path.removesuffix("/openapi.json")
        document["servers"] = [{"url": prefix or "/"}]
        return JsonResponse(document)


@method_decorator(csp_replace({"style-src": [SELF, UNSAFE_INLINE]}), name="dispatch")
class ReferenceView(SpectacularSwaggerSplitView):
    """Swagger UI. Its script is served apart from its page, so the content policy need not allow
    inline scripts; inline styles it cannot do without."""

    url = "../openapi.json"
    title = TITLE
