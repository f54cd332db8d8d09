"""The catalogue as JSON-LD after DCAT-AP 3, for the data portals of governments.

Terms: https://www.w3.org/TR/vocab-dcat-3/ and https://semiceu.github.io/DCAT-AP/releases/3.0.0/.
Every word stands in Korean and English. The context is in the document, so that reading it asks
nothing of another server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.catalogue.dates import first_day
from geo.catalogue.entry import publisher
from geo.messages import LANGS, catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from geo.catalogue.entry import Box, Entry, Form
    from geo.messages import Lang
    from geo.model.evidence import Source

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geosparql": "http://www.opengis.net/ont/geosparql#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_LANGUAGES = "http://publications.europa.eu/resource/authority/language/"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_FEATURES = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"
_PRECISION = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
"""Length of a date, as far as known, to its type."""


def dcat(entries: Sequence[Entry], root: str) -> dict[str, object]:
    """Return the catalogue of the server at `root` (no slash at the end) with all datasets."""
    return {
        "@context": CONTEXT,
        "@id": f"{root}/catalogue",
        "@type": "dcat:Catalog",
        "dct:title": _said("catalogue.title"),
        "dct:description": _said("catalogue.abstract"),
        "dct:publisher": _publisher(root),
        "dct:language": _languages(),
        "foaf:homepage": {"@id": f"{root}/"},
        "dcat:dataset": [_dataset(entry, root) for entry in entries],
        "dcat:service": {
            "@id": f"{root}/collections",
            "@type": "dcat:DataService",
            "dct:title": _said("catalogue.service"),
            "dcat:endpointURL": {"@id": f"{root}/"},
            "dcat:endpointDescription": {"@id": f"{root}/api"},
            "dct:conformsTo": {"@id": _FEATURES},
            "dcat:servesDataset": [{"@id": f"{root}{entry.path}"} for entry in entries],
        },
    }


def _dataset(entry: Entry, root: str) -> dict[str, object]:
    description = entry.description
    document: dict[str, object] = {
        "@id": f"{root}{entry.path}",
        "@type": "dcat:Dataset",
        "dct:identifier": entry.id,
        "dct:title": _both(entry.title),
        "dct:description": _both(description.abstract),
        "dct:publisher": _publisher(root),
        "dct:language": _languages(),
        "dct:license": _licence(entry),
        "dct:rights": _statement("dct:RightsStatement", description.rights),
        "dcat:landingPage": {"@id": f"{root}{entry.path}"},
        "dcat:distribution": [_distribution(form, entry, root) for form in entry.forms],
    }
    if first_day(entry.as_of):
        document["dct:modified"] = _date(entry.as_of)
    if entry.box:
        document["dct:spatial"] = {"@type": "dct:Location", "dcat:bbox": _wkt(entry.box)}
    if entry.period:
        first, last = (_date(day.isoformat()) for day in entry.period)
        document["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": first,
            "dcat:endDate": last,
        }
    keywords = ((lang, word) for lang in LANGS for word in description.keywords(lang))
    if tagged := _tagged(keywords):
        document["dcat:keyword"] = tagged
    if description.sources:
        document["dct:source"] = [_source(source) for source in description.sources]
        document["dct:provenance"] = _statement("dct:ProvenanceStatement", description.provenance)
    if description.attribution_ko:
        document["dct:bibliographicCitation"] = _both(description.attribution)
    return document


def _distribution(form: Form, entry: Entry, root: str) -> dict[str, object]:
    address = {"@id": f"{root}{form.path}"}
    return {
        "@type": "dcat:Distribution",
        "dct:title": _both(form.title),
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dcat:mediaType": {"@id": f"{_MEDIA_TYPES}{form.media_type.partition(';')[0]}"},
        "dct:license": _licence(entry),
        "dct:rights": _statement("dct:RightsStatement", entry.description.rights),
    }


def _licence(entry: Entry) -> dict[str, object]:
    """Return the licence's address; where none is stated, a licence that says so."""
    if entry.licence_address:
        return {"@id": entry.licence_address, "@type": "dct:LicenseDocument"}
    return _statement("dct:LicenseDocument", entry.licence)


def _source(source: Source) -> dict[str, object]:
    document: dict[str, object] = {
        "dct:identifier": source.id,
        "dct:title": _pair(source.title_ko, source.title_en),
        "dct:publisher": {
            "@type": "foaf:Organization",
            "foaf:name": _pair(source.publisher_ko, source.publisher_en),
        },
    }
    return document | ({"dct:issued": _date(source.published_on)} if source.published_on else {})


def _publisher(root: str) -> dict[str, object]:
    return {"@id": f"{root}/", "@type": "foaf:Organization", "foaf:name": _both(publisher)}


def _languages() -> list[dict[str, str]]:
    return [{"@id": f"{_LANGUAGES}{code}"} for code in ("KOR", "ENG")]


def _wkt(box: Box) -> dict[str, str]:
    west, south, east, north = box
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    ring = ", ".join(f"{lon:.6f} {lat:.6f}" for lon, lat in corners)
    return {"@type": "geosparql:wktLiteral", "@value": f"POLYGON (({ring}))"}


def _date(text: str) -> dict[str, str]:
    return {"@type": _PRECISION[len(text)], "@value": text}


def _said(key: str) -> list[dict[str, str]]:
    return _both(lambda lang: catalogue("geo", lang)(key))


def _statement(kind: str, words: Callable[[Lang], str | None]) -> dict[str, object]:
    return {"@type": kind, "rdfs:label": _both(words)}


def _both(words: Callable[[Lang], str | None]) -> list[dict[str, str]]:
    return _tagged((lang, words(lang)) for lang in LANGS)


def _pair(korean: str, english: str) -> list[dict[str, str]]:
    return _tagged((("ko", korean), ("en", english)))


def _tagged(texts: Iterable[tuple[Lang, str | None]]) -> list[dict[str, str]]:
    return [{"@language": lang, "@value": text} for lang, text in texts if text]
