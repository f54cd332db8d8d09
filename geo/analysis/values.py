"""Values of measures in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.messages import catalogue

if TYPE_CHECKING:
    from geo.messages import Catalogue

NOTHING = "–"
_SHARES = ("_share",)
_WHOLE = {
    "nodes", "bodies", "memberships", "ties", "components", "bridges", "cuts", "roots", "partners",
    "ties_out", "ties_in", "core",
}  # fmt: skip


def written(measure: str, value: float | None, words: Catalogue) -> str:
    """Write the value of a measure: shares as percent, numbers of things whole, km with one digit.

    NaN and None are a dash.
    """
    if value is None or value != value:  # noqa: PLR0124 - NaN alone differs from itself
        return NOTHING
    return _plain(measure, value, words).replace("-", "−")


def _plain(measure: str, value: float, words: Catalogue) -> str:
    if measure == "cut":
        return catalogue("geo", words.lang)("measure.cut.yes") if value else NOTHING
    if measure.endswith(_SHARES):
        return f"{100 * value:.0f}%"
    if measure in _WHOLE:
        return f"{value:,.0f}"
    if measure.startswith("length_"):
        return f"{value:,.1f}"
    if value and abs(value) < 0.0005:
        return "<0.001"
    return f"{value:.2f}" if abs(value) >= 0.005 or value == 0 else f"{value:.3f}"
