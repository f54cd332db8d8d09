"""One vector file into bodies of GeoJSON, by its ending (I/O)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.errors import EmptyVectorError, MissingInputError, UnreadableVectorError
from geo.geocoding.query import Note
from geo.importers.layer_crs import Land
from geo.regions.boundaries import Boundaries
from geo.store.vectors import arrow, geojson, table
from geo.store.vectors.lines import feature_ids, write_body
from geo.store.vectors.placing import settle, to_degrees
from geo.store.vectors.raw import READABLE, Remark

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geo.store.declared import Declared
    from geo.store.vectors.raw import RawLayer

REASONS = 3
"""Rows in trouble that are told of; the others are counted."""


@dataclass(frozen=True, slots=True)
class AddedBody:
    """One layer of a file as the server keeps it; the title is the file's or the layer's name."""

    title: str
    as_of: str
    """Day on which the file was last changed (UTC)."""
    body: bytes
    ids: tuple[str, ...] | None
    """Of the features in their order; None for row numbers from 1."""
    remarks: tuple[Note | Remark, ...]
    """What the file holds that could not be kept."""
    types: Mapping[str, Declared] = field(default_factory=dict)
    """Of the properties, as far as the file declares them."""


def read_vector(path: Path, data: Path, assumed: str | None = None) -> tuple[AddedBody, ...]:
    """Read every layer of a file; `assumed` is the CRS of one that declares none.

    `data` is the folder with the boundaries, by which an undeclared CRS is recognised.

    Raises
    ------
    ImportFileError
        The file is missing, empty, not what its ending says, or without coordinates; its CRS is
        not known, wrong, or has its axes swapped.
    """
    if not path.exists():
        raise MissingInputError(str(path))
    try:
        layers = _raw_layers(path)
    except OSError as error:
        raise UnreadableVectorError(path.name, error.strerror or "", READABLE) from error
    land = Land(Boundaries(data / "boundaries" / "korea.topojson"))
    day = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).date().isoformat()
    named = len(layers) > 1
    return tuple(_added(path, raw, land, assumed, day, named=named) for raw in layers)


def _raw_layers(path: Path) -> list[RawLayer]:
    if path.is_dir():
        raise UnreadableVectorError(path.name, "folder", READABLE)
    ending = path.suffix.lower()
    known = (*geojson.ENDINGS, *arrow.ENDINGS, *table.ENDINGS, ".parquet", ".geoparquet")
    if ending not in known:
        raise UnreadableVectorError(path.name, ending or "–", READABLE)
    if not path.stat().st_size:
        raise EmptyVectorError(path.name)
    if ending in geojson.ENDINGS:
        return [geojson.read_geojson(path)]
    if ending in arrow.ENDINGS:
        return arrow.read_ogr(path)
    read = arrow.read_parquet(path) if ending.endswith("parquet") else None
    return [read or table.read_points(path)]


def _added(
    path: Path, raw: RawLayer, land: Land, assumed: str | None, day: str, *, named: bool
) -> AddedBody:
    title = raw.name if named else path.stem
    file = f"{path.name} ({raw.name})" if named else path.name
    geometries, off = to_degrees(raw, settle(file, raw, land, assumed))
    ids, renamed = feature_ids(raw.ids, raw.properties, weak=raw.weak_ids)
    head = {"name": title, "title_ko": title, "title_en": title, "as_of": day}
    body = write_body(head, ids, geometries, raw.properties)
    remarks: list[Note | Remark] = list(raw.notes)
    if raw.binary:
        facts = {"file": file, "columns": ", ".join(raw.binary)}
        remarks.append(Note("added.binary", facts))
    troubles = sorted((*raw.troubles, *off, *renamed), key=lambda trouble: trouble.row)
    if troubles:
        rows = len({trouble.row for trouble in troubles})
        remarks.append(Remark(file, rows, tuple(troubles[:REASONS])))
    return AddedBody(title, day, body, ids, tuple(remarks), raw.types)
