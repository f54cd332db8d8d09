"""A table through the geocoder: one result per row, in the order of the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geo.errors import GeoError, ProviderKeyError, ProviderQuotaError, SnapshotError
from geo.geocoding.query import Answer, Note, Query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo.batch.columns import Columns
    from geo.batch.table import Table
    from geo.messages import Lang

LONGEST_TEXT = 1_000
"""Characters; the longest address of the country has less than a tenth."""
_CHUNK = 1_000
_REMEMBERED = 200_000
"""Queries whose results are kept; a run of millions must not fill the memory with them."""
_FATAL = (SnapshotError, ProviderKeyError, ProviderQuotaError)
"""Not the fault of a row: every row after it would fail too, so the run stops."""


class Result(NamedTuple):
    """The columns that a batch adds to a row, in their order."""

    status: str
    """``ok``, ``ambiguous`` or ``none``."""
    lon: float | None
    """Degrees, WGS 84."""
    lat: float | None
    matched_id: str | None
    matched_name: str | None
    method: str | None
    score: float | None
    """0 to 1."""
    precision_km: float | None
    note: str
    """Why, in the reader's language; the candidates where there is no single place."""


def geocode_table(
    table: Table,
    columns: Columns,
    answer: Callable[[Query], Answer],
    *,
    lang: Lang,
    start: int = 0,
    chunk: int = _CHUNK,
) -> Iterator[list[Result]]:
    """Yield the results of the rows from `start` on, `chunk` rows at a time.

    Equal queries are answered once. A row that cannot be asked, or that `answer` fails for, gets
    the status ``none`` and a note; the other rows are not affected.

    Raises
    ------
    SnapshotError, ProviderKeyError, ProviderQuotaError
        What `answer` raises because no further row can be answered either.
    """
    known: dict[Query, Result] = {}
    for first in range(start, len(table.rows), chunk):
        results: list[Result] = []
        for index in range(first, min(first + chunk, len(table.rows))):
            cells = table.rows[index]
            if index in table.troubles:
                results.append(_troubled(table, index, columns, answer, lang))
                continue
            query = columns.query(cells)
            result = known.get(query)
            if result is None:
                result = _answered(query, columns, answer, lang)
                if len(known) < _REMEMBERED:
                    known[query] = result
            results.append(result)
        yield results


def _troubled(
    table: Table,
    index: int,
    columns: Columns,
    answer: Callable[[Query], Answer],
    lang: Lang,
) -> Result:
    """Answer a row that was not read well, unless its cells may be shifted; say so in the note."""
    troubles = table.troubles[index]
    said = " ".join(trouble.note.text(lang) for trouble in troubles)
    if any(trouble.refused for trouble in troubles):
        return _none(said)
    result = _answered(columns.query(table.rows[index]), columns, answer, lang)
    return result._replace(note=" ".join(filter(None, (said, result.note))))


def _answered(
    query: Query, columns: Columns, answer: Callable[[Query], Answer], lang: Lang
) -> Result:
    refusal = refused(query, regions_only=columns.regions_only)
    if refusal is not None:
        return _none(refusal.text(lang))
    try:
        return _result(answer(_printable(query)), lang)
    except _FATAL:
        raise
    except GeoError as error:
        return _none(error.text(lang))
    except Exception as error:  # noqa: BLE001 - one row, whatever it holds, must not lose the others
        return _none(Note("batch.failed", {"reason": type(error).__name__}).text(lang))


def refused(query: Query, *, regions_only: bool = False) -> Note | None:
    """Return why a query is not worth asking, None where it is.

    `regions_only`: a 시도 or 시군구 alone is what is asked; else a name or an address is needed.
    """
    texts = (query.name, query.address, query.sido, query.sigungu, query.kind)
    longest = max(map(len, texts))
    if longest > LONGEST_TEXT:
        return Note("batch.too_long", {"length": longest, "allowed": LONGEST_TEXT})
    asked = query.sido + query.sigungu if regions_only else query.name + query.address
    if not asked.strip():
        return Note("batch.empty")
    if not any(letter.isalnum() for letter in asked):
        return Note("batch.no_letters")
    return Note("batch.bad_bytes") if any("\ufffd" in text for text in texts) else None


def _printable(query: Query) -> Query:
    """Return the query with blanks for control characters, which no name has."""
    texts = (query.name, query.address, query.sido, query.sigungu, query.kind)
    if all(map(str.isprintable, texts)):
        return query
    name, address, sido, sigungu, kind = map(_without_control, texts)
    return Query(name=name, address=address, sido=sido, sigungu=sigungu, kind=kind)


def _without_control(text: str) -> str:
    return " ".join(
        "".join(" " if letter < " " or letter == "\x7f" else letter for letter in text).split()
    )


def _result(answer: Answer, lang: Lang) -> Result:
    return Result(
        answer.status,
        answer.lon,
        answer.lat,
        answer.id,
        answer.name,
        answer.method,
        answer.score,
        answer.precision_km,
        _note(answer, lang),
    )


def _note(answer: Answer, lang: Lang) -> str:
    said = answer.note(lang)
    if answer.status == "ok":
        return said
    said = said or Note(f"batch.{answer.status}").text(lang)
    if not answer.candidates:
        return said
    named = ", ".join(f"{candidate.name} ({candidate.id})" for candidate in answer.candidates)
    return f"{said} {Note('batch.candidates', {'candidates': named}).text(lang)}"


def _none(note: str) -> Result:
    return Result("none", None, None, None, None, None, None, None, note)
