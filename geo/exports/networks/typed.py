"""Attributes as the XML formats want them: declared with a type, scalar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.networks.network import joined

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.networks.network import Attributes, Value


def types_of(rows: Iterable[Attributes], whole: str) -> dict[str, str]:
    """Return attribute to its type: ``boolean``, `whole`, ``double`` or ``string``.

    One that is a whole number here and a fraction there is a double.
    """
    found: dict[str, str] = {}
    for row in rows:
        for name, value in row.items():
            type_ = _type(value, whole)
            if found.setdefault(name, type_) != type_:
                found[name] = "double" if {found[name], type_} == {whole, "double"} else "string"
    return found


def written(value: Value) -> str:
    """Return `value` as the text of an attribute."""
    scalar = joined(value)
    return str(scalar).lower() if isinstance(scalar, bool) else str(scalar)


def _type(value: Value, whole: str) -> str:
    # A boolean is an int to Python, so it comes first.
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return whole
    return "double" if isinstance(value, float) else "string"
