"""What a request selects from a collection, and in which order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from geo.query.table import FeatureTable

FilterLang = Literal["cql2-text", "cql2-json"]
CRS84 = "OGC:CRS84"
"""Longitude, latitude in degrees."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The conditions of a request; all must hold, an absent one always does."""

    bbox: tuple[float, float, float, float] | None = None
    """First axis lower, second lower, first upper, second upper; in `bbox_crs`."""
    bbox_crs: str = CRS84
    """As pyproj names it, such as ``EPSG:5179``; axes in the order of its authority."""
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


def select(table: FeatureTable, selection: Selection) -> NDArray[np.int32]:
    """Return the rows that fit, in the collection's order or that of `sortby`.

    Raises
    ------
    FilterError
        The filter cannot be read, or names what the collection has not.
    SelectionError
        Another condition cannot be used; it says which parameter.
    """
    raise NotImplementedError
