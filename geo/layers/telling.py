"""What a row of a table says as a fact: what it is about, the words as printed, who shows it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from geo.layers.indicators import subject_of
from geo.messages import LANGS, Lang, catalogue
from geo.model.places import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo.atlas import Atlas
    from geo.tables.schemas import Tables


class Told(NamedTuple):
    """A row as a fact."""

    key: str
    """Of the row within its table; rows that share one are numbered."""
    ko: str
    """What it is about."""
    en: str
    printed: str
    """The words of the source, several values with slashes between them."""
    shown_at: str
    """Address below the root of the page that shows it."""


class Teller:
    """Tells rows with what the rest of the atlas knows of them."""

    def __init__(self, tables: Tables, atlas: Atlas) -> None:
        self.tables = tables
        self.atlas = atlas

    def tell(self, table: str, row: Any) -> Told | None:  # noqa: ANN401 - any table's row
        """Return a row of `table` as a fact; None for tables that state none."""
        teller = _TELLERS.get(table)
        return teller(self, row) if teller else None

    @cached_property
    def consortia(self) -> Mapping[int, Any]:
        """Number to the consortium's row."""
        return {row.no: row for row in self.tables.consortia}

    @cached_property
    def sites(self) -> Mapping[str, str]:
        """Place id to the policy site there."""
        return {s.place_id: s.id for s in self.atlas.register.policy_sites if s.place_id}

    def project(self, id_: str, lang: Lang) -> str:
        """Return the name of a project."""
        project = next(one for one in self.atlas.projects if one.id == id_)
        region = project.region if lang == "ko" else project.region_en
        return catalogue("geo", lang)("project.name", region=region, round=project.round_year)

    def place(self, id_: str) -> str:
        """Return the address of the page of a place."""
        if self.atlas.places[id_].kind is PlaceKind.POLICY_SITE:
            return f"collections/policy-sites/items/{self.sites[id_]}"
        return f"complexes/{id_}"


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


def _sector(_: Teller, row: Any) -> Told:  # noqa: ANN401
    name = row.subsector or row.sector
    printed = name if row.consortia_printed is None else str(row.consortia_printed)
    return Told(_slug(row.name_en), name, row.name_en, printed, f"sectors/{quote(name)}")


def _consortium(_: Teller, row: Any) -> Told:  # noqa: ANN401
    printed = _joined(row.no, row.sector_as_written, row.name)
    name = (f"{row.no}. {row.name}", f"{row.no}. {row.name_en}")
    return Told(f"c{row.no:02d}", *name, printed, f"consortia/{row.no}")


def _participant(teller: Teller, row: Any) -> Told:  # noqa: ANN401
    of = teller.consortia[row.consortium_no]
    ko, en = _value(f"role.{row.role.value}")
    names = (f"{of.no}. {of.name}: {ko}", f"{of.no}. {of.name_en}: {en}")
    printed = f"{row.region_as_written}({row.complex_as_written})"
    return Told(f"c{of.no:02d}-{row.role.value}", *names, printed, f"consortia/{of.no}")


def _project(teller: Teller, row: Any) -> Told:  # noqa: ANN401
    printed = _joined(row.region_as_written, row.vision_ko, row.industries_ko)
    names = (teller.project(row.id, "ko"), teller.project(row.id, "en"))
    return Told(row.id, *names, printed, f"projects/{row.id}")


def _member(teller: Teller, row: Any) -> Told:  # noqa: ANN401
    ko, en = _value(f"role.{row.role.value}")
    names = (
        f"{teller.project(row.project_id, 'ko')}: {ko}",
        f"{teller.project(row.project_id, 'en')}: {en}",
    )
    printed = _joined(row.name_as_written, row.industries_ko, row.function_ko)
    key = f"{row.project_id}-{row.role.value}-{row.named_in}"
    return Told(key, *names, printed, f"projects/{row.project_id}")


def _request(teller: Teller, row: Any) -> Told:  # noqa: ANN401
    known = {one.id: one for one in teller.tables.request_programmes}[row.programme_id]
    ko, en = _said(
        "request",
        {"project": teller.project(row.project_id, "ko"), "name": known.name_ko},
        {"project": teller.project(row.project_id, "en"), "name": known.name_en},
    )
    printed = _joined(row.focus_as_written, row.name_as_written)
    key = f"{row.project_id}-{row.programme_id}"
    return Told(key, ko, en, printed, f"projects/{row.project_id}#requests")


def _smart_green(teller: Teller, row: Any) -> Told:  # noqa: ANN401
    own = zip(teller.tables.smart_green, teller.atlas.register.policy_sites, strict=False)
    site = next(site for one, site in own if one is row)
    at = f"collections/policy-sites/items/{site.id}"
    return Told(site.id, site.name_ko, site.name_en, row.complex_as_written, at)


def _indicator(teller: Teller, row: Any) -> Told:  # noqa: ANN401
    own = zip(teller.tables.indicators, teller.atlas.indicators, strict=True)
    number = next(number for one, number in own if one is row)
    ko, en = (
        f"{subject_of(teller.atlas, number, lang)}: "
        f"{catalogue('geo', lang)(f'indicator.{row.indicator}')}"
        for lang in LANGS
    )
    return Told(number.id, ko, en, row.printed, f"ledger#{number.id}")


def _figure(_: Teller, row: Any) -> Told:  # noqa: ANN401
    key = f"{row.series}-{row.item}-{row.year}-{row.printing}"
    ko, en = (
        f"{catalogue('geo', lang)(f'series.{row.series}')}: {name} ({row.year})"
        for lang, name in zip(LANGS, (row.name_ko, row.name_en), strict=True)
    )
    return Told(key, ko, en, row.printed, f"plan#{row.series}")


def _task(_: Teller, row: Any) -> Told:  # noqa: ANN401
    printed = _joined(row.printed, *row.detail)
    return Told(row.id, row.name_ko, row.name_en, printed, f"plan#{row.id}")


def _match(_: Teller, row: Any) -> Told:  # noqa: ANN401
    return Told(row.id, row.name_ko, row.name_en, row.name_ko, "plan#crosswalk")


def _place(teller: Teller, row: Any) -> Told:  # noqa: ANN401
    printed = _joined(row.name_ko, f"{row.lon}, {row.lat}", row.area_km2 and f"{row.area_km2} km²")
    return Told(row.id, row.name_ko, row.name_en, printed, teller.place(row.id))


def _alias(teller: Teller, row: Any) -> Told:  # noqa: ANN401
    place = teller.atlas.places[row.place_id]
    return Told(place.id, place.name_ko, place.name_en, row.alias, teller.place(place.id))


def _region(_: Teller, row: Any) -> Told:  # noqa: ANN401
    printed = _joined(row.code, row.name_ko)
    at = f"regions/{row.successor_code or row.code}"
    return Told(row.id, row.name_ko, row.name_en, printed, at)


def _district(_: Teller, row: Any) -> Told:  # noqa: ANN401
    at = f"collections/districts/items/sgg-{row.code}"
    return Told(row.code, row.name_ko, row.name_en, _joined(row.code, row.name_ko), at)


def _body(_: Teller, row: Any) -> Told:  # noqa: ANN401
    at = f"programmes?ministry={quote(row.name_ko)}"
    return Told(_slug(row.name_en), row.name_ko, row.name_en, row.name_ko, at)


def _programme(_: Teller, row: Any) -> Told:  # noqa: ANN401
    return Told(row.id, row.name_ko, row.name_en, row.printed, f"programmes/{row.id}")


def _budget(_: Teller, row: Any) -> Told:  # noqa: ANN401
    at = f"programmes/{row.programme_id}#budgets"
    return Told(row.programme_id, row.item_ko, row.item_en, row.printed, at)


def _site(_: Teller, row: Any) -> Told:  # noqa: ANN401
    at = f"collections/policy-sites/items/{row.id}"
    return Told(row.id, row.name_ko, row.name_en, row.name_as_written or str(row.sites), at)


def _agreement(teller: Teller, row: Any) -> Told:  # noqa: ANN401
    region = teller.atlas.regions.find(row.region_as_written)
    ko, en = _said("agreement", {"region": region.name_ko}, {"region": region.name_en})
    printed = f"{row.region_as_written}({'·'.join(row.themes_ko)})"
    at = f"collections/regional-agreements/items/ombudsman-{region.id}"
    return Told(region.id, ko, en, printed, at)


def _note(teller: Teller, row: Any) -> Told:  # noqa: ANN401
    ko, en = _value(f"topic.{row.topic}")
    names = (
        f"{teller.project(row.project_id, 'ko')}: {ko}",
        f"{teller.project(row.project_id, 'en')}: {en}",
    )
    at = f"projects/{row.project_id}#{row.topic}"
    return Told(f"{row.project_id}-{row.topic}", *names, row.text_ko, at)


def _scan_error(_: Teller, row: Any) -> Told:  # noqa: ANN401
    ko, en = _said("scan_error", {"read": row.read_as}, {"read": row.read_as})
    return Told(row.id, ko, en, row.as_scanned, f"conflicts#{row.id}")


_TELLERS: Mapping[str, Callable[[Teller, Any], Told]] = {
    "sectors": _sector,
    "consortia": _consortium,
    "participants": _participant,
    "projects": _project,
    "project_members": _member,
    "project_notes": _note,
    "requests": _request,
    "smart_green": _smart_green,
    "indicators": _indicator,
    "plan_figures": _figure,
    "plan_tasks": _task,
    "sector_crosswalk": _match,
    "places": _place,
    "aliases": _alias,
    "regions": _region,
    "districts": _district,
    "bodies": _body,
    "programmes": _programme,
    "programme_budgets": _budget,
    "policy_sites": _site,
    "agreements": _agreement,
    "scan_errors": _scan_error,
}
