"""The tables described for editors and programs: JSON Schema, and a page of Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.messages import Lang, catalogue
from geo.tables.forms import form_key
from geo.tables.schemas import SCHEMAS
from geo.tables.words import PACKAGE, meaning_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.messages import Catalogue

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_BOUNDS = {"minimum": "≥", "exclusiveMinimum": ">", "maximum": "≤", "exclusiveMaximum": "<"}


def schema_of(table: str, lang: Lang) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a row of `table`, described in `lang`.

    A cell that is empty is a property that is missing; the entries of an array stand in one cell,
    between them the property's ``x-separator``.

    Raises
    ------
    KeyError
        There is no such table.
    """
    words = catalogue(PACKAGE, lang)
    raw = SCHEMAS[table].model_json_schema()
    kinds = raw.get("$defs", {})
    return {
        "$schema": DIALECT,
        "$id": f"{table}.json",
        "title": words.texts.get(f"table.{table}", table),
        "description": words.texts.get(f"about.{table}", ""),
        "type": "object",
        "properties": {
            column: {
                "description": meaning_of(table, column, lang),
                **_cell(raw["properties"][column], kinds),
            }
            for column in SCHEMAS[table].columns()
        },
        "required": [column for column in raw["required"] if column != "line"],
        "additionalProperties": False,
    }


def markdown(lang: Lang) -> str:
    """Describe every table with its columns, as Markdown."""
    words = catalogue(PACKAGE, lang)
    parts = [f"# {words('guide.title')}", words("guide.about")]
    for table in SCHEMAS:
        schema = schema_of(table, lang)
        headings = (words(f"heading.{key}") for key in ("column", "meaning", "format"))
        lines = [f"| {' | '.join(headings)} |", "|---|---|---|"]
        for column, cell in schema["properties"].items():
            how = how_to_write(cell, lang, required=column in schema["required"])
            lines.append(f"| `{column}` | {cell['description']} | {_escaped(how)} |")
        parts += [f"## {schema['title']} `{table}.csv`", schema["description"], "\n".join(lines)]
    return "\n\n".join(parts) + "\n"


def how_to_write(cell: dict[str, Any], lang: Lang, *, required: bool) -> str:
    """Say what a cell may hold, from its property of `schema_of`."""
    words = catalogue(PACKAGE, lang)
    entry = cell.get("items", cell)
    parts = [_form(entry, words)]
    bounds = ", ".join(f"{sign} {entry[key]:g}" for key, sign in _BOUNDS.items() if key in entry)
    if bounds:
        parts.append(bounds)
    if "x-separator" in cell:
        parts.append(words("format.list"))
    parts.append(words("format.required" if required else "format.optional"))
    return "; ".join(parts)


def _form(entry: dict[str, Any], words: Catalogue) -> str:
    if "enum" in entry:
        return words("format.one_of", values=", ".join(entry["enum"]))
    if "pattern" in entry:
        return words(form_key(entry["pattern"]), pattern=entry["pattern"])
    return words(f"format.{entry.get('format', entry['type'])}")


def _cell(raw: dict[str, Any], kinds: dict[str, Any]) -> dict[str, Any]:
    """Return the rules for a filled cell, without pydantic's words and without null."""
    if "anyOf" in raw:
        raw = next(one for one in raw["anyOf"] if one.get("type") != "null")
    if "$ref" in raw:
        raw = kinds[raw["$ref"].rpartition("/")[2]]
    rules = dict(_rules(raw))
    return {**rules, "x-separator": "|"} if rules["type"] == "array" else rules


def _rules(raw: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in raw.items():
        if key == "const":
            yield "enum", [value]
        elif key == "items":
            yield key, dict(_rules(value))
        elif key not in {"title", "description", "default"}:
            yield key, value


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")
