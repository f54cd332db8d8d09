"""Numbers in classes for thematic maps."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LEAST_OPACITY, MOST_OPACITY = 0.14, 0.78
"""Of the first and the last class: paler is lost on paper, darker hides names on it."""
_THIN, _THICK = 1.6, 9.0
"""Widths of one tie and of the largest flow …"""
_CALM = 6
"""… which is as wide only if it has so many more."""


@dataclass(frozen=True, slots=True)
class Classes:
    """Bounds of classes: a value belongs to the first whose upper bound it does not pass."""

    bounds: tuple[float, ...]
    """The least value, then the greatest of each class."""

    @classmethod
    def quantiles(cls, values: Sequence[float], count: int) -> Classes:
        """Put equally many values into each of `count` classes; equal values stay together.

        >>> Classes.quantiles([1, 2, 3, 4, 5, 6], 3).bounds
        (1.0, 2.0, 4.0, 6.0)
        """
        ends = np.quantile(values, np.linspace(0, 1, count + 1), method="inverted_cdf")
        highest = dict.fromkeys(float(end) for end in ends[1:])
        return cls((float(ends[0]), *highest))

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def of(self, value: float) -> int:
        """Return the class of a value, from 0."""
        return int(np.searchsorted(self.bounds[1:], value))

    def opacity(self, number: int) -> float:
        """Return how strongly a class is filled, 0 to 1: the greater, the stronger."""
        if len(self) == 1:
            return (LEAST_OPACITY + MOST_OPACITY) / 2
        step = (MOST_OPACITY - LEAST_OPACITY) / (len(self) - 1)
        return round(LEAST_OPACITY + step * number, 2)

    def labels(self, values: Sequence[float]) -> list[str]:
        """Return the least and greatest of the values in each class."""
        found: list[list[float]] = [[] for _ in range(len(self))]
        for value in values:
            found[self.of(value)].append(value)
        return [between(min(own), max(own)) for own in found]


def area_radius(value: float, most: float, least: float, largest: float) -> float:
    """Return the radius of a disc whose area is as a value: `largest` for `most`.

    >>> area_radius(0, 8, 2, 10), area_radius(2, 8, 2, 10), area_radius(8, 8, 2, 10)
    (2.0, 6.0, 10.0)
    """
    share = max(value, 0.0) / most if most > 0 else 0.0
    return least + (largest - least) * math.sqrt(share)


def flow_width(count: int, most: int) -> float:
    """Return how wide a flow of `count` ties is, where the largest has `most`."""
    return _THIN + (_THICK - _THIN) * (count - 1) / max(most - 1, _CALM)


def steps(most: float, *, whole: bool) -> tuple[float, ...]:
    """Return the values that a key of sizes shows: the largest, a half, a quarter.

    >>> steps(5, whole=True), steps(1, whole=True)
    ((5.0, 2.0, 1.0), (1.0,))
    """
    asked = [most, most / 2, most / 4]
    if whole:
        asked = [float(max(1, round(value))) for value in asked]
    return tuple(dict.fromkeys(asked))


def ranges(
    classes: Classes, values: Sequence[float], say: Callable[[float], str]
) -> list[tuple[int, str]]:
    """Return each class that has values, with the least and greatest of them."""
    result = []
    for number in range(len(classes)):
        own = [value for value in values if classes.of(value) == number]
        if own:
            low, high = say(min(own)), say(max(own))
            result.append((number, low if low == high else f"{low} – {high}"))
    return result


def between(low: float, high: float) -> str:
    """Write a range.

    >>> between(1200, 34000.5), between(2, 2)
    ('1,200–34,000', '2')
    """
    return written(low) if low == high else f"{written(low)}–{written(high)}"


def written(value: float) -> str:
    """Write a number with at most four digits that tell, thousands apart.

    >>> written(12345.678), written(0.12345), written(7.0)
    ('12,346', '0.1235', '7')
    """
    digits = max(0, 3 - int(np.floor(np.log10(abs(value))))) if value else 0
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def round_below(value: float) -> float:
    """Return the greatest of 1, 2, 5 × 10ⁿ that does not pass `value`.

    >>> round_below(387), round_below(0.07)
    (200.0, 0.05)
    """
    if value <= 0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(value))
    return max(step * power for step in (1, 2, 5) if step * power <= value * (1 + 1e-9))


def circle_steps(most: float) -> tuple[float, ...]:
    """Return the values of a key of circles, round: the greatest, a quarter, a sixteenth of it.

    Radii go by the square root, so that each circle is about half as wide as the one before.

    >>> circle_steps(1000)
    (1000.0, 200.0, 50.0)
    """
    return tuple(dict.fromkeys(round_below(most * share) for share in (1, 1 / 4, 1 / 16)))
