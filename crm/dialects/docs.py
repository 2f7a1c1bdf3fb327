"""``openapi.json`` and the interactive reference of a dialect. Every asset comes out of an installed
package."""

from copy import deepcopy
from functools import cache
from importlib import import_module
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.views import View
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.settings import patched_settings
from drf_spectacular.views import SpectacularSwaggerSplitView

# drf-spectacular's settings are patched for the whole process while a document is made.
_making = Lock()


def reference_paths(dialect: str) -> list[URLPattern]:
    """The two lines that each dialect's ``urls.py`` has for its reference."""
    title = import_module(f"crm.dialects.{dialect}").TITLE
    return [
        path("openapi.json", OpenApiView.as_view(dialect=dialect), name=f"{dialect}-openapi"),
        path("docs/", ReferenceView.as_view(title=title), name=f"{dialect}-docs"),
    ]


@cache
def _document(dialect: str) -> dict[str, Any]:
    spoken = import_module(f"crm.dialects.{dialect}")
    made_with = {
        "TITLE": f"{spoken.TITLE} customer API",
        "DESCRIPTION": "As spoken by Customer Hub over its one customer record.",
        "VERSION": spoken.API_VERSION,
        "EXTERNAL_DOCS": {
            "description": "What the vendor's page states, how it is read, what proves it",
            "url": f"{settings.BASE_URL}/conformance/{dialect}/",
        },
        "APPEND_COMPONENTS": import_module(f"crm.dialects.{dialect}.schema").COMPONENTS,
    }
    patterns = import_module(f"crm.dialects.{dialect}.urls").urlpatterns
    with _making, patched_settings(made_with):
        generator = SchemaGenerator(patterns=_told_once(patterns))  # type: ignore[no-untyped-call]
        document: dict[str, Any] = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return document


def _told_once(patterns: list[URLPattern]) -> list[URLPattern]:
    """A path that answers with and without a trailing slash is told with it."""
    routes = {str(pattern.pattern) for pattern in patterns}
    return [pattern for pattern in patterns if f"{pattern.pattern}/" not in routes]


class OpenApiView(View):
    """The document, OpenAPI 3.1, with the server as the caller reached it."""

    dialect = ""

    def get(self, request: HttpRequest) -> JsonResponse:
        document = deepcopy(_document(self.dialect))
        prefix = request.path.removesuffix("/openapi.json")
        document["servers"] = [{"url": prefix or "/"}]
        return JsonResponse(document)


class ReferenceView(SpectacularSwaggerSplitView):
    """Swagger UI in a page of our own: nothing of it is inline, as the content policy wants."""

    template_name = "reference.html"
    url = "../openapi.json"
