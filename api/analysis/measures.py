"""The measures of a network beside what chance would give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.analysis.content import Analysis, Field, Rows, Section, as_csv, table
from api.analysis.sketched import symbol_sketch
from api.profiles.addresses import Addresses
from api.profiles.lists import NOTHING, Cell
from geo.analysis.values import written
from geo.exports.networks import title_of
from geo.messages import catalogue
from geo.networks.models import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from api.analysis.asked import Question
    from geo.analysis.report import Chance, Report
    from geo.jsons import Json
    from geo.messages import Catalogue, Lang
    from geo.networks.models import Level, Vertex
    from geo.networks.nulls import Expectation
    from maps.locator import Outlines

SHOWN = (
    "memberships", "roots", "partners", "ties_out", "ties_in", "betweenness", "crossing_share",
    "cut",
)  # fmt: skip
"""Measures of a place on the page; the files have all."""
SIZE = "memberships"
"""Measure by whose values places are drawn if no other is asked for."""
LARGEST = 12
"""Places beside the map."""
KEY = ("crossing_share", "crossing_zone_share", "length_mean", "reciprocity")
"""Measures that the page begins with."""


def document(asked: Question, report: Report, lang: Lang) -> dict[str, Json]:
    """Return everything as one JSON object."""
    groups = report.communities
    return {
        "network": asked.network,
        "title": title_of(asked.network, asked.atlas).of(lang),
        "level": report.model.level,
        "sector": asked.sector,
        "as_of": asked.as_of,
        "zoning": asked.atlas.zoning.id,
        "samples": report.samples,
        "seed": report.seed,
        "measures": [
            {
                "id": name,
                "name": measure_name(asked, name, lang),
                "means": measure_name(asked, f"{name}.means", lang),
                "value": value,
                "chance": {
                    chance.kept: _expectation(chance.expectations[name])
                    for chance in report.chances
                    if name in chance.expectations
                },
                "projected": (
                    _expectation(report.projected[name]) if name in report.projected else None
                ),
            }
            for name, value in report.measured.network.items()
        ],
        "chance": {chance.kept: {"mixed": chance.mixed} for chance in report.chances},
        "groups": None
        if groups is None
        else {
            "modularity": groups.modularity,
            "p": groups.p,
            "beyond_chance": groups.beyond_chance,
        },
        "effects": [effect._asdict() for effect in report.effects],
        "nodes": [_node(report, number, lang) for number in range(report.model.size)],
    }


def measure_name(asked: Question, key: str, lang: Lang) -> str:
    """Return what a measure is called, or means; one across zones names their scheme."""
    zoning = asked.atlas.zoning.short.of(lang)
    return catalogue("geo", lang)(f"measure.{key}", zoning=zoning)


def csv_of(report: Report, lang: Lang) -> bytes:
    """Return a row for each node with all its measures."""
    nodes = [_node(report, number, lang) for number in range(report.model.size)]
    columns = list(nodes[0]) if nodes else ["id"]
    return as_csv(columns, [[node[name] for name in columns] for node in nodes])


def _expectation(expectation: Expectation) -> dict[str, Json]:
    return {
        "mean": expectation.mean,
        "low": expectation.low,
        "high": expectation.high,
        "p": expectation.p,
        "by_lot": expectation.by_lot,
        "verdict": expectation.verdict,
    }


def _node(report: Report, number: int, lang: Lang) -> dict[str, Json]:
    vertex = report.model.vertices[number]
    values = {name: float(node[number]) for name, node in report.measured.nodes.items()}
    item: dict[str, Json] = {
        "id": vertex.id,
        "name": vertex.name.of(lang),
        "lon": round(vertex.lon, 5),
        "lat": round(vertex.lat, 5),
        "sido": vertex.sido or None,
        "zone": vertex.zone.of(lang),
        **{name: _rounded(value) for name, value in values.items()},
    }
    if report.communities is not None and report.communities.beyond_chance and _places(report):
        item["group"] = int(report.communities.group[number])
        item["stability"] = round(float(report.communities.stability[number]), 3)
    return item


def _rounded(value: float) -> Json:
    if value != value:  # noqa: PLR0124 - NaN alone differs from itself
        return None
    return int(value) if value.is_integer() else round(value, 6)


def _places(report: Report) -> bool:
    return report.model.level == "complex"


def page_of(
    asked: Question,
    report: Report,
    level: Level,
    *,
    outlines: Outlines | None,
    lang: Lang,
    size: str = SIZE,
    colour: str = "",
) -> Analysis:
    """Return the page; without outlines it has no map."""
    words = catalogue("api", lang)
    levels = asked.levels(words, LEVELS)
    measures = tuple((node, measure_name(asked, node, lang)) for node in report.measured.nodes)
    drawn = []
    if outlines is not None:
        sketch = symbol_sketch(report, size, colour, outlines, words)
        drawn.append(
            Section(
                id="map",
                title=sketch.title,
                texts=(sketch.description,),
                sketches=(sketch,),
                rows=_largest(asked, report, [size, *([colour] if colour else [])], words),
            )
        )
    return Analysis(
        title=words("metrics.title", network=title_of(asked.network, asked.atlas).of(lang)),
        lead=words("metrics.lead"),
        fields=(
            *asked.fields(words, network=False),
            Field("level", words("analysis.level"), "select", level, levels),
            Field("size", words("metrics.map.size"), "select", size, measures),
            Field(
                "colour",
                words("metrics.map.colour"),
                "select",
                colour,
                measures,
                words("metrics.map.none"),
            ),
        ),
        sections=tuple(_sections(asked, report, drawn, words)),
        forms=("json", "csv", "svg", "png"),
    )


def _sections(
    asked: Question, report: Report, drawn: Sequence[Section], words: Catalogue
) -> Iterator[Section]:
    yield Section(
        id="short",
        title=words("metrics.short"),
        items=tuple(Cell(text) for text in _findings(asked, report, words)),
    )
    yield _whole(asked, report, words)
    yield from drawn
    yield _nodes(asked, report, words)
    yield _groups(report, words)
    yield Section(
        id="distance",
        title=words("metrics.distance"),
        items=tuple(
            Cell(
                words(
                    f"metrics.effect.{effect.term}",
                    factor=f"{effect.factor:.2f}",
                    low=f"{effect.low:.2f}",
                    high=f"{effect.high:.2f}",
                )
            )
            for effect in report.effects
        ),
        texts=() if report.effects else (words("metrics.no_effects"),),
        notes=(words("metrics.effects.note"),) if report.effects else (),
    )
    yield _definitions(asked, report, words)


def _findings(asked: Question, report: Report, words: Catalogue) -> Iterator[str]:
    """Say the most important in sentences."""
    whole = report.measured.network
    counts = {name: written(name, whole[name], words) for name in ("nodes", "bodies", "ties")}
    yield words("metrics.counts", **counts)
    first = next((chance for chance in report.chances if chance.expectations), None)
    for name in KEY:
        if first is None or name not in first.expectations:
            continue
        expectation = first.expectations[name]
        yield words(
            f"metrics.found.{expectation.verdict}",
            measure=measure_name(asked, name, words.lang),
            value=written(name, expectation.observed, words),
            low=written(name, expectation.low, words),
            high=written(name, expectation.high, words),
        )
    yield words("metrics.wide", bodies=counts["bodies"])


def _whole(asked: Question, report: Report, words: Catalogue) -> Section:
    shown = [chance for chance in report.chances if chance.expectations]
    rows = [
        (
            Cell(measure_name(asked, name, words.lang), f"#about-{name}"),
            Cell(written(name, value, words), number=True),
            *(Cell(_beside(chance, name, words)) for chance in shown),
        )
        for name, value in report.measured.network.items()
        if value is not None
    ]
    left_out = [chance for chance in report.chances if not chance.mixed]
    notes = [words("metrics.chance.note", samples=f"{report.samples:,}", seed=report.seed)]
    if any(each.by_lot for chance in shown for each in chance.expectations.values()):
        notes.append(words("metrics.chance.lot", seed=report.seed))
    notes += [words(f"metrics.chance.{chance.kept}.means") for chance in shown]
    notes += [
        words("metrics.chance.unmixed", kept=words(f"metrics.chance.{chance.kept}"))
        for chance in left_out
    ]
    notes += [
        words(
            "metrics.projected",
            measure=measure_name(asked, name, words.lang),
            verdict=words(f"metrics.verdict.{expectation.verdict}"),
        )
        for name, expectation in report.projected.items()
    ]
    columns = [words("metrics.measure"), words("metrics.value")]
    columns += [words(f"metrics.chance.{chance.kept}") for chance in shown]
    title = words("metrics.whole")
    return Section(id="whole", title=title, rows=table(title, columns, rows), notes=tuple(notes))


def _beside(chance: Chance, name: str, words: Catalogue) -> str:
    expectation = chance.expectations.get(name)
    if expectation is None:
        return NOTHING
    if expectation.verdict == "fixed":
        return words("metrics.verdict.fixed")
    low, high = written(name, expectation.low, words), written(name, expectation.high, words)
    verdict = words(f"metrics.verdict.{expectation.verdict}")
    key = "metrics.beside_lot" if expectation.by_lot else "metrics.beside"
    return words(key, low=low, high=high, verdict=verdict)


def _largest(asked: Question, report: Report, names: Sequence[str], words: Catalogue) -> Rows:
    """Return the places with the largest values of the first measure."""
    values = report.measured.nodes
    known = [n for n in range(report.model.size) if values[names[0]][n] == values[names[0]][n]]
    known.sort(key=lambda n: tuple(-values[name][n] for name in names))
    rows = [
        (
            Cell(report.model.vertices[n].name.of(words.lang), _path(asked, report, n)),
            *(Cell(written(name, float(values[name][n]), words), number=True) for name in names),
        )
        for n in known[:LARGEST]
    ]
    title = words("metrics.map.largest")
    return table(title, [title, *(measure_name(asked, name, words.lang) for name in names)], rows)


def _nodes(asked: Question, report: Report, words: Catalogue) -> Section:
    values = report.measured.nodes
    order = sorted(
        range(report.model.size),
        key=lambda n: (-values["memberships"][n], -values["betweenness"][n], n),
    )
    rows = [
        (
            Cell(report.model.vertices[n].name.of(words.lang), _path(asked, report, n)),
            *(Cell(written(name, float(values[name][n]), words), number=True) for name in SHOWN),
        )
        for n in order
    ]
    zoning = asked.atlas.zoning.short.of(words.lang)
    title = words(f"metrics.nodes.{report.model.level}", zoning=zoning)
    columns = [title, *(measure_name(asked, name, words.lang) for name in SHOWN)]
    return Section(
        id="nodes",
        title=title,
        rows=table(title, columns, rows),
        notes=(words("metrics.nodes.note"),),
    )


def _path(asked: Question, report: Report, number: int) -> str:
    vertex: Vertex = report.model.vertices[number]
    if report.model.level == "complex":
        return Addresses(asked.atlas).of_thing(asked.atlas.places[vertex.id])
    return f"regions/{vertex.id}" if report.model.level == "sido" else ""


def _groups(report: Report, words: Catalogue) -> Section:
    title, groups = words("metrics.groups"), report.communities
    if groups is None:
        return Section(id="groups", title=title, texts=(words("metrics.groups.nobody"),))
    facts = {"modularity": f"{groups.modularity:.2f}", "p": f"{groups.p:.2f}"}
    if not groups.beyond_chance:
        return Section(id="groups", title=title, texts=(words("metrics.groups.none", **facts),))
    if not _places(report):
        return Section(id="groups", title=title, texts=(words("metrics.groups.some", **facts),))
    rows = []
    for number in sorted(set(groups.group.tolist())):
        members = [n for n in range(report.model.size) if groups.group[n] == number]
        if len(members) < 2:
            continue
        members.sort(key=lambda n: -groups.stability[n])
        text = ", ".join(
            f"{report.model.vertices[n].name.of(words.lang)} ({groups.stability[n]:.0%})"
            for n in members
        )
        rows.append((Cell(f"{number + 1}"), Cell(f"{len(members)}", number=True), Cell(text)))
    columns = [words("metrics.group"), words("metrics.size"), words("metrics.members")]
    return Section(
        id="groups",
        title=title,
        texts=(words("metrics.groups.some", **facts),),
        rows=table(title, columns, rows),
        notes=(words("metrics.stability.note"),),
    )


def _definitions(asked: Question, report: Report, words: Catalogue) -> Section:
    names = dict.fromkeys((*report.measured.network, *SHOWN))
    title = words("metrics.definitions")
    rows = [
        (
            Cell(measure_name(asked, name, words.lang), f"@about-{name}"),
            Cell(measure_name(asked, f"{name}.means", words.lang)),
        )
        for name in names
    ]
    columns = [words("metrics.measure"), words("metrics.means")]
    return Section(
        id="definitions",
        title=title,
        rows=table(title, columns, rows),
        notes=(words("metrics.definitions.note"),),
    )
