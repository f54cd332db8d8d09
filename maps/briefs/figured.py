"""The imported figures of a brief's subject: statements, a table and a chart, base by base."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geo.analysis.figures import grown
from geo.layers.indicators import name_of, subject_of
from geo.statistics.measures import base_name
from geo.statistics.telling import NOTHING, amount, change, percent, period_name, plain
from maps.briefs.content import Bar, Bullet, Chart, Column, SketchPicture, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.analysis.figures import Series
    from geo.analysis.targets import Target
    from geo.analysis.together import Together
    from maps.briefs.content import Notes
    from maps.briefs.telling import Telling

_SAID = (
    *("tenants", "operating_firms", "employment", "production", "exports", "sold_percent"),
    *("operating_rate", "factories", "factory_employment", "knowledge_centres"),
)
"""What a statement tells of each base; the table has all of them."""
_CHARTED = ("production", "operating_firms", "factories")
"""Of which a chart shows the course, the first that has one."""


def figures(telling: Telling) -> Iterator[Bullet]:
    """Say the newest values of each base, and what a year has changed."""
    found = telling.figures
    if found is None:
        return
    words, lang = telling.words, telling.lang
    compared = False
    for base in found.bases:
        own = [one for one in found.series if one.base == base and one.measure.id in _SAID]
        period = max((one.newest[0] for one in own), default="")
        told = []
        for one in own:
            if one.newest[0] != period or one.newest[1] is None:
                continue
            text = f"{one.measure.name.of(lang)} {amount(one.newest[1], one.measure.id, lang)}"
            compared = compared or one.growth is not None
            told.append(text if one.growth is None else telling.aside(text, change(one)))
        if told:
            fields = {
                "base": words(f"figured.base.{base}"),
                "period": period_name(period, lang),
                "list": ", ".join(told),
            }
            yield Bullet(words("say.figures", **fields), 1, _files(telling, found, base))
    if compared:
        yield Bullet(words("say.figures.caveat"), 3)


def _files(telling: Telling, found: Together, base: str) -> Notes:
    """Cite the files of a base, and of how many complexes its values are."""
    count = found.counted(base)
    fields = {
        "base": base_name(base).of(telling.lang),
        "files": ", ".join(found.files[base]),
        "sum": telling.agreeing("figured.sum", count) if len(found.complexes) > 1 else "",
    }
    text = telling.words("computed.figures", **fields).rstrip()
    return telling.notes.told(("figures", base), text, ("statistics",))


def aims(telling: Telling) -> Iterator[Bullet]:
    """Set each target and contribution beside what happened, or say why that cannot be done."""
    found = telling.figures
    if found is None:
        return
    words = telling.words
    beside: dict[tuple[str, str, str], list[Target]] = {}
    for one in found.targets:
        if one.series is None or one.stated is None:
            continue
        if one.standing == "compared":
            yield Bullet(_compared(telling, one), 1, telling.notes.cite([one.indicator.evidence]))
        elif one.standing == "beside":
            key = one.indicator.subject, one.series.base, one.reasons[0]
            beside.setdefault(key, []).append(one)
    for (_, base, reason), own in beside.items():
        fields = {
            "about": subject_of(telling.atlas, own[0].indicator).of(telling.lang),
            "list": ", ".join(_beside(telling, one) for one in own),
            "base": words(f"figured.base.{base}"),
            "reason": words(f"figured.reason.{reason}"),
        }
        notes = telling.notes.cite(one.indicator.evidence for one in own)
        yield Bullet(words("say.aim.beside", **fields), 1, notes)
        shares = [one for one in own if one.shares and one.indicator.share_pct is not None]
        if shares:
            told = ", ".join(_share(telling, one) for one in shares)
            yield Bullet(words("say.aim.share", list=told), 2)
    apart = [one for one in found.targets if one.standing == "apart"]
    if apart:
        reasons = Counter(reason for one in apart for reason in one.reasons)
        told = ", ".join(
            words("figured.reason", reason=words(f"figured.reason.{reason}"), count=count)
            for reason, count in reasons.most_common()
        )
        yield Bullet(words("say.aim.apart", count=len(apart), reasons=told), 3)


def _compared(telling: Telling, one: Target) -> str:
    """Tell a target, what happened in its period, and by how much they differ."""
    series, lang = one.series, telling.lang
    assert series is not None  # noqa: S101 - the caller has looked
    assert one.stated is not None  # noqa: S101
    assert one.happened is not None  # noqa: S101 - it is compared
    return telling.words(
        "say.aim.compared",
        about=subject_of(telling.atlas, one.indicator).of(lang),
        name=name_of(one.indicator).of(lang),
        stated=telling.amount(one.indicator),
        base=telling.words(f"figured.base.{series.base}"),
        period=one.indicator.period,
        happened=amount(one.happened, series.measure.id, lang),
        difference=percent(grown(one.stated, one.happened)),
    )


def _beside(telling: Telling, one: Target) -> str:
    """Tell a number of the documents and the newest value of the series: no difference."""
    series = one.series
    assert series is not None  # noqa: S101 - the caller has looked
    period, value = series.newest
    return telling.words(
        "figured.beside",
        name=name_of(one.indicator).of(telling.lang),
        stated=telling.amount(one.indicator),
        value=amount(value, series.measure.id, telling.lang),
        period=period_name(period, telling.lang),
    )


def _share(telling: Telling, one: Target) -> str:
    period, share = one.shares[-1]
    return telling.words(
        "figured.share",
        name=name_of(one.indicator).of(telling.lang),
        stated=f"{one.indicator.share_pct:g}%",
        share=f"{share:.1f}%",
        period=period_name(period, telling.lang),
    )


def table(telling: Telling) -> Table | None:
    """List the newest value of every series, and what a year has changed."""
    found = telling.figures
    if found is None:
        return None
    words, lang = telling.words, telling.lang
    rows = tuple(
        (
            one.measure.name.of(lang),
            NOTHING if one.newest[1] is None else plain(one.newest[1]),
            one.measure.unit_name.of(lang),
            period_name(one.newest[0], lang),
            change(one),
            words(f"figured.base.{one.base}"),
        )
        for one in found.series
    )
    numbers = {"value", "growth"}
    columns = tuple(
        Column(words(f"column.{key}"), key in numbers)
        for key in ("indicator", "value", "unit", "when", "growth", "figures_of")
    )
    notes = [note for base in found.bases for note in _files(telling, found, base)]
    return Table(caption=words("table.imported"), columns=columns, rows=rows, notes=tuple(notes))


def chart(telling: Telling) -> Chart | None:
    """Show the course of what matters most; None for fewer than two periods."""
    found = telling.figures
    shown = _charted(found.series) if found else None
    if found is None or shown is None:
        return None
    lang = telling.lang
    known = [(period, value) for period, value in shown.points if value is not None]
    name, unit = shown.measure.name.of(lang), shown.measure.unit_name.of(lang)
    told = [f"{period} {amount(value, shown.measure.id, lang)}" for period, value in known]
    return Chart(
        caption=telling.words("chart.imported", name=name),
        series=(name,),
        bars=tuple(Bar(period, (value,)) for period, value in known),
        unit=unit,
        base=telling.words(f"figured.base.{shown.base}"),
        period=f"{known[0][0]}–{known[-1][0]}",
        alternative="; ".join(told),
        notes=_files(telling, found, shown.base),
    )


def theme(telling: Telling) -> SketchPicture | None:
    """Show a figure of the 시군구 or complexes of the subject as a map."""
    shown, found = telling.theme, telling.figures
    if shown is None or found is None or shown.base not in found.bases:
        return None
    return SketchPicture(
        sketches=(shown.sketch,),
        caption=shown.sketch.title,
        alternative=shown.sketch.description,
        notes=_files(telling, found, shown.base),
    )


def _charted(series: Sequence[Series]) -> Series | None:
    for wanted in _CHARTED:
        for one in series:
            values = [value for _, value in one.points if value is not None]
            if one.measure.id == wanted and len(values) > 1 and min(values) >= 0:
                return one
    return None
