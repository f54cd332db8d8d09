"""Styles for web maps: the Mapbox style specification, version 8, which MapLibre reads too.

A dash cannot depend on a property, so each case is a layer of its own. Shapes and texts would
need sprites and glyphs from a server of such; points are circles here, and nothing is lettered,
so that a map asks no other host for anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.messages import catalogue
from maps.symbols.model import PLAIN, WHITE, Mark, Stroke

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.messages import Lang
    from maps.symbols.model import Area, Condition, Symbol, Symbology

_KINDS = ("Polygon", "LineString", "Point")
"""In the order of drawing."""


def mapbox_style(
    collection: str,
    title: str,
    look: Symbology | None,
    lang: Lang,
    source_url: str,
    source_layer: str | None = None,
    *,
    attribution: str = "",
) -> dict[str, object]:
    """Return the style of `collection`, a JSON object.

    Parameters
    ----------
    collection
        Its id.
    title
        What it is called.
    look
        How it looks; None draws it plainly, whatever its geometries.
    lang
        Of the layers' titles, which stand under ``metadata``.
    source_url
        Address of its GeoJSON; of a TileJSON document if `source_layer` is given.
    source_layer
        Name of the layer within the vector tiles.
    attribution
        What a map says of where the data come from; a TileJSON document says it itself.
    """
    source: dict[str, object] = {"type": "geojson", "data": source_url}
    if attribution:
        source["attribution"] = attribution
    within: dict[str, object] = {"source": collection}
    if source_layer is not None:
        source = {"type": "vector", "url": source_url}
        within["source-layer"] = source_layer
    return {
        "version": 8,
        "name": title,
        "sources": {collection: source},
        "layers": [{**layer, **within} for layer in _layers(look, lang)],
    }


def _layers(look: Symbology | None, lang: Lang) -> Iterable[dict[str, object]]:
    if look is None:
        for kind in _KINDS:
            # Multi-geometries count as their parts.
            yield from _drawn(kind.lower(), PLAIN[kind], ["==", ["geometry-type"], kind], "")
        return
    others = [_filter(case.tests) for case in look.cases]
    title = catalogue("maps", lang)("symbol.other") if others else ""
    yield from _drawn("other", look.other, ["!", ["any", *others]] if others else None, title)
    for number, case in enumerate(look.cases, 1):
        name = case.key if case.key.isascii() else f"case-{number}"
        yield from _drawn(name, case.symbol, _filter(case.tests), case.label.of(lang))
    for frame in look.frames:
        yield from _drawn(frame.key, frame.symbol, _filter(frame.tests), frame.label.of(lang))


def _drawn(
    name: str, symbol: Symbol, chosen: list[object] | None, title: str
) -> Iterable[dict[str, object]]:
    """Make the layers of one symbol, from below upwards."""
    if isinstance(symbol, Mark):
        parts = _circles(symbol)
    elif isinstance(symbol, Stroke):
        parts = _lines(symbol)
    else:
        parts = _polygon(symbol)
    for suffix, kind, paint in parts:
        layer: dict[str, object] = {"id": f"{name}{suffix}", "type": kind, "paint": paint}
        if chosen is not None:
            layer["filter"] = chosen
        if title:
            layer["metadata"] = {"title": title}
        yield layer


_Part = tuple[str, str, dict[str, object]]
"""Ending of the layer's id, its type, its paint."""


def _circles(mark: Mark) -> Iterable[_Part]:
    paint = {
        "circle-radius": mark.size / 2,
        "circle-color": mark.fill or WHITE,
        "circle-opacity": 1 if mark.fill else 0,
        "circle-stroke-color": mark.outline,
        "circle-stroke-width": mark.outline_width,
    }
    yield "", "circle", paint
    if mark.core:
        core = {
            "circle-radius": mark.size * 0.26,
            "circle-color": mark.core,
            "circle-stroke-color": WHITE,
            "circle-stroke-width": 1.4,
        }
        yield "-core", "circle", core


def _lines(stroke: Stroke) -> Iterable[_Part]:
    if stroke.casing_width:
        yield (
            "-casing",
            "line",
            {"line-color": stroke.casing, "line-width": stroke.casing_width, "line-opacity": 0.8},
        )
    paint: dict[str, object] = {"line-color": stroke.colour, "line-width": stroke.width}
    if stroke.dash:
        # The specification counts dashes in widths of the line.
        paint["line-dasharray"] = [round(part / stroke.width, 2) for part in stroke.dash]
    yield "", "line", paint
    if stroke.inner_width:
        yield "-inner", "line", {"line-color": WHITE, "line-width": stroke.inner_width}


def _polygon(area: Area) -> Iterable[_Part]:
    yield "-fill", "fill", {"fill-color": area.fill, "fill-opacity": area.opacity}
    yield "", "line", {"line-color": area.outline, "line-width": area.outline_width}


def _filter(tests: Sequence[Condition]) -> list[object]:
    return ["all", *(_condition(test) for test in tests)]


def _condition(test: Condition) -> list[object]:
    held: list[object]
    if test.within_list:
        # A list becomes its JSON text; in vector tiles it is that already.
        text = ["to-string", ["get", test.field]]
        held = ["any", *(["in", f'"{value}"', text] for value in test.values)]
    else:
        held = ["in", ["to-string", ["get", test.field]], ["literal", list(test.values)]]
    return ["!", held] if test.negated else held
