"""Styles of QGIS 3 (QML): categories, labels, ties bowed apart.

QML has no specification; the names of classes and properties are those that QGIS 3.22 to 3.44
read and write. Sizes are written in millimetres, 96 pixels to the inch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from geo.messages import catalogue
from geo.xml import to_text
from maps.symbols.expressions import bowed, category_expression, holds, middle
from maps.symbols.model import PLAIN, WHITE, Area, Mark, Stroke, Symbology

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.messages import Lang
    from geo.query.temporal import Times
    from maps.symbols.model import Label, Symbol
    from maps.theme import Shape

_DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
_MM = 25.4 / 96
"""Millimetres, in which QGIS counts, of a pixel."""
_MARKERS: dict[Shape, tuple[str, int]] = {
    "delta": ("triangle", 180),
}
"""Shape to QGIS's name of it and degrees clockwise, where it is not the same."""
_UNBOWED = Symbology((), PLAIN["LineString"])
_GEOMETRY = {Mark: ("marker", 0), Stroke: ("line", 1), Area: ("fill", 2)}
"""Type of symbol to QGIS's word for it and the number of its layers' geometry type."""


def qml(look: Symbology, lang: Lang, times: Times | None = None) -> str:
    """Return the QGIS style of a collection that looks so, legend in `lang`."""
    return _DOCTYPE + to_text(styled(look, lang, times)) + "\n"


def styled(look: Symbology, lang: Lang, times: Times | None = None) -> ET.Element:
    """Return the elements of a style below one that stands for the layer.

    With `times` QGIS's temporal controller shows the features of each of its steps.
    """
    root = ET.Element("qgis", version="3.22.16", styleCategories="Symbology|Labeling|Temporal")
    if times is not None:
        root.append(_temporal(times))
    root.append(_renderer(look, lang))
    if look.label:
        root.append(_labeling(look, look.label, lang))
    ET.SubElement(root, "layerGeometryType").text = str(_GEOMETRY[type(look.other)][1])
    return root


def _temporal(times: Times) -> ET.Element:
    """Name the properties of beginning and end, the day of which belongs to the time (mode 2).

    A moment alone is mode 1; an end that is not there, or empty, is open.
    """
    element = ET.Element(
        "temporal",
        enabled="1",
        mode="1" if times.is_instant else "2",
        startField=times.start,
        endField=times.end or "",
        limitMode="1",
        accumulate="0",
        fixedDuration="0",
        durationUnit="min",
        durationField="",
        startExpression="",
        endExpression="",
    )
    fixed = ET.SubElement(element, "fixedRange")
    ET.SubElement(fixed, "start")
    ET.SubElement(fixed, "end")
    return element


def _renderer(look: Symbology, lang: Lang) -> ET.Element:
    if not look.cases:
        renderer = ET.Element("renderer-v2", type="singleSymbol")
        ET.SubElement(renderer, "symbols").append(_symbol("0", look.other, look))
        return renderer
    deciding = look.field or category_expression(look.cases)
    renderer = ET.Element("renderer-v2", type="categorizedSymbol", attr=deciding)
    categories = ET.SubElement(renderer, "categories")
    symbols = ET.SubElement(renderer, "symbols")
    # QGIS takes the category with an empty value for all the other values.
    rows = [(case.key, case.label.of(lang), case.symbol) for case in look.cases]
    rows.append(("", catalogue("maps", lang)("symbol.other"), look.other))
    for number, (value, label, symbol) in enumerate(rows):
        name = str(number)
        ET.SubElement(
            categories,
            "category",
            {"symbol": name, "value": value, "label": label, "render": "true", "type": "string"},
        )
        symbols.append(_symbol(name, symbol, look))
    return renderer


def _symbol(name: str, symbol: Symbol, look: Symbology) -> ET.Element:
    kind = _GEOMETRY[type(symbol)][0]
    element = ET.Element(
        "symbol", name=name, type=kind, alpha="1", clip_to_extent="0", force_rhr="0"
    )
    if isinstance(symbol, Mark):
        element.extend(_marks(symbol, look))
    elif isinstance(symbol, Area):
        element.append(_area(symbol))
    elif look.bow:
        generated = _layer(
            "GeometryGenerator",
            {"SymbolType": "Line", "geometryModifier": bowed(look.bow), "units": "MapUnit"},
        )
        generated.append(_symbol(f"@{name}@0", symbol, _UNBOWED))
        element.append(generated)
    else:
        element.extend(_strokes(name, symbol))
    return element


def _marks(mark: Mark, look: Symbology) -> Iterable[ET.Element]:
    for frame in look.frames:
        if isinstance(frame.symbol, Mark):
            yield _mark(frame.symbol, shown=" AND ".join(map(holds, frame.tests)))
    yield _mark(mark)
    if mark.core:
        yield _mark(Mark(mark.shape, mark.core, WHITE, mark.size * 0.68, 1.2))


def _mark(mark: Mark, *, shown: str = "") -> ET.Element:
    if mark.shape == "cross":
        # QGIS's own filled cross is too thin for a number.
        mark = Mark("cross", "", mark.fill, mark.size * 0.85, mark.size * 0.45)
    name, angle = _MARKERS.get(mark.shape, (mark.shape, 0))
    options = {
        "name": name,
        "angle": str(angle),
        "color": _rgba(mark.fill, 1 if mark.fill else 0),
        "outline_color": _rgba(mark.outline),
        "outline_width": _mm(mark.outline_width),
        "outline_width_unit": "MM",
        "size": _mm(mark.size),
        "size_unit": "MM",
        "joinstyle": "miter",
        "cap_style": "flat",
    }
    return _layer("SimpleMarker", options, {"enabled": shown} if shown else {})


def _area(area: Area) -> ET.Element:
    options = {
        "color": _rgba(area.fill, area.opacity),
        "style": "solid",
        "outline_color": _rgba(area.outline),
        "outline_style": "solid",
        "outline_width": _mm(area.outline_width),
        "outline_width_unit": "MM",
        "joinstyle": "round",
    }
    return _layer("SimpleFill", options)


def _strokes(name: str, stroke: Stroke) -> Iterable[ET.Element]:
    if stroke.casing_width:
        yield _line(stroke.casing, stroke.casing_width)
    yield _line(stroke.colour, stroke.width, stroke.dash)
    if stroke.inner_width:
        yield _line(WHITE, stroke.inner_width)
    if stroke.arrow:
        # Turned with the line; before the partner's symbol, not under it.
        yield _along(f"@{name}@2", "lastvertex", _arrow(stroke.colour), rotates=True)
    if stroke.badge:
        yield _along(f"@{name}@3", "centralpoint", _mark(stroke.badge), rotates=False)


def _line(colour: str, width: float, dash: tuple[float, ...] = ()) -> ET.Element:
    options = {
        "line_color": _rgba(colour),
        "line_style": "solid",
        "line_width": _mm(width),
        "line_width_unit": "MM",
        "capstyle": "flat",
        "joinstyle": "round",
        "use_custom_dash": "1" if dash else "0",
        "customdash": ";".join(_mm(part) for part in dash or (5, 2)),
        "customdash_unit": "MM",
    }
    return _layer("SimpleLine", options)


def _arrow(colour: str) -> ET.Element:
    options = {
        "name": "filled_arrowhead",
        "color": _rgba(colour),
        "outline_color": _rgba(colour),
        "outline_width": "0.1",
        "outline_width_unit": "MM",
        "size": _mm(12),
        "size_unit": "MM",
        "offset": f"-{_mm(7)},0",
        "offset_unit": "MM",
    }
    return _layer("SimpleMarker", options)


def _along(name: str, placement: str, mark: ET.Element, *, rotates: bool) -> ET.Element:
    element = _layer("MarkerLine", {"placement": placement, "rotate": "1" if rotates else "0"})
    ET.SubElement(element, "symbol", name=name, type="marker", alpha="1").append(mark)
    return element


def _labeling(look: Symbology, label: Label, lang: Lang) -> ET.Element:
    labeling = ET.Element("labeling", type="simple")
    settings = ET.SubElement(labeling, "settings", calloutType="simple")
    text = ET.SubElement(
        settings,
        "text-style",
        {
            "fieldName": label.field(lang),
            "isExpression": "0",
            "fontFamily": "Noto Sans CJK KR",
            "fontSize": f"{label.size * 0.75:g}",
            "fontSizeUnit": "Point",
            "fontWeight": "75" if label.bold else "50",
            "textColor": _rgba(label.colour),
            "textOpacity": "1",
        },
    )
    halo = {
        "bufferDraw": "1" if label.halo else "0",
        "bufferSize": "0.7",
        "bufferSizeUnits": "MM",
        "bufferColor": _rgba(label.halo or WHITE),
        "bufferOpacity": "0.85",
    }
    ET.SubElement(text, "text-buffer", halo)
    ET.SubElement(settings, "placement", _placement(look))
    ET.SubElement(
        settings,
        "rendering",
        {
            "drawLabels": "1",
            "obstacle": "0" if look.bow else "1",
            "displayAll": "1" if look.bow else "0",
            "scaleVisibility": "1" if label.min_scale else "0",
            # QGIS's scaleMin is the smallest scale, thus the greatest number.
            "scaleMin": f"{label.min_scale:g}",
            "scaleMax": "1",
        },
    )
    return labeling


def _placement(look: Symbology) -> dict[str, str]:
    if look.bow:
        return {
            "placement": "1",  # over a point, which the generator puts where the badge is
            "quadOffset": "4",
            "geometryGeneratorEnabled": "1",
            "geometryGenerator": middle(look.bow),
            "geometryGeneratorType": "PointGeometry",
        }
    if isinstance(look.other, Mark):
        return {"placement": "6", "dist": "1", "distUnits": "MM"}  # around the point
    return {"placement": "1", "quadOffset": "4", "centroidInside": "1"}


def _layer(
    kind: str, options: Mapping[str, str], defined: Mapping[str, str] | None = None
) -> ET.Element:
    element = ET.Element("layer", {"class": kind, "enabled": "1", "pass": "0", "locked": "0"})
    holder = ET.SubElement(element, "Option", type="Map")
    for name, value in options.items():
        ET.SubElement(holder, "Option", type="QString", name=name, value=value)
    if defined:
        element.append(_data_defined(defined))
    return element


def _data_defined(expressions: Mapping[str, str]) -> ET.Element:
    result = ET.Element("data_defined_properties")
    whole = ET.SubElement(result, "Option", type="Map")
    ET.SubElement(whole, "Option", name="name", type="QString", value="")
    properties = ET.SubElement(whole, "Option", name="properties", type="Map")
    for name, expression in expressions.items():
        element = ET.SubElement(properties, "Option", name=name, type="Map")
        ET.SubElement(element, "Option", name="active", type="bool", value="true")
        ET.SubElement(element, "Option", name="expression", type="QString", value=expression)
        ET.SubElement(element, "Option", name="type", type="int", value="3")
    ET.SubElement(whole, "Option", name="type", type="QString", value="collection")
    return result


def _rgba(colour: str, opacity: float = 1) -> str:
    """Return ``#rrggbb`` as QGIS's ``r,g,b,a``; no colour is white."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#") or "ffffff")
    return f"{red},{green},{blue},{round(255 * opacity)}"


def _mm(pixels: float) -> str:
    return f"{pixels * _MM:.3g}"
