"""The protocol of stores: features of a layer that a store keeps, and searches by itself.

A layer in memory has `Fragments` and is searched by `geo.query`; of one elsewhere `Distant` tells a
few features that show all there is to know of the others, and answers what a request selects.
Whatever reads a layer from end to end reads either, for both are sequences of features.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from geo.query.selection import Selection
    from geo.store.snapshot import Layer


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the features that fit."""

    rows: NDArray[np.int32]
    features: Sequence[bytes]
    matched: int
    """How many fit, on all pages."""


class Distant(Sequence[bytes]):
    """The features of a layer that lies in another store, in the layer's order."""

    told: Mapping[str, Any]
    """What was found of the whole layer when it was written: `fields`, `interval`, `placed`."""
    samples: Layer
    """Features that show each property, type of value, path, date and shape that there is."""

    @property
    @abstractmethod
    def size(self) -> int:
        """Bytes of the whole collection."""

    @abstractmethod
    def find(self, id_: str) -> tuple[int, bytes] | None:
        """Return row and JSON of a feature."""

    @abstractmethod
    def pick(self, rows: NDArray[np.int32]) -> list[bytes]:
        """Return some features in the order of `rows`."""

    @abstractmethod
    def select(self, selection: Selection) -> NDArray[np.int32]:
        """Return the rows that fit, as `geo.query.selection.select` does."""

    @abstractmethod
    def page(self, selection: Selection, start: int, stop: int) -> Page:
        """Return those of the features that fit which stand at `start` and before `stop`."""

    @abstractmethod
    def located(
        self, west: float, south: float, east: float, north: float
    ) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """Return the rows of points in a box, ascending, and longitude and latitude of each."""

    @abstractmethod
    def body(self) -> bytes:
        """Return the whole collection, as it was."""
