"""What is asked of the geocoder, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from geo.messages import Lang, catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

Status = Literal["ok", "ambiguous", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A place as a list describes it; at least a name, an address or a 시군구."""

    name: str = ""
    """Name of a complex, of a region, or an address, as written."""
    address: str = ""
    """Lot-number or road-name address."""
    sido: str = ""
    sigungu: str = ""
    kind: str = ""
    """국가, 일반, 도시첨단, 농공, or empty."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that the query may mean."""

    id: str
    name: str
    """Official name."""
    score: float
    """Likeness, 0 to 1; no probability."""
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know about an answer: a code of the catalogue and its facts."""

    code: str
    """``note.…`` in the catalogue of `geo`."""
    facts: Mapping[str, object] = field(default_factory=dict)

    def text(self, lang: Lang) -> str:
        """Say it in `lang`."""
        return catalogue("geo", lang)(f"note.{self.code}", **self.facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is known of a query; a point only where one place answers, or the best was asked for."""

    query: str
    """What was asked, in one line."""
    status: Status
    lon: float | None = None
    """Degrees, WGS 84."""
    lat: float | None = None
    id: str | None = None
    name: str | None = None
    """Official name of what was matched."""
    method: str | None = None
    """``gazetteer``, ``alias``, ``group``, ``fuzzy``, ``toponym``, ``address_road``,
    ``address_lot``, ``legal_dong``, ``sigungu``, ``sido`` or ``provider:…``."""
    score: float | None = None
    """0 to 1; 1 where the name is the place's own or a listed spelling."""
    precision_km: float | None = None
    """Radius that holds the true point in 95 % of cases."""
    sido: str | None = None
    """In which it lies on the day that answers tell of; None where that is not known."""
    sido_code: str | None = None
    sigungu: str | None = None
    """None also where several hold it."""
    sigungu_code: str | None = None
    candidates: tuple[Candidate, ...] = ()
    notes: tuple[Note, ...] = ()

    def note(self, lang: Lang) -> str:
        """Return all notes as one text in `lang`."""
        return " ".join(note.text(lang) for note in self.notes)
