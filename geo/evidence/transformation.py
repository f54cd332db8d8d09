"""What document transformation-2021 says of its own lists and targets."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.evidence.check import Cell, Check
from geo.evidence.working import indicator_row, plain, plus
from geo.messages import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.atlas import Atlas
    from geo.model.programmes import Body
    from geo.tables.schemas import IndicatorRow, Tables

DOCUMENT = "transformation-2021"
PROGRAMME = "transformation"
_COUNT = re.compile(r"총 (\d+)개")


def _printed(atlas: Atlas, *rounds: str) -> list[Body]:
    """Return the bodies that the document itself lists, of `rounds` where they are given."""
    return [
        body
        for body in atlas.bodies_of(PROGRAMME)
        if body.evidence.source == DOCUMENT and (not rounds or body.round in rounds)
    ]


def transformation_checks(tables: Tables, atlas: Atlas) -> Iterator[Check]:
    """Yield the checks of the transformation: regions, hubs, links, targets, requests."""
    for year in (2020, 2021):
        row = indicator_row(tables, "selected_regions_planned", str(year))
        regions = len(_printed(atlas, str(year)))
        facts = {"year": year}
        made = _check(f"regions-{year}", "regions", row, regions)
        yield replace(made, facts_ko=facts, facts_en=facts)
    yield from _smart_green(tables)
    yield _requested(tables)
    yield from _members(tables, atlas)
    yield from _body_and_annex(tables, atlas)


def _smart_green(tables: Tables) -> Iterator[Check]:
    """Compare what was chosen in 2021 with the list, and with the growth of the plan."""
    chosen = indicator_row(tables, "smart_green_complexes_selected")
    listed = sum(row.round == "2021" for row in tables.programme("smart-green").bodies)
    yield _check("smart-green-chosen", "smart-green-chosen", chosen, listed)
    before, after = (
        indicator_row(tables, "smart_green_complexes_planned", year) for year in ("2020", "2021")
    )
    parts = [before.value or 0, chosen.value or 0]
    made = _check("smart-green-plan", "smart-green-plan", after, sum(parts))
    yield replace(made, working=plus(parts))


def _requested(tables: Tables) -> Check:
    """Add the requested projects of the five annexes; the document prints no total."""
    rows = [row for row in tables.indicators if row.indicator == "requested_projects"]
    values = [row.value or 0 for row in rows]
    worded = [_COUNT.search(row.printed) for row in rows]
    printed = sum(int(found[1]) for found in worded if found)
    differing = [r for r, v, w in zip(rows, values, worded, strict=True) if not w or int(w[1]) != v]
    at = (differing or rows)[0]
    return replace(
        _check("requested-projects", "requested-projects", at, sum(values)),
        printed=printed,
        working=plus(values),
        locator="붙임 각 지역 1. 혁신계획 개요 신청 사업",
    )


def _members(tables: Tables, atlas: Atlas) -> Iterator[Check]:
    """Look for the hubs among the consortia, and for what the annex links among the body's."""
    declared = tables.programme(PROGRAMME)
    bodies = _printed(atlas)
    hubs = [atlas.root_of(body) for body in bodies]
    named = {
        member.place_id
        for body in atlas.bodies_of("consortia")
        for member in (*body.members, *body.former)
    }
    # A consortium may name one phase of a hub that stands for several, or the other way round.
    joined = [
        not named.isdisjoint({*atlas.names_of(hub.place_id), *atlas.places[hub.place_id].members})
        for hub in hubs
    ]
    at = declared.members[0]
    made = Check(
        id="hubs-in-consortia",
        kind="hubs-in-consortia",
        facts_ko={},
        facts_en={},
        printed=len(hubs),
        counted=sum(joined),
        unit="complexes",
        cell=Cell(declared.file("members"), at.line, "name_as_written"),
        source=at.source,
        locator="본문 첫 문단",
    )
    yield made
    linked = [member.named_in for body in bodies for member in atlas.others_of(body)]
    belt = "complex:ulsan-ecocar-belt"
    yield replace(
        made,
        id="links-body-annex",
        kind="links-body-annex",
        printed=sum(named in {"body", "both"} for named in linked),
        counted=sum(named in {"annex", "both"} for named in linked),
        unit="ties",
        conflict=next((c.id for c in atlas.conflicts if belt in c.touches), None),
        locator="본문 5개 지역 주요 내용",
    )


def _body_and_annex(tables: Tables, atlas: Atlas) -> Iterator[Check]:
    """Compare each target that both the body and the annex state."""
    annex = {
        (row.subject, row.indicator): row
        for row in tables.indicators
        if row.nature == "target" and row.named_in == "annex"
    }
    for row in tables.indicators:
        other = annex.get((row.subject, row.indicator))
        if row.nature != "target" or row.named_in != "body" or other is None:
            continue
        region = atlas.bodies[row.subject].region
        if region is None:
            continue
        key = f"indicator.{row.indicator}"
        wanted = {f"body:{row.subject}", f"indicator:{row.indicator}"}
        id_ = f"target-{row.subject}-{row.indicator.replace('_', '-')}"
        yield replace(
            _check(id_, "target", row, other.value or 0),
            facts_ko={"region": region.ko, "target": catalogue("geo", "ko")(key)},
            facts_en={"region": region.en, "target": catalogue("geo", "en")(key)},
            conflict=next((c.id for c in atlas.conflicts if wanted <= set(c.touches)), None),
            working=f"{plain(other.value or 0)} ({other.locator})",
        )


def _check(id_: str, kind: str, row: IndicatorRow, counted: float) -> Check:
    """Compare the number of a row with what was `counted`."""
    return Check(
        id=id_,
        kind=kind,
        facts_ko={},
        facts_en={},
        printed=row.value or 0,
        counted=counted,
        unit=row.unit or "",
        cell=Cell("indicators.csv", row.line, "value"),
        source=row.source,
        locator=row.locator,
    )
