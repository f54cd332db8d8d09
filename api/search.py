"""The search as pages tell it: what fits, by kind, and where each thing stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from api.references import address_of
from api.rows import facts_of
from geo.search.entry import Entry, Kind
from geo.search.excerpt import Piece, excerpt, pieces
from geo.search.index import Found, Index

if TYPE_CHECKING:
    from api.state import State
    from geo.atlas import Atlas
    from geo.messages import Lang

OF_EACH = 5
"""Hits of a kind on the page of all kinds."""
OF_ONE = 20
"""Hits on a page of one kind."""
MOST = 100
"""Hits of a kind in one answer."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that fits, as a page shows it."""

    entry: Entry
    name: tuple[Piece, ...]
    text: tuple[Piece, ...]
    path: str
    """Address below the root, without a language."""
    beside: str | None
    """Of another page that shows it."""
    of: str | None
    """Title of a fact's source."""

    @property
    def plain(self) -> str:
        """The text without marks."""
        return "".join(piece.text for piece in self.text)


@dataclass(frozen=True, slots=True)
class Group:
    """What fits of one kind."""

    kind: Kind
    matched: int
    hits: tuple[Hit, ...]


@lru_cache(maxsize=2)
def index_of(state: State) -> Index:
    """Make the index of a snapshot when it is first asked for."""
    return Index.of(state.snapshot.atlas, facts_of(state.layer("facts")))


def groups(
    state: State, found: Found, kind: Kind | None, limit: int, offset: int, lang: Lang
) -> tuple[Group, ...]:
    """Return a page of what was found, of one kind where it is given."""
    atlas = state.snapshot.atlas
    return tuple(
        Group(
            each,
            len(entries),
            tuple(hit(atlas, entry, found, lang) for entry in entries[offset : offset + limit]),
        )
        for each, entries in found.hits.items()
        if kind in {None, each}
    )


def hit(atlas: Atlas, entry: Entry, found: Found, lang: Lang) -> Hit:
    """Return an entry with what fits marked in it."""
    source = atlas.sources[entry.of] if entry.kind is Kind.FACT and entry.of else None
    title = None if source is None else source.title_en if lang == "en" else source.title_ko
    return Hit(
        entry,
        pieces(entry.name.of(lang), found.words),
        pieces(excerpt(entry, found.words, lang), found.words),
        address_of(atlas, _about(entry)),
        address_of(atlas, entry.about) if entry.about else None,
        title,
    )


def _about(entry: Entry) -> str:
    """Refer to what an entry is."""
    match entry.kind:
        case Kind.PLACE:
            return f"complex:{entry.id}"
        case Kind.REGISTER:
            return f"programme:{entry.id}"
        case Kind.INDICATOR:
            return f"number:{entry.id}"
        case Kind.CONFLICT:
            return f"conflict:{entry.id.lower()}"
        case Kind.FACT:
            return f"source:{entry.of}#{entry.id}"
        case _:
            return f"{entry.kind}:{entry.id}"
