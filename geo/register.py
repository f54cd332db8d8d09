"""The programme register from checked rows: programmes, their sites, the ombudsman's agreements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.messages import catalogue
from geo.model.evidence import Evidence
from geo.model.register import Agreement, Body, Budget, PolicySite, Programme, Register

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geo.model.places import Place
    from geo.model.programmes import Consortium, Project
    from geo.model.register import PlacesFrom
    from geo.tables.register import PolicySiteRow, ProgrammeBudgetRow, ProgrammeRow
    from geo.tables.schemas import SmartGreenRow, Tables

SMART_GREEN = "b04"
"""Programme of the smart-green complexes, which have a table of their own."""


def make_register(
    tables: Tables,
    consortia: Sequence[Consortium],
    projects: Sequence[Project],
    *,
    smart_green: Iterable[tuple[SmartGreenRow, Place]],
    sites: Mapping[str, str],
) -> Register:
    """Join the register's tables with the places of both networks.

    `smart_green` has each row with its complex, `sites` the id of a policy site and its place's.
    """
    policy_sites = (
        *(_smart_green(row, place) for row, place in smart_green),
        *(_policy_site(row, sites.get(row.id)) for row in tables.policy_sites),
    )
    bodies = {row.name_ko: Body(name_ko=row.name_ko, name_en=row.name_en) for row in tables.bodies}
    return Register(
        programmes=tuple(
            _programme(
                row,
                bodies,
                places=dict.fromkeys(_places(row, consortia, projects, policy_sites)),
                budgets=[b for b in tables.programme_budgets if b.programme_id == row.id],
            )
            for row in tables.programmes
        ),
        policy_sites=policy_sites,
        agreements=tuple(
            Agreement(
                region=row.region_as_written,
                themes_ko=row.themes_ko,
                themes_en=row.themes_en,
                evidence=Evidence(row.source, row.locator),
            )
            for row in tables.agreements
        ),
    )


def _places(
    row: ProgrammeRow,
    consortia: Sequence[Consortium],
    projects: Sequence[Project],
    sites: Iterable[PolicySite],
) -> Iterator[str]:
    named: dict[PlacesFrom, Iterable[str | None]] = {
        "consortia": (end.place_id for c in consortia for end in c.participants),
        "hubs-2020": (p.hub.place_id for p in projects if p.round_year == 2020),
        "hubs-2021": (p.hub.place_id for p in projects if p.round_year == 2021),
        "projects-2021": (m.place_id for p in projects if p.round_year == 2021 for m in p.members),
        "policy-sites": (site.place_id for site in sites if site.programme_id == row.id),
    }
    return (id_ for origin in row.places for id_ in named[origin] if id_ is not None)


def _programme(
    row: ProgrammeRow,
    bodies: Mapping[str, Body],
    *,
    places: Iterable[str],
    budgets: Iterable[ProgrammeBudgetRow],
) -> Programme:
    return Programme(
        id=row.id,
        name_ko=row.name_ko,
        name_en=row.name_en,
        printed=row.printed,
        bodies=tuple(bodies[name] for name in row.bodies),
        kind=row.kind,
        period=row.period,
        status=row.status,
        places=tuple(places),
        regions=row.regions,
        sectors=row.sectors,
        sectors_from=row.sectors_from,
        shown_as=row.shown_as,
        shown_at=row.shown_at,
        reason_ko=row.reason_ko,
        reason_en=row.reason_en,
        website=row.website,
        budgets=tuple(
            Budget(
                item_ko=budget.item_ko,
                item_en=budget.item_en,
                period=budget.period,
                eok_won=budget.eok_won,
                printed=budget.printed,
                evidence=Evidence(budget.source, budget.locator),
            )
            for budget in budgets
        ),
        note_ko=row.note_ko,
        note_en=row.note_en,
        evidence=Evidence(row.source, row.locator),
    )


def _policy_site(row: PolicySiteRow, place_id: str | None) -> PolicySite:
    return PolicySite(
        id=row.id,
        theme=row.theme,
        programme_id=row.programme_id,
        name_ko=row.name_ko,
        name_en=row.name_en,
        written=row.name_as_written,
        place_id=place_id,
        sites=row.sites,
        period=row.period,
        note_ko=row.note_ko,
        note_en=row.note_en,
        evidence=Evidence(row.source, row.locator),
    )


def _smart_green(row: SmartGreenRow, place: Place) -> PolicySite:
    return PolicySite(
        id=f"smart-green-{place.id}",
        theme="smart_green",
        programme_id=SMART_GREEN,
        name_ko=catalogue("geo", "ko")("site.smart_green", name=place.name_ko, year=row.year),
        name_en=catalogue("geo", "en")("site.smart_green", name=place.name_en, year=row.year),
        written=row.complex_as_written,
        place_id=place.id,
        sites=1,
        period=str(row.year),
        note_ko=None,
        note_en=None,
        evidence=Evidence(row.source, row.locator),
    )
