"""The programme register from checked rows: programmes, their sites, the ombudsman's agreements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.messages import catalogue
from geo.model.evidence import Evidence
from geo.model.register import (
    Agency,
    Agreement,
    Budget,
    Detail,
    PolicySite,
    Register,
    RegisterEntry,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geo.model.places import Place
    from geo.model.programmes import Body
    from geo.tables.register import (
        PolicySiteRow,
        ProgrammeBudgetRow,
        ProgrammeDetailRow,
        ProgrammeRow,
    )
    from geo.tables.schemas import Tables

SMART_GREEN = "b04"
"""Entry of the smart-green complexes, which are a programme of their own."""
POLICY_SITES = "policy-sites"


def make_register(
    tables: Tables,
    bodies: Sequence[Body],
    places: Mapping[str, Place],
    *,
    sites: Mapping[str, str],
) -> Register:
    """Join the register's tables with the places of the programmes.

    `sites` has the id of a policy site and its place's.
    """
    policy_sites = (
        *(_smart_green(body, places) for body in bodies if body.programme == "smart-green"),
        *(_policy_site(row, sites.get(row.id)) for row in tables.policy_sites),
    )
    agencies = {
        row.name_ko: Agency(name_ko=row.name_ko, name_en=row.name_en) for row in tables.agencies
    }
    return Register(
        entries=tuple(
            _entry(
                row,
                agencies,
                places=dict.fromkeys(_places(row, bodies, policy_sites)),
                budgets=[b for b in tables.programme_budgets if b.programme_id == row.id],
                details=[d for d in tables.programme_details if d.programme_id == row.id],
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
    row: ProgrammeRow, bodies: Sequence[Body], sites: Iterable[PolicySite]
) -> Iterator[str]:
    for origin in row.places:
        if origin == POLICY_SITES:
            own = (site.place_id for site in sites if site.programme_id == row.id)
            yield from (id_ for id_ in own if id_ is not None)
            continue
        programme, round_, role = (*origin.split(":"), None, None)[:3]
        for body in bodies:
            if body.programme == programme and round_ in {None, body.round}:
                yield from (m.place_id for m in body.members if role in {None, m.role})


def _entry(
    row: ProgrammeRow,
    agencies: Mapping[str, Agency],
    *,
    places: Iterable[str],
    budgets: Iterable[ProgrammeBudgetRow],
    details: Iterable[ProgrammeDetailRow],
) -> RegisterEntry:
    return RegisterEntry(
        id=row.id,
        name_ko=row.name_ko,
        name_en=row.name_en,
        printed=row.printed,
        bodies=tuple(agencies[name] for name in row.bodies),
        kind=row.kind,
        period=row.period,
        status=row.status,
        places=tuple(places),
        regions=row.regions,
        sectors=row.sectors,
        sectors_from=row.sectors_from,
        shown_as=row.shown_as,
        views=row.views,
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
        details=tuple(
            Detail(
                kind=detail.kind,
                text_ko=detail.text_ko,
                text_en=detail.text_en,
                printed=detail.printed,
                evidence=Evidence(detail.source, detail.locator),
            )
            for detail in details
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


def _smart_green(body: Body, places: Mapping[str, Place]) -> PolicySite:
    member = body.members[0]
    place, year = places[member.place_id], body.year
    return PolicySite(
        id=body.id,
        theme="smart_green",
        programme_id=SMART_GREEN,
        name_ko=catalogue("geo", "ko")("site.smart_green", name=place.name_ko, year=year),
        name_en=catalogue("geo", "en")("site.smart_green", name=place.name_en, year=year),
        written=member.fullest.name_as_written,
        place_id=place.id,
        sites=1,
        period=year,
        note_ko=None,
        note_en=None,
        evidence=body.evidence,
    )
