"""Sources and their facts as pages show them."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from api.links import anchor_of
from api.profiles.book import sources_of
from api.references import address_of, as_page
from api.rows import facts_of
from geo.messages import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from api.state import State
    from geo.atlas import Atlas
    from geo.messages import Catalogue, Lang
    from geo.model.evidence import Fact, Source

COLUMNS = ("id", "section", "locator", "name", "printed", "table", "line", "shown_at")


@dataclass(frozen=True, slots=True)
class Listed:
    """A source in the language of the reader, and how many facts come from it."""

    id: str
    title: str
    publisher: str
    number: str | None
    published_on: str | None
    kind: str
    address: str | None
    note: str | None
    facts: int

    @classmethod
    def of(cls, source: Source, facts: int, lang: Lang) -> Listed:
        """Return a source as it is listed."""
        return cls(
            id=source.id,
            title=source.title.of(lang),
            publisher=source.publisher.of(lang),
            number=source.number,
            published_on=source.published_on,
            kind=source.kind,
            address=source.address,
            note=source.note.of(lang) if source.note else None,
            facts=facts,
        )


class Line(NamedTuple):
    """A fact: what it is about with the address of its page, and the row that keeps it."""

    own: Fact
    row: str
    address: str


class Passage(NamedTuple):
    """The facts that stand in one place of a source."""

    locator: str
    anchor: str
    lines: tuple[Line, ...]


class Section(NamedTuple):
    """A section of a source; without a name where its outline is not known."""

    name_ko: str | None
    name_en: str | None
    anchor: str | None
    """None where a passage bears the same."""
    passages: tuple[Passage, ...]


def sources(state: State, lang: Lang) -> tuple[Listed, ...]:
    """Return every source that facts come from, in their order, with how many there are."""
    counts = Counter(fact.evidence.source for fact in facts_of(state.layer("facts")))
    known = sources_of(state)
    return tuple(Listed.of(known[id_], count, lang) for id_, count in counts.items())


def facts(
    state: State, source: str, tables: Sequence[str] = (), sections: Sequence[str] = ()
) -> tuple[Fact, ...]:
    """Return the facts of a source in its order; empty conditions ask for all."""
    return tuple(
        fact
        for fact in facts_of(state.layer("facts"))
        if fact.evidence.source == source
        and (not tables or fact.table in tables)
        and (not sections or fact.section in sections)
    )


def outline(found: Sequence[Fact], atlas: Atlas, words: Catalogue) -> tuple[Section, ...]:
    """Return the facts by section, and in each by place."""
    locators = {fact.evidence.locator for fact in found}
    by_section = groupby(found, key=lambda fact: (fact.section, fact.section_en))
    return tuple(
        Section(
            name,
            name_en,
            anchor_of(name) if name and name not in locators else None,
            tuple(
                Passage(
                    locator, anchor_of(locator), tuple(_line(fact, atlas, words) for fact in same)
                )
                for locator, same in groupby(inside, key=lambda fact: fact.evidence.locator)
            ),
        )
        for (name, name_en), inside in by_section
    )


def table_title(table: str, lang: Lang) -> str:
    """Return what a table is called; the tables of a programme stand in its folder.

    >>> table_title("programmes/ID/bodies", "en") == table_title("bodies", "en")
    True
    """
    return catalogue("geo.tables", lang)(f"table.{table.rpartition('/')[2]}")


def _line(fact: Fact, atlas: Atlas, words: Catalogue) -> Line:
    lang = words.lang
    return Line(
        own=fact,
        row=words("evidence.row", table=table_title(fact.table, lang), line=fact.line),
        address=as_page(address_of(atlas, fact.about), lang),
    )


def as_csv(found: Iterable[Fact], atlas: Atlas, lang: Lang) -> bytes:
    """Write a row for each fact, UTF-8 with a byte order mark."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for fact in found:
        own = (fact.id, fact.section, fact.evidence.locator, fact.name.of(lang), fact.printed)
        writer.writerow([*own, fact.table, fact.line, address_of(atlas, fact.about)])
    return f"\ufeff{stream.getvalue()}".encode()
