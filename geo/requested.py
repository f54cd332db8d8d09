"""Which programmes repeat across the regions that requested them: the matrix of both."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.messages import Lang, catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.store.snapshot import Layer


@dataclass(frozen=True, slots=True)
class Requesting:
    """A region with the number of its requested projects."""

    project_id: str
    hub_id: str
    name_ko: str
    name_en: str
    requested: int
    """As the document counts them."""
    named: int
    """How many of these it names."""
    source: str
    locator: str
    """Where its table of requests begins."""

    def name(self, lang: Lang) -> str:
        """Return the short name of the region."""
        return self.name_en if lang == "en" else self.name_ko


@dataclass(frozen=True, slots=True)
class Cell:
    """One naming of a programme by a region."""

    id: str
    """Of the feature in ``requests``."""
    written: str
    """As printed."""
    named_in: str
    """``requests``, ``plan`` or ``body``."""
    locator: str


@dataclass(frozen=True, slots=True)
class Programme:
    """A row: one programme and the regions that name it."""

    id: str
    name_ko: str
    name_en: str
    note_ko: str | None
    note_en: str | None
    cells: Mapping[str, Cell]
    """Project id to naming."""

    def name(self, lang: Lang) -> str:
        """Return the name in `lang`."""
        return self.name_en if lang == "en" else self.name_ko

    def note(self, lang: Lang) -> str | None:
        """Return why spellings were read as one or kept apart."""
        return self.note_en if lang == "en" else self.note_ko


@dataclass(frozen=True, slots=True)
class Matrix:
    """Programmes by regions; those that most regions name come first."""

    regions: tuple[Requesting, ...]
    programmes: tuple[Programme, ...]

    @property
    def requested(self) -> int:
        """Projects that the regions requested."""
        return sum(region.requested for region in self.regions)

    @property
    def named(self) -> int:
        """Projects among these that the document names."""
        return sum(region.named for region in self.regions)

    @property
    def repeating(self) -> tuple[Programme, ...]:
        """Programmes that several regions name."""
        return tuple(one for one in self.programmes if len(one.cells) > 1)

    @property
    def single(self) -> tuple[Programme, ...]:
        """Programmes that one region names."""
        return tuple(one for one in self.programmes if len(one.cells) == 1)


def matrix_of(layers: Mapping[str, Layer]) -> Matrix:
    """Make the matrix from the collections ``requests`` and ``indicators``."""
    requests = [one["properties"] for one in layers["requests"].collection()["features"]]
    indicators = [one["properties"] for one in layers["indicators"].collection()["features"]]
    counts = {
        one["subject"]: int(one["value"])
        for one in indicators
        if one["indicator"] == "requested_projects"
    }
    regions = {one["project_id"]: one for one in requests}
    rows = {one["programme_id"]: one for one in requests}
    programmes = [_programme(row, requests) for row in rows.values()]
    return Matrix(
        tuple(_region(row, counts[id_], requests) for id_, row in regions.items()),
        tuple(sorted(programmes, key=lambda one: -len(one.cells))),
    )


def as_csv(matrix: Matrix, lang: Lang) -> bytes:
    """Write a row for each programme and a column for each region, UTF-8 with a byte order mark.

    A cell holds the programme as printed, so that an empty one says that it is not named.
    """
    words = catalogue("geo", lang)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    names = [region.name(lang) for region in matrix.regions]
    heads = ("id", words("requests.programme"), words("requests.regions"))
    writer.writerow((*heads, *names, words("requests.note")))
    for one in matrix.programmes:
        cells = [one.cells.get(region.project_id) for region in matrix.regions]
        written = [cell.written if cell else "" for cell in cells]
        writer.writerow((one.id, one.name(lang), len(one.cells), *written, one.note(lang)))
    return f"\ufeff{stream.getvalue()}".encode()


def _region(row: dict[str, Any], requested: int, requests: list[dict[str, Any]]) -> Requesting:
    id_ = row["project_id"]
    named = [one for one in requests if one["project_id"] == id_ and one["named_in"] == "requests"]
    return Requesting(
        id_,
        row["hub_id"],
        row["region"],
        row["region_en"],
        requested,
        len(named),
        named[0]["source"][0],
        named[0]["locator"],
    )


def _programme(row: dict[str, Any], requests: list[dict[str, Any]]) -> Programme:
    id_ = row["programme_id"]
    cells = {
        one["project_id"]: Cell(one["id"], one["name_ko"], one["named_in"], one["locator"])
        for one in requests
        if one["programme_id"] == id_
    }
    names = (row["programme_ko"], row["programme_en"], row["note_ko"], row["note_en"])
    return Programme(id_, *names, cells)
