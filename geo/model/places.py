"""Places that a document can name, and the regions they lie in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geo.model.bilingual import Bilingual, bilingual


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
class Place:
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

    @property
    def name(self) -> Bilingual:
        """The official name."""
        return Bilingual(self.name_ko, self.name_en)

    @property
    def note(self) -> Bilingual | None:
        """A remark on the point or on how the name is read."""
        return bilingual(self.note_ko, self.note_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A 시도 under one of its names; a renamed one has a row for each name."""

    id: str
    """Stays when name and code change, such as ``gangwon``."""
    code: str
    """Legal-dong code, 2 digits."""
    name_ko: str
    name_en: str
    short_ko: str
    short_en: str
    superregion: str
    """초광역권, such as 동남권."""
    valid_from: date | None
    """First day of this name; None where it is older than the documents."""
    valid_to: date | None
    """Last day of this name; None where it still holds."""

    @property
    def name(self) -> Bilingual:
        """The official name."""
        return Bilingual(self.name_ko, self.name_en)

    @property
    def short(self) -> Bilingual:
        """The name that people use."""
        return Bilingual(self.short_ko, self.short_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """A 시군구 on the boundaries' reference date."""

    code: str
    """Legal-dong code, 5 digits."""
    sido_code: str
    name_ko: str
    name_en: str

    @property
    def name(self) -> Bilingual:
        """The official name."""
        return Bilingual(self.name_ko, self.name_en)
