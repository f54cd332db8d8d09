"""What is said of a collection in words: from the tables to a built file, and back (I/O)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from geo.errors import BrokenLayerError, MissingLayerError
from geo.messages import Lang, catalogue
from geo.model.evidence import Source
from geo.store.publish import read_published
from geo.tables.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from geo.layers.collection import Collection
    from geo.tables.schemas import Tables

CATALOGUE_FILE = "catalogue.json"
"""File below the data folder with the descriptions of the built collections."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """Abstract, keywords, licence and provenance of a collection, Korean and English."""

    abstract_ko: str
    abstract_en: str
    keywords_ko: tuple[str, ...] = ()
    keywords_en: tuple[str, ...] = ()
    licence: str | None = None
    """SPDX identifier; None where no licence is stated."""
    rights_ko: str
    rights_en: str
    """The licence in words, or that none is stated."""
    attribution_ko: str | None = None
    attribution_en: str | None = None
    sources: tuple[Source, ...] = ()

    def abstract(self, lang: Lang) -> str:
        """Return the abstract in `lang`."""
        return self.abstract_en if lang == "en" else self.abstract_ko

    def keywords(self, lang: Lang) -> tuple[str, ...]:
        """Return the keywords in `lang`."""
        return self.keywords_en if lang == "en" else self.keywords_ko

    def rights(self, lang: Lang) -> str:
        """Return the licence in words."""
        return self.rights_en if lang == "en" else self.rights_ko

    def attribution(self, lang: Lang) -> str | None:
        """Return whom to name; None where it is not known."""
        return self.attribution_en if lang == "en" else self.attribution_ko

    def provenance(self, lang: Lang) -> str:
        """Return publisher, title and date of every source in one line."""
        return "; ".join(_cited(source, lang) for source in self.sources)


def _cited(source: Source, lang: Lang) -> str:
    english = (source.publisher_en, source.title_en)
    korean = (source.publisher_ko, source.title_ko)
    named = english if lang == "en" else korean
    return ", ".join(filter(None, (*named, source.published_on)))


def describe(tables: Tables) -> dict[str, Description]:
    """Return what the tables say of each collection, by its id."""
    sources = {row.id: row for row in tables.sources}
    fields = Source.__dataclass_fields__
    return {
        row.id: Description(
            **row.model_dump(exclude={"id", "sources"}),
            sources=tuple(
                Source(**{name: getattr(sources[id_], name) for name in fields})
                for id_ in row.sources
            ),
        )
        for row in tables.collections
    }


def broken_descriptions(tables: Tables, made: Iterable[Collection]) -> Iterator[Problem]:
    """Yield each collection without a row, each row without one, each source left out."""
    rows = {row.id: row for row in tables.collections}
    used = {collection.id: _sources(collection) for collection in made}
    for id_ in sorted(used.keys() - rows.keys()):
        yield Problem("collections.csv", 0, "id", "collection_missing", {"value": id_})
    for id_, row in rows.items():
        if id_ not in used:
            facts = {"value": id_, "allowed": ", ".join(used)}
            yield Problem("collections.csv", row.line, "id", "unknown", facts)
            continue
        for source in sorted(used[id_] - set(row.sources)):
            facts = {"value": source}
            yield Problem("collections.csv", row.line, "sources", "source_missing", facts)


def _sources(collection: Collection) -> set[str]:
    named = (feature.properties["source"] for feature in collection.features)
    return {source for sources in named if isinstance(sources, list) for source in sources}


def to_bytes(described: dict[str, Description]) -> bytes:
    """Write descriptions as JSON; the same descriptions give the same bytes."""
    plain = {id_: asdict(description) for id_, description in described.items()}
    return f"{json.dumps(plain, ensure_ascii=False, indent=1)}\n".encode()


def load_descriptions(data: Path) -> dict[str, Description]:
    """Read the descriptions of the built collections below `data`, by the collection's id.

    Raises
    ------
    MissingLayerError
        The file is not there: `sandan build` has not run.
    BrokenLayerError
        The file is not as `sandan build` writes it.
    """
    path = data / CATALOGUE_FILE
    try:
        plain = json.loads(read_published(data, CATALOGUE_FILE))
    except FileNotFoundError as error:
        raise MissingLayerError(str(path)) from error
    except ValueError as error:
        raise BrokenLayerError(str(path)) from error
    try:
        return {id_: _description(**facts) for id_, facts in plain.items()}
    except (TypeError, AttributeError) as error:
        raise BrokenLayerError(str(path)) from error


def _description(
    *,
    sources: list[dict[str, str | None]],
    keywords_ko: list[str],
    keywords_en: list[str],
    **texts: str,
) -> Description:
    return Description(
        **texts,
        keywords_ko=tuple(keywords_ko),
        keywords_en=tuple(keywords_en),
        sources=tuple(Source(**source) for source in sources),  # type: ignore[arg-type]
    )


def of_users_file() -> Description:
    """Return what can be said of a collection that a user added or imported: little."""
    ko, en = catalogue("geo", "ko"), catalogue("geo", "en")
    return Description(
        abstract_ko=ko("catalogue.added.abstract"),
        abstract_en=en("catalogue.added.abstract"),
        rights_ko=ko("catalogue.added.rights"),
        rights_en=en("catalogue.added.rights"),
    )
