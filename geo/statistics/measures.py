"""What is measured, in which units, on which base and by which industries: one table of each."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geo.model.bilingual import Bilingual, both

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["stock", "flow"]
"""``stock``: as it stands at the end of the period; ``flow``: what came about within it."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A thing that is measured of a complex."""

    id: str
    unit: str
    """Id of the unit in which every value of it is kept."""
    kind: Kind
    additive: bool
    """Whether the values of several complexes may be added up."""
    share_of: tuple[str, str] | None = None
    """Of a rate: the measures of which it is the first in percent of the second; by them the rate
    of several complexes is reckoned anew. None where nothing tells."""

    @property
    def name(self) -> Bilingual:
        """What people call it."""
        return both("geo", f"measure.{self.id}")

    @property
    def unit_name(self) -> Bilingual:
        """The unit in words."""
        return both("geo", f"unit.{self.unit}")


_MEASURES = (
    Measure("designated_area", "thousand_m2", "stock", additive=True),
    Measure("managed_area", "thousand_m2", "stock", additive=True),
    Measure("industrial_area", "thousand_m2", "stock", additive=True),
    Measure("for_sale_area", "thousand_m2", "stock", additive=True),
    Measure("sold_area", "thousand_m2", "stock", additive=True),
    Measure("unsold_area", "thousand_m2", "stock", additive=True),
    Measure(
        "sold_percent", "pct", "stock", additive=False, share_of=("sold_area", "for_sale_area")
    ),
    Measure("tenants", "firms", "stock", additive=True),
    Measure("operating_firms", "firms", "stock", additive=True),
    Measure("employment", "persons", "stock", additive=True),
    Measure("production", "million_won", "flow", additive=True),
    Measure("exports", "thousand_usd", "flow", additive=True),
    Measure("production_to_date", "million_won", "flow", additive=True),
    Measure("exports_to_date", "thousand_usd", "flow", additive=True),
    Measure("operating_rate", "pct", "stock", additive=False),
    Measure("factories", "factories", "stock", additive=True),
    Measure("factory_employment", "persons", "stock", additive=True),
    Measure("factory_site_area", "thousand_m2", "stock", additive=True),
    Measure("knowledge_centres", "sites", "stock", additive=True),
)
MEASURES: Mapping[str, Measure] = {measure.id: measure for measure in _MEASURES}
"""By id, in the order in which people are shown them."""

BASES = ("quarterly", "trends", "register", "centres")
"""What the values of a source count, each in words under ``statistics.base``; values on different
bases are never set against each other."""

ALL = "all"
"""Industry of a value that counts all of them."""
INDUSTRIES: Mapping[str, tuple[str, ...]] = {
    ALL: ("계", "합계", "소계", "총계", "전체", "전산업"),
    "food": ("음식료", "음식료품"),
    "textile": ("섬유의복", "섬유"),
    "wood_paper": ("목재종이", "목재"),
    "petrochemical": ("석유화학", "화학"),
    "nonmetal": ("비금속", "비금속광물"),
    "steel": ("철강", "1차금속"),
    "machinery": ("기계",),
    "electronics": ("전기전자",),
    "transport": ("운송장비", "수송장비"),
    "other_manufacturing": ("기타", "기타제조", "기타제조업"),
    "energy": ("에너지", "전기가스", "전기가스수도"),
    "construction": ("건설", "건설업"),
    "non_manufacturing": ("비제조", "비제조업", "비제조업등"),
}
"""Industry to the headings under which KICOX prints it."""
_INDUSTRY_OF = {heading: id_ for id_, headings in INDUSTRIES.items() for heading in headings}
_NO_LETTERS = re.compile(r"[\W_]+")

UNITS: Mapping[str, tuple[str, float]] = {
    "m2": ("thousand_m2", 0.001),
    "천m2": ("thousand_m2", 1),
    "백만m2": ("thousand_m2", 1000),
    "km2": ("thousand_m2", 1000),
    "ha": ("thousand_m2", 10),
    "원": ("million_won", 1e-6),
    "천원": ("million_won", 0.001),
    "백만원": ("million_won", 1),
    "억원": ("million_won", 100),
    "십억원": ("million_won", 1000),
    "조원": ("million_won", 1_000_000),
    **dict.fromkeys(("달러", "불", "$", "usd"), ("thousand_usd", 0.001)),
    **dict.fromkeys(("천달러", "천불", "천$", "천usd"), ("thousand_usd", 1)),
    **dict.fromkeys(("백만달러", "백만불", "백만$", "백만usd"), ("thousand_usd", 1000)),
    **dict.fromkeys(("억달러", "억불", "억$"), ("thousand_usd", 100_000)),
    "명": ("persons", 1),
    "인": ("persons", 1),
    "천명": ("persons", 1000),
    **dict.fromkeys(("개", "개사", "사", "업체", "개소", "개업체"), ("firms", 1)),
    "%": ("pct", 1),
}
"""Unit as printed, folded by `fold_unit`, to the unit that is kept and what to multiply by."""
PRINTED: Mapping[str, str] = {
    "thousand_m2": "천㎡",
    "million_won": "백만원",
    "thousand_usd": "천달러",
    "persons": "명",
    "firms": "개",
    "pct": "%",
}
"""Kept unit as the sources print it, for messages."""


def fold_unit(written: str) -> str:
    """Fold what units differ in without meaning.

    >>> fold_unit("천 ㎡"), fold_unit("백만 USD")
    ('천m2', '백만usd')
    """
    return "".join(unicodedata.normalize("NFKC", written).split()).casefold()


def factor_of(written: str, unit: str) -> float | None:
    """Return what to multiply a value by to have it in `unit`; None for a unit of another kind.

    >>> factor_of("억원", "million_won"), factor_of("㎡", "thousand_m2"), factor_of("명", "pct")
    (100, 0.001, None)
    """
    text, factor = UNITS.get(fold_unit(written), ("", 0.0))
    counted = {"firms", "factories", "sites"}
    return factor if text == unit or {text, unit} <= counted else None


def industry_of(heading: str) -> str | None:
    """Return the industry that a heading names; None where it names none.

    >>> industry_of("석유 · 화학"), industry_of("합 계"), industry_of("단지명")
    ('petrochemical', 'all', None)
    """
    return _INDUSTRY_OF.get(_NO_LETTERS.sub("", heading))


def industry_name(id_: str) -> Bilingual:
    """Return an industry in words."""
    return both("geo", f"industry.{id_}")


def base_name(id_: str) -> Bilingual:
    """Return what a base counts, in words."""
    return both("geo", f"statistics.base.{id_}")
