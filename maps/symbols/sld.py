"""Styles for map servers: OGC Styled Layer Descriptor 1.1 with Symbology Encoding 1.1.

OGC 05-077r4 knows the marks square, circle, triangle, star, cross and x. A diamond is a turned
square, a delta a turned triangle; pentagon and hexagon are names that QGIS knows, and that
others draw as a square (§11.3.2). Lines are straight: the standard has no curves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from geo.messages import catalogue
from geo.xml import to_text
from maps.symbols.model import WHITE, Mark, Stroke, light
from maps.theme import token

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.messages import Lang
    from maps.symbols.model import Area, Case, Condition, Label, Symbol, Symbology
    from maps.theme import Shape

_SLD, _SE, _OGC = (
    "http://www.opengis.net/sld",
    "http://www.opengis.net/se",
    "http://www.opengis.net/ogc",
)
for _prefix, _uri in (("sld", _SLD), ("se", _SE), ("ogc", _OGC)):
    ET.register_namespace(_prefix, _uri)

_UOM = {"uom": "http://www.opengeospatial.org/se/units/pixel"}
_MARKS: dict[Shape, tuple[str, int]] = {"diamond": ("square", 45), "delta": ("triangle", 180)}
"""Shape to the standard's mark and degrees clockwise, where it is not the same."""
_SIZED: dict[Shape, float] = {"diamond": 0.75}
"""Side of a turned square by the width across its corners, about."""


def sld(collection: str, look: Symbology, lang: Lang) -> str:
    """Return the SLD of `collection`, titles of its rules in `lang`.

    Lists in properties are tested as their JSON text.
    """
    root = ET.Element(f"{{{_SLD}}}StyledLayerDescriptor", version="1.1.0")
    layer = ET.SubElement(root, f"{{{_SLD}}}NamedLayer")
    _add(layer, "Name", collection)
    style = ET.SubElement(
        ET.SubElement(layer, f"{{{_SLD}}}UserStyle"), f"{{{_SE}}}FeatureTypeStyle"
    )
    style.append(_other(look, lang))
    for frame in look.frames:
        style.append(_rule(frame.key, frame.label.of(lang), frame.symbol, _tested(frame)))
    for case in look.cases:
        rule = _rule(case.key, case.label.of(lang), case.symbol, _tested(case))
        if look.label and isinstance(case.symbol, Stroke):
            rule.append(_text(look.label, lang))
        style.append(rule)
    if look.label and not isinstance(look.other, Stroke):
        style.append(_labels(look.label, lang))
    return to_text(root) + "\n"


def _other(look: Symbology, lang: Lang) -> ET.Element:
    """Return the rule for all that no case holds, first so that it is drawn below the others.

    QGIS 3.22 takes no notice of ``ElseFilter``, so that where one property decides its values are
    excluded one by one; elsewhere the symbol is small enough to vanish below those of the cases.
    """
    title = catalogue("maps", lang)("symbol.other") if look.cases else ""
    if not look.field:
        rule = _rule("other", title, look.other, None)
        if look.cases:
            rule.insert(2, ET.Element(f"{{{_SE}}}ElseFilter"))
        return rule
    excluded = ET.Element(f"{{{_OGC}}}Not")
    excluded.append(_joined("Or", [_tested(case) for case in look.cases]))
    missing = ET.Element(f"{{{_OGC}}}PropertyIsNull")
    ET.SubElement(missing, f"{{{_OGC}}}PropertyName").text = look.field
    return _rule("other", title, look.other, _joined("Or", [missing, excluded]))


def _rule(name: str, title: str, symbol: Symbol, condition: ET.Element | None) -> ET.Element:
    rule = ET.Element(f"{{{_SE}}}Rule")
    _add(rule, "Name", name)
    if title:
        _add(_add(rule, "Description"), "Title", title)
    if condition is not None:
        ET.SubElement(rule, f"{{{_OGC}}}Filter").append(condition)
    rule.extend(_symbolizers(symbol))
    return rule


def _tested(case: Case) -> ET.Element:
    return _joined("And", [_condition(test) for test in case.tests])


def _condition(test: Condition) -> ET.Element:
    compare = _like if test.within_list else _equal
    found = _joined("Or", [compare(test.field, value) for value in test.values])
    if not test.negated:
        return found
    negation = ET.Element(f"{{{_OGC}}}Not")
    negation.append(found)
    return negation


def _equal(field: str, value: str) -> ET.Element:
    element = ET.Element(f"{{{_OGC}}}PropertyIsEqualTo")
    return _compared(element, field, value)


def _like(field: str, value: str) -> ET.Element:
    wild = {"wildCard": "%", "singleChar": "_", "escapeChar": "\\"}
    return _compared(ET.Element(f"{{{_OGC}}}PropertyIsLike", wild), field, f'%"{value}"%')


def _compared(element: ET.Element, field: str, value: str) -> ET.Element:
    ET.SubElement(element, f"{{{_OGC}}}PropertyName").text = field
    ET.SubElement(element, f"{{{_OGC}}}Literal").text = value
    return element


def _joined(word: str, conditions: Sequence[ET.Element]) -> ET.Element:
    if len(conditions) == 1:
        return conditions[0]
    element = ET.Element(f"{{{_OGC}}}{word}")
    element.extend(conditions)
    return element


def _symbolizers(symbol: Symbol) -> Iterable[ET.Element]:
    if isinstance(symbol, Mark):
        yield _point(symbol)
        if symbol.core:
            yield _point(Mark(symbol.shape, symbol.core, WHITE, symbol.size * 0.68, 1.2))
    elif isinstance(symbol, Stroke):
        if symbol.casing_width:
            yield _line(symbol.casing, symbol.casing_width)
        yield _line(symbol.colour, symbol.width, symbol.dash)
        if symbol.inner_width:
            yield _line(WHITE, symbol.inner_width)
    else:
        yield _polygon(symbol)


def _point(mark: Mark) -> ET.Element:
    element = ET.Element(f"{{{_SE}}}PointSymbolizer", _UOM)
    graphic = _add(element, "Graphic")
    drawn = _add(graphic, "Mark")
    name, angle = _MARKS.get(mark.shape, (mark.shape, 0))
    _add(drawn, "WellKnownName", name)
    if mark.fill:
        _parameters(_add(drawn, "Fill"), {"fill": mark.fill})
    _parameters(
        _add(drawn, "Stroke"),
        {"stroke": mark.outline, "stroke-width": f"{mark.outline_width:g}"},
    )
    _add(graphic, "Size", f"{mark.size * _SIZED.get(mark.shape, 1):g}")
    if angle:
        _add(graphic, "Rotation", str(angle))
    return element


def _line(colour: str, width: float, dash: tuple[float, ...] = ()) -> ET.Element:
    element = ET.Element(f"{{{_SE}}}LineSymbolizer", _UOM)
    options = {"stroke": colour, "stroke-width": f"{width:g}"}
    if dash:
        options["stroke-dasharray"] = " ".join(f"{part:g}" for part in dash)
    _parameters(_add(element, "Stroke"), options)
    return element


def _polygon(area: Area) -> ET.Element:
    element = ET.Element(f"{{{_SE}}}PolygonSymbolizer", _UOM)
    fill = {"fill": area.fill, "fill-opacity": f"{area.opacity:g}"}
    _parameters(_add(element, "Fill"), fill)
    outline = {"stroke": area.outline, "stroke-width": f"{area.outline_width:g}"}
    _parameters(_add(element, "Stroke"), outline)
    return element


def _labels(label: Label, lang: Lang) -> ET.Element:
    rule = ET.Element(f"{{{_SE}}}Rule")
    _add(rule, "Name", "labels")
    if label.min_scale:
        _add(rule, "MaxScaleDenominator", f"{label.min_scale:g}")
    rule.append(_text(label, lang))
    return rule


def _text(label: Label, lang: Lang) -> ET.Element:
    element = ET.Element(f"{{{_SE}}}TextSymbolizer", _UOM)
    ET.SubElement(_add(element, "Label"), f"{{{_OGC}}}PropertyName").text = label.field(lang)
    font = {"font-family": "Noto Sans CJK KR", "font-size": f"{label.size:g}"}
    _parameters(_add(element, "Font"), font)
    halo = _add(element, "Halo")
    _add(halo, "Radius", "1.5")
    _parameters(_add(halo, "Fill"), {"fill": WHITE})
    # A number that is white on its badge stands here beside the line, for there are no badges.
    colour = label.colour if label.halo else light(token("ink"))
    _parameters(_add(element, "Fill"), {"fill": colour})
    return element


def _parameters(parent: ET.Element, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        ET.SubElement(parent, f"{{{_SE}}}SvgParameter", name=name).text = value


def _add(parent: ET.Element, tag: str, text: str | None = None) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_SE}}}{tag}")
    element.text = text
    return element
