"""Every complex of a quarter on one large sheet: the map, and all names by 시도.

Laid out in pixels of a fixed sheet; A1 and A0 are the same drawing at two scales.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from geo.messages import catalogue
from maps.locator import Frame, rings_of
from maps.sketches.country import HEIGHT as MAP_HEIGHT
from maps.sketches.country import WIDTH as MAP_WIDTH
from maps.sketches.country import disc, frame_of
from maps.still.font import face
from maps.still.labels import Field, around, place_names
from maps.still.model import Clip, Drawing, Shape, rectangle
from maps.still.network import label_marks, wish
from maps.still.palette import palette
from maps.still.signs import KIND_COLOURS
from maps.still.spots import IMPORTANT
from maps.still.writing import broken, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.messages import Catalogue, Lang
    from maps.locator import Outlines
    from maps.still.model import Mark, Point, Ring
    from maps.still.palette import Palette

SIZES: Mapping[str, tuple[float, float]] = {"A1": (594, 841), "A0": (841, 1189)}
"""Width and height in millimetres."""
KINDS: Mapping[str, tuple[str, str]] = {
    "national": (KIND_COLOURS["national"], "square"),
    "general": (KIND_COLOURS["general"], "circle"),
    "urban_high_tech": (KIND_COLOURS["urban_high_tech"], "triangle"),
    "agro": (KIND_COLOURS["agro"], "diamond"),
}
"""Kind to colour and shape: black and white tell them apart, too."""
FAR_KM = 10.0
"""A point that may be farther off than this is hollow."""
_WIDTH, _HEIGHT = 1980.0, 2803.0
"""Of the drawing, √2 as A0 and A1 are."""
_MARGIN, _GAP = 60.0, 16.0
"""Of the sheet, and between columns."""
_MAP = (1000.0, 1230.0)
"""Width and height of the map, a fifth of the sheet; the names have the rest."""
_COLUMNS = (5, 11)
"""Of names beside the map, and below it."""
_MOST_ROW = 15.0
"""Pixels a row of names; fewer where there are more names."""
_TOGETHER = 4
"""Rows that a heading needs below it: itself, its counts, two names."""
_MOST_LABELS = 150
"""Names that the map has room for."""
_SPREAD = 6.5
"""Pixels between complexes of which no more than a common place is known."""


class Listed(NamedTuple):
    """A complex of the quarter."""

    name: str
    kind: str
    sido: str
    """As the sheet heads it."""
    sigungu: str
    lon: float | None
    lat: float | None
    area: float
    """Designated, thousand m²."""
    precision_km: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the sheet tells beside its complexes."""

    title: str
    counts: Mapping[str, int]
    """Kind to how many there are, one in two 시도 once; all of them under an empty one."""
    notes: tuple[str, ...]
    """Sources and what is counted."""
    as_of: str


def poster(
    listed: Sequence[Listed], outlines: Outlines, said: Said, *, size: str, lang: Lang
) -> Drawing:
    """Draw every complex and name it; `listed` in the order in which 시도 and names stand."""
    words, colours = catalogue("maps", lang), palette("light")
    width_mm, height_mm = SIZES[size]
    marks: list[Mark] = [Shape(rings=[rectangle((0, 0, _WIDTH, _HEIGHT))], fill=colours.paper)]
    top = _MARGIN
    marks += _title(said, words, colours)
    top += 150
    marks.append(_map(listed, outlines, (_MARGIN, top), colours))
    marks += _key(words, colours, top)
    marks += _lists(listed, words, colours, top)
    marks += _foot(said, colours)
    return Drawing(
        width_mm=width_mm,
        height_mm=height_mm,
        scale=width_mm / _WIDTH,
        marks=tuple(marks),
        title=said.title,
        author=words("product"),
        subject="; ".join(_counted(said.counts, words)),
        lang=lang,
        as_of=said.as_of,
    )


def _counted(counts: Mapping[str, int], words: Catalogue) -> list[str]:
    return [f"{words(f'kind.{kind}')} {counts.get(kind, 0):,}" for kind in KINDS]


def _title(said: Said, words: Catalogue, colours: Palette) -> Iterator[Mark]:
    yield written((_MARGIN, _MARGIN + 62), said.title, 66, colours.ink, bold=True)
    x, y = _MARGIN, _MARGIN + 116
    total = words("poster.total", count=f"{said.counts.get('', 0):,}")
    yield written((x, y), total, 30, colours.ink, bold=True)
    x += face(bold=True).width(total, 30) + 40
    for kind, text in zip(KINDS, _counted(said.counts, words), strict=True):
        yield _sign(kind, (x, y - 10), 10, colours, hollow=False)
        yield written((x + 20, y), text, 28, colours.ink)
        x += face().width(text, 28) + 62


def _map(listed: Sequence[Listed], outlines: Outlines, corner: Point, colours: Palette) -> Clip:
    left, top = corner
    box = (left, top, left + _MAP[0], top + _MAP[1])
    frame = frame_of(outlines)
    share = min(_MAP[0] / MAP_WIDTH, _MAP[1] / MAP_HEIGHT)
    frame = Frame(
        frame.west, frame.north, frame.scale * share, frame.squeeze, round(_MAP[0]), round(_MAP[1])
    )
    marks: list[Mark] = [Shape(rings=[rectangle(box)], fill=colours.sea)]
    for rings in rings_of(outlines, frame).values():
        land = [tuple((x + left, y + top) for x, y in ring) for ring in rings]
        marks.append(Shape(rings=land, fill=colours.land, stroke=colours.sido, width=1.0))
    placed = [*_placed(listed, frame, corner)]
    # The great ones first, the small ones over them.
    for item, at, radius in sorted(placed, key=lambda found: -found[2]):
        hollow = (item.precision_km or 0) > FAR_KM
        marks.append(_sign(item.kind, at, radius, colours, hollow=hollow))
    marks += _labels(placed, box, colours)
    return Clip(box, (*marks, Shape(rings=[rectangle(box)], stroke=colours.line, width=1.5)))


def _placed(
    listed: Sequence[Listed], frame: Frame, corner: Point
) -> Iterator[tuple[Listed, Point, float]]:
    """Yield where each complex is drawn; those of one point lie around it."""
    same: Counter[tuple[float, float]] = Counter()
    for item in listed:
        if item.lon is None or item.lat is None:
            continue
        key = round(item.lon, 3), round(item.lat, 3)
        number = same[key]
        same[key] += 1
        # Vogel's spiral: equally dense however many there are.
        turn, away = number * math.pi * (3 - math.sqrt(5)), _SPREAD * math.sqrt(number)
        x, y = frame.at(item.lon, item.lat)
        at = (corner[0] + x + away * math.cos(turn), corner[1] + y + away * math.sin(turn))
        yield item, at, _radius(item.area)


def _radius(area: float) -> float:
    """Return a radius whose square is as the area, within what can be seen and told apart."""
    return min(14.0, max(2.6, 1.9 * math.sqrt(max(area, 0) / 1000)))


def _sign(kind: str, at: Point, radius: float, colours: Palette, *, hollow: bool) -> Shape:
    colour, shape = KINDS[kind]
    drawn = colours.of(colour)
    return Shape(
        rings=[_ring(shape, at, radius)],
        fill=colours.paper if hollow else drawn,
        stroke=drawn if hollow else colours.halo,
        width=1.3 if hollow else 0.7,
        opacity=0.92,
    )


def _ring(shape: str, at: Point, radius: float) -> Ring:
    x, y = at
    if shape == "circle":
        return disc(x, y, radius)
    corners: Mapping[str, tuple[Point, ...]] = {
        "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
        "diamond": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
        "triangle": ((0, -1.3), (1.2, 0.9), (-1.2, 0.9)),
    }
    return tuple((x + radius * dx, y + radius * dy) for dx, dy in corners[shape])


def _labels(
    placed: Sequence[tuple[Listed, Point, float]],
    box: tuple[float, float, float, float],
    colours: Palette,
) -> Iterator[Mark]:
    """Name the national complexes, then the largest others, where there is room."""
    known = [item for item in placed if (item[0].precision_km or 0) <= FAR_KM]
    order = sorted(known, key=lambda found: (found[0].kind != "national", -found[0].area))
    shown = order[:_MOST_LABELS]
    wishes = [
        wish(listed.name, at, radius, IMPORTANT if listed.kind == "national" else 1)
        for listed, at, radius in shown
    ]
    left, top, right, bottom = box
    # A name may touch the edge of a neighbour's sign: they are dense.
    taken = [around(at, radius * 0.6, radius * 0.6) for _, at, radius in shown]
    view = left + 4, top + 4, right - 4, bottom - 4
    yield from label_marks(place_names(wishes, Field(view, taken, ())), colours)


def _key(words: Catalogue, colours: Palette, top: float) -> Iterator[Mark]:
    """Say on the sea what the signs mean."""
    lines = [*((kind, words(f"kind.{kind}"), False) for kind in KINDS)]
    lines.append(("general", words("poster.hollow", km=f"{FAR_KM:g}"), True))
    wide = max(face().width(text, 15) for _, text, _ in lines) + 52
    tall = 25 * len(lines) + 24 + 46
    left, upper = _MARGIN + _MAP[0] - wide - 12, top + _MAP[1] - tall - 12
    frame = rectangle((left, upper, left + wide, upper + tall))
    yield Shape(rings=[frame], fill=colours.paper, stroke=colours.line, width=1, opacity=0.95)
    y = upper + 27.0
    for kind, text, hollow in lines:
        yield _sign(kind, (left + 22, y - 5), 7, colours, hollow=hollow)
        yield written((left + 40, y), text, 15, colours.ink)
        y += 25
    x = left + 22
    for area in (1, 10, 30):
        radius = _radius(area * 1000)
        yield _sign("general", (x, y + 12), radius, colours, hollow=False)
        value = f"{area}km²"
        yield written((x + radius + 5, y + 17), value, 14, colours.ink)
        x += 2 * radius + face().width(value, 14) + 16


def _lists(listed: Sequence[Listed], words: Catalogue, colours: Palette, top: float) -> list[Mark]:
    """Name every complex under its 시도, in columns beside the map and below it."""
    by_sido: dict[str, list[Listed]] = {}
    for item in listed:
        by_sido.setdefault(item.sido, []).append(item)
    row = _MOST_ROW
    while True:
        try:
            return _columns(by_sido, words, colours, top, row)
        except StopIteration:
            row *= 0.98


def _columns(
    by_sido: Mapping[str, Sequence[Listed]],
    words: Catalogue,
    colours: Palette,
    top: float,
    row: float,
) -> list[Mark]:
    """Lay the names out in rows of a height; a `StopIteration` where there is no room for all."""
    cells, wide = _cells(top, row), _column_width()
    size = row * 0.73
    result: list[Mark] = []
    for sido, own in by_sido.items():
        counts = Counter(listed.kind for listed in own)
        text = words(
            "poster.region",
            kinds=" · ".join(
                f"{words(f'poster.kind.{kind}')} {counts[kind]}" for kind in KINDS if counts[kind]
            ),
        )
        if result:
            next(cells)
        # A heading never stands alone at the foot of a column.
        x, y = next(cell for cell in cells if cell[2] >= _TOGETHER)[:2]
        head = f"{sido} {len(own):,}"
        result.append(written((x, y + row * 0.86), head, size * 1.4, colours.primary, bold=True))
        _, y, _ = next(cells)
        result.append(_fitted((x, y + row * 0.72), text, wide, size * 0.92, colours.ink_soft))
        for item in own:
            x, y, _ = next(cells)
            sign = (x + row * 0.3, y + row * 0.5)
            result.append(_sign(item.kind, sign, row * 0.24, colours, hollow=False))
            result += _named(item, (x + row * 0.9, y + row * 0.76), wide - row * 0.9, size, colours)
    return result


def _named(
    listed: Listed, at: Point, width: float, size: float, colours: Palette
) -> Iterator[Mark]:
    """Write a name, and behind it the 시군구; both smaller where they would be too wide."""
    gap = size * 0.4
    wide = face().width(listed.name, size) + gap + face().width(listed.sigungu, size * 0.86)
    share = min(1.0, width / wide)
    x, y = at
    yield written(at, listed.name, size * share, colours.ink)
    x += (face().width(listed.name, size) + gap) * share
    if listed.sigungu:
        yield written((x, y), listed.sigungu, size * 0.86 * share, colours.ink_quiet)


def _column_width() -> float:
    return (_WIDTH - 2 * _MARGIN - _GAP * (_COLUMNS[1] - 1)) / _COLUMNS[1]


def _cells(top: float, row_height: float) -> Iterator[tuple[float, float, int]]:
    """Yield the corner of each row of the columns, and how many rows are left in its column."""
    wide = _column_width()
    right = _MARGIN + _MAP[0] + 2 * _GAP
    beside = (_WIDTH - _MARGIN - right + _GAP) / _COLUMNS[0]
    below = top + _MAP[1] + 24
    bottom = _HEIGHT - _MARGIN - 60
    blocks = (
        (_COLUMNS[0], right, beside, top, top + _MAP[1]),
        (_COLUMNS[1], _MARGIN, wide + _GAP, below, bottom),
    )
    for columns, left, step, upper, lower in blocks:
        rows = int((lower - upper) / row_height)
        for column in range(columns):
            for row in range(rows):
                yield left + column * step, upper + row * row_height, rows - row


def _fitted(at: Point, text: str, width: float, size: float, colour: str) -> Mark:
    """Write a line, smaller where it would be too wide."""
    wide = face().width(text, size)
    return written(at, text, size * min(1.0, width / wide) if wide else size, colour)


def _foot(said: Said, colours: Palette) -> Iterator[Mark]:
    y = _HEIGHT - _MARGIN - 34
    for note in said.notes:
        for line in broken(note, 13, _WIDTH - 2 * _MARGIN):
            yield written((_MARGIN, y), line, 13, colours.ink_soft)
            y += 18
