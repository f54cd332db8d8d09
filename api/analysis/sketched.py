"""Drawings of analyses, for their pages and as files."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from api.analysis.asked import programmes
from geo.analysis.gaps import COMPLEXES
from geo.analysis.values import written
from geo.exports.networks import title_of
from geo.messages import catalogue
from maps.labels import short_names
from maps.sketches.chord import chord_diagram
from maps.sketches.files import draw_sketches
from maps.sketches.flows import FlowLine, FlowNode, flow_map
from maps.sketches.places import Dot, Scale, Symbol, gap_map, symbol_map
from maps.sketches.ways import Land, Link, Stop, around_map, change_map, way_map

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from api.analysis.asked import Question
    from geo.analysis.flows import Flows, Way
    from geo.analysis.gaps import Gaps
    from geo.analysis.paths import Near, Step
    from geo.analysis.report import Report
    from geo.analysis.scenario import Outcome
    from geo.atlas import Atlas
    from geo.messages import Catalogue, Lang
    from geo.model.places import Place
    from maps.locator import Outlines
    from maps.sketches.model import Sketch

_LARGEST = 5
"""Places that are named in words."""


def key_of(start: int, end: int) -> str:
    """Return what stands for a flow on the map, in the circle and in the matrix."""
    return f"{start}-{end}"


def flow_sketches(flows: Flows, outlines: Outlines, words: Catalogue) -> tuple[Sketch, ...]:
    """Draw flows over the country, and around a circle where there are any."""
    names = [region.name.of(words.lang) for region in flows.regions]
    totals = flows.out + flows.into + flows.within
    nodes = [
        FlowNode(
            key_of(n, n),
            names[n],
            codes,
            int(flows.within[n]),
            int(totals[n]),
            (vertex.lon, vertex.lat),
        )
        for n, (vertex, codes) in enumerate(zip(flows.regions, flows.codes, strict=True))
    ]
    lines = [FlowLine(key_of(f.start, f.end), f.start, f.end, len(f.ties)) for f in flows.flows]
    text = "; ".join(
        words("flows.told", start=names[flow.start], end=names[flow.end], count=len(flow.ties))
        for flow in flows.flows
    )
    value = text or words("flows.nothing")
    drawn = flow_map(
        nodes, lines, outlines, words.lang, title=words("flows.map"), description=value
    )
    if not lines:
        return (drawn,)
    return drawn, chord_diagram(nodes, lines, title=words("flows.chord"), description=value)


def symbol_sketch(
    report: Report, size: str, colour: str, outlines: Outlines, words: Catalogue
) -> Sketch:
    """Draw the places of a network by one measure, or two."""
    lang, of_geo = words.lang, catalogue("geo", words.lang)
    sizes = report.measured.nodes[size]
    colours = report.measured.nodes[colour] if colour else sizes
    symbols = [
        Symbol(vertex.name.of(lang), vertex.lon, vertex.lat, float(a), float(b))
        for vertex, a, b in zip(report.model.vertices, sizes, colours, strict=True)
    ]

    def scale(name: str) -> Scale:
        return Scale(of_geo(f"measure.{name}"), partial(_said, name, words))

    return symbol_map(
        symbols,
        scale(size),
        scale(colour) if colour else None,
        outlines,
        lang,
        title=words("metrics.map"),
        description=symbols_told(report, size, colour, words),
    )


def _said(name: str, words: Catalogue, value: float) -> str:
    return written(name, value, words)


def symbols_told(report: Report, size: str, colour: str, words: Catalogue) -> str:
    """Say what the map of a measure shows."""
    of_geo = catalogue("geo", words.lang)
    values = report.measured.nodes[size]
    order = sorted(
        (n for n in range(report.model.size) if not math.isnan(values[n])), key=lambda n: -values[n]
    )
    names = ", ".join(
        f"{report.model.vertices[n].name.of(words.lang)} ({written(size, float(values[n]), words)})"
        for n in order[:_LARGEST]
    )
    told = [words("metrics.map.lead", size=of_geo(f"measure.{size}"), names=names)]
    if colour:
        told.append(words("metrics.map.colour.said", colour=of_geo(f"measure.{colour}")))
    return " ".join(told)


def gap_sketch(asked: Question, gaps: Gaps, outlines: Outlines, words: Catalogue) -> Sketch:
    """Draw who takes part and who does not."""
    atlas, lang = asked.atlas, words.lang
    gone = {absent_place.id for absent_place in gaps.absent_places}
    dots = [
        Dot(place.lon, place.lat, there=place.id not in gone)
        for place in atlas.places.values()
        if place.kind in COMPLEXES
    ]
    regions = [
        (absent_region.code, absent_region.short.of(lang)) for absent_region in gaps.absent_regions
    ]
    return gap_map(
        dots,
        regions,
        outlines,
        lang,
        title=words("gaps.map"),
        description=gaps_told(gaps, len(dots), words),
    )


def gaps_told(gaps: Gaps, complexes: int, words: Catalogue) -> str:
    """Say what the map of gaps shows."""
    names = ", ".join(absent_region.short.of(words.lang) for absent_region in gaps.absent_regions)
    return words(
        "gaps.map.said",
        absent=len(gaps.absent_places),
        there=complexes - len(gaps.absent_places),
        regions=names or words("gaps.map.none"),
    )


def ways_sketch(
    atlas: Atlas, found: Sequence[Sequence[Step]], outlines: Outlines, words: Catalogue
) -> Sketch:
    """Draw the ways between two places; there is at least one."""
    places = {
        place.id: place for path in found for step in path for place in (step.start, step.end)
    }
    shortest = len(found[0])
    links: dict[tuple[str, str], Link] = {}
    # A step of a short way may be one of a longer way, too.
    for path in found:
        for step in path:
            pair = step.start.id, step.end.id
            links.setdefault(pair, Link(*pair, strong=len(path) == shortest))
    start, end = found[0][0].start, found[0][-1].end
    return way_map(
        _stops(places.values(), words.lang),
        (start.id, end.id),
        links.values(),
        Land(
            outlines, {region.code: region.short.of(words.lang) for region in atlas.regions.current}
        ),
        words.lang,
        title=words("paths.map"),
        description=words(
            "paths.told",
            start=start.name.of(words.lang),
            end=end.name.of(words.lang),
            steps=shortest,
            count=len(found),
        ),
    )


def around_sketch(
    atlas: Atlas, id_: str, km: float, found: Sequence[Near], outlines: Outlines, words: Catalogue
) -> Sketch:
    """Draw what lies around a place, and the ties among it."""
    own = {body.id for body, _ in atlas.memberships_at(id_)}
    part = {near.place.id for near in found if near.bodies} | ({id_} if own else set())
    places = [atlas.places[id_], *(near.place for near in found)]
    inside = {place.id for place in places}
    pairs = dict.fromkeys(
        (tie.from_id, tie.to_id) for tie in atlas.ties if {tie.from_id, tie.to_id} <= inside
    )
    middle, *others = _stops(places, words.lang, part)
    return around_map(
        middle,
        km,
        others,
        [Link(*pair) for pair in pairs],
        Land(
            outlines, {region.code: region.short.of(words.lang) for region in atlas.regions.current}
        ),
        words.lang,
        title=words("around.map"),
        description=words(
            "around.told",
            name=places[0].name.of(words.lang),
            km=f"{km:g}",
            count=len(found),
            part=sum(bool(near.bodies) for near in found),
            shared=sum(bool(near.shared) for near in found),
        ),
    )


def change_sketch(
    atlas: Atlas, outcome: Outcome, network: str, outlines: Outlines, words: Catalogue
) -> Sketch:
    """Draw the ties that a scenario takes away and brings, over those that stay."""
    own = programmes(atlas, network)
    gone = {tie.id for tie in outcome.lost_ties}
    staying = [tie for tie in atlas.ties if tie.programme in own and tie.id not in gone]
    links = [
        *(Link(tie.from_id, tie.to_id) for tie in outcome.new_ties),
        *(Link(tie.from_id, tie.to_id, strong=False) for tie in outcome.lost_ties),
    ]
    changed = {end for link in links for end in (link.start, link.end)}
    ends = {end for tie in staying for end in (tie.from_id, tie.to_id)} | changed
    places = [outcome.atlas.places[id_] for id_ in sorted(ends)]
    return change_map(
        _stops(places, words.lang, changed),
        links,
        (Link(tie.from_id, tie.to_id) for tie in staying),
        Land(outlines, {}),
        words.lang,
        title=words("scenario.map"),
        description=words(
            "scenario.map.said",
            lost=len(outcome.lost_ties),
            new=len(outcome.new_ties),
            kept=len(staying),
        ),
    )


def _stops(places: Iterable[Place], lang: Lang, marked: set[str] | None = None) -> list[Stop]:
    kept = list(places)
    short = short_names({place.id: (place.name.of(lang), place.kind.value) for place in kept}, lang)
    return [
        Stop(place.id, short[place.id], place.lon, place.lat, marked is None or place.id in marked)
        for place in kept
    ]


def picture(
    asked: Question,
    sketches: tuple[Sketch, ...],
    title: str,
    text: str,
    form: str,
    *,
    lang: Lang,
    theme: str,
    dpi: int,
) -> bytes:
    """Return drawings as a file that stands alone: with title, day and sources."""
    words, atlas = catalogue("api", lang), asked.atlas
    network = title_of(asked.network, atlas).of(lang)
    own = programmes(atlas, asked.network)
    bodies = (body for body in atlas.bodies.values() if body.in_force and body.programme in own)
    ids = dict.fromkeys(body.evidence.source for body in bodies)
    sources = "; ".join(
        f"{source.publisher_en if lang == 'en' else source.publisher_ko} "
        f"({source.published_on or '–'})"
        for source in (atlas.sources[id_] for id_ in ids if id_ in atlas.sources)
    )
    sector = f" · {atlas.sector_names[asked.sector].of(lang)}" if asked.sector else ""
    product = catalogue("maps", lang)("product")
    caption = (text, words("analysis.sources", sources=sources), product)
    return draw_sketches(
        sketches,
        title or network + sector,
        caption,
        form,
        lang=lang,
        theme=theme,
        author=product,
        dpi=dpi,
    )


def way_said(way: Way, chosen: tuple[str, ...], words: Catalogue) -> str:
    """Name the flows that are shown."""
    named = words(f"flows.way.{way}")
    return f"{named} ({', '.join(chosen)})" if chosen else named
