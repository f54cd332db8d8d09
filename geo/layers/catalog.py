"""The collections of the atlas, in their order."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from geo.layers.bodies import bodies
from geo.layers.checks import checks
from geo.layers.collection import Collection, Feature
from geo.layers.complexes import complexes
from geo.layers.facts import conflicts, facts, scan_errors
from geo.layers.indicators import indicators
from geo.layers.memberships import memberships
from geo.layers.plan import plan_figures, plan_tasks, sector_crosswalk
from geo.layers.regions import districts, regions
from geo.layers.register import policy_sites, programmes, regional_agreements
from geo.layers.requests import requests
from geo.layers.ties import ties
from geo.messages import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geo.atlas import Atlas
    from geo.evidence.check import Check
    from geo.model.programmes import LayerSpec, Programme
    from geo.regions.borders import Shapes
    from geo.tables.schemas import Tables

OF_A_ZONING = frozenset({"regions"})
"""The collections that tell of 초광역권."""


def collections(
    tables: Tables,
    atlas: Atlas,
    shapes: Shapes,
    checked: Iterable[Check],
) -> tuple[Collection, ...]:
    """Make every collection of an atlas whose places are located."""
    return (
        complexes_of(atlas),
        *_of_programmes(atlas),
        memberships_of(atlas),
        _collection(atlas, "regions", regions(atlas, shapes)),
        _collection(atlas, "districts", districts(atlas, shapes)),
        _collection(atlas, "indicators", indicators(atlas)),
        _collection(atlas, "plan-figures", plan_figures(atlas)),
        _collection(atlas, "plan-tasks", plan_tasks(atlas)),
        _collection(atlas, "sector-crosswalk", sector_crosswalk(atlas)),
        _collection(atlas, "programmes", programmes(atlas)),
        _collection(atlas, "policy-sites", policy_sites(atlas)),
        _collection(atlas, "regional-agreements", regional_agreements(atlas, shapes)),
        _collection(atlas, "requests", requests(atlas)),
        _collection(atlas, "checks", checks(checked)),
        _collection(atlas, "conflicts", conflicts(tables)),
        _collection(atlas, "scan-errors", scan_errors(tables)),
        _collection(atlas, "facts", facts(tables, atlas)),
    )


def complexes_of(atlas: Atlas) -> Collection:
    """Make the collection of complexes of an atlas whose places are located."""
    return _collection(atlas, "complexes", complexes(atlas))


def memberships_of(atlas: Atlas) -> Collection:
    """Make the collection of who takes part in what, over all programmes."""
    return _collection(atlas, "memberships", memberships(atlas))


def of_a_day(
    atlas: Atlas, shapes: Callable[[], Shapes] | None = None
) -> dict[str, Callable[[], Collection]]:
    """Return what makes each collection that changes with the day, by its id.

    Regions and districts can be made only with `shapes`.
    """

    def units(id_: str, features: Callable[[Atlas, Shapes], tuple[Feature, ...]]) -> Collection:
        assert shapes is not None  # noqa: S101 - who makes them gives it
        return _collection(atlas, id_, features(atlas, shapes()))

    document: dict[str, Callable[[], Collection]] = {
        "regions": partial(units, "regions", regions),
        "districts": partial(units, "districts", districts),
        "complexes": partial(complexes_of, atlas),
        "memberships": partial(memberships_of, atlas),
    }
    for programme in atlas.programmes.values():
        if programme.ties_layer is not None:
            layer = programme.ties_layer
            document[layer.collection] = partial(_ties, atlas, programme, layer)
        document[programme.bodies_layer.collection] = partial(_bodies, atlas, programme)
    return document


def of_programme(atlas: Atlas, programme: Programme) -> Iterator[Collection]:
    """Yield the collections that one programme fills: its ties, if it has some, and its bodies."""
    if programme.ties_layer is not None:
        yield _ties(atlas, programme, programme.ties_layer)
    yield _bodies(atlas, programme)


def _of_programmes(atlas: Atlas) -> Iterator[Collection]:
    """Yield the ties of every programme that has some, then the bodies of every programme."""
    programmes = atlas.programmes.values()
    for programme in programmes:
        if programme.ties_layer is not None:
            yield _ties(atlas, programme, programme.ties_layer)
    for programme in programmes:
        yield _bodies(atlas, programme)


def _ties(atlas: Atlas, programme: Programme, layer: LayerSpec) -> Collection:
    return _declared(atlas, layer, ties(atlas, programme))


def _bodies(atlas: Atlas, programme: Programme) -> Collection:
    return _declared(atlas, programme.bodies_layer, bodies(atlas, programme))


def _declared(atlas: Atlas, layer: LayerSpec, features: tuple[Feature, ...]) -> Collection:
    as_of = _as_of(atlas, features)
    return Collection(layer.collection, layer.title.ko, layer.title.en, as_of, features)


def _collection(atlas: Atlas, id_: str, features: tuple[Feature, ...]) -> Collection:
    return Collection(
        id=id_,
        title_ko=catalogue("geo", "ko")(f"layer.{id_}"),
        title_en=catalogue("geo", "en")(f"layer.{id_}"),
        as_of=_as_of(atlas, features),
        features=features,
    )


def _as_of(atlas: Atlas, features: tuple[Feature, ...]) -> str:
    used = {source for feature in features for source in _sources(feature)}
    return max((atlas.sources[source].published_on or "" for source in used), default="")


def _sources(feature: Feature) -> list[str]:
    found = feature.properties["source"]
    return found if isinstance(found, list) else []
