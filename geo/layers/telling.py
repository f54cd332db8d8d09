"""What a row of a table says as a fact: what it is about, and the words as printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.layers.indicators import name_of, subject_of
from geo.messages import LANGS, catalogue
from geo.model.programmes import TieRule

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo.atlas import Atlas
    from geo.model.programmes import Body
    from geo.tables.cells import Row
    from geo.tables.evidence import BodyNoteRow, ScanErrorRow
    from geo.tables.programmes import BodyRow, MemberRow, SectorRow, StatusRow
    from geo.tables.register import (
        AgencyRow,
        AgreementRow,
        PolicySiteRow,
        ProgrammeBudgetRow,
        ProgrammeDetailRow,
        ProgrammeRow,
    )
    from geo.tables.schemas import (
        AliasRow,
        DistrictRow,
        IndicatorRow,
        PlaceRow,
        PlanFigureRow,
        PlanTaskRow,
        RegionRow,
        RequestRow,
        SectorMatchRow,
        Tables,
        ZoneRow,
        ZoningRow,
    )


class Told(NamedTuple):
    """A row as a fact."""

    key: str
    """Of the row within its table; rows that share one are numbered."""
    ko: str
    """What it is about."""
    en: str
    printed: str
    """The words of the source, several values with slashes between them."""
    about: str
    """What it is about, as a reference."""


class Teller:
    """Tells rows with what the rest of the atlas knows of them."""

    def __init__(self, tables: Tables, atlas: Atlas) -> None:
        self.tables = tables
        self.atlas = atlas

    def tell(self, table: str, row: Row) -> Told | None:
        """Return a row of `table` as a fact; None for tables that state none."""
        teller = _TELLERS.get(table)
        return teller(self, row) if teller else None


def _said(key: str, ko: Mapping[str, object], en: Mapping[str, object]) -> tuple[str, str]:
    fields = {"ko": ko, "en": en}
    said = [catalogue("geo", lang)(f"fact.{key}", **fields[lang]) for lang in LANGS]
    return said[0], said[1]


def _value(key: str) -> tuple[str, str]:
    return catalogue("geo", "ko")(f"value.{key}"), catalogue("geo", "en")(f"value.{key}")


def _joined(*parts: object) -> str:
    return " / ".join(str(part) for part in parts if part is not None)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _sector(_: Teller, row: SectorRow) -> Told:
    name = row.subsector or row.sector
    printed = name if row.bodies_printed is None else str(row.bodies_printed)
    return Told(_slug(row.name_en), name, row.name_en, printed, f"sector:{name}")


def _body(teller: Teller, row: BodyRow) -> Told:
    body = teller.atlas.bodies[row.id]
    numbered = "" if body.no is None else f"{body.no}. "
    vision = getattr(row, "vision_ko", None)
    industries = getattr(row, "industries_ko", None)
    region = row.region_as_written
    own: tuple[object, ...] = (region, vision, industries)
    if _is_site(teller, body):
        own = (body.members[0].fullest.name_as_written,)
    elif body.no:
        own = (body.no, row.sector_as_written, row.name_ko)
    names = (f"{numbered}{body.name.ko}", f"{numbered}{body.name.en}")
    return Told(row.id, *names, _joined(*own), f"body:{row.id}")


def _is_site(teller: Teller, body: Body) -> bool:
    """Tell whether the body is its only member: one site that is chosen by itself."""
    alone = len(body.members) == 1 and not body.former
    return alone and teller.atlas.programmes[body.programme].tie_rule is TieRule.NONE


def _member(teller: Teller, row: MemberRow) -> Told | None:
    body = teller.atlas.bodies[row.body_id]
    at = (row.source, row.locator)
    if _is_site(teller, body) and at == (body.evidence.source, body.evidence.locator):
        # The body tells these words already.
        return None
    programme = teller.atlas.programmes[body.programme]
    role = programme.role(row.role).name
    numbered = "" if body.no is None else f"{body.no}. "
    names = (f"{numbered}{body.name.ko}: {role.ko}", f"{numbered}{body.name.en}: {role.en}")
    if programme.label == "region-name":
        printed, key = f"{row.region_as_written}({row.name_as_written})", f"{body.id}-{row.role}"
    else:
        own = (row.name_as_written, getattr(row, "industries_ko", None), row.function_ko)
        printed, key = _joined(*own), f"{body.id}-{row.role}-{row.named_in}"
    return Told(key, *names, printed, f"body:{body.id}")


def _status(teller: Teller, row: StatusRow) -> Told:
    body = teller.atlas.bodies[row.body_id]
    terms = {t.id: t.name for t in teller.atlas.programmes[body.programme].statuses}
    name = terms[row.status]
    key = f"{body.id}-{row.status}"
    names = (f"{body.name.ko}: {name.ko}", f"{body.name.en}: {name.en}")
    return Told(key, *names, row.since, f"body:{body.id}")


def _request(teller: Teller, row: RequestRow) -> Told:
    known = {programme.id: programme for programme in teller.tables.request_programmes}[
        row.programme_id
    ]
    ko, en = _said(
        "request",
        {"project": teller.atlas.bodies[row.body_id].name.ko, "name": known.name_ko},
        {"project": teller.atlas.bodies[row.body_id].name.en, "name": known.name_en},
    )
    printed = _joined(row.focus_as_written, row.name_as_written)
    key = f"{row.body_id}-{row.programme_id}"
    return Told(key, ko, en, printed, f"body:{row.body_id}#requests")


def _indicator(teller: Teller, row: IndicatorRow) -> Told:
    own = zip(teller.tables.indicators, teller.atlas.indicators, strict=True)
    number = next(number for indicator_row, number in own if indicator_row is row)
    subject, name = subject_of(teller.atlas, number), name_of(number)
    names = (f"{subject.ko}: {name.ko}", f"{subject.en}: {name.en}")
    return Told(number.id, *names, row.printed, f"number:{number.id}")


def _figure(_: Teller, row: PlanFigureRow) -> Told:
    key = f"{row.series}-{row.item}-{row.year}-{row.printing}"
    ko, en = (
        f"{catalogue('geo', lang)(f'series.{row.series}')}: {name} ({row.year})"
        for lang, name in zip(LANGS, (row.name_ko, row.name_en), strict=True)
    )
    return Told(key, ko, en, row.printed, f"series:{row.series}")


def _task(_: Teller, row: PlanTaskRow) -> Told:
    printed = _joined(row.printed, *row.detail)
    return Told(row.id, row.name_ko, row.name_en, printed, f"task:{row.id}")


def _match(_: Teller, row: SectorMatchRow) -> Told:
    return Told(row.id, row.name_ko, row.name_en, row.name_ko, f"sector-match:{row.id}")


def _place(_: Teller, row: PlaceRow) -> Told:
    printed = _joined(row.name_ko, f"{row.lon}, {row.lat}", row.area_km2 and f"{row.area_km2} km²")
    return Told(row.id, row.name_ko, row.name_en, printed, f"complex:{row.id}")


def _alias(teller: Teller, row: AliasRow) -> Told:
    place = teller.atlas.places[row.place_id]
    return Told(place.id, place.name_ko, place.name_en, row.alias, f"complex:{place.id}")


def _region(_: Teller, row: RegionRow) -> Told:
    printed = _joined(row.code, row.name_ko)
    return Told(row.id, row.name_ko, row.name_en, printed, f"region:{row.code}")


def _district(_: Teller, row: DistrictRow) -> Told:
    printed = _joined(row.code, row.name_ko)
    return Told(row.code, row.name_ko, row.name_en, printed, f"region:{row.code}")


def _zoning(_: Teller, row: ZoningRow) -> Told:
    return Told(row.id, row.name_ko, row.name_en, row.name_ko, f"zoning:{row.id}")


def _zone(_: Teller, row: ZoneRow) -> Told:
    printed = _joined(row.name_ko, " · ".join(row.regions))
    return Told(f"{row.zoning}-{row.id}", row.name_ko, row.name_en, printed, f"zoning:{row.zoning}")


def _agency(_: Teller, row: AgencyRow) -> Told:
    about = f"agency:{row.name_ko}"
    return Told(_slug(row.name_en), row.name_ko, row.name_en, row.name_ko, about)


def _entry(_: Teller, row: ProgrammeRow) -> Told:
    return Told(row.id, row.name_ko, row.name_en, row.printed, f"programme:{row.id}")


def _budget(_: Teller, row: ProgrammeBudgetRow) -> Told:
    about = f"programme:{row.programme_id}#budgets"
    return Told(row.programme_id, row.item_ko, row.item_en, row.printed, about)


def _detail(_: Teller, row: ProgrammeDetailRow) -> Told:
    about = f"programme:{row.programme_id}#details"
    return Told(f"{row.programme_id}-{row.kind}", row.text_ko, row.text_en, row.printed, about)


def _site(_: Teller, row: PolicySiteRow) -> Told:
    about = f"site:{row.id}"
    return Told(row.id, row.name_ko, row.name_en, row.name_as_written or str(row.sites), about)


def _agreement(teller: Teller, row: AgreementRow) -> Told:
    region = teller.atlas.regions.called(row.region_as_written)
    ko, en = _said("agreement", {"region": region.name_ko}, {"region": region.name_en})
    printed = f"{row.region_as_written}({'·'.join(row.themes_ko)})"
    about = f"agreement:{region.id}"
    return Told(region.id, ko, en, printed, about)


def _note(teller: Teller, row: BodyNoteRow) -> Told:
    ko, en = _value(f"topic.{row.topic}")
    names = (
        f"{teller.atlas.bodies[row.body_id].name.ko}: {ko}",
        f"{teller.atlas.bodies[row.body_id].name.en}: {en}",
    )
    about = f"body:{row.body_id}#{row.topic}"
    return Told(f"{row.body_id}-{row.topic}", *names, row.text_ko, about)


def _scan_error(_: Teller, row: ScanErrorRow) -> Told:
    ko, en = _said("scan_error", {"read": row.read_as}, {"read": row.read_as})
    return Told(row.id, ko, en, row.as_scanned, f"scan-error:{row.id}")


_TELLERS: Mapping[str, Callable[[Teller, Any], Told | None]] = {
    "sectors": _sector,
    "bodies": _body,
    "members": _member,
    "statuses": _status,
    "body_notes": _note,
    "requests": _request,
    "indicators": _indicator,
    "plan_figures": _figure,
    "plan_tasks": _task,
    "sector_crosswalk": _match,
    "places": _place,
    "aliases": _alias,
    "regions": _region,
    "districts": _district,
    "zonings": _zoning,
    "zones": _zone,
    "agencies": _agency,
    "programmes": _entry,
    "programme_budgets": _budget,
    "programme_details": _detail,
    "policy_sites": _site,
    "agreements": _agreement,
    "scan_errors": _scan_error,
}
