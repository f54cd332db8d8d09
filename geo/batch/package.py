"""What an .xlsx says of its sheets, before any of them is read (ECMA-376 parts 1 and 2).

The reader of sheets allocates the whole rectangle up to the last cell, so the extent must be known
first: one cell at XFD1048576 would be half a terabyte.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING
from xml.parsers import expat

from geo.batch.limits import MOST_BYTES, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TEXT_BYTES
from geo.errors import BrokenOffError, TableTooLargeError

if TYPE_CHECKING:
    from collections.abc import Callable

Merged = tuple[int, int, int]
"""Column, first and last row, from 0, of cells merged downwards."""
_FIRST_PART = b"PK\x03\x04"
_PIECE = 1 << 20
"""A mebibyte at a time, so that a package of any size takes the same memory."""
_TEXTS = "sharedStrings"
_RELATIONS = ("xl/_rels/workbook.xml.rels", "xl/workbook.xml")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet of cells and where its XML stands in the package."""

    title: str
    path: str
    hidden: bool


@dataclass(slots=True)
class Extent:
    """How far the cells of a sheet reach."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    has_errors: bool = False
    """Whether a cell holds an error of a formula, such as #REF!."""
    merged: list[Merged] = field(default_factory=list)

    @property
    def area(self) -> int:
        """Return the cells of the rectangle from A1 to the last one."""
        return self.rows * self.columns


def require_end(file: str, stream: IO[bytes]) -> None:
    """Refuse a package whose end is missing, where the list of its parts stands (APPNOTE 4.3.6).

    Raises
    ------
    BrokenOffError
        It begins as one and has no such list.
    """
    begins = stream.read(len(_FIRST_PART)) == _FIRST_PART
    stream.seek(0)
    if begins and not zipfile.is_zipfile(stream):
        raise BrokenOffError(file)
    stream.seek(0)


def parts_of(file: str, package: zipfile.ZipFile) -> tuple[Part, ...]:
    """Return the sheets of cells, in the workbook's order.

    Raises
    ------
    TableTooLargeError
        The package unpacks to more than is allowed.
    KeyError, zipfile.BadZipFile, expat.ExpatError
        It is no workbook, or damaged.
    """
    size = sum(entry.file_size for entry in package.infolist())
    if size > MOST_BYTES:
        raise TableTooLargeError(file, "bytes", size, MOST_BYTES)
    texts = sum(entry.file_size for entry in package.infolist() if _TEXTS in entry.filename)
    if texts > MOST_TEXT_BYTES:
        raise TableTooLargeError(file, "bytes", texts, MOST_TEXT_BYTES)
    targets: dict[str, str] = {}
    found: list[Part] = []

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes["Type"].endswith("/worksheet"):
            target = attributes["Target"]
            path = target[1:] if target.startswith("/") else posixpath.join("xl", target)
            targets[attributes["Id"]] = posixpath.normpath(path)

    def sheet(name: str, attributes: dict[str, str]) -> None:
        # The id is of the namespace of relations.
        own = next((value for key, value in attributes.items() if key.endswith(" id")), "")
        if name == "sheet" and own in targets:
            hidden = attributes.get("state", "visible") != "visible"
            found.append(Part(attributes["name"], targets[own], hidden))

    for path, take in zip(_RELATIONS, (relation, sheet), strict=True):
        with package.open(path) as stream:
            _parse(stream, take)
    return tuple(found)


def extent_of(file: str, package: zipfile.ZipFile, part: Part) -> Extent:
    """Count the cells of a sheet and find where they end and which are merged downwards.

    Raises
    ------
    TableTooLargeError
        It has more cells than are allowed.
    zipfile.BadZipFile, expat.ExpatError
        The sheet is damaged.
    """
    extent = Extent()
    letters: set[str] = set()
    row = column = 0

    def take(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column
        if name == "c":
            extent.cells += 1
            if extent.cells > MOST_CELLS:
                raise TableTooLargeError(file, "cells", extent.cells, MOST_CELLS)
            extent.has_errors |= attributes.get("t") == "e"
            reference = attributes.get("r", "")
            own = reference.rstrip("0123456789")
            if own:
                letters.add(own)
                row = max(row, int(reference[len(own) :] or 0))
            else:
                # A cell without a reference follows the one before (18.3.1.4).
                column += 1
                extent.columns = max(extent.columns, column)
        elif name == "row":
            # So does a row (18.3.1.73).
            row = int(attributes.get("r") or row + 1)
            column = 0
        elif name == "mergeCell":
            merged = _merged_down(attributes.get("ref", ""))
            if merged is not None:
                extent.merged.append(merged)
            return
        extent.rows = max(extent.rows, row)

    with package.open(part.path) as stream:
        _parse(stream, take)
    extent.columns = max([extent.columns, *map(_number, letters)])
    if extent.columns > MOST_COLUMNS:
        raise TableTooLargeError(file, "columns", extent.columns, MOST_COLUMNS)
    if extent.rows > MOST_ROWS:
        raise TableTooLargeError(file, "rows", extent.rows, MOST_ROWS)
    return extent


def _parse(stream: IO[bytes], take: Callable[[str, dict[str, str]], None]) -> None:
    """Call `take` with the local name and the attributes of every element."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, own: take(name.rpartition(" ")[2], own)
    while piece := stream.read(_PIECE):
        parser.Parse(piece, False)  # noqa: FBT003 - positional only
    parser.Parse(b"", True)  # noqa: FBT003


def _merged_down(reference: str) -> Merged | None:
    first, _, last = reference.partition(":")
    begin, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    if begin is None or end is None or begin[1] != end[1] or int(end[2]) <= int(begin[2]):
        return None
    return _number(begin[1]) - 1, int(begin[2]) - 1, int(end[2]) - 1


def _number(letters: str) -> int:
    """Return the number of a column from its letters, A being 1.

    >>> _number("A"), _number("XFD")
    (1, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
