"""What a download says of itself: title, licence, sources, date, version."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from geo.catalogue.descriptions import load_descriptions
from geo.messages import LANGS, Lang, catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from geo.store.snapshot import Layer

_LOOKED_AT, _MOST = 2000, 30
"""Features that are asked for their sources, and sources that are listed."""


@dataclass(frozen=True, slots=True)
class SourceNote:
    """What must travel with the data, as sentences of one language."""

    title: str
    licence: str
    source: str
    as_of: str
    """Day, month or year of the newest source, as far as known."""
    version: str
    attribution: str

    def items(self) -> dict[str, str]:
        """Return the facts by name."""
        return asdict(self)

    def text(self, lang: Lang) -> str:
        """Return the facts as lines for people."""
        words = catalogue("geo", lang)
        return "\n".join(
            f"{words(f'export.note.{key}')}: {value}" for key, value in asdict(self).items()
        )


def source_notes(layer: Layer, data: Path) -> dict[Lang, SourceNote]:
    """Say where `layer` comes from, in each language, as the catalogue of the folder `data` has it.

    The licence of a file that a user added or imported is not known, and that is said; its
    sources are what its features name.

    Raises
    ------
    SnapshotError
        The built descriptions are missing or broken.
    """
    return {lang: _note(layer, lang, data) for lang in LANGS}


def _note(layer: Layer, lang: Lang, data: Path) -> SourceNote:
    words = catalogue("geo", lang)
    title = layer.title(lang)
    # A programme of the user's own is made as the others are, and described by nobody.
    described = load_descriptions(data).get(layer.id) if layer.built else None
    if described is None:
        return SourceNote(
            title=title,
            licence=words("export.licence.added"),
            source="; ".join(_source_ids(layer)) or words("export.source.unknown"),
            as_of=layer.as_of,
            version=layer.version,
            attribution=words("export.attribution.added"),
        )
    return SourceNote(
        title=title,
        licence=described.rights(lang),
        source=described.provenance(lang),
        as_of=layer.as_of,
        version=layer.version,
        attribution=described.attribution(lang) or "",
    )


@lru_cache(maxsize=64)
def _source_ids(layer: Layer) -> list[str]:
    """Return the documents named by the first features, each once, in order."""
    found: dict[str, None] = {}
    for fragment in islice(layer.fragments, _LOOKED_AT):
        if b'"source":' not in fragment:
            continue
        properties = json.loads(fragment)["properties"] or {}
        source = properties.get("source")
        for id_ in source if isinstance(source, list) else [source]:
            if isinstance(id_, str):
                found.setdefault(id_)
    return list(found)[:_MOST]
