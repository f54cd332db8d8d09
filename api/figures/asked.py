"""What a reader asks of the statistics: measure, base, period, level, kind of value, industry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from api.analysis.content import Field
from api.series import statistics_of
from geo.analysis.figures import LEVELS, SHOWN, Level, Shown
from geo.errors import SelectionError
from geo.statistics.measures import ALL, BASES, INDUSTRIES, MEASURES, industry_name
from geo.store.figures import of_today, read_statistics
from geo.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.state import State
    from geo.messages import Catalogue
    from geo.model.places import Region
    from geo.store.figures import Statistics

CLASSES = (3, 5, 7)
"""Odd, so that one class holds the middle; beyond seven shades no eye tells which is which."""


@dataclass(frozen=True, slots=True)
class Question:
    """A measure to be shown, every choice made."""

    statistics: Statistics
    measure: str
    base: str
    period: str
    level: Level
    shown: Shown
    industry: str
    classes: int
    region: str = ""
    """Code of the 시도 of which it is asked; empty for all of them."""
    regions: tuple[Region, ...] = ()
    """Which there are to choose from."""

    @property
    def land(self) -> tuple[str, ...]:
        """The code of the 시도 of which it is asked; none for all of them."""
        return (self.region,) if self.region else ()

    def fields(self, words: Catalogue) -> tuple[Field, ...]:
        """Return the fields of the form."""
        lang, known = words.lang, self.statistics.periods
        measures = [id_ for id_ in MEASURES if any(id_ == measure for _, measure in known)]
        bases = [base for base in BASES if (base, self.measure) in known]
        periods = known[self.base, self.measure]
        own = self.statistics.figures.where(base=self.base, measure=self.measure)
        industries = sorted(
            {own["industry"].words[code] for code in {*own["industry"].codes.tolist()}}
        )
        # All industries first.
        industries.sort(key=lambda item: item != ALL)

        def field(name: str, value: str, options: Sequence[tuple[str, str]]) -> Field:
            return Field(name, words(f"figures.{name}"), "select", value, tuple(options))

        return (
            field("measure", self.measure, [(m, MEASURES[m].name.of(lang)) for m in measures]),
            field("base", self.base, [(value, words(f"figures.base.{value}")) for value in bases]),
            field("period", self.period, [(value, value) for value in reversed(periods)]),
            field("level", self.level, [(item, words(f"figures.level.{item}")) for item in LEVELS]),
            field("shown", self.shown, [(item, words(f"figures.shown.{item}")) for item in SHOWN]),
            field(
                "industry",
                self.industry,
                [(item, industry_name(item).of(lang)) for item in industries],
            ),
            Field(
                "region",
                words("figures.region"),
                "select",
                self.region,
                tuple((item.code, item.name.of(lang)) for item in self.regions),
                words("figures.region.every"),
            ),
        )


def recorded_by(state: State, day: str | None) -> Statistics:
    """Return the store as it was recorded at the end of a day; as it is for no day.

    Raises
    ------
    SelectionError
        It is no day.
    """
    if not day:
        return statistics_of(state)
    try:
        written = date.fromisoformat(day).isoformat()
    except ValueError:
        raise SelectionError(parameter="recorded", value=day, allowed=("2026-01-31",)) from None
    held = read_statistics(state.settings.data, written)
    return of_today(held, state.snapshot.atlas.regions)


def question(
    state: State, asked: dict[str, str | None], *, lenient: bool = False
) -> Question | None:
    """Read what is asked for; what is left out is the first there is, the period the newest.

    None where the store is empty. With `lenient`, for a form whose fields are chosen one by one, a
    base, period or industry that the measure does not have gives way to one that it has.

    Raises
    ------
    SelectionError
        There is no such measure, base, period, level, kind of value or industry.
    """
    statistics = recorded_by(state, asked.get("recorded"))
    known = statistics.periods
    if not known:
        return None
    measures = tuple(id_ for id_ in MEASURES if any(id_ == measure for _, measure in known))
    usual = "operating_firms" if "operating_firms" in measures else measures[0]
    measure = _one("measure", asked, measures, usual)
    bases = tuple(base for base in BASES if (base, measure) in known)
    if lenient:
        asked = {**asked, **_given_way(statistics, measure, asked)}
    base = _one("base", asked, bases, bases[0])
    periods = known[base, measure]
    period = _one("period", asked, periods, periods[-1])
    own = statistics.figures.where(base=base, measure=measure, period=period)
    industries = tuple(
        sorted({str(own["industry"].words[code]) for code in set(own["industry"].codes.tolist())})
    )
    industry = _one("industry", asked, industries, ALL if ALL in industries else industries[0])
    level = _one("level", asked, LEVELS, "sido")
    shown = _one("shown", asked, SHOWN, "value")
    classes = _one("classes", asked, tuple(map(str, CLASSES)), "5")
    return Question(
        statistics,
        measure,
        base,
        period,
        next(item for item in LEVELS if item == level),
        next(item for item in SHOWN if item == shown),
        industry,
        int(classes),
        _region(state, asked.get("region")),
        state.snapshot.atlas.regions.current,
    )


def _region(state: State, asked: str | None) -> str:
    """Return the code of a 시도 by its code or a name of it."""
    regions = state.snapshot.atlas.regions
    if not asked:
        return ""
    for region in regions.current:
        if fold(asked) in map(fold, (region.code, region.id, *region.name, *region.short)):
            return region.code
    allowed = tuple(item.short_ko for item in regions.current)
    raise SelectionError(parameter="region", value=asked[:200], allowed=allowed)


def _given_way(
    statistics: Statistics, measure: str, asked: dict[str, str | None]
) -> dict[str, str | None]:
    """Return nothing for what is known, but not of the measure."""
    known, document = statistics.periods, dict[str, str | None]()
    if asked.get("base") in BASES and (asked["base"], measure) not in known:
        document["base"] = None
    base = document.get("base", asked.get("base"))
    bases = [value for value in BASES if (value, measure) in known]
    periods = known[base if base in bases else bases[0], measure]
    if asked.get("period") in {value for every in known.values() for value in every} - {*periods}:
        document["period"] = None
    own = statistics.figures.where(measure=measure, base=base or bases[0])
    industries = {str(own["industry"].words[code]) for code in set(own["industry"].codes.tolist())}
    if asked.get("industry") in {*INDUSTRIES} - industries:
        document["industry"] = None
    return document


def _one(name: str, asked: dict[str, str | None], allowed: Sequence[str], usual: str) -> str:
    value = asked.get(name)
    if not value:
        return usual
    if value not in allowed:
        raise SelectionError(parameter=name, value=value, allowed=tuple(allowed))
    return value
