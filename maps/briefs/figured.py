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
        own = [
            series for series in found.series if series.base == base and series.measure.id in _SAID
        ]
        period = max((series.newest[0] for series in own), default="")
        told = []
        for item in own:
            if item.newest[0] != period or item.newest[1] is None:
                continue
            text = f"{item.measure.name.of(lang)} {amount(item.newest[1], item.measure.id, lang)}"
            compared = compared or item.growth is not None
            told.append(text if item.growth is None else telling.aside(text, change(item)))
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
    for target in found.targets:
        if target.series is None or target.stated is None:
            continue
        if target.standing == "compared":
            yield Bullet(
                _compared(telling, target), 1, telling.notes.cite([target.indicator.evidence])
            )
        elif target.standing == "beside":
            key = target.indicator.subject, target.series.base, target.reasons[0]
            beside.setdefault(key, []).append(target)
    for (_, base, reason), own in beside.items():
        fields = {
            "about": subject_of(telling.atlas, own[0].indicator).of(telling.lang),
            "list": ", ".join(_beside(telling, item) for item in own),
            "base": words(f"figured.base.{base}"),
            "reason": words(f"figured.reason.{reason}"),
        }
        notes = telling.notes.cite(item.indicator.evidence for item in own)
        yield Bullet(words("say.aim.beside", **fields), 1, notes)
        shares = [item for item in own if item.shares and item.indicator.share_pct is not None]
        if shares:
            text = ", ".join(_share(telling, share) for share in shares)
            yield Bullet(words("say.aim.share", list=text), 2)
    apart = [item for item in found.targets if item.standing == "apart"]
    if apart:
        reasons = Counter(reason for item in apart for reason in item.reasons)
        text = ", ".join(
            words("figured.reason", reason=words(f"figured.reason.{reason}"), count=count)
            for reason, count in reasons.most_common()
        )
        yield Bullet(words("say.aim.apart", count=len(apart), reasons=text), 3)


def _compared(telling: Telling, target: Target) -> str:
    """Tell a target, what happened in its period, and by how much they differ."""
    series, lang = target.series, telling.lang
    assert series is not None  # noqa: S101 - the caller has looked
    assert target.stated is not None  # noqa: S101
    assert target.happened is not None  # noqa: S101 - it is compared
    return telling.words(
        "say.aim.compared",
        about=subject_of(telling.atlas, target.indicator).of(lang),
        name=name_of(target.indicator).of(lang),
        stated=telling.amount(target.indicator),
        base=telling.words(f"figured.base.{series.base}"),
        period=target.indicator.period,
        happened=amount(target.happened, series.measure.id, lang),
        difference=percent(grown(target.stated, target.happened)),
    )


def _beside(telling: Telling, target: Target) -> str:
    """Tell a number of the documents and the newest value of the series: no difference."""
    series = target.series
    assert series is not None  # noqa: S101 - the caller has looked
    period, value = series.newest
    return telling.words(
        "figured.beside",
        name=name_of(target.indicator).of(telling.lang),
        stated=telling.amount(target.indicator),
        value=amount(value, series.measure.id, telling.lang),
        period=period_name(period, telling.lang),
    )


def _share(telling: Telling, target: Target) -> str:
    period, share = target.shares[-1]
    return telling.words(
        "figured.share",
        name=name_of(target.indicator).of(telling.lang),
        stated=f"{target.indicator.share_pct:g}%",
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
            series.measure.name.of(lang),
            NOTHING if series.newest[1] is None else plain(series.newest[1]),
            series.measure.unit_name.of(lang),
            period_name(series.newest[0], lang),
            change(series),
            words(f"figured.base.{series.base}"),
        )
        for series in found.series
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
        for item in series:
            values = [value for _, value in item.points if value is not None]
            if item.measure.id == wanted and len(values) > 1 and min(values) >= 0:
                return item
    return None
