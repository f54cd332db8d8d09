"""Two sets of collections, compared feature by feature by id."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
import shapely

from geo.crs import geodesic_lengths_km
from geo.statistics.measures import MEASURES
from geo.store.snapshot import STATISTICS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.changes.folder import Built, Content
    from geo.jsons import FeatureObject, GeometryObject
    from geo.store.figures import Statistics

What = Literal["added", "gone", "changed"]
GEOMETRY = "geometry"
"""The property of a change of place or shape."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference: a collection, a feature or one property of a feature."""

    collection: str
    id: str | None = None
    """Of the feature; None speaks of the whole collection."""
    name_ko: str
    name_en: str
    what: What
    property: str | None = None
    """None speaks of the whole feature."""
    old: object = None
    """Value before; of a collection that is gone, how many features it had."""
    new: object = None
    """Value after; of a collection that is new, how many features it has."""
    moved_km: float | None = None
    """How far the point moved, or the farthest vertex of a shape that kept their number."""


def compare(old: Built, new: Built) -> tuple[Change, ...]:
    """List what changed from `old` to `new`, by collection and feature, in the order of `new`.

    A property that a feature lacks equals one without value.
    """
    ids = dict.fromkeys([*new.collections, *old.collections])
    changes = [
        change
        for id_ in ids
        for change in _collection(id_, old.collections.get(id_), new.collections.get(id_))
    ]
    if old.statistics is not None and new.statistics is not None:
        # Their files come last of all collections.
        changes += _revised(old.statistics, new.statistics)
    return tuple(changes)


def _revised(old: Statistics, new: Statistics) -> Iterator[Change]:
    """Yield the figures that a later file changed since: those alone are looked at."""
    for item in dict.fromkeys(astuple(revision)[:5] for revision in new.revisions()):
        before, after = (_value(statistics, item) for statistics in (old, new))
        if before != after and before is not ...:
            id_, measure, industry, period, base = item
            own, name = new.complexes[id_], MEASURES[measure].name
            yield Change(
                collection=STATISTICS,
                id=f"{id_}.{measure}.{industry}.{base}.{period}",
                name_ko=f"{own.name_ko}: {name.ko} ({period})",
                name_en=f"{own.name_en or own.name_ko}: {name.en} ({period})",
                what="changed",
                property="value",
                old=before,
                new=after,
            )


def _value(statistics: Statistics, key: tuple[str, ...]) -> object:
    """Return the value in force, None for one that is missing; ``...`` where there is no such."""
    id_, measure, industry, period, base = key
    asked = {"measure": measure, "industry": industry, "period": period, "base": base}
    found = [*statistics.of(id_).where(**asked).dicts()]
    return found[0]["value"] if found else ...


def _collection(id_: str, old: Content | None, new: Content | None) -> Iterator[Change]:
    if old is None or new is None:
        held = new or old
        assert held is not None  # noqa: S101 - the id comes from one of the two
        yield Change(
            collection=id_,
            name_ko=held.title_ko,
            name_en=held.title_en,
            what="gone" if new is None else "added",
            old=len(old.features) if old else None,
            new=len(new.features) if new else None,
        )
        return
    for feature_id, feature in new.features.items():
        before = old.features.get(feature_id)
        if before is None:
            yield _of(id_, feature, "added")
        elif before != feature:
            yield from _feature(id_, before, feature)
    for feature_id, feature in old.features.items():
        if feature_id not in new.features:
            yield _of(id_, feature, "gone")


def _feature(collection: str, old: FeatureObject, new: FeatureObject) -> Iterator[Change]:
    before, after = old["properties"], new["properties"]
    whole = _of(collection, new, "changed")
    for name in dict.fromkeys([*after, *before]):
        if before.get(name) != after.get(name):
            yield replace(whole, property=name, old=before.get(name), new=after.get(name))
    if old["geometry"] != new["geometry"]:
        yield replace(
            whole,
            property=GEOMETRY,
            old=_position(old["geometry"]),
            new=_position(new["geometry"]),
            moved_km=_moved_km(old["geometry"], new["geometry"]),
        )


def _of(collection: str, feature: FeatureObject, what: What) -> Change:
    properties = feature["properties"]
    korean = properties.get("name_ko") or feature["id"]
    return Change(
        collection=collection,
        id=feature["id"],
        name_ko=korean,
        name_en=properties.get("name_en") or korean,
        what=what,
    )


def _position(geometry: GeometryObject | None) -> Iterable[float] | None:
    """Return longitude and latitude of a point; None of everything else."""
    return geometry["coordinates"] if geometry and geometry["type"] == "Point" else None


def _moved_km(old: GeometryObject | None, new: GeometryObject | None) -> float | None:
    if old is None or new is None or old["type"] != new["type"]:
        return None
    starts, ends = (shapely.get_coordinates(shapely.geometry.shape(item)) for item in (old, new))
    if len(starts) != len(ends):
        return None
    return round(float(np.max(geodesic_lengths_km(starts, ends))), 3)
