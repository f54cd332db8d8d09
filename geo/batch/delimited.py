"""Bytes of a CSV, TSV or text file into rows of cells; no row is lost for another's sake."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.batch.limits import MOST_COLUMNS, MOST_ROWS
from geo.batch.table import RowTrouble
from geo.errors import TableTooLargeError
from geo.geocoding.query import Note
from geo.vocabulary.words import is_heading, known_as

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.batch.table import Cells

_DELIMITERS = (",", ";", "|", "\t")
"""The more telling last: a comma stands within addresses, a tab in no text."""
_IN_NO_HEADING = ("|", "\t")
_NO_DELIMITER = "\x1f"
"""Unit separator of ASCII, which no text holds: the file has one column."""
_SAMPLE_LINES = 200
"""Enough to know the delimiter and the header of a table, cheap for one of a million rows."""
_SAMPLE_BYTES = 65_536
"""The sample of a file whose lines are very long, or that has none."""
_LONGEST_RECORD = 100
"""Lines that one quoted cell may span."""
_QUOTED = re.compile(r'"[^"]*"')
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


@dataclass(slots=True)
class Lines:
    """The lines of a text, each with what was wrong in decoding it."""

    texts: list[str]
    troubles: dict[int, RowTrouble] = field(default_factory=dict)


@dataclass(slots=True)
class Rows:
    """The rows of a text as they are written, some with more or fewer cells."""

    cells: list[Cells] = field(default_factory=list)
    troubles: dict[int, tuple[RowTrouble, ...]] = field(default_factory=dict)
    delimiter: str = ","


def read_delimited(file: str, data: bytes) -> Rows:
    """Decode `data`, recognise its delimiter and split it into rows, without empty ones at the end.

    Raises
    ------
    TableTooLargeError
        `file` has more rows, or a row more cells, than any table has.
    """
    _require_rows(file, data)
    lines = decode_lines(data)
    while lines.texts and not lines.texts[-1].strip():
        lines.texts.pop()
    delimiter, width = find_delimiter(lines.texts)
    widest = max((text.count(delimiter) for text in lines.texts), default=0) + 1
    if widest > MOST_COLUMNS:
        raise TableTooLargeError(file, "columns", widest, MOST_COLUMNS)
    return _split(lines, delimiter, width)


def _require_rows(file: str, data: bytes) -> None:
    """Refuse too many rows by their line ends, before a text is made of each."""
    end = len(data.rstrip(b"\0\r\n \t"))
    rows = max(data.count(b"\n", 0, end), data.count(b"\r", 0, end)) + 1
    if rows > MOST_ROWS:
        raise TableTooLargeError(file, "rows", rows, MOST_ROWS)


def decode_lines(data: bytes) -> Lines:
    """Decode UTF-8, CP949 or UTF-16, line by line where lines differ in their encoding.

    A line that the encoding of most lines does not decode is tried in the other one and gets a
    note; where both fail, U+FFFD stands for each bad byte.
    """
    utf16 = _utf16(data)
    if utf16:
        return Lines(_lines(data.decode(utf16, "replace").removeprefix("\ufeff")))
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return Lines(_lines(data.decode("utf-8")))
    except UnicodeDecodeError:
        pieces = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    speaking = [piece for piece in pieces if not piece.isascii()]
    in_utf8 = sum(1 for piece in speaking if _decoded(piece, "utf-8") is not None)
    own, other = ("utf-8", "cp949") if in_utf8 * 2 >= len(speaking) else ("cp949", "utf-8")
    lines = Lines([])
    for index, piece in enumerate(pieces):
        text = _decoded(piece, own)
        if text is None:
            text = _decoded(piece, other)
            note = Note("batch.other_encoding", {"encoding": other.upper()})
            if text is None:
                text = piece.decode(own, "replace")
                note = Note("batch.undecodable", {"encodings": "UTF-8, CP949"})
            lines.troubles[index] = RowTrouble(note, refused=False)
        lines.texts.append(text)
    return lines


def find_delimiter(texts: Sequence[str]) -> tuple[str, int]:
    """Return the delimiter and the number of cells of most rows; one column has no delimiter."""
    sample = "\n".join(texts[:_SAMPLE_LINES])[:_SAMPLE_BYTES]
    lines = [line for line in _QUOTED.sub("", sample).split("\n") if line.strip()]
    first = next((text for text in texts if text.strip()), "").strip(' "')
    if _heads_one_column(first):
        return _NO_DELIMITER, 1
    best = (0.0, -1, 0)
    for rank, delimiter in enumerate(_DELIMITERS):
        counts = Counter(line.count(delimiter) for line in lines)
        # Of counts that are as frequent the larger: a title above a short table has none.
        count, times = max(counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        if count:
            best = max(best, (times / len(lines), rank, count))
    _, rank, count = best
    return (_DELIMITERS[rank] if count else _NO_DELIMITER), count + 1


def _heads_one_column(line: str) -> bool:
    """Tell whether a line is one heading, as 주소(도로명, 지번) is, not several and signs between.

    산업단지,구분 is two, though 산업단지구분 is one.
    """
    if any(map(line.count, _IN_NO_HEADING)) or not is_heading(line):
        return False
    signs = [sign for sign in _DELIMITERS if sign in line]
    return not signs or (
        known_as(line) is not None
        and not any(all(map(is_heading, line.split(sign))) for sign in signs)
    )


def _utf16(data: bytes) -> str | None:
    if data[:2] in _UTF16:
        return _UTF16[data[:2]]
    if b"\0" not in data[:_SAMPLE_BYTES]:
        return None
    sample = data[: _SAMPLE_BYTES & ~1]
    shares = {name: _readable(sample.decode(name, "replace")) for name in _UTF16.values()}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] > 0.9 else None


def _readable(text: str) -> float:
    """Return the share of Hangul and printable ASCII; 0 without any ASCII, as a delimiter is.

    CP949 read as UTF-16 is Hangul too, but no ASCII.
    """
    ascii_ = sum(1 for letter in text if " " <= letter <= "~" or letter in "\t\r\n")
    hangul = sum(1 for letter in text if "\uac00" <= letter <= "\ud7a3")
    return (ascii_ + hangul) / len(text) if ascii_ else 0.0


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _decoded(piece: bytes, encoding: str) -> str | None:
    try:
        return piece.decode(encoding)
    except UnicodeDecodeError:
        return None


def _split(lines: Lines, delimiter: str, width: int) -> Rows:
    rows = Rows(delimiter=delimiter)
    line = 0
    while line < len(lines.texts):
        text = lines.texts[line]
        troubles: list[RowTrouble] = []
        taken = 1
        if '"' not in text:
            cells = tuple(text.split(delimiter))
        else:
            cells, taken = _record(lines.texts, line, delimiter, width)
            if not taken:
                taken = 1
                troubles.append(RowTrouble(Note("batch.open_quote"), refused=False))
        if lines.troubles:
            own = range(line, line + taken)
            troubles += [lines.troubles[index] for index in own if index in lines.troubles]
        if troubles:
            rows.troubles[len(rows.cells)] = tuple(troubles)
        rows.cells.append(cells)
        line += taken
    return rows


def _record(texts: Sequence[str], line: int, delimiter: str, width: int) -> tuple[Cells, int]:
    """Read the record that begins in `line`; return its cells and how many lines it takes.

    0 lines where a quotation mark opens and nothing closes it in time: the line then stands for
    itself, its quotation marks as letters, so that it does not swallow the rows below.
    """
    for taken in range(1, min(_LONGEST_RECORD, len(texts) - line) + 1):
        text = "\n".join(texts[line : line + taken])
        try:
            cells = _parsed(text, delimiter, strict=True)
        except csv.Error as error:
            if "unexpected end" in str(error):
                continue
            if taken > 1:
                break
            # A letter after the closing mark: as lenient as Excel.
            return _parsed(text, delimiter, strict=False), 1
        if taken == 1 or len(cells) == width:
            return cells, taken
        break
    return tuple(texts[line].split(delimiter)), 0


def _parsed(text: str, delimiter: str, *, strict: bool) -> Cells:
    limit = csv.field_size_limit(max(len(text) + 1, 131_072))
    try:
        return tuple(next(csv.reader([text], delimiter=delimiter, strict=strict)))
    finally:
        csv.field_size_limit(limit)
