"""The pages of the statistics: a theme, a complex, targets, the two counts."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from api.analysis.content import Analysis, Rows, Section
from api.figures.tables import Column, Sheet
from api.profiles.lists import NOTHING, Cell
from api.series import headings, notes_of, series_rows
from api.themes import outlines_of, shown_unit, sized
from geo.analysis.figures import lying, series_of, table_of
from geo.analysis.together import by_industry
from geo.importers.imported import KICOX
from geo.layers.indicators import name_of, region_of, subject_of, unit_of
from geo.messages import catalogue
from geo.messages.numbers import exact, with_unit
from geo.statistics.measures import ALL, MEASURES, base_name, industry_name
from geo.statistics.periods import last_day
from geo.statistics.telling import amount, change, growth_told, period_name, plain
from maps.charts.lines import LineChart, line_chart
from maps.charts.lines import Mark as LineMark
from maps.charts.multiples import Panel, multiples
from maps.choropleth import Area, Circle, Themed, area_map, circle_map
from maps.poster import SIZES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.figures.asked import Question
    from api.state import State
    from geo.analysis.counts import Counts
    from geo.analysis.figures import Row, Series, Table
    from geo.analysis.targets import Target
    from geo.analysis.together import Together
    from geo.atlas import Atlas
    from geo.messages import Catalogue, Lang
    from geo.profiles.model import Profile
    from geo.store.figures import Statistics

MOST_ROWS = 200
"""Rows of a theme that a page lists; files have all of them."""
_REVISIONS = 30
"""Newest first: about a screen; `sandan changes` has all of them."""


def theme(state: State, asked: Question) -> Table:
    """Return the rows of a theme."""
    return table_of(
        asked.statistics,
        state.snapshot.atlas,
        asked.measure,
        period=asked.period,
        base=asked.base,
        level=asked.level,
        shown=asked.shown,
        industry=asked.industry,
        region=asked.region,
    )


def title_of(asked: Question, table: Table, words: Catalogue) -> str:
    """Return what a theme is called."""
    lang = words.lang
    where = next(
        (region.short.of(lang) for region in asked.regions if region.code == asked.region), ""
    )
    parts = [f"{where} {table.measure.name.of(lang)}".strip()]
    if table.industry != ALL:
        parts.append(industry_name(table.industry).of(lang))
    if table.shown != "value":
        parts.append(words(f"figures.shown.{table.shown}"))
    return f"{' · '.join(parts)} ({table.period})"


def sources_of(statistics: Statistics, base: str, period: str) -> str:
    """Return the files from which the values of a base and period come."""
    files = [
        source.file
        for source in statistics.sources
        if source.form == base and period in source.periods
    ]
    return ", ".join(dict.fromkeys(files)) or NOTHING


def rests_on(asked: Question, table: Table, words: Catalogue) -> tuple[str, ...]:
    """Return what a theme rests on."""
    lang = words.lang
    missing = sum(row.missing for row in table.rows)
    return (
        words("figures.note.base", base=base_name(table.base).of(lang)),
        words("figures.note.source", files=sources_of(asked.statistics, table.base, table.period)),
        *([words("figures.note.missing", count=missing)] if missing else ()),
        *([words("figures.note.growth")] if table.shown == "growth" else ()),
        *_land(table, words),
        *_drawn_so(table, words),
    )


def _drawn_so(table: Table, words: Catalogue) -> tuple[str, ...]:
    """Say what a reader of the map would not guess: hollow circles, a city of several polygons."""
    if table.level == "complex":
        falls = any((row.value or 0) < 0 for row in table.known)
        return (words("figures.note.falls"),) if falls else ()
    several = any(len(row.codes) > 1 for row in table.known)
    return (words("figures.note.whole_city"),) if several else ()


def _land(table: Table, words: Catalogue) -> tuple[str, ...]:
    """Return whose areas values were divided by, where they are not of the same table."""
    if table.areas is None or table.areas == (table.base, table.period):
        return ()
    base, period = table.areas
    told = words(f"figures.base.{base}"), period_name(period, words.lang)
    return (words("figures.note.land", base=told[0], period=told[1]),)


def theme_sheet(asked: Question, table: Table, words: Catalogue) -> Sheet:
    """Return a theme as a table."""
    lang = words.lang
    value = f"{title_of(asked, table, words)} ({shown_unit(table, lang)})"
    return Sheet(
        title_of(asked, table, words),
        (
            Column("key", words("figures.key")),
            Column("name", words(f"figures.level.{table.level}")),
            Column("sido", words("figures.level.sido")),
            Column("value", value, number=True),
            Column("complexes", words("figures.complexes"), number=True),
            Column("missing", words("figures.missing"), number=True),
        ),
        tuple(
            (row.key, row.name.of(lang), row.sido, row.value, row.complexes, row.missing)
            for row in table.rows
        ),
        rests_on(asked, table, words),
    )


def theme_page(state: State, asked: Question, table: Table, words: Catalogue) -> Analysis:
    """Return the page of a theme: form, map, table, what is in the store."""
    lang = words.lang
    rows = table.rows[:MOST_ROWS]
    unit = shown_unit(table, lang)
    texts = [words("figures.note.base", base=base_name(table.base).of(lang))]
    notes = [*rests_on(asked, table, words)[1:]]
    unplaced = sum(row.lon is None for row in table.known) if table.level == "complex" else 0
    if unplaced:
        notes.append(words("figures.note.unplaced", count=unplaced))
    if len(table.rows) > MOST_ROWS:
        notes.append(words("figures.note.more", shown=MOST_ROWS, count=len(table.rows)))
    shown = Section(
        id="theme",
        title=title_of(asked, table, words),
        texts=tuple(texts),
        drawing=drawing(state, asked, table, words),
        rows=Rows(
            title_of(asked, table, words),
            (
                Cell(words(f"figures.level.{table.level}")),
                Cell(f"{table.measure.name.of(lang)} ({unit})", number=True),
            ),
            tuple(_theme_row(state.snapshot.atlas, row, table, lang) for row in rows),
        ),
        notes=tuple(notes),
    )
    return Analysis(
        title=words("figures.title"),
        lead=words("figures.lead"),
        fields=asked.fields(words),
        sections=(shown, *_sheets(state, words), *_held(asked.statistics, words)),
        forms=("json", "csv", "xlsx", "svg", "png", "pdf", "embed", "map"),
        main="theme",
    )


def _region(atlas: Atlas, row: Row, lang: Lang) -> str:
    """Return the short name of the 시도 of a row."""
    return atlas.regions.find(row.sido).short.of(lang)


def where(atlas: Atlas, row: Row, table: Table, lang: Lang) -> str:
    """Return what a row is called: a 시도, a 시군구 with its 시도, a complex."""
    own = row.name.of(lang)
    if table.level != "sigungu":
        return own
    region = _region(atlas, row, lang)
    return f"{region} {own}" if lang == "ko" else f"{own}, {region}"


def told_of(atlas: Atlas, row: Row, table: Table, lang: Lang) -> str:
    """Return a row in words: what it is called, and its value with its unit."""
    name = where(atlas, row, table, lang)
    if table.shown == "growth":
        return f"{name}: {growth_told(row.value or 0, table.measure)}"
    return f"{name}: {with_unit(plain(row.value or 0), shown_unit(table, lang), lang)}"


def _theme_row(atlas: Atlas, row: Row, table: Table, lang: Lang) -> tuple[Cell, ...]:
    if row.value is None:
        value = NOTHING
    else:
        grows = table.shown == "growth"
        value = growth_told(row.value, table.measure) if grows else plain(row.value)
    if table.level == "complex":
        name = f"{row.name.of(lang)} ({_region(atlas, row, lang)})"
        return (Cell(name, f"statistics/complexes/{row.key}?f=html"), Cell(value, number=True))
    return (Cell(where(atlas, row, table, lang)), Cell(value, number=True))


def _sheets(state: State, words: Catalogue) -> list[Section]:
    """Lead to the sheet with every complex, where a quarter was imported."""
    if KICOX not in state.snapshot.layers:
        return []
    items = tuple(
        Cell(f"{size} {form.upper()}", f"statistics/poster.{form}?size={size}")
        for size in SIZES
        for form in ("pdf", "svg", "png")
    )
    text = words("figures.poster.lead")
    return [Section(id="poster", title=words("figures.poster"), texts=(text,), items=items)]


def _ages(statistics: Statistics, words: Catalogue) -> Section:
    """Set side by side how old what changes slowly and what changes fast is.

    Counted to the last day of the newest figure, not to a clock: the same store, the same page.
    """
    lang, newest = words.lang, date.fromisoformat(statistics.as_of)
    rows = []
    for (base, measure), periods in statistics.periods.items():
        item, ended = MEASURES[measure], last_day(periods[-1])
        months = 12 * (newest.year - ended.year) + newest.month - ended.month
        rows.append(
            (
                months,
                (
                    Cell(item.name.of(lang)),
                    Cell(words(f"figures.pace.{item.kind}")),
                    Cell(words(f"figures.base.{base}")),
                    Cell(period_name(periods[-1], lang)),
                    Cell(f"{len(periods):,}", number=True),
                    Cell(
                        words("figures.behind", count=months)
                        if months
                        else words("figures.behind.none")
                    ),
                ),
            )
        )
    rows.sort(key=lambda row: row[0])
    heads = ("measure", "pace", "base", "newest_period", "periods", "age")
    return Section(
        id="ages",
        title=words("figures.ages"),
        texts=(words("figures.ages.lead", day=statistics.as_of),),
        rows=Rows(
            words("figures.ages"),
            tuple(Cell(words(f"figures.{head}"), number=head == "periods") for head in heads),
            tuple(row for _, row in rows),
        ),
    )


def _held(statistics: Statistics, words: Catalogue) -> list[Section]:
    """Return what is in the store: files, and values that later files changed."""
    lang = words.lang
    geo = catalogue("geo", lang)
    sections = [
        _ages(statistics, words),
        Section(
            id="sources",
            title=words("figures.sources"),
            rows=Rows(
                words("figures.sources"),
                (
                    Cell(words("figures.form")),
                    Cell(words("figures.period")),
                    Cell(words("figures.file")),
                    Cell(words("figures.recorded")),
                    Cell(words("figures.count"), number=True),
                ),
                tuple(
                    (
                        Cell(geo(f"statistics.form.{source.form}")),
                        Cell(", ".join(source.periods)),
                        Cell(source.file),
                        Cell(source.recorded),
                        Cell(f"{source.rows:,}", number=True),
                    )
                    for source in reversed(statistics.sources)
                ),
            ),
        ),
    ]
    revisions = statistics.revisions()
    if revisions:
        newest = revisions[::-1][:_REVISIONS]
        sections.append(
            Section(
                id="revisions",
                title=words("figures.revisions", count=len(revisions)),
                rows=Rows(
                    words("figures.revisions", count=len(revisions)),
                    (
                        Cell(words("figures.level.complex")),
                        Cell(words("figures.measure")),
                        Cell(words("figures.period")),
                        Cell(words("figures.before"), number=True),
                        Cell(words("figures.after"), number=True),
                        Cell(words("figures.recorded")),
                    ),
                    tuple(
                        (
                            Cell(
                                statistics.complexes[revision.complex].name_ko,
                                f"statistics/complexes/{revision.complex}?f=html",
                            ),
                            Cell(MEASURES[revision.measure].name.of(lang)),
                            Cell(revision.period),
                            Cell(amount(revision.before, revision.measure, lang), number=True),
                            Cell(amount(revision.after, revision.measure, lang), number=True),
                            Cell(revision.recorded),
                        )
                        for revision in newest
                    ),
                ),
            )
        )
    return sections


def drawing(state: State, asked: Question, table: Table, words: Catalogue) -> str:
    """Draw a theme: regions by class, or complexes as circles; nothing without a value."""
    lang = words.lang
    known = table.known
    if not known:
        return ""
    unit = shown_unit(table, lang)
    themed = Themed(
        id="theme-map",
        title=title_of(asked, table, words),
        description="; ".join(
            f"{row.name.of(lang)}: {plain(row.value or 0)}" for row in known[:20]
        ),
        legend=f"{table.measure.name.of(lang)} ({unit})",
        none=words("figures.none"),
        lang=lang,
    )
    regions = outlines_of(state, "regions", asked.land)

    told = partial(told_of, state.snapshot.atlas, table=table, lang=lang)
    if table.level == "complex":
        placed, steps = sized(table, lang)
        circles = [
            Circle(item.lon, item.lat, item.radius, told(item.row), item.falls) for item in placed
        ]
        return circle_map(circles, regions, themed, steps)
    shapes = regions if table.level == "sido" else outlines_of(state, "districts", asked.land)
    areas = [Area(row.codes, row.value or 0, told(row)) for row in known]
    return area_map(areas, shapes, regions, themed, asked.classes)


def _series_table(found: Sequence[Series], words: Catalogue) -> Rows:
    """Return series as a table: measure, newest value, growth, a line through time, base."""
    return Rows(
        words("figures.series"),
        tuple(Cell(text, number=number) for text, number in headings(words)[:-1]),
        tuple(
            (
                Cell(series_row.name),
                Cell(series_row.newest, number=True),
                Cell(series_row.period),
                Cell(series_row.growth, number=True),
                Cell("" if series_row.line else NOTHING, drawing=series_row.line),
            )
            for series_row in series_rows(found, words)
        ),
    )


def series_sheet(title: str, found: Sequence[Series], words: Catalogue) -> Sheet:
    """Return series as a long table."""
    lang = words.lang
    return Sheet(
        title,
        (
            Column("measure", words("figures.measure")),
            Column("industry", words("figures.industry")),
            Column("period", words("figures.period")),
            Column("value", words("figures.value"), number=True),
            Column("unit", words("figures.unit")),
            Column("base", words("figures.base")),
        ),
        tuple(
            (
                series.measure.name.of(lang),
                industry_name(series.industry).of(lang),
                period,
                value,
                series.measure.unit_name.of(lang),
                words(f"figures.base.{series.base}"),
            )
            for series in found
            for period, value in series.points
        ),
        tuple(base_name(base).of(lang) for base in dict.fromkeys(series.base for series in found)),
    )


def subject_page(
    statistics: Statistics, profile: Profile, found: Together, words: Catalogue
) -> Analysis:
    """Return the page of a region, body, sector or group: the series of its complexes as one."""
    name = profile.subject.name.of(words.lang)
    return Analysis(
        title=words("figures.of", name=name),
        lead=words("figures.of.lead"),
        fields=(),
        sections=(
            *_of_bases(found.series, words),
            *_multiples(statistics, found.complexes, words),
            Section(id="rests", title=words("figures.about"), texts=notes_of(found, words)),
        ),
        forms=("json", "csv", "xlsx"),
    )


def _multiples(statistics: Statistics, ids: Sequence[str], words: Catalogue) -> list[Section]:
    """Show the industries beside each other through time, on one scale; nothing without any."""
    lang = words.lang
    for measure in ("production", "employment", "tenants"):
        found = by_industry(statistics, ids, "trends", measure)
        if any(len(series.points) > 1 for series in found):
            break
    else:
        return []
    periods = sorted({period for series in found for period, _ in series.points})
    panels = [
        Panel(
            industry_name(series.industry).of(lang),
            tuple(dict(series.points).get(period) for period in periods),
            f"{amount(series.newest[1], measure, lang)} ({change(series)})",
        )
        for series in found
    ]
    title = words("figures.multiples", measure=MEASURES[measure].name.of(lang))
    span = period_name(periods[0], lang), period_name(periods[-1], lang)
    return [
        Section(
            id="multiples",
            title=title,
            texts=(words("figures.multiples.lead"),),
            drawing=multiples("multiples-chart", title, span, panels),
            notes=(base_name("trends").of(lang),),
        )
    ]


def _of_bases(whole: Sequence[Series], words: Catalogue) -> list[Section]:
    """Return the table of each base, and the course of what matters most in it."""
    lang = words.lang
    sections = []
    for base in dict.fromkeys(series.base for series in whole):
        of_base = [series for series in whole if series.base == base]
        charted = next(
            (
                series
                for wanted in ("production", "operating_firms", "factories")
                for series in of_base
                if series.measure.id == wanted and len(series.points) > 1
            ),
            None,
        )
        sections.append(
            Section(
                id=base,
                title=words(f"figures.base.{base}"),
                texts=(base_name(base).of(lang),),
                rows=_series_table(of_base, words),
            )
        )
        if charted:
            unit = charted.measure.unit_name.of(lang)
            sections.append(
                Section(
                    id=f"{base}-chart",
                    title=f"{charted.measure.name.of(lang)} ({unit})",
                    drawing=_chart(charted, words),
                )
            )
    return sections


def complex_page(atlas: Atlas, statistics: Statistics, id_: str, words: Catalogue) -> Analysis:
    """Return the page of one complex: every series, by base, and its industries in the newest."""
    own, lang = statistics.complexes[id_], words.lang
    found = series_of(statistics, (id_,), industries=True)
    sections = _of_bases([series for series in found if series.industry == ALL], words)
    sections += _multiples(statistics, (id_,), words)
    industries = [series for series in found if series.industry != ALL]
    if industries:
        sections.append(_industries(industries, words))
    kind = catalogue("maps", lang)(f"kind.{own.kind.value}") if own.kind else ""
    where = lying(atlas, own).of(lang)
    return Analysis(
        title=own.name_en or own.name_ko if lang == "en" else own.name_ko,
        lead=" · ".join(filter(None, (kind, where))),
        fields=(),
        sections=tuple(sections),
        forms=("json", "csv", "xlsx"),
    )


def _chart(series: Series, words: Catalogue) -> str:
    lang = words.lang
    unit = series.measure.unit_name.of(lang)
    texts = tuple(amount(value, series.measure.id, lang) for _, value in series.points)
    return line_chart(
        LineChart(
            id=f"{series.base}-{series.measure.id}",
            title=f"{series.measure.name.of(lang)} ({unit})",
            description="; ".join(
                f"{period}: {text}" for (period, _), text in zip(series.points, texts, strict=True)
            ),
            periods=tuple(period for period, _ in series.points),
            values=tuple(value for _, value in series.points),
            texts=texts,
        )
    )


def _industries(found: Sequence[Series], words: Catalogue) -> Section:
    """Return the newest values by industry and measure, side by side."""
    lang = words.lang
    measures = list(dict.fromkeys(series.measure.id for series in found))
    industries = list(dict.fromkeys(series.industry for series in found))
    newest = {(series.industry, series.measure.id): series for series in found}
    rows = []
    for industry in industries:
        cells = [Cell(industry_name(industry).of(lang))]
        for measure in measures:
            item = newest.get((industry, measure))
            value = item.newest[1] if item else None
            cells.append(Cell(NOTHING if value is None else plain(value), number=True))
        rows.append(tuple(cells))
    period = max(series.newest[0] for series in found)
    return Section(
        id="industries",
        title=words("figures.industries", period=period),
        rows=Rows(
            words("figures.industries", period=period),
            (
                Cell(words("figures.industry")),
                *(
                    Cell(
                        f"{MEASURES[m].name.of(lang)} ({MEASURES[m].unit_name.of(lang)})",
                        number=True,
                    )
                    for m in measures
                ),
            ),
            tuple(rows),
        ),
    )


def targets_sheet(state: State, found: Sequence[Target], words: Catalogue) -> Sheet:
    """Return the targets as a table."""
    atlas, lang = state.snapshot.atlas, words.lang
    return Sheet(
        words("figures.targets"),
        (
            Column("id", "id"),
            Column("subject", words("figures.subject")),
            Column("indicator", words("figures.indicator")),
            Column("stated", words("figures.stated"), number=True),
            Column("unit", words("figures.unit")),
            Column("period", words("ledger.column.period")),
            Column("named_in", words("figures.named_in")),
            Column("printed", words("ledger.column.printed")),
            Column("standing", words("figures.standing")),
            Column("reasons", words("figures.reasons")),
            Column("series_period", words("figures.series_period")),
            Column("series_value", words("figures.series_value"), number=True),
            Column("happened", words("figures.happened"), number=True),
            Column("share_pct", words("figures.share"), number=True),
            Column("base", words("ledger.column.base")),
            Column("recomputed_pct", words("figures.recomputed"), number=True),
        ),
        tuple(
            (
                target.indicator.id,
                subject_of(atlas, target.indicator).of(lang),
                name_of(target.indicator).of(lang),
                target.stated if target.stated is not None else target.indicator.value,
                _unit(target, lang),
                target.indicator.period,
                words(f"ledger.named_in.{target.indicator.named_in}"),
                target.indicator.printed,
                words(f"figures.standing.{target.standing}"),
                "; ".join(words(f"figures.reason.{reason}") for reason in target.reasons),
                target.series.newest[0] if target.series else None,
                target.series.newest[1] if target.series else None,
                target.happened,
                target.indicator.share_pct,
                target.indicator.base.of(lang) if target.indicator.base else None,
                target.shares[-1][1] if target.shares else None,
            )
            for target in found
        ),
    )


def _unit(target: Target, lang: Lang) -> str | None:
    if target.stated is not None and target.series is not None:
        return target.series.measure.unit_name.of(lang)
    unit = unit_of(target.indicator)
    return unit.of(lang) if unit else None


def targets_page(
    state: State,
    found: Sequence[Target],
    subject: str,
    words: Catalogue,
    fields: tuple[object, ...],
) -> Analysis:
    """Return the page of all targets, or of one hub with its charts."""
    atlas, lang = state.snapshot.atlas, words.lang
    sections = []
    for standing in ("compared", "beside", "apart"):
        own = [target for target in found if target.standing == standing]
        if own:
            sections.append(
                Section(
                    id=standing,
                    title=words(f"figures.standing.{standing}"),
                    texts=(words(f"figures.standing.{standing}.lead"),),
                    rows=Rows(
                        words(f"figures.standing.{standing}"),
                        (
                            Cell(words("figures.subject")),
                            Cell(words("figures.indicator")),
                            Cell(words("figures.stated"), number=True),
                            Cell(words("ledger.column.period")),
                            Cell(words("figures.named_in")),
                            Cell(words("figures.series_value"), number=True),
                            Cell(words("figures.reasons")),
                        ),
                        tuple(_target_row(state, target, words) for target in own),
                    ),
                )
            )
    charted = [
        target for target in found if target.series is not None and target.stated is not None
    ]
    if subject:
        sections += [
            _target_chart(target, words) for target in charted if target.standing != "apart"
        ]
        shares = [
            target for target in found if target.shares and target.indicator.share_pct is not None
        ]
        if shares:
            sections.append(_shares(shares, words))
    name = subject_of(atlas, found[0].indicator).of(lang) if subject and found else ""
    return Analysis(
        title=words("figures.targets.of", name=name) if name else words("figures.targets"),
        lead=words("figures.targets.lead"),
        fields=fields,  # type: ignore[arg-type] # fields of a form
        sections=tuple(sections),
        forms=("json", "csv", "xlsx"),
    )


def _target_row(state: State, target: Target, words: Catalogue) -> tuple[Cell, ...]:
    atlas, lang = state.snapshot.atlas, words.lang
    number = target.indicator
    region = region_of(atlas, number)
    subject = f"{region.short.of(lang)} · " if region else ""
    if target.stated is not None and target.series:
        stated = amount(target.stated, target.series.measure.id, lang)
    elif number.value is not None:
        stated = with_unit(exact(number.value), _unit(target, lang) or "", lang)
    else:
        stated = NOTHING
    newest = NOTHING
    if target.happened is not None and target.series:
        newest = amount(target.happened, target.series.measure.id, lang)
    elif target.series and target.series.newest[1] is not None:
        period, value = target.series.newest
        newest = f"{amount(value, target.series.measure.id, lang)} ({period})"
    reasons = " ".join(words(f"figures.reason.{reason}") for reason in target.reasons)
    return (
        Cell(
            f"{subject}{subject_of(atlas, number).of(lang)}",
            f"statistics/targets?f=html&subject={number.subject}",
        ),
        Cell(name_of(number).of(lang)),
        Cell(stated, number=True),
        Cell(number.period or NOTHING),
        Cell(words(f"ledger.named_in.{number.named_in}")),
        Cell(newest, number=True),
        Cell(reasons or NOTHING),
    )


def _target_chart(target: Target, words: Catalogue) -> Section:
    """Draw the series with the document's value beside it."""
    lang, series = words.lang, target.series
    assert series is not None  # noqa: S101 - the caller has looked
    assert target.stated is not None  # noqa: S101
    periods = tuple(period for period, _ in series.points)
    year = target.indicator.period
    at = next((float(i) for i, p in enumerate(periods) if year and p.startswith(year)), -0.6)
    texts = tuple(amount(value, series.measure.id, lang) for _, value in series.points)
    title = f"{name_of(target.indicator).of(lang)} ({series.measure.unit_name.of(lang)})"
    drawn = line_chart(
        LineChart(
            id=f"target-{target.indicator.id}",
            title=title,
            description="; ".join(f"{p}: {t}" for p, t in zip(periods, texts, strict=True)),
            periods=periods,
            values=tuple(value for _, value in series.points),
            texts=texts,
            marks=(LineMark(at, target.stated, words("figures.document")),),
        )
    )
    return Section(
        id=f"chart-{target.indicator.id}",
        title=title,
        drawing=drawn,
        notes=(
            words("figures.printed", printed=target.indicator.printed),
            *(words(f"figures.reason.{reason}") for reason in target.reasons),
            base_name(series.base).of(lang),
        ),
    )


def _shares(found: Sequence[Target], words: Catalogue) -> Section:
    lang = words.lang
    rows = []
    for target in found:
        assert target.series is not None  # noqa: S101 - shares have one
        for period, share in target.shares:
            rows.append(
                (
                    Cell(name_of(target.indicator).of(lang)),
                    Cell(f"{target.indicator.share_pct:g}%", number=True),
                    Cell(target.indicator.base.of(lang) if target.indicator.base else NOTHING),
                    Cell(period),
                    Cell(f"{share:.1f}%", number=True),
                )
            )
    return Section(
        id="shares",
        title=words("figures.shares"),
        texts=(words("figures.shares.lead"),),
        rows=Rows(
            words("figures.shares"),
            (
                Cell(words("figures.indicator")),
                Cell(words("figures.share"), number=True),
                Cell(words("ledger.column.base")),
                Cell(words("figures.period")),
                Cell(words("figures.recomputed"), number=True),
            ),
            tuple(rows),
        ),
    )


def counts_page(counts: Counts, words: Catalogue) -> Analysis:
    """Return both counts of complexes, and by name what stands in one list only."""
    lang = words.lang
    maps = catalogue("maps", lang)

    def told(value: int | None) -> Cell:
        return Cell(NOTHING if value is None else f"{value:,}", number=True)

    sections = [
        Section(
            id="counts",
            title=words("figures.counts"),
            texts=(
                words("figures.counts.listed", day=counts.listed_as_of or NOTHING),
                words("figures.counts.designated", day=counts.designated_as_of)
                if counts.designated_as_of
                else words("figures.counts.none"),
            ),
            rows=Rows(
                words("figures.counts"),
                (
                    Cell(words("figures.kind")),
                    Cell(words("figures.counts.rows"), number=True),
                    Cell(words("figures.counts.once"), number=True),
                    Cell(words("figures.counts.layer"), number=True),
                    Cell(words("figures.counts.linked"), number=True),
                ),
                tuple(
                    (
                        Cell(maps(f"kind.{kind.kind}") if kind.kind else words("figures.all")),
                        told(kind.listed),
                        told(kind.complexes),
                        told(kind.designated),
                        told(kind.linked),
                    )
                    for kind in counts.kinds
                ),
            ),
            notes=(words("figures.counts.shared", names=", ".join(counts.shared)),)
            if counts.shared
            else (),
        )
    ]
    for key, names in (
        ("only_listed", counts.only_listed),
        ("only_designated", counts.only_designated),
    ):
        if names:
            sections.append(
                Section(
                    id=key,
                    title=words(f"figures.counts.{key}", count=len(names)),
                    rows=Rows(
                        words(f"figures.counts.{key}", count=len(names)),
                        (
                            Cell(words("figures.level.complex")),
                            Cell(words("figures.kind")),
                            Cell(words("figures.level.sido")),
                            Cell(words("figures.level.sigungu")),
                        ),
                        tuple(
                            (
                                Cell(name.name),
                                Cell(maps(f"kind.{name.kind}") if name.kind else NOTHING),
                                Cell(name.sido or NOTHING),
                                Cell(name.sigungu or NOTHING),
                            )
                            for name in names
                        ),
                    ),
                )
            )
    return Analysis(
        title=words("figures.counts"),
        lead=words("figures.counts.lead"),
        fields=(),
        sections=tuple(sections),
        forms=("json", "csv", "xlsx"),
    )


def counts_sheet(counts: Counts, words: Catalogue) -> Sheet:
    """Return by name what stands in one list only."""
    maps = catalogue("maps", words.lang)
    return Sheet(
        words("figures.counts"),
        (
            Column("list", words("figures.list")),
            Column("name", words("figures.level.complex")),
            Column("kind", words("figures.kind")),
            Column("sido", words("figures.level.sido")),
            Column("sigungu", words("figures.level.sigungu")),
        ),
        tuple(
            (
                words(f"figures.list.{key}"),
                name.name,
                maps(f"kind.{name.kind}") if name.kind else None,
                name.sido,
                name.sigungu,
            )
            for key, names in (
                ("listed", counts.only_listed),
                ("designated", counts.only_designated),
            )
            for name in names
        ),
    )
