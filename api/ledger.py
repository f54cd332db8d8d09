"""The goals ledger as people read it: conditions, lines, conflicts, charts, comparisons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.numbers import shown
from geo.evidence.comparison import compare
from geo.layers.conflicts import of_indicator
from geo.layers.indicators import name_of, region_of, subject_of, unit_of
from maps.charts.bars import Bar, BarChart, described

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.atlas import Atlas
    from geo.messages import Catalogue
    from geo.model.evidence import Conflict
    from geo.model.indicators import Indicator

BASES = ("stated", "not_stated", "none")
"""Whether a share says what it is a share of; ``none`` for numbers without a share."""


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """What a reader asks for; values of one condition are alternatives, none asks for all."""

    regions: tuple[str, ...] = ()
    """Codes of 시도."""
    indicator: tuple[str, ...] = ()
    nature: tuple[str, ...] = ()
    base: tuple[str, ...] = ()

    def matching(self, atlas: Atlas) -> tuple[Indicator, ...]:
        """Return the numbers that fulfil every condition, in their order."""
        return tuple(
            item
            for item in atlas.indicators
            if _fits(self.regions, getattr(region_of(atlas, item), "code", None))
            and _fits(self.indicator, item.indicator)
            and _fits(self.nature, item.nature)
            and _fits(self.base, base_of(item))
        )


def _fits(wanted: tuple[str, ...], value: str | None) -> bool:
    return not wanted or value in wanted


def base_of(number: Indicator) -> str:
    """Return one of `BASES`."""
    return {None: "none", True: "stated", False: "not_stated"}[number.base_stated]


@dataclass(frozen=True, slots=True)
class Line:
    """A number in the language of the reader."""

    id: str
    subject: str
    indicator: str
    value: str | None
    share: str | None
    base: str | None
    period: str | None
    nature: str
    named_in: str
    printed: str
    document: str
    locator: str
    conflicts: tuple[str, ...]
    """Ids."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A conflict with the numbers that it touches."""

    conflict: Conflict
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ComparedLines:
    """A comparison in words: difference and ratio, or every reason against it."""

    rows: tuple[Line, ...]
    reasons: tuple[str, ...]
    difference: str | None
    ratio: str | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """The goals ledger in one language."""

    atlas: Atlas
    words: Catalogue

    def line(self, number: Indicator) -> Line:
        """Return what a page says of a number."""
        lang, words = self.words.lang, self.words
        return Line(
            id=number.id,
            subject=self._subject(number),
            indicator=name_of(number).of(lang),
            value=None if number.value is None else self._amount(number.value, number),
            share=None if number.share_pct is None else f"{number.share_pct:g}%",
            base=number.base and number.base.of(lang),
            period=number.period,
            nature=words(f"ledger.nature.{number.nature}"),
            named_in=words(f"ledger.named_in.{number.named_in}"),
            printed=number.printed,
            document=number.evidence.source,
            locator=number.evidence.locator,
            conflicts=tuple(conflict.id for conflict in of_indicator(self.atlas, number)),
        )

    def _subject(self, number: Indicator) -> str:
        return subject_of(self.atlas, number).of(self.words.lang)

    def _amount(self, value: float, number: Indicator) -> str:
        unit = unit_of(number)
        return shown(value, unit and unit.of(self.words.lang), self.words)

    def conflicts(self, lines: Iterable[Line]) -> tuple[Disagreement, ...]:
        """Return each conflict that touches the lines, in the register's order."""
        lines = tuple(lines)
        found = (
            Disagreement(conflict, tuple(line for line in lines if conflict.id in line.conflicts))
            for conflict in self.atlas.conflicts
        )
        return tuple(disagreement for disagreement in found if disagreement.lines)

    def charts(self, numbers: Sequence[Indicator]) -> Iterator[tuple[str, BarChart]]:
        """Chart each hub's shares, with its name, and never beside another's: the bases differ."""
        for hub in dict.fromkeys(
            number.subject for number in numbers if number.subject_kind == "hub"
        ):
            shares = [
                (number, number.share_pct)
                for number in numbers
                if number.subject == hub and number.share_pct is not None
            ]
            if shares:
                yield self._subject(shares[0][0]), self._chart(hub, shares)

    def _chart(self, hub: str, shares: Sequence[tuple[Indicator, float]]) -> BarChart:
        words, first = self.words, shares[0][0]
        bars = tuple(
            Bar(name_of(indicator).of(words.lang), (share,), (f"{share:g}%",))
            for indicator, share in shares
        )
        return BarChart(
            id=f"share-{hub}",
            title=words("ledger.chart.title", hub=self._subject(first)),
            description=described(bars),
            caption=(
                words("ledger.chart.unit"),
                words(f"ledger.chart.base.{'stated' if first.base_stated else 'not_stated'}"),
            ),
            series=(),
            bars=bars,
            full=100,
        )

    def compared(self, first: Indicator, second: Indicator) -> ComparedLines:
        """Compare two numbers, or say why not."""
        comparison = compare(first, second, self.atlas.indicators)
        return ComparedLines(
            rows=(self.line(first), self.line(second)),
            reasons=tuple(self.words(f"ledger.refused.{reason}") for reason in comparison.reasons),
            difference=None
            if comparison.difference is None
            else self._amount(comparison.difference, first),
            ratio=None if comparison.ratio is None else f"{comparison.ratio:.2f}",
        )
