"""The collections of the atlas, in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.layers.checks import checks
from geo.layers.collection import Collection, Feature
from geo.layers.complexes import complexes
from geo.layers.consortia import consortia
from geo.layers.facts import conflicts, facts, scan_errors
from geo.layers.indicators import indicators
from geo.layers.plan import plan_figures, plan_tasks, sector_crosswalk
from geo.layers.projects import projects
from geo.layers.regions import districts, regions
from geo.layers.register import policy_sites, programmes, regional_agreements
from geo.layers.requests import requests
from geo.layers.ties import consortium_ties, transformation_ties
from geo.messages import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shapely.geometry.base import BaseGeometry

    from geo.atlas import Atlas
    from geo.evidence.check import Check
    from geo.model.places import District
    from geo.tables.schemas import Tables


def collections(
    tables: Tables,
    atlas: Atlas,
    located: Mapping[str, District],
    sido_shapes: Mapping[str, BaseGeometry],
    sigungu_shapes: Mapping[str, BaseGeometry],
    checked: Iterable[Check],
) -> tuple[Collection, ...]:
    """Make every collection; `located` maps place id to the 시군구 that holds its point."""
    return (
        _collection(atlas, "complexes", complexes(atlas, located)),
        _collection(atlas, "consortium-ties", consortium_ties(atlas)),
        _collection(atlas, "transformation-ties", transformation_ties(atlas)),
        _collection(atlas, "consortia", consortia(atlas)),
        _collection(atlas, "transformation-projects", projects(atlas)),
        _collection(atlas, "regions", regions(atlas, sido_shapes)),
        _collection(atlas, "districts", districts(atlas, sigungu_shapes)),
        _collection(atlas, "indicators", indicators(atlas)),
        _collection(atlas, "plan-figures", plan_figures(atlas)),
        _collection(atlas, "plan-tasks", plan_tasks(atlas)),
        _collection(atlas, "sector-crosswalk", sector_crosswalk(atlas)),
        _collection(atlas, "programmes", programmes(atlas)),
        _collection(atlas, "policy-sites", policy_sites(atlas)),
        _collection(atlas, "regional-agreements", regional_agreements(atlas, sido_shapes)),
        _collection(atlas, "requests", requests(atlas)),
        _collection(atlas, "checks", checks(checked)),
        _collection(atlas, "conflicts", conflicts(tables)),
        _collection(atlas, "scan-errors", scan_errors(tables)),
        _collection(atlas, "facts", facts(tables, atlas)),
    )


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
    return max(atlas.sources[source].published_on or "" for source in used)


def _sources(feature: Feature) -> list[str]:
    found = feature.properties["source"]
    return found if isinstance(found, list) else []
