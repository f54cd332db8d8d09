"""Places that a document can name, and the regions they lie in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geo.model.bilingual import Bilingual, Named, bilingual
from geo.model.evidence import Evidence


class PlaceKind(StrEnum):
    """What a place is in law; the first four are kinds of industrial complex (산업단지)."""

    NATIONAL = "national"
    GENERAL = "general"
    URBAN_HIGH_TECH = "urban_high_tech"
    AGRO = "agro"
    INDUSTRIAL_ZONE = "industrial_zone"
    FREE_ECONOMIC_ZONE = "free_economic_zone"
    OTHER = "other"
    GROUP = "group"
    POLICY_SITE = "policy_site"


KIND_WORDS = {
    "국가": PlaceKind.NATIONAL,
    "일반": PlaceKind.GENERAL,
    "도시첨단": PlaceKind.URBAN_HIGH_TECH,
    "농공": PlaceKind.AGRO,
}
"""The kind as a name carries it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Named):
    """A complex, zone, area or group of complexes that a document names."""

    id: str
    """Lower-case ASCII with hyphens; never changes, such as ``ulsan-mipo``."""
    name_ko: str
    name_en: str
    kind: PlaceKind
    members: tuple[str, ...]
    """Of a group: the ids that it stands for; else empty."""
    sido: str
    """Official name today of the 시도 that the place lies in."""
    sigungu_all: tuple[str, ...]
    """Every 시군구 that the place lies in, as the facts list them."""
    legal_dongs: tuple[str, ...]
    """Legal dongs that it lies in; a lower bound."""
    lon: float
    """Representative point inside the place, degrees, WGS 84."""
    lat: float
    precision_km: float
    """A point this far off is still in or beside the place."""
    area_km2: float | None
    """Designated area, where known."""
    evidence: str
    """Where the point comes from, such as ``molit_point_2022h1``."""
    confidence: str
    """``high``, ``medium`` or ``low``: of the evidence, not of a score."""
    source: str
    locator: str
    note_ko: str | None
    note_en: str | None
    listed: bool = False
    """Whether it stands among the complexes though no programme names it."""

    @property
    def note(self) -> Bilingual | None:
        """A remark on the point or on how the name is read."""
        return bilingual(self.note_ko, self.note_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region(Named):
    """A 시도 in one of its states: with one name, one code and one border."""

    id: str
    """Stays when name, code or border change, such as ``gangwon``; a merged one has its own."""
    code: str
    """Legal-dong code, 2 digits."""
    name_ko: str
    name_en: str
    short_ko: str
    short_en: str
    valid_from: date | None
    """First day of this state; None where it is older than the documents."""
    valid_to: date | None
    """Last day of this state; None where it still holds."""
    successors: tuple[str, ...]
    """Codes of the 시도 that hold its land after that; empty where it still holds."""

    @property
    def short(self) -> Bilingual:
        """The name that people use."""
        return Bilingual(self.short_ko, self.short_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class District(Named):
    """A 시군구 of any day; one that gets a new name or code is another."""

    code: str
    """Legal-dong code, 5 digits."""
    sido_code: str
    name_ko: str
    """A 구 of a city has the city's name in front."""
    name_en: str
    valid_from: date | None
    """First day; None where it is older than the documents."""
    valid_to: date | None
    """Last day; None where it still stands."""
    successors: tuple[str, ...]
    """Codes of the 시군구 that hold its land after that; empty where it still stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """Several 시도 that a zoning takes as one (초광역권)."""

    id: str
    """Lower-case ASCII, such as ``honamgwon``; zones of two zonings may share one."""
    name: Bilingual
    other_names: tuple[str, ...]
    """What the zone is called too, such as 서남권."""
    regions: tuple[str, ...]
    """Ids of the 시도 of any day that it holds."""
    evidence: Evidence

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that it is called."""
        return (*self.name, *self.other_names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Zoning:
    """A scheme that divides the country into zones."""

    id: str
    """Such as ``5poles3``."""
    name: Bilingual
    short: Bilingual
    """As it stands beside a number: 5+2, 5극3특."""
    since: str
    """Day, month or year from which policy speaks of it."""
    zones: tuple[Zone, ...]
    """In the order in which they are listed; every 시도 lies in one."""
    evidence: Evidence

    def zone_of(self, region: Region) -> Zone:
        """Return the zone in which a 시도 lies; one in none is a `KeyError`."""
        return {id_: zone for zone in self.zones for id_ in zone.regions}[region.id]
