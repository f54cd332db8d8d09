"""The whole country as the ground of a sketch, and what stands on it: discs, names, legends."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import shapely

from geo.messages import catalogue
from maps.anchors import ISLANDS, REGION_ANCHORS, SEAS
from maps.locator import Frame, rings_of
from maps.sketches.model import BORDER, LAND, LINE, OWN, PAPER, SEA, SOFT, TEXT, Area, Group, Line
from maps.still.font import face
from maps.still.labels import SHIFTS, Field, Wish, around, place_names, place_region, touches
from maps.still.model import rectangle
from maps.still.scenery import FAR_ISLANDS
from maps.still.spots import IMPORTANT
from maps.theme import token

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from geo.messages import Lang
    from maps.locator import Outlines
    from maps.sketches.model import Sketch
    from maps.still.labels import Label
    from maps.still.model import Box, Point, Ring

WIDTH, HEIGHT = 520, 640
"""In the shape of the mainland with 제주."""
_PAD = 40
"""Around the country, for names at the coast."""
_ROUND = 28
"""Corners of a disc."""
_VIEW = (4, 4, WIDTH - 4, HEIGHT - 4)
"""Where names may stand."""
_INSET = (WIDTH - 116.0, 8.0, WIDTH - 8.0, 66.0)
"""For 울릉도 and 독도: the sea off 강원, where nothing else is."""
_ENDS = frozenset({"11", "47", "50"})
"""Codes of 시도 far apart: a drawing with all of them is of the whole country."""
_SPECK = 1.6
"""Radius of 독도, which is smaller than a pixel."""
_WATER = token("coast-ink")


@lru_cache(maxsize=4)
def frame_of(outlines: Outlines) -> Frame:
    """Show the mainland and 제주, without islands far out."""
    mains = [
        max(shapely.get_parts(shape), key=lambda part: part.area).bounds
        for shape in outlines.shapes.values()
    ]
    west, south = (min(main[i] for main in mains) for i in (0, 1))
    east, north = (max(main[i] for main in mains) for i in (2, 3))
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = min(
        (HEIGHT - 2 * _PAD) / (north - south), (WIDTH - 2 * _PAD) / ((east - west) * squeeze)
    )
    middle = (west + east) / 2, (south + north) / 2
    left = middle[0] - WIDTH / 2 / scale / squeeze
    return Frame(left, middle[1] + HEIGHT / 2 / scale, scale, squeeze, WIDTH, HEIGHT)


def frame_around(points: Sequence[Point], least: float) -> Frame:
    """Show some points, longitude and latitude in degrees, and at least `least` degrees of it."""
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    middle = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    squeeze = math.cos(math.radians(middle[1]))
    scale = min(
        (HEIGHT - 2 * _PAD) / max(max(lats) - min(lats), least),
        (WIDTH - 2 * _PAD) / max((max(lons) - min(lons)) * squeeze, least),
    )
    west, north = middle[0] - WIDTH / 2 / scale / squeeze, middle[1] + HEIGHT / 2 / scale
    return Frame(west, north, scale, squeeze, WIDTH, HEIGHT)


@lru_cache(maxsize=16)
def ground(
    outlines: Outlines, lit: frozenset[str] = frozenset(), frame: Frame | None = None
) -> Group:
    """Draw sea and land; the 시도 of the codes `lit` stand out. Without a frame all of it."""
    frame = frame or frame_of(outlines)
    sea = Area((rectangle((0, 0, WIDTH, HEIGHT)),), SEA)
    land = (
        Area(tuple(rings), OWN if code in lit else LAND, BORDER, 0.8)
        for code, rings in rings_of(outlines, frame).items()
    )
    return Group((sea, *land), kind="ground")


def national(sketch: Sketch, outlines: Outlines, lang: Lang) -> Sketch:
    """Name on a map of the country, quietly, what each names: the seas, far islands, every 시도.

    All that `sketch` writes and marks goes first; what it names already is named once.
    """
    drawn = [mark for one in sketch.groups if one.kind != "ground" for mark in one.marks]
    lines = [mark for mark in drawn if isinstance(mark, Line)]
    areas = [mark for mark in drawn if isinstance(mark, Area)]
    curves = [ring for one in areas if not one.closed for ring in one.rings]
    closed = [ring for one in areas if one.closed for ring in one.rings]
    taken = [*map(_box, closed), *written(drawn)]
    made = quiet_names(outlines, lang, taken, curves, {line.text for line in lines})
    return sketch._replace(groups=(*sketch.groups, Group(tuple(made))))


def quiet_names(
    outlines: Outlines,
    lang: Lang,
    taken: Sequence[Box],
    curves: Sequence[Ring] = (),
    said: Collection[str] = (),
) -> Iterator[Area | Line]:
    """Write what `national` names, off what is `taken`, but for the names that are `said`.

    Of a few 시도 alone only what is seen is named.
    """
    field = Field(_VIEW, [*taken], curves)
    words, frame = catalogue("maps", lang), frame_of(outlines)
    if set(outlines.names) >= _ENDS:
        field.boxes.append(_INSET)
        yield from _far_islands(outlines, lang)
    for name, spots in SEAS.items():
        wishes = (
            _wish(words(f"sea.{name}"), frame.at(*at), 0, 13, bold=False, weight=1) for at in spots
        )
        placed = (place_region(wish, field, ((0, 0),)) for wish in wishes)
        if label := next(filter(None, placed), None):
            yield Line(*_baseline(label, 13), label.wish.text, 13, colour=_WATER)
    # The small ones first: a province has more room.
    for code in sorted(outlines.names, key=lambda one: outlines.shapes[one].area):
        text = outlines.names[code][lang]
        if text in said or code not in REGION_ANCHORS:
            continue
        wish = _wish(text, frame.at(*REGION_ANCHORS[code]), 0, 13, bold=False, weight=1)
        if label := place_region(wish, field, SHIFTS):
            yield Line(*_baseline(label, 13), text, 13, colour=SOFT, halo=True)


def _box(ring: Ring) -> Box:
    across, down = [x for x, _ in ring], [y for _, y in ring]
    return min(across), min(down), max(across), max(down)


def written(marks: Iterable[Area | Line]) -> Iterator[Box]:
    """Return the boxes of the lines of text among marks."""
    for line in marks:
        if not isinstance(line, Line):
            continue
        wide = face(bold=line.bold).width(line.text, line.size)
        left = line.x - {"start": 0, "middle": wide / 2, "end": wide}[line.anchor]
        yield left, line.y - line.size, left + wide, line.y + 3


def _far_islands(outlines: Outlines, lang: Lang) -> Iterator[Area | Line]:
    """Draw 울릉도 and 독도 in a box of their own, as maps and pictures do."""
    left, top, right, bottom = _INSET
    (west, south), (east, north) = FAR_ISLANDS
    squeeze = math.cos(math.radians((south + north) / 2))
    frame = Frame(west, north, (right - left) / (east - west) / squeeze, squeeze)
    parts = shapely.get_parts([*outlines.shapes.values()])
    near = parts[shapely.intersects(parts, shapely.box(west, south, east, north))]
    rings: list[Ring] = [tuple(frame.at(*at) for at in part.exterior.coords) for part in near]
    rings.append(disc(*frame.at(*ISLANDS["dokdo"]), _SPECK))
    shifted = tuple(tuple((x + left, y + top) for x, y in ring) for ring in rings)
    yield Area((rectangle(_INSET),), SEA, BORDER)
    yield Area(shifted, LAND, BORDER, 0.8)
    words = catalogue("maps", lang)
    yield Line(left + 4, bottom - 5, words("still.ulleung"), 12, colour=SOFT)
    yield Line(right - 4, bottom - 5, words("still.dokdo"), 12, anchor="end", colour=SOFT)


@lru_cache(maxsize=64)
def middle(outlines: Outlines, codes: tuple[str, ...]) -> Point:
    """Return a point far inside the largest part of some 시도 taken together."""
    parts = [part for code in codes for part in shapely.get_parts(outlines.shapes[code])]
    joined = shapely.get_parts(shapely.union_all(parts)) if len(codes) > 1 else parts
    largest = max(joined, key=lambda part: part.area)
    inside = shapely.maximum_inscribed_circle(largest, 0.02).interpolate(0)
    return frame_of(outlines).at(inside.x, inside.y)


def disc(x: float, y: float, radius: float, corners: int = _ROUND) -> Ring:
    """Return a circle."""
    turns = (2 * math.pi * n / corners for n in range(corners))
    return tuple((x + radius * math.cos(t), y + radius * math.sin(t)) for t in turns)


def names(
    wanted: Sequence[tuple[str, float, float, float]],
    taken: Sequence[Box] = (),
    size: float = 14,
    *,
    marks: Iterable[Box] = (),
    curves: Sequence[Sequence[Point]] = (),
    important: int = 0,
) -> Iterator[Line | Area]:
    """Write names beside their marks, given as text, x, y and radius; one without room is left.

    The first `important` of them are missed most. A name that stands apart from its mark is led to
    it, past what is `taken`; all keep off other `marks`, and off `curves` where they can.
    """
    own = [around((x, y), radius, radius) for _, x, y, radius in wanted]
    field = Field(_VIEW, [*taken, *own, *marks], curves, taken)
    wishes = [
        _wish(text, (x, y), radius, size, bold=True, weight=IMPORTANT if no < important else 1)
        for no, (text, x, y, radius) in enumerate(wanted)
    ]
    labels = place_names(wishes, field)
    leaders = tuple(label.leader for label in labels if label.leader)
    if leaders:
        yield Area(leaders, stroke=TEXT, width=0.8, closed=False)
    for label in labels:
        yield Line(*_baseline(label, size), label.wish.text, size, bold=True, halo=True)


def region_names(
    wanted: Iterable[tuple[str, float, float]],
    taken: Sequence[Box] = (),
    size: float = 14,
    *,
    colour: str = TEXT,
    bold: bool = True,
) -> Iterator[Line]:
    """Write the names of areas about a point inside each, where there is room."""
    field = Field(_VIEW, [*taken], ())
    for text, x, y in wanted:
        wish = _wish(text, (x, y), 0, size, bold=bold, weight=1)
        if label := place_region(wish, field, SHIFTS):
            yield Line(*_baseline(label, size), text, size, bold=bold, colour=colour, halo=True)


def _wish(text: str, at: Point, reach: float, size: float, *, bold: bool, weight: int) -> Wish:
    width = face(bold=bold).width(text, size) + 4
    return Wish(text=text, at=at, reach=reach, width=width, height=size * 1.25, weight=weight)


def _baseline(label: Label, size: float) -> Point:
    return label.box[0] + 2, label.box[1] + size * 0.97


def legend_box(
    rows: int, wide: float, row: float = 22, marks: Sequence[Box] = ()
) -> tuple[Box, Area]:
    """Return where a legend of some rows hides the fewest `marks`, and its frame."""
    tall = row * rows + 10
    corners: list[Box] = [
        (left, top, left + wide, top + tall)
        for top in (HEIGHT - tall - 12, 12)
        for left in (WIDTH - wide - 12, 12)
    ]
    box = min(corners, key=lambda item: sum(touches(item, mark) for mark in marks))
    return box, Area((rectangle(box),), PAPER, LINE, 1, opacity=0.94)


def legend_text(x: float, y: float, text: str, *, bold: bool = False) -> Line:
    """Write a line of a legend, `y` being the middle of its row."""
    return Line(x, y + 4.5, text, 13, bold, colour=TEXT)
