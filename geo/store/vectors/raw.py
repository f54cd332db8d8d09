"""What a reader of a format gives: the rows of one layer, as the file has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from geo.messages import catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.geocoding.query import Note
    from geo.messages import Lang
    from geo.store.declared import Declared

READABLE = (
    *(".gpkg", ".parquet", ".fgb", ".shp", ".zip (SHP)", ".geojson", ".geojsonl", ".ndjson"),
    *(".csv", ".tsv", ".xlsx", ".kml", ".kmz", ".gml", ".topojson", ".fg.json"),
)
"""Endings, as messages list them."""
Properties = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Trouble:
    """What was wrong with one row; the others do not suffer for it."""

    row: int
    """From 1."""
    note: Note


@dataclass(frozen=True, slots=True)
class Remark:
    """What of a layer could not be kept: the first rows with their reasons, the others counted."""

    file: str
    rows: int
    first: tuple[Trouble, ...]

    def text(self, lang: Lang) -> str:
        """Say it in `lang`."""
        words = catalogue("geo", lang)
        told = (
            words("note.added.row", row=trouble.row, what=trouble.note.text(lang))
            for trouble in self.first
        )
        shown = "; ".join(told) + ("; …" if self.rows > len(self.first) else "")
        return words("note.added.rows", file=self.file, count=self.rows, shown=shown)


@dataclass(frozen=True, slots=True)
class RawLayer:
    """The rows of one layer, its coordinates in its own CRS, easting or longitude first."""

    name: str
    """As the file calls the layer."""
    geometries: NDArray[np.object_]
    """Shape (n,): shapely geometries, None where there is none."""
    properties: Sequence[Properties]
    """One for each geometry; values that JSON can hold, dates and decimals too."""
    crs: object = None
    """As declared, whatever pyproj takes; None where the file says nothing."""
    ids: Sequence[object] | None = None
    """That the format itself gives the features, beside their properties."""
    troubles: tuple[Trouble, ...] = ()
    binary: tuple[str, ...] = ()
    """Columns of bytes, which are left out."""
    notes: tuple[Note, ...] = ()
    """What was taken for what, and what else of the file could not be kept."""
    weak_ids: bool = False
    """Whether `ids` only count the rows, so that a column of ids goes before them."""
    types: Mapping[str, Declared] = field(default_factory=dict)
    """Of the properties, where the format declares them."""


def as_objects(values: Sequence[object]) -> NDArray[np.object_]:
    """Return an array of objects of shape (n,), also where they are sequences themselves."""
    array = np.empty(len(values), dtype=np.object_)
    array[:] = values
    return array
