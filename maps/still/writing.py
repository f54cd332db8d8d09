"""Lines of text as marks: aligned, with a halo, broken to a width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.still.font import face
from maps.still.model import Shape, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maps.still.model import Mark, Point

_HALO = 3.0
"""Width of a halo's stroke in pixels, half of it outside the letter."""


def written(at: Point, text: str, size: float, colour: str, *, bold: bool = False) -> Text:
    """Write to the right of `at`, which lies on the baseline."""
    return Text(x=at[0], y=at[1], text=text, size=size, bold=bold, colour=colour)


def written_before(at: Point, text: str, size: float, colour: str) -> Text:
    """Write so that the line ends at `at`."""
    return written((at[0] - face().width(text, size), at[1]), text, size, colour)


def haloed(text: Text, halo: str, width: float = _HALO) -> Iterator[Mark]:
    """Draw a halo as an outline, so that the text itself is in the file once."""
    rings = face(bold=text.bold).outline(text.text, (text.x, text.y), text.size, text.spacing)
    yield Shape(rings=rings, stroke=halo, width=width, round=True, opacity=0.9, halo=True)
    yield text


def broken(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Break at spaces where a line would be wider than `width`; a long word stays whole."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and face(bold=bold).width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
