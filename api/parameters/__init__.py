"""What each parameter of the API means, in both languages, wherever it is described."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.messages import catalogue

if TYPE_CHECKING:
    from geo.jsons import JsonObject, OpenObject

_BILINGUAL = re.compile(r"[가-힣].* · .*[A-Za-z]", re.DOTALL)


def meaning(name: str, where: str = "query", values: str = "") -> str:
    """Return what a parameter means: Korean, a dot, English, then the `values` it takes.

    A description that has both languages already is returned as it is, and so is one of a name
    that has no words; the tests find those.

    >>> meaning("km", values="5, 10")
    '둘레의 거리(km) · distance around the place (km): 5, 10'
    """
    if _BILINGUAL.search(values):
        return values
    korean, english = (catalogue("api.parameters", lang).texts for lang in ("ko", "en"))
    key = f"{where}.{name}" if f"{where}.{name}" in korean else name
    if key not in korean:
        return values
    return f"{korean[key]} · {english[key]}" + (f": {values}" if values else "")


def with_meanings(document: OpenObject) -> OpenObject:
    """Return an OpenAPI description in which every parameter says what it means."""
    components = document.get("components", {})
    shared = {
        name: _described(parameter) for name, parameter in components.get("parameters", {}).items()
    }
    paths = {
        path: {method: _operation(operation) for method, operation in item.items()}
        for path, item in document["paths"].items()
    }
    return {**document, "components": {**components, "parameters": shared}, "paths": paths}


def _operation(operation: OpenObject) -> OpenObject:
    if "parameters" not in operation:
        return operation
    return {**operation, "parameters": [_described(item) for item in operation["parameters"]]}


def _described(parameter: JsonObject) -> JsonObject:
    if "$ref" in parameter:
        return parameter
    name, where = str(parameter["name"]), str(parameter["in"])
    return {**parameter, "description": meaning(name, where, str(parameter.get("description", "")))}
