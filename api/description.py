"""The OpenAPI description: every operation also answers with problem details."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

    from geo.jsons import Json

PROBLEM = {
    "type": "object",
    "title": "Problem details (RFC 9457)",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "parameter": {"type": "string"},
        "value": {"type": "string"},
        "allowed": {"type": "array", "items": {"type": "string"}},
    },
}
_ANSWER = {
    "description": "잘못된 요청 · What cannot be answered, and what could",
    "content": {
        "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}},
        # Where a page is asked for.
        "text/html": {"schema": {"type": "string"}},
    },
}


def _as_3_0(value: Json) -> Json:
    """Say in OpenAPI 3.0, which OGC API demands, what FastAPI says in 3.1: what may be null."""
    if isinstance(value, list):
        return [_as_3_0(item) for item in value]
    if not isinstance(value, dict):
        return value
    document = {name: _as_3_0(inner) for name, inner in value.items()}
    choices = document.get("anyOf")
    if not isinstance(choices, list):
        return document
    kept = [choice for choice in choices if choice != {"type": "null"}]
    if len(kept) == 1 < len(choices) and isinstance(kept[0], dict):
        del document["anyOf"]
        document |= {**kept[0], "nullable": True}
    return document


def describe(app: FastAPI) -> None:
    """Let the description of `app` tell of problem details instead of FastAPI's own 422."""
    result = app.openapi
    app.openapi_version = "3.0.3"

    def described() -> dict[str, object]:
        if app.openapi_schema is None:
            schema = result()
            schemas = schema.setdefault("components", {}).setdefault("schemas", {})
            schemas["Problem"] = PROBLEM
            for path in schema["paths"].values():
                for operation in path.values():
                    operation["responses"].pop("422", None)
                    operation["responses"]["default"] = _ANSWER
            for unused in ("HTTPValidationError", "ValidationError"):
                schemas.pop(unused, None)
            app.openapi_schema = {name: _as_3_0(part) for name, part in schema.items()}
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]
