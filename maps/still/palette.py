"""The colours of pictures: those of the pages, and a dark set."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from maps.theme import INK, QUIET, TRANSFORMATION

if TYPE_CHECKING:
    from collections.abc import Mapping

_LIFT = 0.5
"""How far a colour goes towards white on a dark ground."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Colours as ``#rrggbb``; the light ones are those of ``static/css``."""

    paper: str = "#ffffff"
    ink: str = "#1e2124"
    soft: str = "#464c53"
    quiet: str = "#58616a"
    line: str = "#cdd1d5"
    sea: str = "#dfe9f0"
    land: str = "#f8f6f0"
    abroad: str = "#e9ebec"
    abroad_edge: str = "#ccd2d6"
    coast: str = "#9fadb8"
    sido: str = "#a3a9ae"
    sigungu: str = "#d3d5d5"
    halo: str = "#ffffff"
    """Around names and signs."""
    region: str = "#646c74"
    early: str = "#7b8c96"
    lift: float = 0
    """Share of white in the colours of sectors."""
    other: Mapping[str, str] = field(default_factory=dict)
    """The theme's colours of places to what stands for them."""

    def of(self, colour: str) -> str:
        """Return what stands for a colour of `maps.theme`."""
        return self.other.get(colour) or _lifted(colour, self.lift)


LIGHT = Palette()
DARK = Palette(
    paper="#14191f",
    ink="#eef1f4",
    soft="#c6cdd4",
    quiet="#a3adb6",
    line="#3c4650",
    sea="#0f161d",
    land="#27313a",
    abroad="#1a2229",
    abroad_edge="#323c45",
    coast="#5f6e7a",
    sido="#566370",
    sigungu="#394550",
    halo="#161c22",
    region="#a0abb5",
    early="#8b9ba6",
    lift=_LIFT,
    other={INK: "#eef1f4", QUIET: "#8fa6b4", TRANSFORMATION: "#a5c6d4"},
)


def palette(theme: str) -> Palette:
    """Return the colours of ``light`` or ``dark``."""
    return DARK if theme == "dark" else LIGHT


def _lifted(colour: str, share: float) -> str:
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * share):02x}" for part in parts)
