"""Where the page of a subject is, and what else shows it: map and downloads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urlencode

from geo.profiles.facts import Consortium, Place, Project, Region
from geo.profiles.subjects import MEGA_REGIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.profiles.facts import Facts
    from geo.profiles.model import Kind, Subject

FOLDERS: dict[Kind, str] = {
    "region": "regions",
    "mega-region": "regions",
    "sector": "sectors",
    "consortium": "consortia",
    "project": "projects",
    "complex": "complexes",
}
"""Kind of subject to the folder of its pages."""


class Download(NamedTuple):
    """Features of a collection that belong to a subject."""

    collection: str
    filter: str
    """CQL2."""

    def path(self, form: str) -> str:
        """Return the address below the root, as GeoJSON (``geojson``) or in another format."""
        query = urlencode({"filter": self.filter, "f": form})
        return f"collections/{self.collection}/download?{query}"


def path_of(kind: Kind, id_: str) -> str:
    """Return the address of a page below the root.

    >>> path_of("consortium", "c07"), path_of("region", "27")
    ('consortia/7', 'regions/27')
    """
    name = id_.removeprefix("c").lstrip("0") if kind == "consortium" else id_
    return f"{FOLDERS[kind]}/{quote(name, safe='')}"


def path_of_thing(thing: Region | Place | Consortium | Project) -> str:
    """Return the address of the page of a region, place, consortium or project."""
    if isinstance(thing, Region):
        return path_of("region", thing.code)
    kinds: dict[type, Kind] = {Place: "complex", Consortium: "consortium", Project: "project"}
    return path_of(kinds[type(thing)], thing.id)


def path_of_feature(collection: str, properties: Mapping[str, Any]) -> str | None:
    """Return the address of the page about a feature, of a tie that of what it belongs to.

    None for collections without pages of their own.
    """
    kinds: dict[str, tuple[Kind, str]] = {
        "complexes": ("complex", "id"),
        "consortia": ("consortium", "id"),
        "consortium-ties": ("consortium", "consortium_no"),
        "transformation-projects": ("project", "id"),
        "transformation-ties": ("project", "project_id"),
        "regions": ("region", "code"),
    }
    if collection not in kinds:
        return None
    kind, key = kinds[collection]
    return path_of(kind, str(properties[key]))


def map_of(subject: Subject) -> str:
    """Return the address of the interactive map that shows `subject`, without a language."""
    name, parameter, value = {
        "region": ("overview", "region", subject.id),
        "mega-region": ("overview", "region", subject.name.ko),
        "sector": ("consortia", "sector", subject.id),
        "consortium": ("consortia", "select", subject.id),
        "project": ("transformation", "select", subject.id),
        "complex": ("overview", "select", subject.id),
    }[subject.kind]
    return f"maps/{name}?{urlencode({parameter: value})}"


def brief_of(subject: Subject) -> str:
    """Return the address of the brief of `subject`, without ending."""
    return f"briefs/{subject.kind}/{quote(subject.id, safe='')}"


def downloads_of(facts: Facts, subject: Subject) -> tuple[Download, ...]:
    """Return what can be downloaded of a subject, filtered to it."""
    kind, id_ = subject.kind, subject.id
    if kind in {"region", "mega-region"}:
        return _of_regions(facts, subject)
    if kind == "sector":
        return (
            Download("consortia", f"sector = '{id_}' OR subsector = '{id_}'"),
            Download("consortium-ties", f"sector = '{id_}' OR subsector = '{id_}'"),
        )
    if kind == "consortium":
        no = facts.consortia[id_].no
        return (
            Download("consortia", f"id = '{id_}'"),
            Download("consortium-ties", f"consortium_no = {no}"),
        )
    if kind == "project":
        return (
            Download("transformation-projects", f"id = '{id_}'"),
            Download("transformation-ties", f"project_id = '{id_}'"),
            Download("indicators", f"subject = '{id_}'"),
        )
    ends = _listed((id_, *facts.groups_of(id_)))
    at = f"from_id IN ({ends}) OR to_id IN ({ends})"
    return (
        Download("complexes", f"id = '{id_}'"),
        Download("consortium-ties", at),
        Download("transformation-ties", at),
    )


def _of_regions(facts: Facts, subject: Subject) -> tuple[Download, ...]:
    if subject.kind == "region":
        regions = [facts.regions[subject.id]]
    else:
        name = MEGA_REGIONS[subject.id]
        regions = [one for one in facts.regions.values() if one.mega_region == name]
    codes = _listed(tuple(one.code for one in regions))
    names = _listed(tuple(one.name.ko for one in regions))
    at = f"from_sido IN ({names}) OR to_sido IN ({names})"
    return (
        Download("complexes", f"sido_code IN ({codes})"),
        Download("consortium-ties", at),
        Download("transformation-ties", at),
        Download("regions", f"code IN ({codes})"),
    )


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{one}'" for one in values)
