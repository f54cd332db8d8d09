"""A user's file through the geocoder into another file, which an interruption only delays (I/O)."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.batch.columns import Columns, find_columns
from geo.batch.journal import Journal, fingerprint, journal_path
from geo.batch.reading import read_bytes, read_table
from geo.batch.run import geocode_table
from geo.batch.writing import check_output, write_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from geo.batch.columns import Role
    from geo.batch.table import Table
    from geo.geocoding.query import Answer, Query
    from geo.messages import Lang


@dataclass(frozen=True, slots=True)
class Summary:
    """How a job went; the rows of earlier, interrupted runs counted too."""

    rows: int
    ok: int
    ambiguous: int
    none: int
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
        self.answered = 0
        """Rows that are in the journal."""

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
                self.table, self.columns, answer, lang=self.lang, start=resumed
            ):
                journal.append(results)
                self._advance(len(results), progress)
            write_table(self.output, self.table, journal.results)
            journal.remove()
        counted = Counter(result.status for result in journal.results)
        return Summary(
            rows=len(journal.results),
            ok=counted["ok"],
            ambiguous=counted["ambiguous"],
            none=counted["none"],
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
    chosen: Mapping[Role, str],
    lang: Lang,
    options: Mapping[str, object],
) -> Job:
    """Read `source` and find its columns; refuse at once what could not be written.

    `options` is whatever else the answers depend on, such as the version and the data: a journal
    made with others is not gone on with.

    Raises
    ------
    ImportFileError
        The input cannot be read or has no usable column.
    ColumnOptionError
        The table has no column that `chosen` names.
    OutputError
        The output cannot be written.
    """
    data = read_bytes(source)
    table = read_table(source.name, data, tuple(filter(None, chosen.values())))
    columns = find_columns(table, chosen)
    check_output(output, table)
    everything = {"chosen": dict(chosen), "lang": lang, "file": source.suffix, **options}
    return Job(output, table, columns, fingerprint(data, everything), lang)
