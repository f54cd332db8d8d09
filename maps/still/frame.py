"""The part of the earth that a picture shows, and where it stands on the sheet."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maps.still.model import Box, Point

EQUATOR_KM = 40_075.017
"""Of WGS 84, as the Web Mercator projection reckons."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A box of the sheet, and the linear map from the Mercator plane into it."""

    box: Box
    centre: Point
    """In the plane: longitude and Mercator's y, in degrees."""
    scale: float
    """Pixels a degree of longitude."""

    @classmethod
    def around(cls, bounds: Box, box: Box, padding: float, foot: float = 0) -> Frame:
        """Fit `bounds` (plane: west, south, east, north) into `box`, clear of its edge.

        `foot` is left free besides at the bottom.
        """
        west, south, east, north = bounds
        left, top, right, bottom = box
        scale = min(
            (right - left - 2 * padding) / (east - west),
            (bottom - top - 2 * padding - foot) / (north - south),
        )
        return cls(box, ((west + east) / 2, (south + north) / 2 - foot / 2 / scale), scale)

    def pixels(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return where points of the plane, shape (n, 2), lie on the sheet."""
        left, top, right, bottom = self.box
        middle = np.array([(left + right) / 2, (top + bottom) / 2])
        across = np.array([self.scale, -self.scale])
        moved: NDArray[np.float64] = middle + (points - np.array(self.centre)) * across
        return moved

    def degrees(self, at: Point) -> Point:
        """Return longitude and latitude of a point of the sheet."""
        left, top, right, bottom = self.box
        x = self.centre[0] + (at[0] - (left + right) / 2) / self.scale
        y = self.centre[1] - (at[1] - (top + bottom) / 2) / self.scale
        return x, math.degrees(math.atan(math.sinh(math.radians(y))))

    @property
    def zoom(self) -> float:
        """The zoom of a web map of the same scale."""
        return math.log2(self.scale * 360 / 256)

    @property
    def km_per_pixel(self) -> float:
        """Length on the ground in the middle of the frame."""
        latitude = math.atan(math.sinh(math.radians(self.centre[1])))
        return EQUATOR_KM / 360 / self.scale * math.cos(latitude)

    def holds(self, bounds: Box) -> bool:
        """Say whether the frame shows all of `bounds` (plane)."""
        west, south, east, north = bounds
        left, top, right, bottom = self.box
        (a, b), (c, d) = self.pixels(np.array([[west, north], [east, south]]))
        return bool(a >= left and b >= top and c <= right and d <= bottom)
