"""The documents' arithmetic as a table: what was checked and how it came out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.evidence.check import State
from geo.layers.collection import Feature
from geo.messages import LANGS, catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.evidence.check import Check


def checks(result: Iterable[Check]) -> tuple[Feature, ...]:
    """Make a feature of each check, in the documents' order; none has a place."""
    return tuple(Feature(None, _properties(check)) for check in result)


def _properties(check: Check) -> dict[str, object]:
    units = {lang: catalogue("geo", lang)(f"unit.{check.unit}") for lang in LANGS}
    return {
        "id": check.id,
        "name_ko": check.says("ko"),
        "name_en": check.says("en"),
        "kind": check.kind,
        "state": check.state.value,
        "holds": check.state is State.HOLDS,
        "printed": check.printed,
        "counted": round(check.counted, 4),
        "tolerance": check.tolerance,
        "unit": check.unit,
        "unit_ko": units["ko"],
        "unit_en": units["en"],
        "working": check.working or None,
        "conflict": check.conflict,
        "table": check.cell.file,
        "line": check.cell.line,
        "column": check.cell.column,
        "source": [check.source],
        "locator": check.locator,
        "confidence": "high",
    }
