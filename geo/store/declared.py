"""What is known of a property's values beside the values: from the model, or from a file's schema.

Values at hand cannot tell the type of a column that is empty today, of a list without members, or
of a measure that happens to be whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

JsonType = Literal["string", "integer", "number", "boolean", "array", "object"]
"""As JSON Schema names them; `integer` has no fractions."""


@dataclass(frozen=True, slots=True)
class Declared:
    """The type of a property."""

    type: JsonType
    format: Literal["date", "date-time"] | None = None
    items: JsonType | None = None
    """Of a list's members."""


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
        "consortium_ends consortium_no line no regions_naming round sites smart_green_year year",
        Declared("integer"),
    ),
    **_each("base_stated crosses_sido holds", Declared("boolean")),
    **_each(
        "also_called bodies_en bodies_ko detail former_names members ministries partner_ids"
        " partner_labels places regions sectors sectors_en shown_as sidos sigungu_all source"
        " themes_en themes_ko touches written_as",
        Declared("array", items="string"),
    ),
    **_each("consortium_nos", Declared("array", items="integer")),
    **_each(
        "budgets conflicts consortia details former functions named_at notes transformation",
        Declared("array", items="object"),
    ),
}
"""The properties of the built collections whose values may be silent; any other is told by them."""
