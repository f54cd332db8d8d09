"""Conditions and curves in QGIS's expression language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maps.symbols.model import Case, Condition


def category_expression(cases: Sequence[Case]) -> str:
    """Return an expression whose value is the key of the case that a feature falls into."""
    branches = " ".join(
        f"WHEN {' AND '.join(holds(test) for test in case.tests)} THEN {_text(case.key)}"
        for case in cases
    )
    return f"CASE {branches} END"


def holds(test: Condition) -> str:
    """Return an expression that is true where `test` holds, for lists and their JSON text alike.

    Formats differ in which they give. `to_json` has nothing for a text alone, hence the array.
    """
    if not test.within_list:
        return f"{_name(test.field)} {'NOT ' * test.negated}IN ({_joined(test.values)})"
    # QGIS takes away one of the two signs that escape; JSON within JSON has one before a quote.
    pattern = rf"\\b({'|'.join(test.values)})\\b"
    found = f"regexp_match(to_json(array({_name(test.field)})), {_text(pattern)}) > 0"
    return f"NOT ({found})" if test.negated else found


def bowed(field: str) -> str:
    """Return the expression of a line bowed to its right, more or less by the number in `field`.

    Lines that run back are then bowed to the other side, and parallel ones by another amount.
    """
    return f"smooth(make_line({_START}, {_point(field, 1.0)}, {_END}), 4)"


def middle(field: str) -> str:
    """Return the expression of the middle of the line that `bowed` gives."""
    # QGIS cuts each corner a quarter of the way along: the curve reaches three quarters as far.
    return _point(field, 0.75)


_START, _END = "start_point($geometry)", "end_point($geometry)"


def _point(field: str, share: float) -> str:
    bow = f"({share:g} * (0.09 + 0.07 * (coalesce(to_int({_name(field)}), 0) % 3)))"
    across = (
        f"(x({_START}) + x({_END})) / 2 + (y({_END}) - y({_START})) * {bow}",
        f"(y({_START}) + y({_END})) / 2 - (x({_END}) - x({_START})) * {bow}",
    )
    return f"make_point({', '.join(across)})"


def _name(field: str) -> str:
    return '"' + field.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _joined(values: Sequence[str]) -> str:
    return ", ".join(_text(value) for value in values)
