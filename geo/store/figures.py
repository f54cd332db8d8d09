"""The store of statistics: Parquet files, one an import, and the list of complexes (I/O).

`statistics/` below the data folder holds ``complexes.parquet`` and numbered files, each with what
one import added or changed; none is ever changed again. Of two that state the same the later holds,
so that the figures as they were recorded on any day can be read.
"""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import asdict, dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geo.disk import write_file
from geo.errors import BrokenLayerError
from geo.model.places import PlaceKind
from geo.statistics.measures import MEASURES
from geo.statistics.model import Complex, Revision, Source
from geo.statistics.periods import last_day
from geo.store.snapshot import STATISTICS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa
    from numpy.typing import NDArray

    from geo.jsons import Properties
    from geo.regions.names import RegionNames
    from geo.statistics.model import Figure, Taken

FOLDER = STATISTICS
COMPLEXES = "complexes.parquet"
KEY = ("complex", "measure", "industry", "base", "period")
"""What a figure is of, in the order of the rows."""
TEXTS = (*KEY, "unit", "missing", "locator")
"""Columns of text in a file."""
_ABOUT = b"sandan"
"""Key of the file's metadata with its source."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of texts, each distinct one kept once."""

    words: NDArray[np.object_]
    codes: NDArray[np.int32]
    """A row's place in `words`."""

    def __getitem__(self, row: int) -> str:
        return str(self.words[self.codes[row]])

    def take(self, rows: NDArray[np.int64]) -> Coded:
        """Return the column of some rows."""
        return Coded(self.words, self.codes[rows])

    def of(self, word: str) -> int:
        """Return the code of a word, -1 where no row has it."""
        found = np.flatnonzero(self.words == word)
        return int(found[0]) if len(found) else -1

    def among(self, words: Sequence[str]) -> NDArray[np.bool_]:
        """Tell of each row whether it has one of `words`."""
        wanted = np.isin(self.words, list(words))
        told: NDArray[np.bool_] = wanted[self.codes]
        return told


@dataclass(frozen=True, eq=False)
class Figures:
    """Figures as columns; the rows in the order of `KEY` where they are those in force."""

    columns: Mapping[str, Coded]
    """`TEXTS`, ``source`` and ``recorded``."""
    value: NDArray[np.float64]
    """NaN where there is none."""

    def __len__(self) -> int:
        return len(self.value)

    def __getitem__(self, name: str) -> Coded:
        return self.columns[name]

    def take(self, rows: NDArray[np.int64]) -> Figures:
        """Return some rows."""
        return Figures(
            {n: column.take(rows) for n, column in self.columns.items()}, self.value[rows]
        )

    def where(self, **asked: Sequence[str] | str) -> Figures:
        """Return the rows with the texts that are asked for, by column."""
        keep = np.ones(len(self), bool)
        for name, words in asked.items():
            keep &= self.columns[name].among([words] if isinstance(words, str) else words)
        return self.take(np.flatnonzero(keep))

    def dicts(self) -> Iterator[Properties]:
        """Yield the rows; a value that is missing is None."""
        names = [*self.columns]
        texts = [self.columns[name].words[self.columns[name].codes].tolist() for name in names]
        for value, *row in zip(self.value.tolist(), *texts, strict=True):
            yield {**dict(zip(names, row, strict=True)), "value": None if value != value else value}  # noqa: PLR0124 - NaN


@dataclass(frozen=True, eq=False)
class Statistics:
    """What a store holds, as it was recorded at the end of a day."""

    complexes: Mapping[str, Complex]
    sources: tuple[Source, ...]
    """In the order of the imports."""
    recorded: Figures
    """Every figure of every import, those that were changed later too."""

    @cached_property
    def figures(self) -> Figures:
        """The figures in force, in the order of `KEY`; of one key the one recorded last."""
        recorded = self.recorded
        if not len(recorded):
            return recorded
        keys = [_ordered(recorded[name]) for name in KEY]
        # Stable: within a key the imports stay in their order.
        order = np.lexsort(keys[::-1])
        changes = np.zeros(len(order) - 1, bool)
        for column in keys:
            changes |= column[order][1:] != column[order][:-1]
        return recorded.take(order[np.append(np.flatnonzero(changes), len(order) - 1)])

    @cached_property
    def _starts(self) -> tuple[list[str], NDArray[np.int64]]:
        """The complexes in the order of the rows, and where each begins."""
        column = self.figures["complex"]
        changed = np.flatnonzero(np.diff(column.codes)) + 1
        starts = np.concatenate(([0], changed, [len(column.codes)])).astype(np.int64)
        return [column[row] for row in starts[:-1]] if len(column.codes) else [], starts

    @cached_property
    def _place_of(self) -> dict[str, int]:
        return {id_: at for at, id_ in enumerate(self._starts[0])}

    def rows_of(self, complex_id: str) -> tuple[int, int]:
        """Return where the figures in force of one complex begin and end."""
        at = self._place_of.get(complex_id)
        starts = self._starts[1]
        return (0, 0) if at is None else (int(starts[at]), int(starts[at + 1]))

    def of(self, complex_id: str) -> Figures:
        """Return the figures in force of one complex: a slice, whatever the store's size."""
        return self.figures.take(np.arange(*self.rows_of(complex_id)))

    @cached_property
    def at_place(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the complexes, parts left out, that are a place of the atlas, by the place."""
        found: dict[str, tuple[str, ...]] = {}
        for complex_ in self.complexes.values():
            if complex_.place_id and not complex_.part_of:
                found[complex_.place_id] = (*found.get(complex_.place_id, ()), complex_.id)
        return found

    @cached_property
    def periods(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """The periods of which there are figures, by base and measure, in their order."""
        figures = self.figures
        found: dict[tuple[str, str], set[str]] = {}
        names = ("base", "measure", "period")
        columns = [figures[name].codes for name in names]
        for codes in np.unique(np.column_stack(columns), axis=0).tolist() if len(figures) else ():
            base, measure, period = (
                str(figures[name].words[code]) for name, code in zip(names, codes, strict=True)
            )
            found.setdefault((base, measure), set()).add(period)
        return {key: tuple(sorted(periods)) for key, periods in sorted(found.items())}

    @property
    def as_of(self) -> str:
        """The last day of the newest period; empty without any."""
        days = (
            last_day(period).isoformat() for source in self.sources for period in source.periods
        )
        return max(days, default="")

    def revisions(self) -> tuple[Revision, ...]:
        """Return every value that a later import changed, in the order of the imports."""
        recorded = self.recorded
        if len(self.sources) < 2:
            return ()
        keys: list[NDArray[np.int32]] = [recorded[name].codes for name in KEY]
        order = np.lexsort([*reversed(keys)])
        same = np.ones(max(len(order) - 1, 0), bool)
        for column in keys:
            same &= column[order][1:] == column[order][:-1]
        found = [(int(order[at + 1]), int(order[at])) for at in np.flatnonzero(same)]
        return tuple(self._revision(before, after) for after, before in sorted(found))

    def _revision(self, before: int, after: int) -> Revision:
        recorded = self.recorded
        key = {name: recorded[name][after] for name in KEY}
        values = (recorded.value[row] for row in (before, after))
        old, new = (None if np.isnan(value) else float(value) for value in values)
        return Revision(
            **key,
            before=old,
            after=new,
            source=recorded["source"][after],
            recorded=recorded["recorded"][after],
        )


def _ordered(column: Coded) -> NDArray[np.int64]:
    """Return for each row the rank of its text, measures in the order of their table."""
    known = {id_: at for at, id_ in enumerate(MEASURES)}
    words = [(known.get(word, len(known)), word) for word in column.words.tolist()]
    ranks = np.empty(len(words), np.int64)
    ranks[sorted(range(len(words)), key=words.__getitem__)] = np.arange(len(words))
    told: NDArray[np.int64] = ranks[column.codes]
    return told


def has_statistics(data: Path) -> bool:
    """Tell whether anything was imported into the store of a data folder."""
    return (data / FOLDER / COMPLEXES).exists()


def read_statistics(data: Path, as_of: str | None = None) -> Statistics:
    """Read the store; an empty one where nothing was imported.

    `as_of` is a day: only what was recorded by its end counts.

    Raises
    ------
    BrokenLayerError
        A file of the store is not as an import writes it.
    """
    folder = data / FOLDER
    if not has_statistics(data):
        return EMPTY
    stamp = tuple((path.name, path.stat().st_mtime_ns) for path in sorted(folder.glob("*.parquet")))
    return _read(folder, stamp, as_of)


@lru_cache(maxsize=4)
def _read(folder: Path, stamp: tuple[tuple[str, int], ...], as_of: str | None) -> Statistics:
    import pyarrow as pa  # noqa: PLC0415 - nothing of it is needed without statistics
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        complexes = {
            row["id"]: _complex(row)
            for row in pq.ParquetFile(folder / COMPLEXES).read().to_pylist()
        }
        tables, sources = [], []
        for name, _ in stamp:
            if name == COMPLEXES:
                continue
            file = pq.ParquetFile(folder / name, read_dictionary=[*TEXTS])
            told = json.loads((file.schema_arrow.metadata or {})[_ABOUT])
            source = Source(**{**told, "periods": tuple(told["periods"])})
            if as_of is None or source.recorded <= as_of:
                sources.append(source)
                tables.append(file.read(columns=[*TEXTS, "value"]))
    except (pa.ArrowException, OSError, ValueError, KeyError, TypeError) as error:
        raise BrokenLayerError(str(folder)) from error
    return Statistics(complexes, tuple(sources), _joined(tables, sources))


def of_today(statistics: Statistics, regions: RegionNames) -> Statistics:
    """Return the same store, its complexes in the 시도 of the day of `regions`.

    Imports keep the names of the files' days, by which later files are joined.
    """
    complexes = {}
    for complex_ in statistics.complexes.values():
        region = regions.find(complex_.sido)
        complexes[complex_.id] = replace(complex_, sido=region.name_ko, sido_code=region.code)
    return replace(statistics, complexes=complexes)


def _complex(row: Properties) -> Complex:
    kind = row["kind"]
    lists = {name: tuple(row[name] or ()) for name in ("sigungu", "former_names")}
    return Complex(**{**row, **lists, "kind": PlaceKind(kind) if kind else None})


def _joined(tables: Sequence[pa.Table], sources: Sequence[Source]) -> Figures:
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    if not tables:
        return EMPTY.recorded
    # By DLPack and buffers: `to_numpy` and scalars would load pandas, half a second of an import.
    whole = pa.concat_tables(tables).unify_dictionaries().combine_chunks()
    columns = {}
    for name in TEXTS:
        coded = whole[name].combine_chunks()
        columns[name] = Coded(
            np.array(coded.dictionary.to_pylist(), object),
            np.from_dlpack(coded.indices).astype(np.int32),
        )
    number = np.repeat(np.arange(len(tables), dtype=np.int32), [len(table) for table in tables])
    for name, words in (
        ("source", [source.id for source in sources]),
        ("recorded", [source.recorded for source in sources]),
    ):
        columns[name] = _coded(words, number)
    nothing = pa.py_buffer(np.full(len(whole), np.nan))
    nans = pa.Array.from_buffers(pa.float64(), len(whole), [None, nothing])
    numbers = pc.coalesce(whole["value"].combine_chunks(), nans)
    value: NDArray[np.float64] = np.from_dlpack(numbers).astype(np.float64)
    return Figures(columns, value)


def _coded(words: Sequence[str], codes: NDArray[np.int32]) -> Coded:
    """Return a column of which several codes may have one word."""
    distinct = [*dict.fromkeys(words)]
    place = np.array([distinct.index(word) for word in words] or [0], np.int32)
    return Coded(np.array(distinct, object), place[codes])


_NONE = Coded(np.empty(0, object), np.empty(0, np.int32))
EMPTY = Statistics(
    {},
    (),
    Figures(dict.fromkeys((*TEXTS, "source", "recorded"), _NONE), np.empty(0, np.float64)),
)


def write_taken(data: Path, taken: Taken) -> Path | None:
    """Append what an import adds; return its file, None where it adds no figure.

    Raises
    ------
    UnwritableOutputError
        The disk is full, or the folder may not be written to; the store is as before.
    """
    folder = data / FOLDER
    path = folder / f"{taken.source.number:06d}-{taken.source.id}.parquet"
    roster = folder / COMPLEXES
    before = roster.read_bytes() if roster.exists() else None
    # First what the figures are of: complexes without figures mislead nobody, should this be all.
    write_file(roster, _roster_of(taken.complexes))
    if not taken.figures:
        return None
    try:
        write_file(path, _file_of(taken.source, taken.figures))
    except BaseException:
        if before is None:
            roster.unlink(missing_ok=True)
        else:
            write_file(roster, before)
        raise
    return path


def _file_of(source: Source, figures: Sequence[tuple[str, Figure]]) -> bytes:
    import pyarrow as pa  # noqa: PLC0415

    columns: dict[str, list[object]] = {
        "complex": [id_ for id_, _ in figures],
        **{
            name: [getattr(figure, name) for _, figure in figures]
            for name in ("measure", "industry", "period", "value", "missing", "locator")
        },
        "unit": [MEASURES[figure.measure].unit for _, figure in figures],
        "base": [source.form] * len(figures),
    }
    table = pa.table(
        {
            name: pa.array(columns[name], pa.float64() if name == "value" else pa.string())
            for name in (*TEXTS, "value")
        }
    )
    about = json.dumps(asdict(source), ensure_ascii=False).encode()
    return _parquet(table.replace_schema_metadata({_ABOUT: about}))


def _roster_of(complexes: Sequence[Complex]) -> bytes:
    import pyarrow as pa  # noqa: PLC0415

    texts = ("id", "name_ko", "name_en", "kind", "sido", "sido_code")
    more = ("part_of", "place_id", "kicox_id")
    schema = pa.schema(
        [
            *((name, pa.string()) for name in texts),
            ("sigungu", pa.list_(pa.string())),
            *((name, pa.string()) for name in more),
            *((name, pa.float64()) for name in ("lon", "lat")),
            ("former_names", pa.list_(pa.string())),
        ]
    )
    rows = [
        {**asdict(complex_), "kind": complex_.kind.value if complex_.kind else None}
        for complex_ in complexes
    ]
    return _parquet(pa.Table.from_pylist(rows, schema))


def _parquet(table: pa.Table) -> bytes:
    import pyarrow.parquet as pq  # noqa: PLC0415

    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue()


def digest_of(path: Path) -> str:
    """Return the hash by which a file is known again."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
