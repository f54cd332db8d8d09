"""The tables and declarations described for editors and programs: JSON Schema, and Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.messages import Lang, catalogue
from geo.tables.declaration import DECLARATION, Declaration
from geo.tables.forms import form_key
from geo.tables.programmes import FOLDER
from geo.tables.programmes import SCHEMAS as OF_PROGRAMMES
from geo.tables.schemas import SCHEMAS
from geo.tables.words import PACKAGE, meaning_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.jsons import OpenObject
    from geo.messages import Catalogue
    from geo.tables.cells import Row

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_BOUNDS = {"minimum": "≥", "exclusiveMinimum": ">", "maximum": "≤", "exclusiveMaximum": "<"}


PROGRAMME = "programme"
"""What the declaration is called among the tables."""
TABLES: dict[str, type[Row]] = {**SCHEMAS, **OF_PROGRAMMES}
"""Every table by its name, those of programmes after the others."""
DESCRIBED = (*TABLES, PROGRAMME)
"""Everything that has a schema, in the order of the guide."""
_EXTENDED = ("bodies", "members")
"""Tables to which the attributes of a declaration add columns."""


def file_of(table: str) -> str:
    """Return the file of a table below the data folder, ``ID`` standing for any programme.

    >>> file_of("places"), file_of("members"), file_of("programme")
    ('tables/places.csv', 'programmes/ID/members.csv', 'programmes/ID/programme.toml')
    """
    if table == PROGRAMME:
        return f"{FOLDER}/ID/{DECLARATION}"
    return f"{FOLDER}/ID/{table}.csv" if table in OF_PROGRAMMES else f"tables/{table}.csv"


def schema_of(table: str, lang: Lang) -> OpenObject:
    """Return the JSON Schema (draft 2020-12) of a row of `table`, described in `lang`.

    A cell that is empty is a property that is missing; the entries of an array stand in one cell,
    between them the property's ``x-separator``. The schema of ``programme`` is that of the
    declaration, a document of its own.

    Raises
    ------
    KeyError
        There is no such table.
    """
    words = catalogue(PACKAGE, lang)
    opening = {
        "$schema": DIALECT,
        "$id": f"{table}.json",
        "title": words.texts.get(f"table.{table}", table),
        "description": words.texts.get(f"about.{table}", ""),
    }
    if table == PROGRAMME:
        raw = Declaration.model_json_schema()
        return {**opening, **_object(raw, raw["$defs"], "", words)}
    raw = TABLES[table].model_json_schema()
    kinds = raw.get("$defs", {})
    more: object = {"description": words("column.attribute")} if table in _EXTENDED else False
    return {
        **opening,
        "type": "object",
        "properties": {
            column: {
                "description": meaning_of(table, column, lang),
                **_cell(raw["properties"][column], kinds),
            }
            for column in TABLES[table].columns()
        },
        "required": [column for column in raw["required"] if column != "line"],
        "additionalProperties": more,
    }


def columns_of(table: str, lang: Lang) -> list[dict[str, str]]:
    """Return name, meaning and format of each column, or of each key of the declaration."""
    schema = schema_of(table, lang)
    return [
        {"name": name, "meaning": cell.get("description", ""), "format": how}
        for name, cell, required in _leaves(schema, "")
        for how in (how_to_write(cell, lang, required=required),)
    ]


def markdown(lang: Lang) -> str:
    """Describe every table with its columns, and the declaration with its keys, as Markdown."""
    words = catalogue(PACKAGE, lang)
    parts = [f"# {words('guide.title')}", words("guide.about")]
    for table in DESCRIBED:
        schema = schema_of(table, lang)
        first = "key" if table == PROGRAMME else "column"
        headings = (words(f"heading.{key}") for key in (first, "meaning", "format"))
        lines = [f"| {' | '.join(headings)} |", "|---|---|---|"]
        lines += [
            f"| `{column['name']}` | {column['meaning']} | {_escaped(column['format'])} |"
            for column in columns_of(table, lang)
        ]
        parts += [f"## {schema['title']} `{file_of(table)}`", schema["description"]]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _leaves(schema: OpenObject, path: str) -> Iterator[tuple[str, OpenObject, bool]]:
    """Yield path, rules and need of what holds a value: ``roles[].id`` is a key of an entry."""
    for name, cell in schema["properties"].items():
        at = f"{path}{name}"
        inner = cell.get("items", cell)
        if "properties" in inner and not _is_words(inner):
            yield from _leaves(inner, f"{at}[]." if inner is not cell else f"{at}.")
        else:
            yield at, cell, name in schema.get("required", ())


def _is_words(schema: OpenObject) -> bool:
    """Tell whether an object is a text in both languages."""
    return {"ko", "en"} <= set(schema.get("properties", ()))


def _object(raw: OpenObject, kinds: OpenObject, path: str, words: Catalogue) -> OpenObject:
    """Return the schema of an object of the declaration, each key described."""
    return {
        "type": "object",
        "properties": {
            name: _key(item, kinds, f"{path}{name}", words)
            for name, item in raw["properties"].items()
        },
        "required": raw.get("required", []),
        "additionalProperties": False,
    }


def _key(raw: OpenObject, kinds: OpenObject, path: str, words: Catalogue) -> OpenObject:
    raw = _plain(raw, kinds)
    document = {"description": text} if (text := words.texts.get(f"key.{path}")) else {}
    if raw["type"] == "array":
        items = _plain(raw["items"], kinds)
        inner = _object(items, kinds, f"{path}[].", words) if "properties" in items else items
        return {**document, **dict(_rules(raw)), "items": dict(_rules(inner))}
    if "properties" in raw:
        return {**document, **_object(raw, kinds, f"{path}.", words)}
    return {**document, **dict(_rules(raw))}


def _plain(raw: OpenObject, kinds: OpenObject) -> OpenObject:
    """Return what a value is when it is there, its definition in place of a reference."""
    if "anyOf" in raw:
        raw = next(item for item in raw["anyOf"] if item.get("type") != "null")
    return kinds[raw["$ref"].rpartition("/")[2]] if "$ref" in raw else raw


def how_to_write(cell: OpenObject, lang: Lang, *, required: bool) -> str:
    """Say what a cell may hold, from its property of `schema_of`."""
    words = catalogue(PACKAGE, lang)
    entry = cell.get("items", cell)
    parts = [_form(entry, words)]
    bounds = ", ".join(f"{sign} {entry[key]:g}" for key, sign in _BOUNDS.items() if key in entry)
    if bounds:
        parts.append(bounds)
    if "x-separator" in cell:
        parts.append(words("format.list"))
    elif "items" in cell:
        parts.append(words("format.array"))
    parts.append(words("format.required" if required else "format.optional"))
    return "; ".join(parts)


def _form(entry: OpenObject, words: Catalogue) -> str:
    if _is_words(entry):
        return words("format.noun" if "plural" in entry["properties"] else "format.words")
    if "enum" in entry:
        return words("format.one_of", values=", ".join(entry["enum"]))
    if "pattern" in entry:
        return words(form_key(entry["pattern"]), pattern=entry["pattern"])
    return words(f"format.{entry.get('format', entry['type'])}")


def _cell(raw: OpenObject, kinds: OpenObject) -> OpenObject:
    """Return the rules for a filled cell, without pydantic's words and without null."""
    rules = dict(_rules(_plain(raw, kinds)))
    return {**rules, "x-separator": "|"} if rules["type"] == "array" else rules


def _rules(raw: OpenObject) -> Iterator[tuple[str, object]]:
    for key, value in raw.items():
        if key == "const":
            yield "enum", [value]
        elif key == "items":
            yield key, dict(_rules(value))
        elif key not in {"title", "description", "default"}:
            yield key, value


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")
