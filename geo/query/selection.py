"""What a request selects from a collection, and in which order."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.crs import CRS84
from geo.errors import SelectionError
from geo.query.filters import matching
from geo.query.periods import interval_of
from geo.query.shortcuts import candidates
from geo.query.source import FilterLang
from geo.query.spatial import near, rectangle
from geo.query.temporal import periods_of_rows, times_of
from geo.query.text_search import containing
from geo.store.distant import Distant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from geo.query.column import Column
    from geo.query.periods import Period
    from geo.query.table import FeatureTable

__all__ = ["FilterLang", "Selection", "select"]

_FEW = 1000
"""Rows that are compared with a box one by one, rather than by the index."""
_TRUTHS = {"true": True, "false": False}
_DATES = ("2025-01-16", "2025-01-16T09:00:00Z", "2025-01-16/2025-03-31", "2025-01/..", "../2024-12")


@dataclass(frozen=True, slots=True)
class Selection:
    """The conditions of a request; all must hold, an absent one always does."""

    bbox: tuple[float, ...] | None = None
    """Four numbers, or six with heights, which do not count: lower corner, then upper."""
    bbox_crs: str = CRS84
    """One of `geo.crs.OUTPUT_CRS`; axes in the order of its authority."""
    datetime: str | None = None
    """As OGC API Features has it: ``2025-01-16``, ``2025-01/..``, ``../2024-12``."""
    filter: str | None = None
    """CQL2, as text or as JSON text."""
    filter_lang: FilterLang = "cql2-text"
    filter_crs: str = CRS84
    """Of the coordinates in `filter`; axes in the order of its authority."""
    properties: Mapping[str, str] = field(default_factory=dict)
    """Property to the value that it must have, as written in the address."""
    sortby: tuple[str, ...] = ()
    """Properties, each with ``+`` (or nothing) or ``-`` before it."""
    ids: tuple[str, ...] | None = None
    terms: tuple[str, ...] = ()
    """Texts of which one must stand in a property (`q` of OGC API - Features Part 9)."""


def select(table: FeatureTable, selection: Selection) -> NDArray[np.int32]:
    """Return the rows that fit, in the collection's order or that of `sortby`.

    Raises
    ------
    FilterError
        The filter cannot be read, or does not fit the collection.
    SelectionError
        Another condition cannot be used; it says which parameter.
    """
    if isinstance(table.layer.fragments, Distant):
        return table.layer.fragments.select(selection)
    parts = [_of_value(table, name, value) for name, value in selection.properties.items()]
    if selection.ids is not None:
        parts.append(_of_ids(table, selection.ids))
    if selection.terms:
        parts.append(containing(table, selection.terms))
    if selection.datetime is not None:
        parts.append(_of_datetime(table, selection.datetime))
    if selection.filter is not None:
        text, lang, crs = selection.filter, selection.filter_lang, selection.filter_crs
        parts.extend(candidates(table, text, lang, crs))
    rows: NDArray[np.int32] | None = reduce(_common, parts) if parts else None
    if selection.bbox is not None:
        rows = _of_bbox(table, selection, rows)
    if selection.filter is not None:
        rows = _filtered(table, selection, rows)
    if rows is None:
        rows = np.arange(len(table), dtype=np.int32)
    return _sorted(table, rows, selection.sortby)


def _common(left: NDArray[np.int32], right: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the rows in both; both ascend, neither repeats."""
    few, many = sorted((left, right), key=len)
    places = np.searchsorted(many, few)
    places[places == len(many)] = 0
    return few[many[places] == few] if len(many) else few[:0]


def _filtered(
    table: FeatureTable, selection: Selection, rows: NDArray[np.int32] | None
) -> NDArray[np.int32]:
    text = selection.filter or ""
    mask = matching(table, text, selection.filter_lang, selection.filter_crs, rows)
    return np.flatnonzero(mask).astype(np.int32) if rows is None else rows[mask]


def _of_value(table: FeatureTable, name: str, value: str) -> NDArray[np.int32]:
    column = table.columns.get(name)
    if column is None:
        raise SelectionError(name, value, tuple(table.columns))
    return column.rows_of(as_kind(column, value))


def as_kind(column: Column, value: str) -> str | float | bool:
    """Read a value of an address as the column's values are.

    Raises
    ------
    SelectionError
        It is none such.
    """
    match column.kind:
        case "string":
            return value
        case "boolean" if value.lower() in _TRUTHS:
            return _TRUTHS[value.lower()]
        case "integer" | "number":
            try:
                return float(value)
            except ValueError:
                raise SelectionError(column.name, value, ("1", "2.5")) from None
    raise SelectionError(column.name, value, ("true", "false") * (column.kind == "boolean"))


def _of_ids(table: FeatureTable, ids: tuple[str, ...]) -> NDArray[np.int32]:
    known = {table.layer.row_of[id_] for id_ in ids if id_ in table.layer.row_of}
    return np.array(sorted(known), np.int32)


def _of_bbox(
    table: FeatureTable, selection: Selection, rows: NDArray[np.int32] | None
) -> NDArray[np.int32]:
    bbox = selection.bbox or ()
    plain = selection.bbox_crs == CRS84 and len(bbox) == 4 and bbox[0] <= bbox[2]
    if plain and bbox[1] <= bbox[3] and table.points is not None:
        inside = _with_unplaced(table, table.points.within(*bbox))
        return inside if rows is None else _common(rows, inside)
    area = box_of(selection)
    if rows is None or len(rows) > _FEW:
        near_by = _with_unplaced(table, near(table.tree, area, None).astype(np.int32))
        rows = near_by if rows is None else _common(rows, near_by)
    shapely.prepare(area)
    shapes = table.geometries[rows]
    unplaced = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    fits = np.asarray(shapely.intersects(area, shapes) | unplaced, np.bool_)
    return rows[fits]


def box_of(selection: Selection) -> shapely.Geometry:
    """Return the area of a selection's box, in degrees.

    Raises
    ------
    SelectionError
        It has none.
    """
    bbox = selection.bbox or ()
    area = rectangle(bbox, selection.bbox_crs) if len(bbox) in {4, 6} else None
    if area is None:
        written = ",".join(f"{number:g}" for number in bbox)
        raise SelectionError(parameter="bbox", value=written, allowed=("124,33,132,39",))
    return area


def _with_unplaced(table: FeatureTable, rows: NDArray[np.int32]) -> NDArray[np.int32]:
    """Add what has no place: it is not known to lie outside (Part 1, §7.15.3)."""
    unplaced = table.unplaced
    return np.union1d(rows, unplaced).astype(np.int32) if len(unplaced) else rows


def _of_datetime(table: FeatureTable, written: str) -> NDArray[np.int32]:
    period = period_asked(written)
    times = times_of(table.layer)
    if times is None:
        return np.arange(len(table), dtype=np.int32)
    dates = periods_of_rows(table.layer, times)
    fits = (dates[:, 0] <= period[1]) & (dates[:, 1] >= period[0])
    # Without a date a feature belongs to every time (Part 1, §7.15.4).
    return np.flatnonzero(fits | (dates[:, 0] > dates[:, 1])).astype(np.int32)


def period_asked(written: str) -> Period:
    """Read the value of ``datetime``.

    Raises
    ------
    SelectionError
        It is no date and no interval.
    """
    start, slash, end = written.partition("/")
    period = interval_of(start, end if slash else start)
    if period is None or (not slash and start in {"", ".."}):
        raise SelectionError(parameter="datetime", value=written, allowed=_DATES)
    return period


def _sorted(
    table: FeatureTable, rows: NDArray[np.int32], sortby: tuple[str, ...]
) -> NDArray[np.int32]:
    """Order stably: nulls last either way, equal ones as they stand in the collection."""
    keys: list[NDArray[np.generic]] = []
    for written in sortby:
        name = written.removeprefix("+").removeprefix("-") if written[:1] in "+-" else written
        column = table.columns.get(name)
        if column is None:
            raise SelectionError(parameter="sortby", value=written, allowed=tuple(table.columns))
        ranks = column.ranks if written[:1] != "-" else -column.ranks
        keys.append(np.append(ranks, np.iinfo(np.int64).max)[column.codes[rows]])
    return rows[np.lexsort(keys[::-1])] if keys else rows
