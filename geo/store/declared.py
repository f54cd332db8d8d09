"""What is known of a property's values beside the values: from the model, or from a file's schema.

Values at hand cannot tell the type of a column that is empty today, of a list without members, or
of a measure that happens to be whole.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from geo.model.bilingual import Bilingual

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geo.model.programmes import Attribute, Programme

JsonType = Literal["string", "integer", "number", "boolean", "array", "object"]
"""As JSON Schema names them; `integer` has no fractions."""


@dataclass(frozen=True, slots=True)
class Declared:
    """The type of a property."""

    type: JsonType
    format: Literal["date", "date-time"] | None = None
    items: JsonType | None = None
    """Of a list's members."""
    title: Bilingual | None = None
    """What people call it, where the catalogue has no word: a programme's own property."""


def _each(names: str, of: Declared) -> dict[str, Declared]:
    return dict.fromkeys(names.split(), of)


MODEL: Mapping[str, Declared] = {
    **_each(
        "announced_on closed_on effective_on joined_on launched_on left_on valid_from valid_to",
        Declared("string", format="date"),
    ),
    # Days, months or years, as far as a source tells them.
    **_each("ends_on starts_on", Declared("string")),
    **_each(
        "area_km2 counted length_km precision_km share_pct tolerance value", Declared("number")
    ),
    **_each(
        "body_no line no regions_naming round sites year",
        Declared("integer"),
    ),
    **_each("base_stated crosses_sido holds", Declared("boolean")),
    **_each(
        "also_called bodies_en bodies_ko detail former_names members ministries other_ids"
        " other_labels partner_ids partner_labels places regions sectors sectors_en shown_as sidos"
        " sigungu_all source themes_en themes_ko touches written_as",
        Declared("array", items="string"),
    ),
    **_each(
        "budgets conflicts details former functions named_at notes",
        Declared("array", items="object"),
    ),
}
"""The properties of the built collections whose values may be silent; any other is told by them."""
_ATTRIBUTES: Mapping[str, Declared] = {
    "text": Declared("string"),
    "date": Declared("string", format="date"),
    "month": Declared("string"),
    "integer": Declared("integer"),
    "number": Declared("number"),
}


def declared_by(programmes: Iterable[Programme]) -> Mapping[str, Declared]:
    """Return `MODEL` with the properties that programmes declare: the value tells the type."""
    found = dict(MODEL)
    for programme in programmes:
        for layer in (programme.bodies_layer, programme.ties_layer):
            for name, value in layer.columns if layer else ():
                known = MODEL.get(value.removeprefix("body_"))
                if known is not None:
                    found.setdefault(name, known)
        for attribute in programme.attributes:
            found |= {name: declared for name, declared in _of(attribute) if name not in MODEL}
        if programme.region_property is not None:
            found[programme.region_property] = Declared("integer")
        place_property = programme.place_property
        if place_property is not None and len(place_property.columns) > 1:
            found[place_property.name] = Declared("array", items="object", title=programme.name)
        elif place_property is not None:
            known = MODEL.get(place_property.columns[0][1], Declared("string"))
            found[place_property.name] = replace(known, title=programme.name)
    return found


def _of(attribute: Attribute) -> Iterator[tuple[str, Declared]]:
    """Yield the properties of an attribute: one in two languages has two."""
    name, unit = attribute.name, attribute.unit
    title = name if unit is None else Bilingual(f"{name.ko}({unit.ko})", f"{name.en} ({unit.en})")
    if attribute.type == "bilingual":
        yield f"{attribute.id}_ko", Declared("string", title=name)
        english = Bilingual(f"{name.ko}(영어)", f"{name.en} (English)")
        yield f"{attribute.id}_en", Declared("string", title=english)
    else:
        yield attribute.id, replace(_ATTRIBUTES[attribute.type], title=title)
