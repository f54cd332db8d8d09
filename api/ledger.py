"""The goals ledger as people read it: conditions, rows, conflicts, charts, comparisons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from api.numbers import shown
from maps.charts.bars import Bar, BarChart, described

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.evidence.comparison import Comparison
    from geo.messages import Catalogue

    Rows = Sequence[dict[str, Any]]

BASES = ("stated", "not_stated", "none")
"""Whether a share says what it is a share of; ``none`` for numbers without a share."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks for; values of one condition are alternatives, none asks for all."""

    regions: tuple[str, ...] = ()
    """Codes of 시도."""
    indicator: tuple[str, ...] = ()
    nature: tuple[str, ...] = ()
    base: tuple[str, ...] = ()

    def found(self, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the numbers that fulfil every condition, in their order."""
        return [
            row
            for row in rows
            if _fits(self.regions, row["sido_code"])
            and _fits(self.indicator, row["indicator"])
            and _fits(self.nature, row["nature"])
            and _fits(self.base, base_of(row))
        ]


def _fits(wanted: tuple[str, ...], value: str | None) -> bool:
    return not wanted or value in wanted


def base_of(row: dict[str, Any]) -> str:
    """Return one of `BASES`."""
    return {None: "none", True: "stated", False: "not_stated"}[row["base_stated"]]


def told(row: dict[str, Any], words: Catalogue) -> dict[str, Any]:
    """Return what a page says of a number in the language of `words`."""
    lang = words.lang
    value, share = row["value"], row["share_pct"]
    return {
        "id": row["id"],
        "subject": row[f"subject_{lang}"],
        "indicator": row[f"indicator_{lang}"],
        "value": None if value is None else shown(value, row[f"unit_{lang}"], words),
        "share": None if share is None else f"{share:g}%",
        "base": row[f"base_{lang}"],
        "period": row["period"],
        "nature": words(f"ledger.nature.{row['nature']}"),
        "named_in": words(f"ledger.named_in.{row['named_in']}"),
        "printed": row["printed"],
        "document": row["source"][0],
        "locator": row["locator"],
        "conflicts": [conflict["id"] for conflict in row["conflicts"]],
    }


def conflicts(rows: Rows, words: Catalogue) -> list[dict[str, Any]]:
    """Return each conflict that touches the rows, both values, and the rows that it touches."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        for conflict in row["conflicts"]:
            made = found.setdefault(
                conflict["id"],
                {
                    "id": conflict["id"],
                    "topic": conflict[f"topic_{words.lang}"],
                    "a": conflict["value_a"],
                    "b": conflict["value_b"],
                    "used": conflict["used" if words.lang == "ko" else "used_en"],
                    "rows": [],
                },
            )
            made["rows"].append(told(row, words))
    return sorted(found.values(), key=lambda one: int(one["id"].removeprefix("K")))


def charts(rows: Rows, words: Catalogue) -> Iterator[tuple[str, BarChart]]:
    """Chart each hub's shares, with its name, and never beside another's: the bases differ."""
    hubs = dict.fromkeys(row["subject"] for row in rows if row["subject_kind"] == "hub")
    for hub in hubs:
        shares = [row for row in rows if row["subject"] == hub and row["share_pct"] is not None]
        if shares:
            yield shares[0][f"subject_{words.lang}"], _chart(hub, shares, words)


def _chart(hub: str, rows: Rows, words: Catalogue) -> BarChart:
    lang = words.lang
    bars = tuple(
        Bar(row[f"indicator_{lang}"], (row["share_pct"],), (f"{row['share_pct']:g}%",))
        for row in rows
    )
    stated = rows[0]["base_stated"]
    return BarChart(
        id=f"share-{hub}",
        title=words("ledger.chart.title", hub=rows[0][f"subject_{lang}"]),
        description=described(bars),
        caption=(
            words("ledger.chart.unit"),
            words(f"ledger.chart.base.{'stated' if stated else 'not_stated'}"),
        ),
        series=(),
        bars=bars,
        full=100,
    )


def compared(made: Comparison, pair: Rows, words: Catalogue) -> dict[str, Any]:
    """Return a comparison in words: difference and ratio, or every reason against it."""
    unit = pair[0][f"unit_{words.lang}"]
    return {
        "rows": [told(row, words) for row in pair],
        "reasons": [words(f"ledger.refused.{reason}") for reason in made.reasons],
        "difference": None if made.difference is None else shown(made.difference, unit, words),
        "ratio": None if made.ratio is None else f"{made.ratio:.2f}",
    }
