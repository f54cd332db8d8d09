"""What a search can find."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from geo.search.words import NOTHING, Written, initials_of

if TYPE_CHECKING:
    from geo.model.bilingual import Bilingual


class Kind(StrEnum):
    """What an entry is, in the order in which they are shown."""

    PROGRAMME = "programme"
    BODY = "body"
    PLACE = "place"
    REGION = "region"
    REGISTER = "register"
    INDICATOR = "indicator"
    CONFLICT = "conflict"
    SOURCE = "source"
    FACT = "fact"


NAMED = frozenset({Kind.PROGRAMME, Kind.BODY, Kind.PLACE, Kind.REGION, Kind.REGISTER})
"""Kinds with names of their own; what others are called is a sentence, which no one looks for by
its initial consonants or misspells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that can be found; two are the same when kind and id are."""

    kind: Kind
    id: str
    name: Bilingual
    other_names: tuple[str, ...] = ()
    text: Bilingual
    """Shown below the name: a fact's words as printed, what a body is about."""
    more: tuple[str, ...] = ()
    """Looked into beside names and text, and not shown unless it fits."""
    of: str | None = None
    """The programme of a body, the source of a fact, the collection of a region."""
    locator: str | None = None
    """Where a fact stands in its source."""
    about: str | None = None
    """What a fact is about, as a reference."""
    names: Written = field(init=False, repr=False, compare=False)
    initials: Written = field(init=False, repr=False, compare=False)
    everything: Written = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Fold once what is looked into at each search."""
        named = dict.fromkeys((*self.name, *self.other_names))
        names = Written.of(named)
        object.__setattr__(self, "names", names)
        object.__setattr__(self, "initials", initials_of(names) if self.kind in NAMED else NOTHING)
        texts = dict.fromkeys((*self.text, *self.more))
        object.__setattr__(self, "everything", names + Written.of(texts))
