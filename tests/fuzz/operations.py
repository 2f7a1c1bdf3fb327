"""Every operation that the five documents promise, and requests for it that nobody documented."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, product
from typing import Any
from urllib.parse import quote

from crm.dialects.docs import _document

from . import nasty


@dataclass(frozen=True)
class Operation:
    """
    Attributes:
        path: with ``{name}`` for its parameters.
        example: a good body, ``None`` if it takes none.
    """

    dialect: str
    method: str
    path: str
    path_parameters: tuple[str, ...] = ()
    query_parameters: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    example: Any = None


@dataclass(frozen=True)
class Request:
    """One request, as raw as the test client can send it."""

    method: str
    path: str
    query: str = ""
    body: bytes = b""
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


def operations(dialect: str) -> list[Operation]:
    """In the order of the dialect's document."""
    document = _document(dialect)
    found = []
    for path, item in document["paths"].items():
        for method, operation in item.items():
            parameters = operation.get("parameters", [])
            names = {
                place: tuple(p["name"] for p in parameters if p["in"] == place)
                for place in ("path", "query", "header")
            }
            found.append(
                Operation(
                    dialect,
                    method.upper(),
                    f"/{dialect}{path}",
                    names["path"],
                    names["query"],
                    names["header"],
                    _example(document, operation),
                )
            )
    return found


def _example(document: dict[str, Any], operation: dict[str, Any]) -> Any:
    content = operation.get("requestBody", {}).get("content", {})
    if "application/json" not in content:
        return None
    body = content["application/json"]
    for example in body.get("examples", {}).values():
        return example["value"]
    return _sample(document, body["schema"])


def _sample(document: dict[str, Any], schema: dict[str, Any]) -> Any:
    """Something of the schema's shape, with every member that it names."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return _sample(document, document["components"]["schemas"][name])
    if "properties" in schema:
        return {name: _sample(document, inner) for name, inner in schema["properties"].items()}
    kinds = schema.get("type", "string")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    if kind == "array":
        return [_sample(document, schema.get("items", {}))]
    values: dict[str, Any] = {"integer": 1, "number": 1, "boolean": True, "object": {}}
    return values.get(kind, "x")


def requests(operation: Operation, ids: dict[str, str]) -> Iterator[Request]:
    """Wrong in one place each.

    Args:
        ids: a good value for each parameter of a path.
    """
    body = b"" if operation.example is None else json.dumps(operation.example).encode()
    good = Request(operation.method, _path(operation, ids), body=body)
    yield good
    for name in operation.path_parameters:
        for raw in nasty.PATH_PARTS:
            yield replace(good, path=_path(operation, ids, {name: raw}))
    yield from _at_the_edge(operation, good)
    for raw_body in chain(nasty.BODIES, _spoilt(operation.example)):
        yield replace(good, body=raw_body)


def _at_the_edge(operation: Operation, good: Request) -> Iterator[Request]:
    for name, raw in product(operation.query_parameters, nasty.QUERY_VALUES):
        yield replace(good, query=f"{name}={raw}")
    for query in nasty.QUERIES:
        yield replace(good, query=query)
    for name, value in product(operation.headers, nasty.HEADER_VALUES):
        yield replace(good, headers={name: value})
    for headers in nasty.HEADERS:
        yield replace(good, headers=headers)
    for content_type in nasty.CONTENT_TYPES:
        yield replace(good, content_type=content_type)


def _path(operation: Operation, ids: dict[str, str], raw: dict[str, str] | None = None) -> str:
    path = operation.path
    for name in operation.path_parameters:
        part = (raw or {}).get(name) or quote(ids.get(name, "1"), safe="")
        path = path.replace(f"{{{name}}}", part)
    return path


def _spoilt(example: Any) -> Iterator[bytes]:
    """The example with one member after the other replaced by everything that is not meant there."""
    marker = "\ue000here\ue000"
    for place in _places(example):
        text = json.dumps(_replaced(example, place, marker), ensure_ascii=False)
        for value in nasty.JSON_VALUES:
            yield text.replace(f'"{marker}"', value).encode(errors="surrogatepass")


def _places(value: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value[:1]))
    for key, member in inner:
        yield (*before, key)
        yield from _places(member, (*before, key))


def _replaced(value: Any, place: tuple[Any, ...], new: Any) -> Any:
    if not place:
        return new
    first, *rest = place
    items = value.items() if isinstance(value, dict) else enumerate(value)
    changed = {k: _replaced(v, tuple(rest), new) if k == first else v for k, v in items}
    return changed if isinstance(value, dict) else list(changed.values())
