"""A table through the geocoder: one result per row, in the order of the rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo.batch.asides import find_asides
from geo.batch.grouped import regions_above
from geo.errors import GeoError, ProviderKeyError, ProviderQuotaError, SnapshotError
from geo.geocoding.query import Answer, Note, Query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from geo.batch.columns import Columns
    from geo.batch.grouped import Region
    from geo.batch.table import Cells, RowTrouble, Table
    from geo.messages import Lang

LONGEST_TEXT = 1_000
"""Characters; the longest address of the country has less than a tenth."""
_CHUNK = 1_000
"""Rows that are done again, at most, where a run is stopped."""
_REMEMBERED = 200_000
"""Queries whose results are kept; a run of millions must not fill the memory with them."""
_AT_LEAST_A_DONG = frozenset({"address_road", "address_lot", "legal_dong"})
_BY_NAME = frozenset({"gazetteer", "alias", "group"})
_COMPLEX = _BY_NAME | {"fuzzy", "toponym"}
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
    sido: str | None
    """In which it lies today, or on the day asked for."""
    sido_code: str | None
    sigungu: str | None
    """None also where several hold it."""
    sigungu_code: str | None
    note: str
    """Why, in the reader's language; the candidates where there is no single place."""
    complex_id: str | None = None
    """Of a firm: the complex that its row names, where one place answers to it."""
    complex_name: str | None = None


BESIDE = ("complex_id", "complex_name")
"""The columns that only tables of firms get: the complex beside its firm."""
ADDED = Result._fields[: -len(BESIDE)]
"""The columns that follow the original ones of every table: part of the contract."""


def geocode_table(
    table: Table,
    columns: Columns,
    answer: Callable[[Query], Answer],
    *,
    lang: Lang,
    start: int = 0,
    chunk: int = _CHUNK,
    asides: Mapping[int, Note] | None = None,
) -> Iterator[list[Result]]:
    """Yield the results of the rows from `start` on, `chunk` rows at a time.

    Equal queries are answered once. A row that cannot be asked, or that `answer` fails for, gets
    the status ``none`` and a note; the other rows are not affected. `asides` are the rows that are
    no places (`asides.find_asides`), for who knows them already.

    Raises
    ------
    SnapshotError, ProviderKeyError, ProviderQuotaError
        What `answer` raises because no further row can be answered either.
    """
    passed = find_asides(table, columns) if asides is None else asides
    asker = _Asker(columns, answer, lang)
    taken_over = regions_above(table, columns, passed)
    for first in range(start, len(table.rows), chunk):
        results: list[Result] = []
        for index in range(first, min(first + chunk, len(table.rows))):
            if index in passed:
                results.append(_none(passed[index].text(lang)))
            else:
                troubles = table.troubles.get(index, ())
                results.append(asker.row(table.rows[index], troubles, taken_over.get(index)))
        yield results


class _Asker:
    """Asks rows of one table and remembers what was answered."""

    def __init__(self, columns: Columns, answer: Callable[[Query], Answer], lang: Lang) -> None:
        self.columns = columns
        self.answer = answer
        self.lang = lang
        self._known: dict[Query, Answer | Note] = {}

    def row(
        self, cells: Cells, troubles: Sequence[RowTrouble], region: Region | None = None
    ) -> Result:
        """Answer a row, unless its cells may be shifted; what was wrong is said in the note.

        `region` is what rows above state for it.
        """
        said = [trouble.note.text(self.lang) for trouble in troubles]
        if any(trouble.refused for trouble in troubles):
            return _none(" ".join(said))
        asked = self.columns.asked(cells)
        if region is not None and (asked.query.name or asked.query.address):
            query = replace(asked.query, sido=region[0], sigungu=region[1])
            note = Note("region_above", {"region": " ".join(filter(None, region))})
            asked = replace(asked, query=query, notes=(*asked.notes, note))
        said += [note.text(self.lang) for note in asked.notes]
        if self.columns.lists_firms and asked.query.name and asked.query.address:
            result = self._firm(asked.query)
        else:
            result = self._result(self._ask(asked.query))
        if not said:
            return result
        return result._replace(note=" ".join(filter(None, (*said, result.note))))

    def _firm(self, query: Query) -> Result:
        """Place a firm by its own address where that tells a dong at least, else by its complex.

        Either way the complex stands beside it, and a note where the two lie apart.
        """
        own = self._ask(replace(query, name="", kind=""))
        located = isinstance(own, Answer) and own.status == "ok" and own.method in _AT_LEAST_A_DONG
        site = self._site(query, own)
        known = isinstance(site, Answer) and site.status == "ok" and site.method in _COMPLEX
        result = self._result(own if located or not known else site)
        if not isinstance(site, Answer) or not known:
            return result
        result = result._replace(complex_id=site.id, complex_name=site.name)
        if located and isinstance(own, Answer):
            note = _apart(own, site)
            if note is not None:
                text = note.text(self.lang)
                result = result._replace(note=" ".join(filter(None, (result.note, text))))
        return result

    def _site(self, query: Query, own: Answer | Note) -> Answer | Note:
        """Return the complex of a firm: first in the 시도 of its address, for names come again."""
        named = replace(query, address="")
        if isinstance(own, Answer) and own.name and not query.sido:
            # Names of places begin with their 시도.
            near = self._ask(replace(named, sido=own.sido or own.name.split()[0]))
            if isinstance(near, Answer) and near.status == "ok" and near.method in _BY_NAME:
                return near
        return self._ask(named)

    def _result(self, answered: Answer | Note) -> Result:
        if isinstance(answered, Answer):
            return _result(answered, self.lang)
        return _none(answered.text(self.lang))

    def _ask(self, query: Query) -> Answer | Note:
        """Return the answer to a query, or why there is none; equal ones are answered once."""
        known = self._known.get(query)
        if known is None:
            known = self._answered(query)
            if len(self._known) < _REMEMBERED:
                self._known[query] = known
        return known

    def _answered(self, query: Query) -> Answer | Note:
        refusal = refused(query, regions_only=self.columns.regions_only)
        if refusal is not None:
            return refusal
        try:
            return self.answer(_printable(query))
        except _FATAL:
            raise
        except GeoError as error:
            return Note("batch.refused", {"reason": error.text(self.lang)})
        except Exception as error:  # noqa: BLE001 - one row, whatever it holds, must not lose the others
            return Note("batch.failed", {"reason": type(error).__name__})


def _apart(own: Answer, site: Answer) -> Note | None:
    """Return a note where an address lies farther from its complex than both are uncertain."""
    if own.lon is None or own.lat is None or site.lon is None or site.lat is None:
        return None
    from geo.crs import geodesic_lengths_km  # noqa: PLC0415 - PROJ is slow to load

    pair = np.array([[own.lon, own.lat]]), np.array([[site.lon, site.lat]])
    away = float(geodesic_lengths_km(*pair)[0])
    if away <= (own.precision_km or 0) + (site.precision_km or 0):
        return None
    return Note("batch.far_from_complex", {"name": site.name or "", "km": round(away, 1)})


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
        answer.sido,
        answer.sido_code,
        answer.sigungu,
        answer.sigungu_code,
        _note(answer, lang),
    )


def _note(answer: Answer, lang: Lang) -> str:
    text = answer.note(lang)
    if answer.status == "ok":
        return text
    text = text or Note(f"batch.{answer.status}").text(lang)
    if not answer.candidates:
        return text
    named = ", ".join(f"{candidate.name} ({candidate.id})" for candidate in answer.candidates)
    return f"{text} {Note('batch.candidates', {'candidates': named}).text(lang)}"


def _none(note: str) -> Result:
    nothing = dict.fromkeys(ADDED[1:-1])
    return Result(status="none", note=note, **nothing)
