"""Flows, gaps and comparisons of regions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.analysis import sketched
from api.analysis.content import Analysis, Box, Field, Grid, Rows, Section, as_csv, table
from api.profiles.addresses import Addresses
from api.profiles.lists import NOTHING, Cell
from geo.analysis.flows import SCALES, WAYS
from geo.exports.networks import title_of
from geo.layers.indicators import name_of, unit_of
from geo.messages import catalogue
from geo.messages.numbers import exact, with_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from api.analysis.asked import Question
    from geo.analysis.comparison import Comparison
    from geo.analysis.flows import Flows, Scale, Way
    from geo.analysis.gaps import Gaps, Overlap
    from geo.atlas import Atlas
    from geo.jsons import Json
    from geo.messages import Catalogue, Lang
    from geo.model.indicators import Indicator
    from geo.model.places import Place, Region
    from geo.profiles.model import Subject
    from maps.locator import Outlines
    from maps.sketches.model import Sketch

SHOWN_ABSENT = 12
"""Complexes of a 시도 without a part in anything that are named; the files have all."""


def flows_document(asked: Question, flows: Flows, scale: Scale, lang: Lang) -> dict[str, Json]:
    """Return regions and flows as one JSON object."""
    return {
        "network": asked.network,
        "level": scale,
        "sector": asked.sector,
        "as_of": asked.as_of,
        "zoning": asked.atlas.zoning.id,
        "regions": [
            {
                "id": region.id,
                "name": region.name.of(lang),
                "codes": list(codes),
                "out": int(out),
                "in": int(into),
                "within": int(within),
                "net": int(out - into),
            }
            for region, codes, out, into, within in zip(
                flows.regions, flows.codes, flows.out, flows.into, flows.within, strict=True
            )
        ],
        "flows": [
            {
                "from": flows.regions[flow.start].id,
                "to": flows.regions[flow.end].id,
                "ties": list(flow.ties),
                "count": len(flow.ties),
            }
            for flow in flows.flows
        ],
    }


def flows_csv(flows: Flows, lang: Lang) -> bytes:
    """Return the matrix: a row for each region of departure."""
    names = [region.name.of(lang) for region in flows.regions]
    rows = [[name, *map(int, row)] for name, row in zip(names, flows.matrix, strict=True)]
    return as_csv(["", *names], rows)


def flows_page(
    asked: Question,
    flows: Flows,
    scale: Scale,
    groups: Sequence[str],
    outlines: Outlines | None,
    lang: Lang,
    *,
    way: Way = "all",
    chosen: tuple[str, ...] = (),
) -> Analysis:
    """Return the page of flows; without outlines it has no drawings."""
    words = catalogue("api", lang)
    scales = asked.levels(words, SCALES)
    ways = tuple((item, words(f"flows.way.{item}")) for item in WAYS)
    return Analysis(
        title=words("flows.title", network=title_of(asked.network, asked.atlas).of(lang)),
        lead=words("flows.lead"),
        fields=(
            *asked.fields(words),
            Field("level", words("analysis.level"), "select", scale, scales),
            Field("region", words("flows.chosen"), "text", ",".join(chosen)),
            Field("way", words("flows.way"), "select", way, ways),
            Field("group", words("flows.group"), "text", ";".join(groups)),
        ),
        sections=tuple(_flow_sections(asked, flows, outlines, way, chosen, words)),
        forms=("json", "csv", "svg", "png"),
    )


def flows_said(flows: Flows, words: Catalogue) -> str:
    """Say how many ties cross regions."""
    ties = flows.ties
    crossing = ties - int(flows.within.sum())
    share = f"{crossing / ties:.0%}" if ties else NOTHING
    return words("flows.short", ties=ties, crossing=crossing, share=share)


def _flow_sections(
    asked: Question,
    flows: Flows,
    outlines: Outlines | None,
    way: Way,
    chosen: tuple[str, ...],
    words: Catalogue,
) -> Iterator[Section]:
    names = [region.name.of(words.lang) for region in flows.regions]
    totals = flows.out + flows.into + flows.within
    sketches = sketched.flow_sketches(flows, outlines, words) if outlines is not None else ()
    shown = words("flows.shown", way=sketched.way_said(way, chosen, words), ties=flows.ties)
    active = [n for n in range(len(names)) if totals[n]]
    matrix = flows.matrix
    title = words("flows.matrix")
    grid = Grid(
        title,
        words("flows.corner"),
        tuple(names[n] for n in active),
        tuple(
            (names[a], tuple(_flow_box(matrix, a, b, names, words) for b in active)) for a in active
        ),
    )
    yield Section(
        id="map",
        title=words("flows.map"),
        texts=(flows_said(flows, words), *((shown,) if way != "all" or chosen else ())),
        sketches=sketches,
        grid=grid if active else None,
        rows=_balance(flows, names, words),
        notes=(words("flows.matrix.note"),) if active else (),
    )
    yield _list_of_flows(asked, flows, names, words)


def _balance(flows: Flows, names: Sequence[str], words: Catalogue) -> Rows:
    """Return what each region sends, gets and keeps."""
    net = flows.out - flows.into
    rows = [
        (
            Cell(names[n], f"regions/{flows.codes[n][0]}" if len(flows.codes[n]) == 1 else ""),
            Cell(f"{flows.out[n]}", number=True),
            Cell(f"{flows.into[n]}", number=True),
            Cell(f"{net[n]:+d}".replace("-", "−") if net[n] else "0", number=True),
            Cell(f"{flows.within[n]}", number=True),
        )
        for n in range(len(names))
    ]
    columns = [words(f"flows.{item}") for item in ("region", "out", "in", "net", "within")]
    return table(words("flows.balance"), columns, rows)


def _list_of_flows(
    asked: Question, flows: Flows, names: Sequence[str], words: Catalogue
) -> Section:
    ties = {tie.id: tie for tie in asked.atlas.ties}
    rows = []
    for flow in flows.flows:
        bodies = dict.fromkeys(ties[tie].body_id for tie in flow.ties)
        text = ", ".join(asked.atlas.bodies[id_].name.of(words.lang) for id_ in bodies)
        rows.append(
            (
                Cell(f"{names[flow.start]} → {names[flow.end]}"),
                Cell(f"{len(flow.ties)}", number=True),
                Cell(text),
            )
        )
    columns = [words("flows.flow"), words("flows.count"), words("flows.bodies")]
    title = words("flows.list")
    return Section(id="list", title=title, rows=table(title, columns, rows))


def _flow_box(
    matrix: NDArray[np.int64], a: int, b: int, names: Sequence[str], words: Catalogue
) -> Box:
    count = int(matrix[a, b])
    if not count:
        return Box("·", words("flows.none", start=names[a], end=names[b]))
    spoken = words("flows.told", start=names[a], end=names[b], count=count)
    strength = "strong" if count >= max(2, matrix.max() / 2) else "some"
    return Box(str(count), spoken, strength, sketched.key_of(a, b))


def gaps_document(
    asked: Question, gaps: Gaps, met: Sequence[Overlap], lang: Lang
) -> dict[str, Json]:
    """Return gaps as one JSON object."""

    def place(item: Place) -> dict[str, Json]:
        return {"id": item.id, "name": item.name.of(lang), "sido": item.sido}

    return {
        "network": asked.network,
        "as_of": asked.as_of,
        "sectors": list(gaps.sectors),
        "cells": [
            {
                "region": region.code,
                "sector": sector,
                "standing": gaps.cell(region, sector).standing,
                "bodies": list(gaps.cell(region, sector).bodies),
            }
            for region in gaps.regions
            for sector in gaps.sectors
        ],
        "absent_regions": [absent_region.code for absent_region in gaps.absent_regions],
        "absent_places": [place(absent_place) for absent_place in gaps.absent_places],
        "missing_ties": [
            {
                "a": missing.a.id,
                "b": missing.b.id,
                "sector": missing.sector,
                "km": round(missing.km, 1),
            }
            for missing in gaps.missing
        ],
        "never_root": [{**place(item), "memberships": n} for item, n in gaps.never_root],
        "threads": [
            {"id": thread.id, "name": thread.name.of(lang), "lost": [p.id for p in thread.lost]}
            for thread in gaps.threads
        ],
        "programmes": [
            {
                "a": overlap.a.id,
                "b": overlap.b.id,
                "shared": [p.id for p in overlap.shared],
                "jaccard": overlap.jaccard,
                "expected": overlap.expected,
                "p": overlap.p,
            }
            for overlap in met
        ],
    }


def gaps_csv(gaps: Gaps, lang: Lang) -> bytes:
    """Return the matrix: a row for each 시도, how it stands in each sector."""
    rows = [
        [region.name.of(lang), *(gaps.cell(region, sector).standing for sector in gaps.sectors)]
        for region in gaps.regions
    ]
    return as_csv(["", *gaps.sectors], rows)


def gaps_page(
    asked: Question, gaps: Gaps, met: Sequence[Overlap], outlines: Outlines | None, lang: Lang
) -> Analysis:
    """Return the page of gaps; without outlines it has no map."""
    words = catalogue("api", lang)
    fields = tuple(field for field in asked.fields(words) if field.name != "sector")
    return Analysis(
        title=words("gaps.title", network=title_of(asked.network, asked.atlas).of(lang)),
        lead=words("gaps.lead"),
        fields=fields,
        sections=tuple(_gap_sections(asked, gaps, met, outlines, words)),
        forms=("json", "csv", "svg", "png"),
    )


def _gap_sections(
    asked: Question,
    gaps: Gaps,
    met: Sequence[Overlap],
    outlines: Outlines | None,
    words: Catalogue,
) -> Iterator[Section]:
    lang, atlas = words.lang, asked.atlas
    at = Addresses(atlas)
    sketches: tuple[Sketch, ...] = ()
    if outlines is not None:
        sketches = (sketched.gap_sketch(asked, gaps, outlines, words),)
    if gaps.sectors:
        names = tuple(atlas.sector_names[sector].of(lang) for sector in gaps.sectors)
        rows = tuple(
            (
                region.short.of(lang),
                tuple(
                    _gap_box(gaps, n, region, name, words)
                    for n, name in zip(gaps.sectors, names, strict=True)
                ),
            )
            for region in gaps.regions
        )
        title = words("gaps.matrix")
        grid = Grid(title, words("gaps.corner"), names, rows)
        yield Section(id="matrix", title=title, grid=grid, notes=(words("gaps.matrix.note"),))
    yield Section(
        id="absent",
        title=words("gaps.absent"),
        texts=(
            words(
                "gaps.absent.regions",
                names=", ".join(
                    absent_region.short.of(lang) for absent_region in gaps.absent_regions
                ),
            )
            if gaps.absent_regions
            else words("gaps.absent.no_region"),
        ),
        sketches=sketches,
        rows=_absent(gaps, atlas, words),
        notes=(words("gaps.absent.note"),),
    )
    yield Section(
        id="missing",
        title=words("gaps.missing"),
        texts=() if gaps.missing else (words("gaps.missing.none"),),
        rows=table(
            words("gaps.missing"),
            [words("gaps.a"), words("gaps.b"), words("analysis.sector"), "km"],
            [
                (
                    Cell(missing.a.name.of(lang), at.of_thing(missing.a)),
                    Cell(missing.b.name.of(lang), at.of_thing(missing.b)),
                    Cell(atlas.sector_names[missing.sector].of(lang)),
                    Cell(f"{missing.km:.0f}", number=True),
                )
                for missing in gaps.missing
            ],
        )
        if gaps.missing
        else None,
    )
    if gaps.never_root:
        yield Section(
            id="never-root",
            title=words("gaps.never_root"),
            items=tuple(
                Cell(
                    words("gaps.never_root.one", place=place.name.of(lang), count=n),
                    at.of_thing(place),
                )
                for place, n in gaps.never_root
            ),
        )
    if gaps.threads:
        yield Section(
            id="threads",
            title=words("gaps.threads"),
            rows=table(
                words("gaps.threads"),
                [words("gaps.without"), words("gaps.lost_count"), words("gaps.lost")],
                [
                    (
                        Cell(thread.name.of(lang), _thread(at, atlas, thread.id)),
                        Cell(f"{len(thread.lost)}", number=True),
                        Cell(", ".join(place.name.of(lang) for place in thread.lost)),
                    )
                    for thread in gaps.threads
                ],
            ),
            notes=(words("gaps.threads.note"),),
        )
    yield _meetings(met, words)


def _gap_box(gaps: Gaps, sector: str, region: Region, name: str, words: Catalogue) -> Box:
    cell = gaps.cell(region, sector)
    standing = words(f"gaps.standing.{cell.standing}")
    spoken = f"{region.short.of(words.lang)}, {name}: {standing}"
    if cell.standing == "none":
        return Box("·", spoken)
    return Box(standing, spoken, "strong" if cell.standing == "root" else "some")


def _absent(gaps: Gaps, atlas: Atlas, words: Catalogue) -> Rows | None:
    by_region: dict[str, list[Place]] = {}
    for place in gaps.absent_places:
        by_region.setdefault(atlas.region_of(place.id).id, []).append(place)
    rows = []
    for region in gaps.regions:
        own = by_region.get(region.id, [])
        if own:
            text = ", ".join(item.name.of(words.lang) for item in own[:SHOWN_ABSENT])
            more = len(own) - SHOWN_ABSENT
            if more > 0:
                text += words("gaps.more", count=more)
            rows.append(
                (
                    Cell(region.short.of(words.lang), f"regions/{region.code}"),
                    Cell(f"{len(own)}", number=True),
                    Cell(text),
                )
            )
    columns = [words("flows.region"), words("gaps.count"), words("gaps.places")]
    return table(words("gaps.absent"), columns, rows) if rows else None


def _thread(at: Addresses, atlas: Atlas, id_: str) -> str:
    return at.of_body(atlas.bodies[id_]) if id_ in atlas.bodies else at.of_thing(atlas.places[id_])


def _meetings(met: Sequence[Overlap], words: Catalogue) -> Section:
    lang = words.lang
    apart = [overlap for overlap in met if not overlap.shared]
    rows = [
        (
            Cell(f"{overlap.a.short.of(lang)} · {overlap.b.short.of(lang)}"),
            Cell(f"{len(overlap.shared)}", number=True),
            Cell(f"{overlap.expected:.1f}", number=True),
            Cell(f"{overlap.jaccard:.2f}", number=True),
            Cell(words(f"gaps.met.{_met(overlap)}")),
        )
        for overlap in sorted(met, key=lambda overlap: -overlap.jaccard)
        if overlap.shared
    ]
    columns = [words(f"gaps.{n}") for n in ("pair", "shared", "expected", "jaccard", "verdict")]
    title = words("gaps.programmes")
    return Section(
        id="programmes",
        title=title,
        rows=table(title, columns, rows),
        notes=(
            words("gaps.programmes.note"),
            words(
                "gaps.apart",
                pairs="; ".join(
                    f"{overlap.a.short.of(lang)} · {overlap.b.short.of(lang)}" for overlap in apart
                )
                or NOTHING,
            ),
        ),
    )


def _met(overlap: Overlap) -> str:
    if overlap.p >= 0.05:
        return "within"
    return "above" if len(overlap.shared) > overlap.expected else "below"


def comparison_document(atlas: Atlas, comparison: Comparison, lang: Lang) -> dict[str, Json]:
    """Return regions beside each other as one JSON object."""
    return {
        "zoning": atlas.zoning.id,
        "regions": [
            {"id": profile.subject.id, "name": profile.subject.name.of(lang)}
            for profile in comparison.profiles
        ],
        "roles": [
            {"role": group.name.of(lang), "counts": list(counts)}
            for group, counts in comparison.roles
        ],
        "sectors": [
            {"sector": name.of(lang), "ties": list(counts)} for name, counts in comparison.sectors
        ],
        "out": list(comparison.out),
        "in": list(comparison.into),
        "within": list(comparison.within),
        "partners": [
            {"region": region.code, "ties": list(counts)} for region, counts in comparison.partners
        ],
        "shared_partners": [shared_partner.code for shared_partner in comparison.shared_partners],
        "together": [{"body": id_, "in": list(there)} for id_, there in comparison.together],
        "indicators": [
            {
                "indicator": name,
                "values": [[_number(indicator, lang) for indicator in own] for own in values],
            }
            for name, values in comparison.indicators
        ],
    }


def _number(indicator: Indicator, lang: Lang) -> dict[str, Json]:
    return {
        "id": indicator.id,
        "value": indicator.value,
        "unit": indicator.unit,
        "share_pct": indicator.share_pct,
        "base": indicator.base.of(lang) if indicator.base else None,
        "period": indicator.period,
        "printed": indicator.printed,
    }


def comparison_page(
    atlas: Atlas, comparison: Comparison | None, chosen: Sequence[str], lang: Lang
) -> Analysis:
    """Return the page of a comparison; without regions the form alone."""
    words = catalogue("api", lang)
    zoning = atlas.zoning.short.of(lang)
    options = (
        *((region.short.of(lang), "") for region in atlas.regions.current),
        *((zone.name.of(lang), zoning) for zone in atlas.zoning.zones),
        *((district.name.of(lang), "") for district in atlas.districts.values()),
    )
    fields = tuple(
        Field(
            "region",
            words("regions.compare.region", number=n + 1),
            "text",
            chosen[n] if n < len(chosen) else "",
            options,
        )
        for n in range(4)
    )
    return Analysis(
        title=words("regions.compare.title"),
        lead=words("regions.compare.lead"),
        fields=fields,
        sections=tuple(_compared(atlas, comparison, words)) if comparison else (),
    )


def _compared(atlas: Atlas, comparison: Comparison, words: Catalogue) -> Iterator[Section]:
    lang = words.lang
    names = [_named(atlas, profile.subject, lang) for profile in comparison.profiles]

    def numbers(counts: Sequence[int]) -> list[Cell]:
        return [Cell(f"{count:,}" if count else NOTHING, number=True) for count in counts]

    yield Section(
        id="roles",
        title=words("regions.compare.roles"),
        rows=table(
            words("regions.compare.roles"),
            [words("regions.compare.role"), *names],
            [
                (Cell(group.name.of(lang)), *numbers(counts))
                for group, counts in comparison.roles
                if any(counts)
            ],
        ),
    )
    yield Section(
        id="flows",
        title=words("regions.compare.flows"),
        rows=table(
            words("regions.compare.flows"),
            [words("flows.flow"), *names],
            [
                (Cell(words(f"flows.{key}")), *numbers(counts))
                for key, counts in (
                    ("out", comparison.out),
                    ("in", comparison.into),
                    ("within", comparison.within),
                )
            ],
        ),
    )
    if comparison.sectors:
        yield Section(
            id="sectors",
            title=words("regions.compare.sectors"),
            rows=table(
                words("regions.compare.sectors"),
                [words("analysis.sector"), *names],
                [(Cell(name.of(lang)), *numbers(counts)) for name, counts in comparison.sectors],
            ),
        )
    if comparison.partners:
        shared = ", ".join(
            shared_partner.short.of(lang) for shared_partner in comparison.shared_partners
        )
        yield Section(
            id="partners",
            title=words("regions.compare.partners"),
            texts=(
                words("regions.compare.shared", names=shared)
                if shared
                else words("regions.compare.no_shared"),
            ),
            rows=table(
                words("regions.compare.partners"),
                [words("flows.region"), *names],
                [
                    (Cell(region.short.of(lang), f"regions/{region.code}"), *numbers(counts))
                    for region, counts in comparison.partners
                ],
            ),
        )
    at = Addresses(atlas)
    if comparison.together:
        yield Section(
            id="together",
            title=words("regions.compare.together"),
            items=tuple(
                Cell(
                    f"{atlas.bodies[id_].name.of(lang)}: "
                    + ", ".join(n for n, there in zip(names, is_in, strict=True) if there),
                    at.of_body(atlas.bodies[id_]),
                )
                for id_, is_in in comparison.together
            ),
        )
    if comparison.indicators:
        yield Section(
            id="indicators",
            title=words("regions.compare.indicators"),
            rows=table(
                words("regions.compare.indicators"),
                [words("regions.compare.indicator"), *names],
                [
                    (
                        Cell(name_of(next(o for v in values for o in v)).of(lang)),
                        *(
                            Cell("; ".join(_said(o, lang) for o in own) or NOTHING)
                            for own in values
                        ),
                    )
                    for _, values in comparison.indicators
                ],
            ),
            notes=(words("regions.compare.indicators.note"),),
        )


def _named(atlas: Atlas, subject: Subject, lang: Lang) -> str:
    """Return what a region is called; a 초광역권 with its scheme."""
    name = subject.name.of(lang)
    zoned = subject.kind == "mega-region"
    return f"{name} ({atlas.zoning.short.of(lang)})" if zoned else name


def _said(indicator: Indicator, lang: Lang) -> str:
    unit = unit_of(indicator)
    text = unit.of(lang) if unit else ""
    value = "" if indicator.value is None else with_unit(exact(indicator.value), text, lang)
    share = "" if indicator.share_pct is None else f"{indicator.share_pct:g}%"
    base = f" ({indicator.base.of(lang)})" if indicator.base else ""
    period = f", {indicator.period}" if indicator.period else ""
    return f"{' · '.join(filter(None, (value, share))) or NOTHING}{base}{period}"
