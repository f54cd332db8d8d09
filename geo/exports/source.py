"""What a download says of itself: title, licence, sources, date, version."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from geo.messages import Lang, catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geo.store.snapshot import Layer

_BOUNDARIES = ("regions", "districts")
_OWN = ("complexes", "consortia", "consortium-ties", "transformation-ties")
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


def source_note(layer: Layer, lang: Lang, data: Path) -> SourceNote:
    """Say where `layer` comes from, as data/README.md and tables/sources.csv have it.

    `data` is the data folder. Documents that the table does not know stand by their ids. The
    licence of a file that a user added or imported is not known, and that is said.
    """
    words = catalogue("geo", lang)
    titles = _titles(data / "tables" / "sources.csv", lang)
    ids = _source_ids(layer)
    kind = "boundaries" if layer.id in _BOUNDARIES else "own" if layer.id in _OWN else "added"
    listed = "; ".join(titles.get(id_, id_) for id_ in ids)
    return SourceNote(
        title=layer.title_en if lang == "en" else layer.title_ko,
        licence=words(f"export.licence.{kind}"),
        source=listed or words("export.source.unknown"),
        as_of=layer.as_of,
        version=layer.version,
        attribution=words(f"export.attribution.{kind}"),
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


@lru_cache(maxsize=8)
def _titles(path: Path, lang: Lang) -> Mapping[str, str]:
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except OSError:
        return {}
    return {
        row["id"]: ", ".join(
            filter(None, (row[f"publisher_{lang}"], row[f"title_{lang}"], row["published_on"]))
        )
        for row in rows
    }
