"""A symbol as a little picture, for lists of what a style draws."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from maps.symbols.model import WHITE, Area, Mark
from maps.theme import SHAPES

if TYPE_CHECKING:
    from maps.symbols.model import Stroke, Symbol, Symbology

WIDTH, HEIGHT = 48, 26
"""Pixels."""
_PATHS: dict[str, str] = dict(SHAPES)
_ACROSS = 19.0
"""Of the paths of shapes, about: the circle's."""
_CORE = 0.68
"""Of a mark inside another, by its size."""
_LARGEST = 20.0
"""Across, of a mark in the picture."""


def swatches(look: Symbology) -> list[tuple[str, str, str]]:
    """Return picture, Korean and English name of each case, in the order of the legend.

    What no case holds comes last, without a name.
    """
    cases = (*look.cases, *look.frames)
    named = [(swatch(case.symbol), case.label.ko, case.label.en) for case in cases]
    return [*named, (swatch(look.other), "", "")]


def swatch(symbol: Symbol) -> str:
    """Return an SVG of `symbol`, hidden from who listens: its name stands beside it."""
    box = f"0 0 {WIDTH} {HEIGHT}"
    size = {"width": str(WIDTH), "height": str(HEIGHT)}
    root = ET.Element("svg", {"viewBox": box, "aria-hidden": "true", **size})
    if isinstance(symbol, Mark):
        _mark(root, symbol, WIDTH / 2)
    elif isinstance(symbol, Area):
        fill = {"fill": symbol.fill, "fill-opacity": f"{symbol.opacity:g}"}
        outline = {"stroke": symbol.outline, "stroke-width": f"{symbol.outline_width:g}"}
        place = {"x": "6", "y": "4", "width": f"{WIDTH - 12}", "height": f"{HEIGHT - 8}"}
        ET.SubElement(root, "rect", place | fill | outline)
    else:
        _stroke(root, symbol)
    return ET.tostring(root, "unicode")


def _mark(root: ET.Element, mark: Mark, x: float) -> None:
    inner = ((mark.core, WHITE, _CORE),) if mark.core else ()
    for fill, outline, size in ((mark.fill or "none", mark.outline, 1.0), *inner):
        scale = min(mark.size, _LARGEST) / _ACROSS * size
        at = {"transform": f"translate({x:g} {HEIGHT / 2:g}) scale({scale:.3g})"}
        width = f"{mark.outline_width / scale:.3g}"
        drawn = {"d": _PATHS[mark.shape], "fill": fill, "stroke": outline, "stroke-width": width}
        ET.SubElement(root, "path", drawn | at)


def _stroke(root: ET.Element, stroke: Stroke) -> None:
    lines = (
        (stroke.casing, stroke.casing_width, ()),
        (stroke.colour, stroke.width, stroke.dash),
        (WHITE, stroke.inner_width, ()),
    )
    for colour, width, dash in lines:
        if width:
            document = {"stroke": colour, "stroke-width": f"{width:g}"}
            if dash:
                document["stroke-dasharray"] = " ".join(f"{part:g}" for part in dash)
            ET.SubElement(root, "path", {"d": f"M2 {HEIGHT / 2:g}H{WIDTH - 4}", **document})
    if stroke.arrow:
        tip = f"M{WIDTH - 1} {HEIGHT / 2:g}l-8 -4v8Z"
        ET.SubElement(root, "path", {"d": tip, "fill": stroke.colour})
    if stroke.badge:
        _mark(root, stroke.badge, WIDTH / 2 - 2)
