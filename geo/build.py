"""Tables → places → ties → layers → files: the whole pipeline on one page (I/O)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.assemble import assemble, make_places
from geo.catalogue import descriptions
from geo.errors import TableError
from geo.evidence.arithmetic import checks
from geo.layers.catalog import collections
from geo.layers.geojson import to_bytes
from geo.regions.borders import Shapes
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

    from geo.atlas import Atlas
    from geo.evidence.check import Check
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
    shapes, timeline = Shapes.of(boundaries), atlas.timeline
    places = list(make_places(tables))
    held = boundaries.hold([p.lon for p in places], [p.lat for p in places], timeline.states)
    held_by = {place.id: codes for place, codes in zip(places, held, strict=True) if codes}
    atlas = replace(
        atlas,
        places={
            place.id: timeline.moved(place, held_by.get(place.id, ()), None) for place in places
        },
        held_by=held_by,
        borders=shapes.borders(),
    )
    problems = tuple(_misplaced(tables, atlas))
    if problems:
        raise TableError(problems)
    checked = checks(tables, atlas)
    result = collections(tables, atlas, shapes, checked)
    problems = tuple(descriptions.broken_descriptions(tables, result))
    if problems:
        raise TableError(problems)
    files = {file_of(layer.id): to_bytes(layer) for layer in result}
    files |= {
        CATALOGUE_FILE: descriptions.to_bytes(descriptions.describe(tables, result)),
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


def _misplaced(tables: Tables, atlas: Atlas) -> Iterator[Problem]:
    """Yield each place whose point lies in none of the 시군구 that its row names, of any day."""
    names = {district.code: district.name_ko for district in atlas.district_rows}
    for row in tables.places:
        held = [names[code] for code in atlas.held_by.get(row.id, ())]
        if not {*held} & {*row.sigungu}:
            facts = {
                "lon": row.lon,
                "lat": row.lat,
                "located": ", ".join(dict.fromkeys(held)) or "–",
                "allowed": ", ".join(row.sigungu),
            }
            yield Problem("places.csv", row.line, "sigungu", "outside_sigungu", facts)
