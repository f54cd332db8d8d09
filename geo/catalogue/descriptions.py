"""What is said of a collection in words: from the tables to a built file, and back (I/O)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from geo.errors import BrokenLayerError, MissingLayerError
from geo.messages import Lang, catalogue
from geo.model.evidence import Source
from geo.store.publish import read_published
from geo.store.snapshot import CATALOGUE_FILE
from geo.tables.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from geo.layers.collection import Collection
    from geo.model.programmes import Programme
    from geo.tables.schemas import SourceRow, Tables


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


def describe(tables: Tables, collections: Iterable[Collection]) -> dict[str, Description]:
    """Return what is said of each collection, by its id, in the collections' order.

    The sources that the row of a collection names come first, then others that features cite.
    A collection without a row of its own that a programme fills is described by the programme.
    """
    sources = {row.id: _same_named(row) for row in tables.sources}
    rows = {row.id: row for row in tables.collections}
    of_programmes = {
        layer.collection: declared.programme
        for declared in tables.declared
        for layer in (declared.programme.bodies_layer, declared.programme.ties_layer)
        if layer is not None
    }
    return {
        collection.id: Description(
            **rows[collection.id].model_dump(exclude={"id", "sources"}),
            sources=_in_order(sources, rows[collection.id].sources, _sources(collection)),
        )
        if collection.id in rows
        else _of_programme(of_programmes[collection.id], collection, sources)
        for collection in collections
    }


def _in_order(
    sources: Mapping[str, Source], first: Iterable[str], used: set[str]
) -> tuple[Source, ...]:
    return tuple(sources[id_] for id_ in dict.fromkeys((*first, *sorted(used))))


def _same_named(row: SourceRow) -> Source:
    return Source(**{name: getattr(row, name) for name in Source.__dataclass_fields__})


def _of_programme(
    programme: Programme, collection: Collection, sources: Mapping[str, Source]
) -> Description:
    used = [sources[id_] for id_ in sorted(_sources(collection))]
    about = programme.about or programme.name
    ko, en = catalogue("geo", "ko"), catalogue("geo", "en")
    return Description(
        abstract_ko=f"{collection.title_ko}. {about.ko}",
        abstract_en=f"{collection.title_en}. {about.en}",
        keywords_ko=(programme.name.ko, ko("catalogue.programme.keyword")),
        keywords_en=(programme.name.en, en("catalogue.programme.keyword")),
        rights_ko=ko("catalogue.programme.rights"),
        rights_en=en("catalogue.programme.rights"),
        attribution_ko="; ".join(dict.fromkeys(source.publisher_ko for source in used)),
        attribution_en="; ".join(dict.fromkeys(source.publisher_en for source in used)),
        sources=tuple(used),
    )


def broken_descriptions(tables: Tables, collections: Iterable[Collection]) -> Iterator[Problem]:
    """Yield each collection without a description, and each row without a collection."""
    rows = {row.id: row for row in tables.collections}
    used = {collection.id: _sources(collection) for collection in collections}
    declared = {
        layer.collection
        for programme_tables in tables.declared
        for layer in (
            programme_tables.programme.bodies_layer,
            programme_tables.programme.ties_layer,
        )
        if layer is not None
    }
    for id_ in sorted(used.keys() - rows.keys() - declared):
        yield Problem("collections.csv", 0, "id", "collection_missing", {"value": id_})
    for id_, row in rows.items():
        if id_ not in used:
            facts = {"value": id_, "allowed": ", ".join(used)}
            yield Problem("collections.csv", row.line, "id", "unknown", facts)


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
