"""Places of the atlas for a reconciliation service (W3C Reconciliation Service API 0.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import RegionError
from geo.geocoding.names import is_initials
from geo.geocoding.query import Query
from geo.messages import catalogue
from geo.model.places import KIND_WORDS, PlaceKind
from geo.text import kind_of
from geo.vocabulary.words import role_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.geocoding.geocoder import Geocoder
    from geo.geocoding.query import Answer
    from geo.jsons import OpenObject, Properties
    from geo.messages import Lang
    from geo.model.places import Place

TYPE = "complex"
"""The one type for everything; each kind is a type of its own beside it."""
PROPERTIES = ("name_ko", "name_en", "kind", "sido", "sigungu", "lon", "lat", "area_km2")
"""What can be fetched of a place, as the collection `complexes` calls it."""
CERTAIN = 0.9
"""Score from which one place alone is a match, not only a candidate."""
MOST_CANDIDATES = 10
"""As many as a person looks through before searching by hand."""
_WORD_OF_KIND = {kind: word for word, kind in KIND_WORDS.items()}


def manifest(root: str, version: str, lang: Lang) -> OpenObject:
    """Return what the service is and can; `root` is the address of the atlas."""
    words = catalogue("api", lang)
    suggest = f"{root}/reconcile/suggest"
    return {
        "versions": ["0.2"],
        "name": words("reconcile.name"),
        "identifierSpace": f"{root}/complexes/",
        "schemaSpace": f"{root}/collections/complexes/schema",
        "documentation": f"{root}/api.html",
        "serviceVersion": version,
        "view": {"url": f"{root}/complexes/{{{{id}}}}"},
        "defaultTypes": [_type(TYPE, lang)],
        "suggest": {
            what: {"service_url": suggest, "service_path": f"/{what}"}
            for what in ("entity", "type", "property")
        },
        "extend": {
            "propose_properties": {
                "service_url": f"{root}/reconcile",
                "service_path": "/properties",
            },
            "property_settings": [],
        },
    }


def types(lang: Lang) -> list[dict[str, str]]:
    """Return every type: that of all places, then each kind."""
    return [_type(value, lang) for value in (TYPE, *(kind.value for kind in PlaceKind))]


def properties(lang: Lang) -> list[dict[str, str]]:
    """Return every property with its name."""
    words = catalogue("api", lang)
    return [{"id": value, "name": words(f"reconcile.property.{value}")} for value in PROPERTIES]


def reconciled(geocoder: Geocoder, queries: Mapping[str, Properties], lang: Lang) -> OpenObject:
    """Answer a batch of queries, each under its own key."""
    return {key: {"result": _candidates(geocoder, query, lang)} for key, query in queries.items()}


def suggested(geocoder: Geocoder, prefix: str, lang: Lang) -> list[OpenObject]:
    """Return the places of which a name begins so, or with these initial consonants."""
    near = geocoder.near_names
    found = near.by_initials(prefix) if is_initials(prefix) else near.by_beginning(prefix)
    places = geocoder.resolver.gazetteer.places
    return [_entity(places[likely.place_id], lang) for likely in found[:MOST_CANDIDATES]]


def extended(
    geocoder: Geocoder, ids: Sequence[str], wanted: Sequence[str], lang: Lang
) -> OpenObject:
    """Return the values of some properties of some places; an unknown id has none."""
    named = {property_["id"]: property_ for property_ in properties(lang)}
    places = geocoder.resolver.gazetteer.places
    return {
        "meta": [named[value] for value in wanted if value in named],
        "rows": {
            id_: {
                item: [value]
                if id_ in places and (value := _value(places[id_], item)) is not None
                else []
                for item in wanted
                if item in named
            }
            for id_ in ids
        },
    }


def _candidates(geocoder: Geocoder, query: Properties, lang: Lang) -> list[OpenObject]:
    document = _stated(query.get("properties") or ())
    kinds = [kind for kind in PlaceKind if kind.value in _listed(query.get("type"))]
    if len(kinds) == 1:
        document.setdefault("kind", _WORD_OF_KIND.get(kinds[0], ""))
    asked = Query(
        name=str(query.get("query", "")),
        sido=document.get("sido", ""),
        sigungu=document.get("sigungu", ""),
        kind=kind_of(document.get("kind", "")) or "",
    )
    try:
        answer = geocoder.answer(asked)
    except RegionError:
        # Another column of the row holds no 시도, or one that nobody knows: nothing is certain.
        return []
    places = geocoder.resolver.gazetteer.places
    scored = [(id_, score) for id_, score in _scored(answer) if id_ in places]
    if kinds:
        scored = [(id_, score) for id_, score in scored if places[id_].kind in kinds]
    sure = answer.status == "ok" and len(scored) == 1 and scored[0][1] >= CERTAIN
    most = query.get("limit")
    limit = most if isinstance(most, int) and 0 < most < MOST_CANDIDATES else MOST_CANDIDATES
    return [
        {**_entity(places[id_], lang), "score": round(score * 100, 1), "match": sure}
        for id_, score in scored[:limit]
    ]


def _scored(answer: Answer) -> list[tuple[str, float]]:
    if answer.status == "ok":
        return [(answer.id or "", answer.score or 0.0)]
    # Of several that fit equally none is certain, whatever each scores alone.
    share = len(answer.candidates) if answer.status == "ambiguous" else 1
    return [(candidate.id, candidate.score / share) for candidate in answer.candidates]


def _stated(given: Iterable[object]) -> dict[str, str]:
    """Return 시도, 시군구 and kind that other columns of the row state, by any known heading."""
    document: dict[str, str] = {}
    for item in given:
        if not isinstance(item, dict):
            continue
        role = role_of(str(item.get("pid", "")))
        value = next(iter(_listed(item.get("v"))), "")
        if role in {"sido", "sigungu", "kind"} and value:
            document[role] = value
    return document


def _listed(value: object) -> list[str]:
    several = value if isinstance(value, list) else [value]
    texts = [
        item.get("id") or item.get("name") if isinstance(item, dict) else item for item in several
    ]
    return [str(text) for text in texts if text]


def _entity(place: Place, lang: Lang) -> OpenObject:
    return {
        "id": place.id,
        "name": place.name_ko if lang == "ko" else place.name_en,
        "description": ", ".join((place.sido, *place.sigungu_all)),
        "type": [_type(TYPE, lang), _type(place.kind.value, lang)],
    }


def _type(id_: str, lang: Lang) -> dict[str, str]:
    if id_ in {TYPE, PlaceKind.POLICY_SITE.value}:
        return {"id": id_, "name": catalogue("api", lang)(f"reconcile.type.{id_}")}
    return {"id": id_, "name": catalogue("maps", lang)(f"kind.{id_}")}


def _value(place: Place, name: str) -> OpenObject | None:
    if name == "sigungu":
        return {"str": ", ".join(place.sigungu_all)}
    value = getattr(place, name)
    if value is None:
        return None
    return {"float": value} if isinstance(value, float) else {"str": str(value)}
