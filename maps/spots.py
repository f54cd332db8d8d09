"""Where labels stand on a small map: beside their point, clear of marks and of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Box(NamedTuple):
    """A rectangle; x runs to the right, y down."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Tell whether the two share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: Box) -> bool:
        """Tell whether `other` lies inside."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )


class Wanted(NamedTuple):
    """A label and the point that it names."""

    text: str
    x: float
    y: float
    reach: float
    """From the point to the edge of its mark; negative for a text centred on the point."""
    size: float
    """Of the font."""


class Spot(NamedTuple):
    """Where a text begins: the left end of its baseline."""

    wanted: Wanted
    x: float
    y: float
    box: Box
    far: bool
    """Whether it stands so far off that a line should lead to it."""

    def nearest(self) -> tuple[float, float]:
        """Return the point of the box that is nearest to what it names."""
        left, top, right, bottom = self.box
        x, y = self.wanted.x, self.wanted.y
        return min(max(x, left), right), min(max(y, top), bottom)


_WIDE = 1.0
_NARROW = 0.61
_GAP = 3
_FARTHER = (14, 28, 44)
_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
"""Right first, then left, above, below, and the corners."""


def width_of(text: str, size: float) -> float:
    """Estimate the width of `text`: Hangul fills its square, Latin letters a little more than half.

    >>> width_of("대구", 10), round(width_of("ab", 10), 1)
    (20.0, 12.2)
    """
    return size * sum(_WIDE if ord(letter) > 0x2E80 else _NARROW for letter in text)


def spots(wanted: Iterable[Wanted], taken: Sequence[Box], frame: Box) -> list[Spot]:
    """Place labels in the order given; one that finds no free place is left out.

    `taken` is covered already, by marks and the like; all labels lie in `frame`.
    """
    covered = list(taken)
    placed = []
    for one in wanted:
        spot = _free(one, covered, frame)
        if spot:
            placed.append(spot)
            covered.append(spot.box)
    return placed


def _free(one: Wanted, covered: Sequence[Box], frame: Box) -> Spot | None:
    centred = one.reach < 0
    for farther in (0,) if centred else (0, *_FARTHER):
        for across, down in ((0, 0),) if centred else _SIDES:
            box = _box(one, across, down, farther)
            if frame.holds(box) and not any(box.meets(other) for other in covered):
                return Spot(one, box.left, box.top + one.size * 0.86, box, far=farther > 0)
    return None


def _box(one: Wanted, across: int, down: int, farther: float) -> Box:
    width, height = width_of(one.text, one.size), one.size * 1.1
    diagonal = 0.75 if across and down else 1
    away = (one.reach + _GAP) * diagonal + farther
    x = one.x + across * (away + width / 2)
    y = one.y + down * (away + height / 2)
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
