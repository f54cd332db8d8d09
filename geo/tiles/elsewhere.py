"""Tiles of layers that lie in a store of their own: what a tile needs of them is asked for."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from geo.tiles.reading import attributes_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.store.distant import Distant
    from geo.tiles.attributes import Attributes

    Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class PointsElsewhere:
    """Points that are asked for by the box of a tile."""

    features: Distant
    lon: NDArray[np.float64]
    """Of points that reach as far as all of them."""
    lat: NDArray[np.float64]

    def located(
        self, west: float, south: float, east: float, north: float
    ) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """Return the rows in a box, ascending, and the longitude and latitude of each."""
        return self.features.located(west, south, east, north)


@dataclass(frozen=True, slots=True, eq=False)
class AttributesElsewhere:
    """Properties of the features of a tile, which are asked for when they are written.

    A tile that is thinned is written several times, with fewer each time: they are asked for once.
    """

    features: Distant
    fields: dict[str, str]
    """Property to its type, as `Attributes` has it."""
    _last: threading.local = field(default_factory=threading.local)

    def of_tile(self, rows: Ints) -> tuple[Ints, Ints, bytes]:
        """Return what `Attributes.of_tile` does."""
        known: tuple[Ints, Attributes] | None = getattr(self._last, "known", None)
        if known is None or not np.isin(rows, known[0]).all():
            own = np.unique(rows)
            known = self._last.known = own, attributes_of(self.features.pick(own.astype(np.int32)))
        return known[1].of_tile(np.searchsorted(known[0], rows))
