"""Records of datasets after OGC API - Records - Part 1: Core (OGC 20-004r1), as GeoJSON."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from geo.catalogue.dates import first_day
from geo.catalogue.entry import LANGUAGE_NAMES, Box, Entry, publisher
from geo.messages import LANGS, Lang

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.jsons import OpenObject
    from geo.model.evidence import Source

RECORD_CORE = "http://www.opengis.net/spec/ogcapi-records-1/1.0/req/record-core"
GEOJSON = "application/geo+json"


def record(entry: Entry, root: str, lang: Lang) -> dict[str, object]:
    """Return the record of a collection, its words in `lang`, its titles in both.

    `root` is the server's address without a slash at the end. ``updated`` must be a moment, so
    it is the first of the days that ``as_of`` spans; ``as_of`` stands beside it as known.
    """
    description = entry.description
    properties: dict[str, object] = {
        "type": "dataset",
        "title": entry.title(lang),
        "title_ko": entry.title_ko,
        "title_en": entry.title_en,
        "description": description.abstract(lang),
        "keywords": list(description.keywords(lang)),
        "language": _language(lang),
        "languages": [_language(item) for item in LANGS],
        "resourceLanguages": [_language(item) for item in LANGS],
        "as_of": entry.as_of,
        "license": entry.licence(lang),
        "rights": description.rights(lang),
        "contacts": [{"organization": publisher(lang), "roles": ["publisher"]}],
        "formats": [
            {"name": form.title(lang), "mediaType": form.media_type} for form in entry.forms
        ],
        "sources": [_source(source, lang) for source in description.sources],
    }
    attribution = description.attribution(lang)
    if attribution:
        properties["attribution"] = attribution
    updated = first_day(entry.as_of)
    if updated:
        moment = datetime.combine(updated, time(), UTC)
        properties["updated"] = moment.isoformat().replace("+00:00", "Z")
    return {
        "type": "Feature",
        "id": entry.id,
        "conformsTo": [RECORD_CORE],
        "time": _time(entry),
        "geometry": None if entry.box is None else shape(entry.box),
        "properties": properties,
        "links": _links(entry, root, lang),
    } | ({} if entry.box is None else {"bbox": list(entry.box)})


def records(entries: Sequence[Entry], root: str, lang: Lang, matched: int) -> OpenObject:
    """Return a page of the catalogue, of the `matched` records, as a feature collection."""
    return {
        "type": "FeatureCollection",
        "numberMatched": matched,
        "numberReturned": len(entries),
        "features": [record(entry, root, lang) for entry in entries],
        "links": [
            _link("self", GEOJSON, f"{root}/catalogue"),
            _link("alternate", "application/ld+json", f"{root}/catalogue.jsonld", "DCAT-AP 3"),
        ],
    }


def shape(box: Box) -> dict[str, object]:
    """Return a box as GeoJSON, its ring counter-clockwise; a box without area is no polygon."""
    west, south, east, north = box
    if west == east and south == north:
        return {"type": "Point", "coordinates": [west, south]}
    if west == east or south == north:
        return {"type": "LineString", "coordinates": [[west, south], [east, north]]}
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def _language(lang: Lang) -> dict[str, str]:
    return {"code": lang, "name": LANGUAGE_NAMES[lang]}


def _time(entry: Entry) -> dict[str, list[str]] | None:
    period = entry.period
    return None if period is None else {"interval": [day.isoformat() for day in period]}


def _source(source: Source, lang: Lang) -> dict[str, str]:
    english = lang == "en"
    document = {
        "id": source.id,
        "title": source.title_en if english else source.title_ko,
        "publisher": source.publisher_en if english else source.publisher_ko,
    }
    return document | ({"published_on": source.published_on} if source.published_on else {})


def _links(entry: Entry, root: str, lang: Lang) -> list[dict[str, str]]:
    links = [
        _link("self", GEOJSON, f"{root}{entry.record_path}"),
        _link("collection", GEOJSON, f"{root}/catalogue"),
        _link("about", "application/json", f"{root}{entry.path}", entry.title(lang)),
        *(_link("enclosure", f.media_type, f"{root}{f.path}", f.title(lang)) for f in entry.forms),
    ]
    if entry.licence_address:
        links.append(_link("license", "text/html", entry.licence_address))
    return links


def _link(rel: str, media_type: str, href: str, title: str = "") -> dict[str, str]:
    return {"rel": rel, "type": media_type, "href": href} | ({"title": title} if title else {})
