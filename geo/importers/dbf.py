"""The text of a shapefile's DBF: which encoding it is in, and what was cut in mid-character.

GDAL takes the encoding from the .cpg or a byte of the header; Korean files often have neither, or
say what is not so. Layout after dBASE III: a header of 32 bytes, 32 more for each field, records
of fixed width.
"""

from __future__ import annotations

import codecs
import re
import struct
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_JUDGED = 40_000
"""Headings and values that are looked at."""
_NAME_BYTES = 11
"""Of a field's name with its final zero (dBASE III)."""
_HANGUL = re.compile(r"[ㄱ-ㆎ가-힣]")
_OTHER_THAN_ASCII = re.compile(r"[^\x00-\x7f]")
_KOREAN = re.compile(
    r"(?:(?:ansi|cp|ms|windows|x-windows|ibm|oem)[ _-]?)?949|uhc|(?:x-)?euc[ _-]?kr"
    r"|ks[ _-]?c?[ _-]?(?:x[ _-]?)?(?:5601|1001)(?:[ _:-]?(?:1987|1992))?|korean|ksc",
    re.IGNORECASE,
)
"""How files call EUC-KR and Microsoft's extension of it, which reads either."""
_NAMES = {"65001": "utf-8", "UTF8": "utf-8", "UTF": "utf-8"}


@dataclass(frozen=True, slots=True)
class _Text:
    """A field of characters within a record."""

    start: int
    width: int


def judge_encoding(dbf: bytes, declared: str = "") -> str | None:
    """Return the encoding whose text is Hangul: the declared one, UTF-8 or CP949; None if none is.

    `declared` is what the .cpg says; it loses against the bytes.
    """
    values = (dbf[at : at + width].rstrip(b"\x00 ") for at, width, _ in _places(dbf))
    chunks = [value for value in islice(values, _JUDGED) if not value.isascii()]
    for encoding in (*_declared(declared), "utf-8", "cp949"):
        if _is_korean(chunks, encoding) and _holds(chunks, encoding):
            return encoding
    return None


def without_cut_characters(dbf: bytes, encoding: str) -> bytes:
    """Return the file with blanks where a heading or value ends in half a character.

    A heading has ten bytes, three Hangul and a third in UTF-8; readers refuse what is left over.
    """
    whole = bytearray(dbf)
    for at, width, fill in _places(dbf):
        chunk = dbf[at : at + width].rstrip(b"\x00 ")
        if not chunk.isascii() and not _decodes(chunk, encoding):
            content = chunk.decode(encoding, "ignore").encode(encoding)
            whole[at : at + width] = content.ljust(width, fill)
    return bytes(whole)


def _declared(written: str) -> tuple[str, ...]:
    bare = written.strip("\ufeff \t\r\n\0")
    name = "cp949" if _KOREAN.fullmatch(bare) else _NAMES.get(bare.upper(), bare)
    try:
        return (codecs.lookup(name).name,) if name else ()
    except LookupError:
        return ()


def _holds(chunks: list[bytes], encoding: str) -> bool:
    read = sum(_decodes(_uncut(chunk, encoding), encoding) for chunk in chunks)
    return read >= 0.99 * len(chunks)


def _is_korean(chunks: list[bytes], encoding: str) -> bool:
    """Tell whether the text is mostly Hangul: Latin-1 reads any bytes, but as other letters."""
    decoded = "".join(chunk.decode(encoding, "ignore") for chunk in chunks)
    return 2 * len(_HANGUL.findall(decoded)) >= len(_OTHER_THAN_ASCII.findall(decoded))


def _uncut(chunk: bytes, encoding: str) -> bytes:
    """Return the chunk without half a character at its end."""
    for cut in range(4):
        if _decodes(chunk[: len(chunk) - cut], encoding):
            return chunk[: len(chunk) - cut]
    return chunk


def _decodes(chunk: bytes, encoding: str) -> bool:
    try:
        chunk.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _places(dbf: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield start, width and filling of each heading, then of each value of characters."""
    if len(dbf) < 32:
        return
    count, header, record = struct.unpack_from("<IHH", dbf, 4)
    texts: list[_Text] = []
    offset = 1  # The first byte of a record tells whether it is deleted.
    for at in range(32, min(header, len(dbf)) - 31, 32):
        if dbf[at] == 0x0D:
            break
        yield at, _NAME_BYTES - 1, b"\x00"
        width = dbf[at + 16]
        if dbf[at + 11 : at + 12] == b"C":
            texts.append(_Text(offset, width))
        offset += width
    # A damaged header may promise records without end.
    for number in range(min(count, len(dbf) // record) if record else 0):
        start = header + number * record
        if start + record > len(dbf):
            return
        for text in texts:
            yield start + text.start, text.width, b" "
