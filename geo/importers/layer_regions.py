"""Where a row of a layer lies: by what it states, by its code, and by its own point."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from geo.regions.boundaries import Boundaries

_DAN_ID = re.compile(r"(?P<kind>[1-4])(?P<sido>\d\d)[0-9A-Z]{3}", re.IGNORECASE)
"""Of the ministry's layers: kind (1 국가, 2 일반, 3 도시첨단, 4 농공), 시도, number within it."""
_SINCE: dict[str, tuple[str, ...]] = {"42": ("51",), "45": ("52",), "12": ("29", "46")}
"""Codes of 시도 that are not those of the boundaries: 강원 before 2023-06-11, 전북 before
2024-01-18 (data/tables/regions.csv), 전남광주 since 2026-07-01."""
_NEAR_DEG = 0.02
"""Some 2 km: boundaries are simplified, and complexes lie across borders."""


@dataclass(frozen=True, slots=True)
class DanId:
    """What a DAN_ID says of its complex."""

    kind: str
    """Code of the kind, 1 to 4."""
    sidos: tuple[str, ...]
    """2-digit codes of the boundaries."""


def read_dan_id(written: str) -> DanId | None:
    """Take a DAN_ID apart; None where it is none.

    >>> read_dan_id("442050")
    DanId(kind='4', sidos=('51',))
    >>> read_dan_id("241CH0").sidos, read_dan_id("12")
    (('41',), None)
    """
    found = _DAN_ID.fullmatch(written.strip())
    return DanId(found["kind"], sidos_of(found["sido"])) if found else None


def sidos_of(code: str) -> tuple[str, ...]:
    """Return the codes that a 시도 has in the boundaries, from any that it has had."""
    return _SINCE.get(code, (code,))


@dataclass(frozen=True)
class Ground:
    """The 시군구 of the boundaries, to find those at and around a point."""

    boundaries: Boundaries

    def around(
        self, lon: NDArray[np.float64], lat: NDArray[np.float64]
    ) -> list[tuple[str, frozenset[str]]]:
        """Return for each point, in degrees, the nearest 시군구 and all within about 2 km.

        Codes of 5 digits; empty ones at sea, and for no point.
        """
        tree, codes = self._polygons
        found: list[tuple[str, frozenset[str]]] = []
        for x, y in zip(lon, lat, strict=True):
            if not (math.isfinite(x) and math.isfinite(y)):
                found.append(("", frozenset()))
                continue
            point = shapely.Point(x, y)
            near = tree.query(point, predicate="dwithin", distance=_NEAR_DEG)
            own = ""
            if len(near):
                away = shapely.distance(tree.geometries[near], point)
                own = str(codes[near[int(np.argmin(away))]])
            found.append((own, frozenset(str(code) for code in codes[near])))
        return found

    def name(self, code: str) -> str:
        """Return the name of a 시군구, without its 시도."""
        return self._names.get(code, "")

    def within(self, sidos: Iterable[str]) -> frozenset[str]:
        """Return the 시군구 of some 시도, by their 2-digit codes."""
        wanted = set(sidos)
        return frozenset(code for code in self._names if code[:2] in wanted)

    @cached_property
    def _polygons(self) -> tuple[shapely.STRtree, NDArray[np.str_]]:
        frame = self.boundaries.polygons("sigungu")
        return shapely.STRtree(frame.geometry.to_numpy()), frame["code"].to_numpy(dtype=str)

    @cached_property
    def _names(self) -> dict[str, str]:
        frame = self.boundaries.polygons("sigungu")
        return dict(zip(frame["code"], frame["name_ko"], strict=True))
