"""The text of a source as the operator has it, with an anchor beside each fact found in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from api.evidence import facts
from geo.originals.placing import Place, Wording, place
from geo.originals.reading import Trouble, find, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from api.state import State


class Anchor(NamedTuple):
    """Where a fact begins."""

    no: int
    """Its number in the text, from 1."""
    fact: str
    exact: bool


class Segment(NamedTuple):
    """A piece of the text."""

    anchors: tuple[Anchor, ...]
    """Of the facts that begin here."""
    text: str
    of_fact: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A document as its page shows it."""

    file: str
    trouble: Trouble | None
    """Why there is no text."""
    segments: tuple[Segment, ...]
    """Together they are the text."""
    numbers: dict[str, int]
    """Id of each fact that was found, to its number."""
    facts: int
    """How many facts the source has."""


@lru_cache(maxsize=16)
def original_of(state: State, source: str) -> Shown | None:
    """Return the document of a source, read once; None where the operator gives none.

    `source` is an id of the atlas, never what a request holds.
    """
    folder = state.settings.documents
    path = None if folder is None else find(folder, source)
    if path is None:
        return None
    document, found = read(path), facts(state, source)
    wanted = (Wording(fact.id, fact.printed, fact.evidence.locator) for fact in found)
    places = place(document.text, wanted) if document.trouble is None else ()
    numbers = {item.fact: no for no, item in enumerate(places, start=1)}
    segments = tuple(_segments(document.text, places))
    return Shown(document.file, document.trouble, segments, numbers, len(found))


def _segments(text: str, places: Sequence[Place]) -> Iterator[Segment]:
    """Part a text where facts begin and end; facts may overlap."""
    cuts = sorted({0, len(text), *(p.start for p in places), *(p.end for p in places)})
    anchors: dict[int, list[Anchor]] = {}
    for no, item in enumerate(places, start=1):
        anchors.setdefault(item.start, []).append(Anchor(no, item.fact, item.exact))
    begins, ends = sorted(p.start for p in places), sorted(p.end for p in places)
    begun = ended = 0
    for start, end in pairwise(cuts):
        while begun < len(begins) and begins[begun] <= start:
            begun += 1
        while ended < len(ends) and ends[ended] <= start:
            ended += 1
        yield Segment(tuple(anchors.get(start, ())), text[start:end], begun > ended)
