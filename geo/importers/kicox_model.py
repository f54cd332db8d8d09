"""What the quarterly table of KICOX tells of a complex."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from geo.model.places import PlaceKind

Zone = Literal["free_trade", "foreign_investment"]
Missing = Literal["empty", "dash", "suppressed", "unreadable", "unit", "no_column"]
"""Why a figure is None; ``unit``: the sheet's unit is not the field's."""


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a fact stands in the workbook."""

    sheet: str
    row: int
    """From 1, as a spreadsheet shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KicoxComplex:
    """A complex, the share of one that a 시도 has, or a part of either."""

    name_as_written: str
    """The cell as it stands, indentation and ①② included."""
    name: str
    """Without indentation, ①②, former names and remarks: 구미국가(1단지), 대불(외국인)."""
    former_names: tuple[str, ...]
    """From (구 …) and [구:…]."""
    remarks: tuple[str, ...]
    """What stands in square brackets: 재생사업지구, 재생사업지구:부분."""
    kind: PlaceKind
    sido: str
    """Official name today."""
    sido_as_written: str
    sigungu: tuple[str, ...]
    """As written, then what its parts add: 반월특수지역 is 안산시, its parts 시흥시 and 화성시."""
    row: int
    """Row of the listing; the complex's identity within the file."""
    level: int
    """0: a complex; 1: a part of it; 2: a part of a part."""
    parent_row: int | None
    """Of a part: row of what it is a part of."""
    parent: str | None
    """Of a part: the cleaned name of that row."""
    also_in: tuple[str, ...] = ()
    """Official names of the other 시도 that list their share of the same complex."""

    status: str | None
    """조성상태 as printed: 완료, 조성중 or 미개발."""
    designated_area_thousand_m2: float | None
    managed_area_thousand_m2: float | None
    industrial_area_thousand_m2: float | None
    """산업시설구역, undeveloped land included."""
    for_sale_area_thousand_m2: float | None
    """분양대상: developed land of the 산업시설구역."""
    sold_area_thousand_m2: float | None
    unsold_area_thousand_m2: float | None
    sold_percent: float | None
    """분양률 as printed; 0 as well where nothing is for sale."""
    tenants: float | None
    """입주업체: firms under contract."""
    operating_firms: float | None
    further: Mapping[str, float | None] = field(default_factory=dict)
    """Columns that this edition adds, such as employment, by heading; unit as printed there."""
    missing: Mapping[str, Missing] = field(default_factory=dict)
    """Field to reason, for each figure that is None."""

    aged: bool | None = None
    """In the sheet of 노후산업단지; None for parts, and where there is no such sheet."""
    smart_green_since: date | None = None
    designated_on: date | None = None
    """Known only if newly designated in the quarter."""
    zones: tuple[Zone, ...] = ()
    """In the sheets of 자유무역지역 and 외국인투자지역."""
    evidence: tuple[Locator, ...] = ()
    """Every row of the workbook that tells of it, the listing's first."""

    @property
    def identity(self) -> tuple[str, ...]:
        """Return what no two complexes of a table share, the same from quarter to quarter."""
        return self.kind.value, self.sido, *self.sigungu[:1], self.parent or "", self.name

    @property
    def is_part(self) -> bool:
        """Tell whether its figures are counted in another row's already."""
        return self.level > 0
