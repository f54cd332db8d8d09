"""Buildings by road address: entrances that whoever holds the ministry's database imports (I/O)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

SCHEMA = pa.schema(
    [
        ("sigungu_code", pa.string()),
        ("road", pa.string()),
        ("road_code", pa.string()),
        ("number", pa.int64()),
        ("lon", pa.float64()),
        ("lat", pa.float64()),
    ]
)
"""A group of rows holds buildings of one 시군구 only, in the codes of the boundaries."""
FILE = "imports/juso.parquet"
"""Below the folder of data."""
_MOST_NUMBER = 1 << 17
"""Above every number of a building: five digits."""


_Whole = TypeVar("_Whole", int, "NDArray[np.int64]")


class Building(NamedTuple):
    """A building's entrance, degrees, WGS 84."""

    road_code: str
    """12 digits: 시군구 and road."""
    lon: float
    lat: float


def number_key(main: _Whole, sub: _Whole, *, underground: bool | NDArray[np.bool_]) -> _Whole:
    """Return the number of a building, or those of many, as one integer.

    >>> number_key(474, 0, underground=False) == number_key(474, 1, underground=False) - 1
    True
    """
    return (underground * _MOST_NUMBER + main) * _MOST_NUMBER + sub  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class _OfDistrict:
    """The buildings of one 시군구, by road and number."""

    roads: Mapping[str, int]
    codes: list[str]
    """Of the roads, by their row."""
    starts: NDArray[np.intp]
    """Where each road begins in `numbers`."""
    numbers: NDArray[np.int64]
    lonlat: NDArray[np.float64]


@dataclass(frozen=True)
class Buildings:
    """Imported buildings; each 시군구 is read when first asked for."""

    path: Path
    _known: dict[str, _OfDistrict | None] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def _groups(self) -> Mapping[str, list[int]]:
        """The groups of rows of each 시군구; none where nothing was imported."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        if self.path.exists():
            metadata = pq.read_metadata(self.path)
            for group in range(metadata.num_row_groups):
                found[metadata.row_group(group).column(0).statistics.min].append(group)
        return found

    def at(
        self, district: str, road: str, main: int, sub: int = 0, *, underground: bool = False
    ) -> Building | None:
        """Return the building with a number of a road in a 시군구, by its code of today."""
        if district not in self._groups:
            return None
        if district not in self._known:
            self._known[district] = self._read(district)
        here = self._known[district]
        row = here.roads.get(road) if here else None
        if here is None or row is None:
            return None
        numbers = here.numbers[here.starts[row] : here.starts[row + 1]]
        key = number_key(main, sub, underground=underground)
        place = int(np.searchsorted(numbers, key))
        if place == len(numbers) or numbers[place] != key:
            return None
        lon, lat = here.lonlat[here.starts[row] + place]
        return Building(here.codes[row], float(lon), float(lat))

    def _read(self, district: str) -> _OfDistrict:
        table = pq.ParquetFile(self.path).read_row_groups(list(self._groups[district]))
        roads = table["road"].combine_chunks().dictionary_encode()
        rows = roads.indices.to_numpy(zero_copy_only=False)
        numbers = table["number"].to_numpy()
        order = np.lexsort((numbers, rows))
        names = roads.dictionary.to_pylist()
        starts = np.searchsorted(rows[order], np.arange(len(names) + 1))
        codes = table["road_code"].take(pa.array(order[starts[:-1]])).to_pylist()
        lonlat = np.column_stack([table["lon"].to_numpy(), table["lat"].to_numpy()])
        return _OfDistrict(
            {name: row for row, name in enumerate(names)},
            codes,
            starts,
            numbers[order],
            lonlat[order],
        )
