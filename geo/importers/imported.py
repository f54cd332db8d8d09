"""What was imported as collections of the atlas, joined to what it holds already."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from shapely import Point

from geo.errors import RegionError
from geo.geocoding.query import Answer, Note, Query
from geo.importers.join import join
from geo.layers.collection import Collection, Feature
from geo.messages import LANGS, catalogue
from geo.model.places import KIND_WORDS, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.geocoding.areas import AreaFinder
    from geo.geocoding.geocoder import Geocoder
    from geo.importers.join import Join
    from geo.importers.kicox import KicoxTable
    from geo.importers.kicox_model import KicoxComplex
    from geo.importers.points import LayerRow, PointLayer
    from geo.jsons import CollectionObject
    from geo.messages import Lang
    from geo.model.places import Place

KICOX = "kicox-complexes"
LAYER = "official-complexes"

_WORD_OF_KIND = {kind: word for word, kind in KIND_WORDS.items()}
_OWN_POINT = frozenset({"gazetteer", "alias", "group"})
_SURE_KM = 3.0
"""An inferred point with a radius up to this is of medium confidence, else of low."""
_COMPLEX_KINDS = frozenset(KIND_WORDS.values())


@dataclass(frozen=True, slots=True)
class KnownComplex:
    """A complex that the atlas holds, as a join wants it."""

    id: str
    name: str
    kind: PlaceKind | None
    sido: str | None
    sigungu: tuple[str, ...]
    lon: float
    lat: float
    codes: frozenset[str] = frozenset()
    """5-digit codes of the 시군구 of the boundaries in which it lies; empty where not known."""


CodesOf = Callable[[str, str], frozenset[str]]
"""시도, and 시군구 with ``|`` between, to the codes of the boundaries; see `codes_by`."""


def codes_by(areas: AreaFinder) -> CodesOf:
    """Return what looks the codes of 시군구 up, under any name that they have had."""

    @lru_cache(maxsize=4096)
    def codes(sido: str, sigungu: str) -> frozenset[str]:
        try:
            scopes = areas.scopes(sido, sigungu)
        except RegionError:
            return frozenset()
        return frozenset(code for scope in scopes for code in scope.codes)

    return codes


def known_places(places: Iterable[Place], codes: CodesOf) -> tuple[KnownComplex, ...]:
    """Return the complexes of the atlas's own table for a join."""
    return tuple(
        KnownComplex(
            place.id,
            place.name_ko,
            place.kind if place.kind in _COMPLEX_KINDS else None,
            place.sido,
            place.sigungu_all,
            place.lon,
            place.lat,
            codes(place.sido, "|".join(place.sigungu_all)),
        )
        for place in places
        if place.kind not in (PlaceKind.GROUP, PlaceKind.POLICY_SITE)
    )


def known_features(collection: CollectionObject, codes: CodesOf) -> tuple[KnownComplex, ...]:
    """Return the whole complexes of an imported KICOX collection for a join."""
    return tuple(
        KnownComplex(
            feature["id"],
            feature["properties"]["name_ko"],
            PlaceKind(feature["properties"]["kind"]),
            feature["properties"]["sido"],
            tuple(feature["properties"]["sigungu_as_written"]),
            feature["geometry"]["coordinates"][0],
            feature["geometry"]["coordinates"][1],
            codes(
                feature["properties"]["sido"],
                "|".join(feature["properties"]["sigungu_as_written"]),
            ),
        )
        for feature in collection["features"]
        if feature["geometry"] and feature["properties"]["part_of"] is None
    )


def as_of(table: KicoxTable) -> str:
    """Return the date of the table as ISO text; empty where the workbook does not tell."""
    return table.reference_date.isoformat() if table.reference_date else ""


def kicox_collection(table: KicoxTable, geocoder: Geocoder) -> Collection:
    """Make a point of each complex of the quarterly table, located by name and 시군구.

    Parts (①②) stand beside the complex they belong to, with its id in ``part_of``; their figures
    are counted in it already. A name that several places bear has the first one's point, with a
    radius that reaches them all.
    """
    ids = kicox_ids(table.complexes)
    features = []
    for complex_ in table.complexes:
        query = Query(
            name=complex_.name,
            sido=complex_.sido,
            sigungu="|".join(complex_.sigungu),
            kind=_WORD_OF_KIND.get(complex_.kind, ""),
        )
        answer = geocoder.answer(query, best_guess=True)
        parent = ids[complex_.parent_row] if complex_.parent_row is not None else None
        features.append(
            _kicox_feature(complex_, ids[complex_.row], parent, answer, table, geocoder)
        )
    return _collection(KICOX, as_of(table), features)


def kicox_ids(complexes: Sequence[KicoxComplex]) -> dict[int, str]:
    """Return row to an id that stays from quarter to quarter: of kind, region and name."""
    digests = {one.row: hashlib.sha256("|".join(one.identity).encode()) for one in complexes}
    return {row: f"kicox-{digest.hexdigest()[:10]}" for row, digest in digests.items()}


def _kicox_feature(
    kicox_complex: KicoxComplex,
    id_: str,
    parent: str | None,
    answer: Answer,
    table: KicoxTable,
    geocoder: Geocoder,
) -> Feature:
    region = geocoder.areas.districts.regions.find(kicox_complex.sido)
    properties = {
        "id": id_,
        "name_ko": kicox_complex.name,
        "name_en": None,
        "kind": kicox_complex.kind.value,
        "part_of": parent,
        "complex_id": answer.id if answer.method in _OWN_POINT else None,
        "sido": region.name_ko,
        "sido_en": region.name_en,
        "sido_code": region.code,
        "sigungu": ", ".join(kicox_complex.sigungu),
        "sigungu_as_written": list(kicox_complex.sigungu),
        "status": kicox_complex.status,
        "designated_area_thousand_m2": kicox_complex.designated_area_thousand_m2,
        "managed_area_thousand_m2": kicox_complex.managed_area_thousand_m2,
        "industrial_area_thousand_m2": kicox_complex.industrial_area_thousand_m2,
        "for_sale_area_thousand_m2": kicox_complex.for_sale_area_thousand_m2,
        "sold_area_thousand_m2": kicox_complex.sold_area_thousand_m2,
        "unsold_area_thousand_m2": kicox_complex.unsold_area_thousand_m2,
        "sold_percent": kicox_complex.sold_percent,
        "tenants": kicox_complex.tenants,
        "operating_firms": kicox_complex.operating_firms,
        "further": dict(kicox_complex.further),
        "missing": dict(kicox_complex.missing),
        "aged": kicox_complex.aged,
        "smart_green_since": kicox_complex.smart_green_since.isoformat()
        if kicox_complex.smart_green_since
        else None,
        "designated_on": kicox_complex.designated_on.isoformat()
        if kicox_complex.designated_on
        else None,
        "zones": list(kicox_complex.zones),
        "former_names": list(kicox_complex.former_names),
        "remarks": list(kicox_complex.remarks),
        "written_as": [kicox_complex.name_as_written.strip()],
        "named_at": [
            {"source": table.file, "locator": f"{place.sheet}!{place.row}"}
            for place in kicox_complex.evidence
        ],
        **_location(answer),
        "source": [f"kicox-{as_of(table)}"],
    }
    point = None if answer.lon is None else Point(answer.lon, answer.lat)
    return Feature(point, properties)


def _location(answer: Answer) -> dict[str, object]:
    precise = answer.precision_km is not None and answer.precision_km <= _SURE_KM
    confidence = (
        "high" if answer.method in _OWN_POINT else "medium" if precise and answer.lon else "low"
    )
    return {
        "located_at": answer.name,
        "method": answer.method,
        "score": answer.score,
        "precision_km": answer.precision_km,
        "confidence": confidence,
        "note_ko": answer.note("ko") or None,
        "note_en": answer.note("en") or None,
    }


def layer_collection(
    layer: PointLayer,
    places: Sequence[KnownComplex],
    listed: Sequence[KnownComplex],
    changed_on: str,
) -> tuple[Collection, Join[LayerRow, KnownComplex]]:
    """Make a feature of each row of a point or boundary layer, joined to what the atlas holds.

    `places` are of the atlas's own table, `listed` of the quarterly table, which may be empty.
    `changed_on` is the file's date, for want of a better.
    Returns the join with `listed`, or with `places` where there are none, for a report.
    """
    with_places, with_listed = join(layer.rows, places), join(layer.rows, listed)
    place_of = {match.row.row: match.complex.id for match in with_places.matches}
    listed_of = {match.row.row: match.complex.id for match in with_listed.matches}
    features = [
        Feature(
            row.geometry,
            {
                "id": f"{LAYER}-{row.row}",
                "name_ko": row.name,
                "name_en": None,
                "kind": row.kind.value if row.kind else None,
                "sido": row.sido,
                "sigungu": ", ".join(row.sigungu) or None,
                "complex_id": place_of.get(row.row),
                "kicox_id": listed_of.get(row.row),
                "dan_id": row.code or None,
                "lon": row.lon,
                "lat": row.lat,
                "method": "layer",
                "confidence": "low" if row.apart else "high",
                "note_ko": _apart(row, "ko"),
                "note_en": _apart(row, "en"),
                "source": [layer.file],
                "locator": f"{layer.file}:{row.row}",
            },
        )
        for row in layer.rows
    ]
    return _collection(LAYER, changed_on, features), with_listed if listed else with_places


def with_official_points(
    collection: CollectionObject, joined: Join[LayerRow, KnownComplex], file: str
) -> Collection:
    """Return the KICOX collection with the layer's points where the two are one complex.

    No point is taken that lies in another 시도 than its row states, which is that of the complex.
    """
    row_of = {match.complex.id: match.row for match in joined.matches if not match.row.apart}
    note = Note("official_point", {"file": file})
    features = []
    for feature in collection["features"]:
        properties, geometry = dict(feature["properties"]), feature["geometry"]
        row = row_of.get(feature["id"])
        point = Point(geometry["coordinates"]) if geometry else None
        if row is not None:
            point = Point(row.lon, row.lat)
            properties |= {
                "located_at": row.name,
                "method": "layer",
                "score": 1.0,
                "precision_km": 1.0,
                "confidence": "high",
                "note_ko": note.text("ko"),
                "note_en": note.text("en"),
            }
        features.append(Feature(point, properties))
    return _collection(KICOX, collection["as_of"], features)


def _apart(row: LayerRow, lang: Lang) -> str | None:
    facts = {"lies": row.apart, "states": row.sido or ""}
    return Note("point_elsewhere", facts).text(lang) if row.apart else None


def _collection(id_: str, date: str, features: Sequence[Feature]) -> Collection:
    titles = {lang: catalogue("geo", lang)(f"layer.{id_}") for lang in LANGS}
    return Collection(id_, titles["ko"], titles["en"], date, tuple(features))
