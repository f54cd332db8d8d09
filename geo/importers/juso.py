"""The ministry's road addresses with coordinates into buildings by road and number (I/O).

Two products of business.juso.go.kr, text with ``|`` between, a file for each 시도, in CP949 or
UTF-8, zipped or not: 위치정보요약DB (``entrc_*.txt``, 18 columns) and the buildings of
내비게이션용DB (``match_build_*.txt``, 27 columns or more). Coordinates are UTM-K (EPSG:5179).
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import csv

from geo.crs import LAT_RANGE, LON_RANGE, METRIC, to_lonlat
from geo.disk import put
from geo.errors import NotJusoError, RegionError, UnreadableJusoError
from geo.regions.buildings import SCHEMA, number_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.regions.districts import DistrictNames

_ROW_GROUP = 1 << 20
"""Rows of a group of the Parquet file; bytes that are looked at for the encoding."""
_LARGEST_BYTES = 1_000_000_000
"""Of one text, unpacked; that of the largest 시도 has half of it."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the columns of a product stand, from 0."""

    sido: int
    sigungu: int
    road_code: int
    road: int
    underground: int
    main: int
    sub: int
    xy: tuple[tuple[int, int], ...]
    """Pairs of columns in order of preference: entrance, centre of the building."""


_SUMMARY = _Layout(3, 4, 6, 7, 8, 9, 10, ((16, 17),))
_NAVIGATION = _Layout(1, 2, 4, 5, 6, 7, 8, ((25, 26), (23, 24)))
"""도로명주소 건물DB 요약·내비게이션용: columns by the ministry's published layout."""
_SUMMARY_COLUMNS, _NAVIGATION_COLUMNS = 18, 27
"""By them the two products are told apart."""


@dataclass(slots=True)
class JusoReport:
    """How many rows were read, and why others were not."""

    read: int = 0
    broken: int = 0
    """Rows with another number of columns, or a number that is none."""
    unplaced: int = 0
    """Rows without coordinates, or with some outside Korea."""
    elsewhere: int = 0
    """Rows of a 시군구 that no table knows."""
    districts: set[str] = field(default_factory=set)

    @property
    def left(self) -> int:
        """Rows that were not taken."""
        return self.broken + self.unplaced + self.elsewhere


def import_juso(
    files: Sequence[Path], target: Path, districts: DistrictNames, told: Callable[[str], object]
) -> JusoReport:
    """Write the buildings of `files` to `target`; `told` gets the name of each part read.

    An older target stands until all is written.

    Raises
    ------
    NotJusoError
        A file is in neither layout.
    """
    report = JusoReport()
    target.parent.mkdir(parents=True, exist_ok=True)
    written = target.with_suffix(".part")
    try:
        with pq.ParquetWriter(written, SCHEMA, compression="zstd") as writer:
            for name, data in _texts(files):
                told(name)
                for table in _buildings(name, data, districts, report):
                    writer.write_table(table, row_group_size=_ROW_GROUP)
        if report.read:
            put(written, target)
    finally:
        written.unlink(missing_ok=True)
    return report


def _texts(files: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    for path in files:
        if not zipfile.is_zipfile(path):
            _require_size(path.name, path.stat().st_size)
            yield path.name, path.read_bytes()
            continue
        try:
            with zipfile.ZipFile(path) as package:
                parts = [
                    item for item in package.infolist() if item.filename.casefold()[-4:] == ".txt"
                ]
                for part in parts:
                    name = f"{path.name}/{part.filename}"
                    _require_size(name, part.file_size)
                    yield name, package.read(part)
        # RuntimeError, NotImplementedError: encrypted, or packed in a way that Python lacks.
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError) as error:
            raise UnreadableJusoError(path.name, str(error) or type(error).__name__) from error


def _require_size(name: str, size: int) -> None:
    if size > _LARGEST_BYTES:
        reason = f"{size / 1e6:.0f} MB > {_LARGEST_BYTES / 1e6:.0f} MB"
        raise UnreadableJusoError(name, reason)


def _buildings(
    name: str, data: bytes, districts: DistrictNames, report: JusoReport
) -> Iterator[pa.Table]:
    """Yield the buildings of a text, a table for each 시군구."""
    first = data[: data.find(b"\n") + 1 or len(data)]
    width = first.count(b"|") + 1
    layout = {_SUMMARY_COLUMNS: _SUMMARY}.get(width)
    if layout is None and width >= _NAVIGATION_COLUMNS:
        layout = _NAVIGATION
    if layout is None:
        raise NotJusoError(name, width)
    table = _table(name, data, width, layout, report)
    x, y = _coordinates(table, layout)
    lon, lat = to_lonlat(METRIC, x, y)
    main, sub = _whole(table["main"]), _whole(table["sub"])
    placed = _inside(lon, LON_RANGE) & _inside(lat, LAT_RANGE)
    sound = (main >= 0) & (sub >= 0)
    report.broken += int((~sound).sum())
    report.unplaced += int((sound & ~placed).sum())
    under = np.asarray(pc.equal(table["underground"], "1"))
    regions = pc.binary_join_element_wise(table["sido"], table["sigungu"], "|").dictionary_encode()
    regions = regions.combine_chunks()
    of_row = regions.indices.to_numpy(zero_copy_only=False)
    numbers = number_key(main, sub, underground=under)
    codes_of = _codes_by(districts)
    for row, region in enumerate(regions.dictionary.to_pylist()):
        rows = np.flatnonzero((of_row == row) & placed & sound)
        codes = codes_of(region)
        if not codes:
            report.elsewhere += len(rows)
            continue
        report.read += len(rows)
        picked = pa.array(rows)
        for code in codes if len(rows) else ():
            report.districts.add(code)
            columns = [
                pa.array([code] * len(rows)),
                table["road"].take(picked).combine_chunks(),
                table["road_code"].take(picked).combine_chunks(),
                pa.array(numbers[rows]),
                pa.array(lon[rows]),
                pa.array(lat[rows]),
            ]
            yield pa.Table.from_arrays(columns, schema=SCHEMA)


def _table(name: str, data: bytes, width: int, layout: _Layout, report: JusoReport) -> pa.Table:
    """Read the columns that are wanted, as text."""
    encoding = "utf-8" if _is_utf8(data[:_ROW_GROUP]) else "cp949"
    wanted = {
        layout.sido: "sido",
        layout.sigungu: "sigungu",
        layout.road_code: "road_code",
        layout.road: "road",
        layout.underground: "underground",
        layout.main: "main",
        layout.sub: "sub",
    }
    for place, (x, y) in enumerate(layout.xy):
        wanted |= {x: f"x{place}", y: f"y{place}"}
    names = [wanted.get(column, f"-{column}") for column in range(width)]

    def skipped(_: object) -> str:
        report.broken += 1
        return "skip"

    try:
        return csv.read_csv(
            io.BytesIO(data),
            csv.ReadOptions(column_names=names, encoding=encoding, use_threads=False),
            csv.ParseOptions(delimiter="|", quote_char=False, invalid_row_handler=skipped),
            csv.ConvertOptions(
                column_types=dict.fromkeys(wanted.values(), pa.string()),
                include_columns=list(wanted.values()),
                strings_can_be_null=False,
            ),
        )
    except (pa.ArrowInvalid, UnicodeDecodeError) as error:
        raise NotJusoError(name, width) from error


def _is_utf8(sample: bytes) -> bool:
    try:
        sample.decode()
    except UnicodeDecodeError as error:
        # The sample may end within a letter.
        return error.start > len(sample) - 4
    return True


def _coordinates(
    table: pa.Table, layout: _Layout
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return easting and northing, of the first pair that is there; NaN for none."""
    x = np.full(len(table), np.nan)
    y = np.full(len(table), np.nan)
    for place in range(len(layout.xy)):
        own_x, own_y = _real(table[f"x{place}"]), _real(table[f"y{place}"])
        missing = ~(x > 0)
        x[missing], y[missing] = own_x[missing], own_y[missing]
    return x, y


def _real(column: pa.ChunkedArray) -> NDArray[np.float64]:
    """Return numbers; NaN for what is none."""
    told = pc.match_substring_regex(column, r"^\d{1,9}(\.\d+)?$")
    numbers = pc.cast(pc.if_else(told, column, "nan"), pa.float64())
    return np.asarray(numbers.combine_chunks().to_numpy(zero_copy_only=False), dtype=np.float64)


def _whole(column: pa.ChunkedArray) -> NDArray[np.int64]:
    """Return numbers of up to five digits; 0 for an empty cell, -1 for what is none."""
    plain = pc.if_else(pc.equal(column, ""), "0", column)
    told = pc.match_substring_regex(plain, r"^\d{1,5}$")
    numbers = pc.cast(pc.if_else(told, plain, "-1"), pa.int64())
    return np.asarray(numbers.combine_chunks().to_numpy(zero_copy_only=False), dtype=np.int64)


def _inside(values: NDArray[np.float64], bounds: tuple[float, float]) -> NDArray[np.bool_]:
    return (values >= bounds[0]) & (values <= bounds[1])


def _codes_by(districts: DistrictNames) -> Callable[[str], tuple[str, ...]]:
    @cache
    def codes(region: str) -> tuple[str, ...]:
        sido, _, sigungu = region.partition("|")
        try:
            within = districts.regions.find(sido)
        except RegionError:
            return ()
        found = districts.find(sigungu, within.id) if sigungu else ()
        if found:
            return tuple(
                dict.fromkeys(code for named_district in found for code in named_district.codes)
            )
        here = districts.of_region(within.id)
        # 세종 has no 시군구.
        return here if len(here) == 1 else ()

    return codes
