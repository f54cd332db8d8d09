"""Which programmes repeat across the regions that requested them: the matrix of both."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from geo.messages import Lang, catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.atlas import Atlas
    from geo.model.bilingual import Bilingual
    from geo.model.evidence import Evidence
    from geo.model.requests import Request, RequestProgramme

_TABLE = "requests"
"""Named in the table of requests itself, not only in the text beside it."""


class Requesting(NamedTuple):
    """A region with the number of its requested projects."""

    project_id: str
    hub_id: str
    name: Bilingual
    """Short name of the region."""
    requested: int
    """As the document counts them."""
    named: int
    """How many of these it names."""
    evidence: Evidence
    """Where its table of requests begins."""


class Requested(NamedTuple):
    """A row: one programme and the regions that name it."""

    programme: RequestProgramme
    cells: Mapping[str, Request]
    """Project id to naming."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Programmes by regions; those that most regions name come first."""

    regions: tuple[Requesting, ...]
    programmes: tuple[Requested, ...]

    @property
    def requested(self) -> int:
        """Projects that the regions requested."""
        return sum(region.requested for region in self.regions)

    @property
    def named(self) -> int:
        """Projects among these that the document names."""
        return sum(region.named for region in self.regions)

    @property
    def repeating(self) -> tuple[Requested, ...]:
        """Programmes that several regions name."""
        return tuple(programme for programme in self.programmes if len(programme.cells) > 1)

    @property
    def single(self) -> tuple[Requested, ...]:
        """Programmes that one region names."""
        return tuple(programme for programme in self.programmes if len(programme.cells) == 1)


def matrix_of(atlas: Atlas) -> Matrix:
    """Make the matrix of an atlas."""
    cells: dict[str, dict[str, Request]] = {}
    for request in atlas.requests:
        cells.setdefault(request.programme.id, {})[request.body_id] = request
    programmes = {item.programme.id: item.programme for item in atlas.requests}
    rows = [Requested(programmes[id_], own) for id_, own in cells.items()]
    bodies = dict.fromkeys(item.body_id for item in atlas.requests)
    return Matrix(
        tuple(_region(atlas, id_) for id_ in bodies),
        tuple(sorted(rows, key=lambda requested: -len(requested.cells))),
    )


def as_csv(matrix: Matrix, lang: Lang) -> bytes:
    """Write a row for each programme and a column for each region, UTF-8 with a byte order mark.

    A cell holds the programme as printed, so that an empty one says that it is not named.
    """
    words = catalogue("geo", lang)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    names = [region.name.of(lang) for region in matrix.regions]
    heads = ("id", words("requests.programme"), words("requests.regions"))
    writer.writerow((*heads, *names, words("requests.note")))
    for request_programme, own in matrix.programmes:
        cells = [own.get(region.project_id) for region in matrix.regions]
        written = [cell.name_as_written if cell else "" for cell in cells]
        note = request_programme.note.of(lang) if request_programme.note else None
        writer.writerow(
            (request_programme.id, request_programme.name.of(lang), len(own), *written, note)
        )
    return f"\ufeff{stream.getvalue()}".encode()


def _region(atlas: Atlas, body_id: str) -> Requesting:
    body = atlas.bodies[body_id]
    listed = [
        request
        for request in atlas.requests
        if (request.body_id, request.named_in) == (body_id, _TABLE)
    ]
    counts = (
        indicator.value
        for indicator in atlas.indicators
        if (indicator.subject, indicator.indicator) == (body_id, "requested_projects")
    )
    return Requesting(
        body_id,
        atlas.root_of(body).place_id,
        atlas.regions.find(body.region.ko).short if body.region else body.name,
        int(next(counts) or 0),
        len(listed),
        listed[0].evidence,
    )
