"""Names of places as attestations, and all of them as Linked Places (LPF 1.2, GeoJSON-LD)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.tables.schemas import PlaceRow, SourceRow, Tables

CONTEXT = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/"
    "linkedplaces-context-v1.1.jsonld"
)
_CERTAINTY = {"high": "certain", "medium": "less-certain", "low": "uncertain"}
"""Of the format, by the confidence of the tables; what is empty there leaves no doubt."""
_LANG_OF = {"english": "en", "hanja": "ko-Hani"}
"""By the kind of a spelling; all others are Korean."""


@dataclass(frozen=True, slots=True)
class Attestation:
    """A name that a source gives to a place, for a time."""

    value: str
    lang: str
    """Of the value: ``ko``, ``en`` or ``ko-Hani``."""
    valid_from: str
    """As far as known, a year, month or day; else empty."""
    valid_to: str
    source: str
    """Id of the source."""
    locator: str
    """Where the source says it."""
    certainty: str
    """``certain``, ``less-certain`` or ``uncertain``: that the name means this place."""


def attestations(tables: Tables) -> dict[str, list[Attestation]]:
    """Return the names of each place, by its id: the official one first, then the spellings.

    English names are the atlas's own (Revised Romanization) and cite the place's source for what
    they romanise. Spellings that hold in the documents of one programme only are left out.
    """
    found: defaultdict[str, list[Attestation]] = defaultdict(list)
    for place in tables.places:
        for value, lang in ((place.name_ko, "ko"), (place.name_en, "en")):
            said = place.source, place.locator
            found[place.id].append(Attestation(value, lang, "", "", *said, "certain"))
    for row in tables.aliases:
        if row.programme is not None:
            continue
        certainty = _CERTAINTY[row.confidence or "high"]
        when = row.valid_from or "", row.valid_to or ""
        lang = _LANG_OF.get(row.kind, "ko")
        said = row.source, row.locator
        found[row.place_id].append(Attestation(row.alias, lang, *when, *said, certainty))
    return dict(found)


def linked_places(tables: Tables, root: str) -> dict[str, object]:
    """Return every place with its names, point and 시도 as a FeatureCollection of Linked Places.

    `root` is the address of the atlas, without a slash at the end; identifiers begin with it.
    """
    sources = {row.id: row for row in tables.sources}
    region_of = {name: row.code for row in tables.regions for name in (row.name_ko, row.short_ko)}
    names = attestations(tables)
    return {
        "type": "FeatureCollection",
        "@context": CONTEXT,
        "features": [
            _feature(place, names[place.id], sources, region_of, root) for place in tables.places
        ],
    }


def _feature(
    place: PlaceRow,
    names: Sequence[Attestation],
    sources: Mapping[str, SourceRow],
    region_of: Mapping[str, str],
    root: str,
) -> dict[str, object]:
    point = {
        "type": "Point",
        "coordinates": [place.lon, place.lat],
        "certainty": _CERTAINTY[place.confidence],
        "citations": [_citation(sources[place.source], place.locator)],
    }
    return {
        "@id": f"{root}/complexes/{place.id}",
        "type": "Feature",
        "properties": {"title": place.name_ko, "ccodes": ["KR"]},
        "names": [_name(name, sources) for name in names],
        "geometry": {"type": "GeometryCollection", "geometries": [point]},
        "relations": list(_relations(place, region_of, root)),
    }


def _name(attestation: Attestation, sources: Mapping[str, SourceRow]) -> dict[str, object]:
    named: dict[str, object] = {
        "toponym": attestation.value,
        "lang": attestation.lang,
        "citations": [_citation(sources[attestation.source], attestation.locator)],
        "certainty": attestation.certainty,
    }
    if attestation.valid_from or attestation.valid_to:
        # A span must have a start in this format; before its end is all that is known of some.
        span = {
            "start": {"in": attestation.valid_from}
            if attestation.valid_from
            else {"latest": attestation.valid_to}
        }
        if attestation.valid_to:
            span["end"] = {"in": attestation.valid_to}
        named["when"] = {"timespans": [span]}
    return named


def _citation(source: SourceRow, locator: str) -> dict[str, str]:
    cited = {"label": f"{source.title_ko}: {locator}"}
    return {**cited, "@id": source.address} if source.address else cited


def _relations(
    place: PlaceRow, region_of: Mapping[str, str], root: str
) -> Iterator[dict[str, str]]:
    if code := region_of.get(place.sido):
        yield {
            "relationType": "gvp:broaderPartitive",
            "relationTo": f"{root}/regions/{code}",
            "label": place.sido,
        }
    for member in place.members:
        yield {
            "relationType": "gvp:narrowerPartitive",
            "relationTo": f"{root}/complexes/{member}",
            "label": member,
        }
