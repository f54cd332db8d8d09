"""Tables → places → ties → layers → files: the whole pipeline on one page (I/O)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.assemble import assemble
from geo.catalogue import descriptions
from geo.errors import TableError
from geo.evidence.arithmetic import checks
from geo.layers.catalog import collections
from geo.layers.geojson import to_bytes
from geo.regions.borders import neighbours
from geo.regions.boundaries import Boundaries
from geo.store.atlas import ATLAS_FILE
from geo.store.atlas import to_bytes as atlas_to_bytes
from geo.store.manifest import MANIFEST, Manifest
from geo.store.publish import publish
from geo.store.snapshot import CATALOGUE_FILE, file_of
from geo.tables.load import load_tables
from geo.tables.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from geo.atlas import Atlas
    from geo.evidence.check import Check
    from geo.model.places import District
    from geo.regions.boundaries import Level
    from geo.tables.schemas import Tables

BOUNDARIES_FILE = "boundaries/korea.topojson"


@dataclass(frozen=True, slots=True)
class Built:
    """What a build makes, before anything is written."""

    tables: Tables
    atlas: Atlas
    checks: tuple[Check, ...]
    files: Mapping[str, bytes]
    """Path below the data folder to content."""


def make(data: Path) -> Built:
    """Make every file from the tables and boundaries below `data`; write nothing.

    Raises
    ------
    TableError
        With every problem of the tables, unresolved names and misplaced points included.
    """
    tables = load_tables(data)
    atlas = assemble(tables)
    boundaries = Boundaries(data / BOUNDARIES_FILE)
    located = locate_places(atlas, boundaries)
    sidos, sigungus = _shapes(boundaries, "sido"), _shapes(boundaries, "sigungu")
    atlas = replace(
        atlas,
        located={place_id: district.code for place_id, district in located.items()},
        neighbours=neighbours(sidos),
    )
    problems = tuple(_misplaced(tables, located))
    if problems:
        raise TableError(problems)
    checked = checks(tables, atlas)
    made = collections(tables, atlas, located, sidos, sigungus, checked)
    problems = tuple(descriptions.broken_descriptions(tables, made))
    if problems:
        raise TableError(problems)
    files = {file_of(layer.id): to_bytes(layer) for layer in made}
    files |= {
        CATALOGUE_FILE: descriptions.to_bytes(descriptions.describe(tables, made)),
        ATLAS_FILE: atlas_to_bytes(atlas),
    }
    files |= {MANIFEST: Manifest.of(data, files).to_bytes()}
    return Built(tables, atlas, checked, files)


def build(data: Path) -> list[Path]:
    """Make every file below `data` and put all in force at once; the same tables, the same bytes.

    Raises
    ------
    TableError
        See `make`.
    UnwritableOutputError
        The files cannot be written; those of the last build stand.
    """
    files = make(data).files
    publish(data, files)
    return [data / file for file in files]


def locate_places(atlas: Atlas, boundaries: Boundaries) -> dict[str, District]:
    """Return place id to the 시군구 in which its point lies; a place at sea is left out."""
    places = list(atlas.places.values())
    found = boundaries.locate([p.lon for p in places], [p.lat for p in places])
    pairs = zip(places, found.codes, strict=True)
    return {place.id: atlas.districts[code] for place, code in pairs if code is not None}


def _misplaced(tables: Tables, located: Mapping[str, District]) -> Iterator[Problem]:
    """Yield each place whose point lies in none of the 시군구 that its row names."""
    for row in tables.places:
        district = located.get(row.id)
        if district is None or district.name_ko not in row.sigungu:
            facts = {
                "lon": row.lon,
                "lat": row.lat,
                "located": district.name_ko if district else "–",
                "allowed": ", ".join(row.sigungu),
            }
            yield Problem("places.csv", row.line, "sigungu", "outside_sigungu", facts)


def _shapes(boundaries: Boundaries, level: Level) -> dict[str, BaseGeometry]:
    polygons = boundaries.polygons(level)
    return dict(zip(polygons["code"], polygons.geometry, strict=True))
