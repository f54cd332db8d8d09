"""The font of pictures, the web pages' own: widths, outlines, subsets (reads its files)."""

from __future__ import annotations

import io
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fontTools.ttLib import TTFont

    from maps.still.model import Point, Ring

FAMILY = "Atlas Sans"
_UNUSED = ("GDEF", "GPOS", "GSUB", "vhea", "vmtx")
"""Tables of layout and vertical writing, which take long to read."""
_STEPS = (0.5, 1.0)
"""Where a curve of an outline is sampled: a halo needs no more."""


class Face:
    """One weight of the font."""

    def __init__(self, *, bold: bool) -> None:
        self.name = f"AtlasSans-{'Bold' if bold else 'Regular'}"
        self.ttf = files("maps").joinpath("still", "fonts", f"{self.name}.ttf").read_bytes()
        """The whole font as TrueType."""
        self._font = _opened(self.ttf)
        self._glyphs = self._font.getGlyphSet()
        self._advances: dict[str, tuple[int, int]] = self._font["hmtx"].metrics
        self._em = self._font["head"].unitsPerEm
        self._of: dict[int, str] = self._font.getBestCmap()
        self._outlines: dict[str, list[Ring]] = {}

    def lacks(self, text: str) -> str:
        """Return the characters of `text` that the font cannot draw."""
        return "".join(sorted(sign for sign in set(text) if ord(sign) not in self._of))

    def width(self, text: str, size: float, spacing: float = 0) -> float:
        """Return how wide `text` runs, in the unit of `size`."""
        run = sum(self._advances[self._glyph(sign)][0] for sign in text)
        return float(run * size / self._em + spacing * len(text))

    def outline(self, text: str, at: Point, size: float, spacing: float = 0) -> tuple[Ring, ...]:
        """Return rough outlines of `text`, which begins at `at` on its baseline."""
        x, y = at
        share = size / self._em
        rings: list[Ring] = []
        for sign in text:
            name = self._glyph(sign)
            rings += [
                tuple((x + a * share, y - b * share) for a, b in ring)
                for ring in self._outline(name)
            ]
            x += self._advances[name][0] * share + spacing
        return tuple(rings)

    def subset(self, text: Iterable[str]) -> bytes:
        """Return a WOFF2 file with the glyphs of `text` only."""
        from fontTools.subset import Options, Subsetter  # noqa: PLC0415 - 0.1 s, and only here

        font = _opened(self.ttf)
        for table in _UNUSED:
            del font[table]
        chosen = Subsetter(Options(layout_features=[], hinting=False, notdef_outline=True))
        chosen.populate(text="".join(text))
        chosen.subset(font)
        font.flavor = "woff2"
        out = io.BytesIO()
        font.save(out)
        return out.getvalue()

    def _glyph(self, sign: str) -> str:
        return self._of.get(ord(sign), ".notdef")

    def _outline(self, name: str) -> list[Ring]:
        if name not in self._outlines:
            from fontTools.pens.recordingPen import DecomposingRecordingPen  # noqa: PLC0415

            pen = DecomposingRecordingPen(self._glyphs)
            self._glyphs[name].draw(pen)
            self._outlines[name] = _flat(pen.value)
        return self._outlines[name]


def face(*, bold: bool = False) -> Face:
    """Return the regular or the bold weight."""
    return _face(bold)


@lru_cache(maxsize=2)
def _face(bold: bool) -> Face:  # noqa: FBT001 - one spelling of the argument, one font in memory
    return Face(bold=bold)


def _opened(ttf: bytes) -> TTFont:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - a server starts without it

    return TTFont(io.BytesIO(ttf), recalcTimestamp=False)


def _flat(commands: list[tuple[str, tuple[Point, ...]]]) -> list[Ring]:
    """Turn a glyph's lines and quadratic curves into rings of points."""
    rings: list[Ring] = []
    ring: list[Point] = []
    for command, points in commands:
        if command == "qCurveTo":
            ring += _curve(ring[-1], points)
        elif command in {"moveTo", "lineTo"}:
            ring += points
        else:
            rings.append(tuple(ring))
            ring = []
    return rings


def _curve(start: Point, points: tuple[Point, ...]) -> list[Point]:
    """Sample TrueType's chain of quadratic curves: between two bends lies a point of the curve."""
    *bends, last = points
    sampled: list[Point] = []
    for i, bend in enumerate(bends):
        more = bends[i + 1] if i + 1 < len(bends) else None
        end = last if more is None else ((bend[0] + more[0]) / 2, (bend[1] + more[1]) / 2)
        sampled += [_at(start, bend, end, t) for t in _STEPS]
        start = end
    return sampled


def _at(a: Point, b: Point, c: Point, t: float) -> Point:
    p, q, r = (1 - t) ** 2, 2 * t * (1 - t), t * t
    return p * a[0] + q * b[0] + r * c[0], p * a[1] + q * b[1] + r * c[1]
