"""A user's file through the geocoder into another file, which an interruption only delays (I/O)."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.batch.asides import find_asides
from geo.batch.columns import Columns, find_columns
from geo.batch.journal import Journal, fingerprint, journal_path
from geo.batch.reading import read_bytes, read_table
from geo.batch.run import geocode_table
from geo.batch.writing import check_output, write_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from geo.batch.table import Table
    from geo.geocoding.query import Answer, Query
    from geo.messages import Lang
    from geo.vocabulary.words import Role


@dataclass(frozen=True, slots=True)
class Summary:
    """How a job went; the rows of earlier, interrupted runs counted too."""

    rows: int
    ok: int
    ambiguous: int
    none: int
    passed: int
    """Rows that are no places: sums, remarks, headings; not counted as none."""
    resumed: int
    """Rows that an earlier run had answered."""
    seconds: float
    """Of this run, without reading the input."""

    @property
    def failed(self) -> int:
        """Rows without one place."""
        return self.ambiguous + self.none


class Job:
    """One file to geocode: opened, then run; `answered` tells how far it is."""

    def __init__(self, output: Path, table: Table, columns: Columns, mark: str, lang: Lang) -> None:
        self.output = output
        self.table = table
        self.columns = columns
        self.mark = mark
        self.lang = lang
        self.asides = find_asides(table, columns)
        """Rows that are no places, and what they are."""
        self.answered = 0
        """Rows that are in the journal."""

    @property
    def left(self) -> tuple[int, ...]:
        """Columns that nothing was asked of."""
        taken = {column for _, column in self.columns.told()}
        return tuple(value for value in range(len(self.table.headings)) if value not in taken)

    def run(self, answer: Callable[[Query], Answer], progress: Callable[[int], object]) -> Summary:
        """Answer the rows that the journal does not hold, write the output, remove the journal.

        `progress` is told how many rows were done since it was last told.

        Raises
        ------
        UnwritableOutputError
            Journal or output cannot be written.
        """
        begin = time.perf_counter()
        with Journal(journal_path(self.output), self.mark) as journal:
            resumed = self._advance(len(journal.results), progress)
            for results in geocode_table(
                self.table,
                self.columns,
                answer,
                lang=self.lang,
                start=resumed,
                asides=self.asides,
            ):
                journal.append(results)
                self._advance(len(results), progress)
            beside = self.columns.lists_firms
            write_table(self.output, self.table, journal.results, beside=beside)
            journal.remove()
        counted = Counter(result.status for result in journal.results)
        return Summary(
            rows=len(journal.results),
            ok=counted["ok"],
            ambiguous=counted["ambiguous"],
            none=counted["none"] - len(self.asides),
            passed=len(self.asides),
            resumed=resumed,
            seconds=time.perf_counter() - begin,
        )

    def _advance(self, rows: int, progress: Callable[[int], object]) -> int:
        self.answered += rows
        progress(rows)
        return rows


def open_job(
    source: Path,
    output: Path,
    *,
    chosen: Mapping[Role, Sequence[str]],
    lang: Lang,
    options: Mapping[str, object],
    sheet: str | None = None,
) -> Job:
    """Read `source` and find its columns; refuse at once what could not be written.

    `chosen` names columns by their headings, `sheet` a sheet by its title or number. `options` is
    whatever else the answers depend on, such as the version and the data: a journal made with
    others is not gone on with.

    Raises
    ------
    ImportFileError
        The input cannot be read or has no usable column.
    ColumnOptionError, SheetOptionError
        There is no such column or sheet.
    OutputError
        The output cannot be written.
    """
    data = read_bytes(source)
    headings = [heading for several in chosen.values() for heading in several if heading]
    table = read_table(source.name, data, headings, sheet)
    columns = find_columns(table, chosen)
    check_output(output, table)
    asked = {"chosen": {role: list(several) for role, several in chosen.items()}, "sheet": sheet}
    everything = {**asked, "lang": lang, "file": source.suffix, **options}
    return Job(output, table, columns, fingerprint(data, everything), lang)
