"""Features as pages for people: a table, a map, a filter, downloads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from api.dated import read_by
from api.html import page as html_page
from api.language import language_of
from api.links import address
from api.ogc.cells import Wording, choices, clipped
from api.profiles.addresses import Addresses
from geo.messages import catalogue
from geo.query.schema import fields_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from fastapi import Request, Response

    from api.ogc.features import FeaturePage
    from api.ogc.parameters import ItemsRequest
    from geo.jsons import OpenObject, Properties
    from geo.messages import Lang
    from geo.query.schema import Field
    from geo.store.snapshot import Layer

ROWS = 100
"""Shown on one page of a table."""
_SHOWN_COLUMNS = 8
"""Of a table, the id among them: what a laptop shows without scrolling sideways."""
_CHOICES = 4
"""Drop-downs of the form, which stand on one line; other columns are filtered by CQL2."""
_FIRST = ("name_ko", "name_en")


def items_page(request: Request, page: FeaturePage, asked: ItemsRequest, version: str) -> Response:
    """Show a page of features as a table and on a map."""
    layer, lang = page.layer, language_of(request)
    shown = [json.loads(fragment) for fragment in page.fragments()[:ROWS]]
    fields = {field.name: field for field in fields_of(layer)}
    columns, wording = _columns(fields.values(), lang), _wording(request, layer, lang)
    params = request.query_params
    document = {
        name: value for name, value in params.items() if name not in ("f", "lang") and value
    }
    last = asked.offset + len(shown)
    return html_page(
        request,
        "items.html",
        version,
        collection={"id": layer.id, "title": layer.title(lang)},
        choices=[
            {
                "name": field.name,
                "title": field.title(lang),
                "options": [(value, wording.word(field.name, value)) for value in choices(field)],
                "chosen": params.get(field.name, ""),
            }
            for field in fields.values()
            if len(choices(field)) > 1 and _is_read(field.name, fields, lang)
        ][:_CHOICES],
        filter=params.get("filter", ""),
        example=_example(fields.values(), shown),
        sortby=params.get("sortby", ""),
        sortable=[
            (name, field.title(lang))
            for name, field in fields.items()
            if name and field.type in _SORTABLE
        ],
        located=any(feature["geometry"] for feature in shown),
        matched=page.matched,
        first=asked.offset + 1 if shown else 0,
        last=last,
        columns=[
            {"title": fields[name].title(lang) if name in fields else name} for name in columns
        ],
        rows=[
            {
                "id": feature["id"],
                "cells": [
                    clipped(
                        wording.cell(name, {"id": feature["id"], **feature["properties"]}.get(name))
                    )
                    for name in columns
                ],
            }
            for feature in shown
        ],
        items_url=address(request, f="json", limit=ROWS, offset=asked.offset),
        prev=address(request, offset=max(0, asked.offset - ROWS)) if asked.offset else None,
        next=address(request, offset=last) if last < page.matched else None,
        downloads=_downloads(document, len(shown), page.matched, lang),
    )


_SORTABLE = frozenset({"string", "number", "integer"})


def item_page(request: Request, layer: Layer, found: tuple[int, bytes], version: str) -> Response:
    """Show a feature, given as its row and JSON, with everything that is known of it."""
    lang, (row, fragment) = language_of(request), found
    feature: OpenObject = json.loads(fragment)
    properties = feature["properties"] or {}
    fields = {field.name: field for field in fields_of(layer)}
    wording = _wording(request, layer, lang)
    titles = catalogue("maps", lang).under("source")
    first = (f"name_{lang}", *_FIRST)
    name = next((str(properties[key]) for key in first if properties.get(key)), feature["id"])
    return html_page(
        request,
        "item.html",
        f"{version}-{row}",
        collection={"id": layer.id, "title": layer.title(lang)},
        name=name,
        page_path=Addresses(read_by(request).snapshot.atlas).of_feature(layer.id, properties),
        located=feature["geometry"] is not None,
        facts=[
            {
                "name": key,
                "title": fields[key].title(lang) if key in fields else "",
                "text": wording.cell(key, value),
            }
            for key, value in properties.items()
            if value not in (None, [], "")
        ],
        cited=[
            (source, titles.get(source, source), locator)
            for source, locator in dict.fromkeys(_cited(properties))
            if layer.built
        ],
        item_url=address(request, f="json"),
    )


def _wording(request: Request, layer: Layer, lang: Lang) -> Wording:
    return Wording.of(layer, lang, read_by(request).snapshot.atlas.programmes.values())


def _cited(properties: Properties) -> Iterator[tuple[str, str]]:
    """Yield each source of a built feature with where in it the feature stands."""
    for named in properties.get("named_at", ()):
        yield named["source"], named["locator"]
    for side in ("", "_a", "_b"):
        sources, locator = properties.get(f"source{side}"), properties.get(f"locator{side}")
        if sources and locator:
            # Of a place the last source gives the point; its printings are told by `named_at`.
            own = -1 if "named_at" in properties else 0
            yield sources if isinstance(sources, str) else sources[own], locator


def _columns(fields: Iterable[Field], lang: Lang) -> list[str]:
    """Return the properties that a table shows: the name first, no texts of the other language."""
    scalar = [field.name for field in fields if field.type in {*_SORTABLE, "boolean"}]
    names = [n for n in scalar if _is_read(n, scalar, lang) and n not in ("id", "locator")]
    names.sort(key=lambda name: name not in _FIRST)
    return [*names[:1], "id", *names[1:_SHOWN_COLUMNS]] if names else ["id"]


def _example(fields: Iterable[Field], shown: Sequence[Properties]) -> str:
    """Return a filter which at least one of the `shown` features answers."""
    known = [field for field in fields if field.name.isidentifier()]
    chosen = [field.name for field in known if len(choices(field)) > 1]
    measured = [field.name for field in known if field.type == "number"]
    for feature in shown:
        own = feature["properties"] or {}
        word = next((name for name in chosen if own.get(name)), None)
        size = next((name for name in measured if own.get(name)), None)
        parts = [f"{word} = {_quoted(own[word])}"] if word else []
        parts += [f"{size} >= {int(own[size])}"] if size else []
        if parts:
            return " AND ".join(parts)
    return next((f'"{field.name}" IS NOT NULL' for field in known), "")


def _quoted(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def _is_read(name: str, names: Collection[str], lang: Lang) -> bool:
    """Tell whether a property is no code, and not the other language's twin of another."""
    if name.endswith("_code"):
        return False
    if lang == "ko":
        return not name.endswith("_en")
    return f"{name.removesuffix('_ko')}_en" not in names


def _downloads(values: Mapping[str, str], here: int, matched: int, lang: Lang) -> list[OpenObject]:
    """Return groups of links to files: of the part that a page shows, and of all that fits."""
    words = catalogue("api", lang)
    whole = {name: value for name, value in values.items() if name not in ("limit", "offset")}
    groups = [(whole, words("data.download.all", count=f"{matched:,}"))]
    if values != whole:
        part = {**values, "limit": str(max(here, 1))}
        groups.insert(0, (part, words("data.download.part", count=f"{here:,}")))
    return [
        {
            "title": title,
            "layer": f"layer.qlr?{urlencode({**query, 'lang': lang})}",
            "links": _links(query, lang),
        }
        for query, title in groups
    ]


def _links(query: Mapping[str, str], lang: Lang) -> list[dict[str, str]]:
    from geo.exports.formats import FORMATS, takes_crs  # noqa: PLC0415 - only pages list them

    result = []
    for format_ in FORMATS.values():
        document = dict(query)
        if not takes_crs(format_, document.get("crs")):
            # The file is in WGS 84, the only one that this format knows.
            del document["crs"]
        href = f"download?{urlencode({**document, 'f': format_.id, 'lang': lang})}"
        result.append({"title": format_.title(lang), "href": href})
    return result
