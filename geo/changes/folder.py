"""The built collections of a data folder, whichever version wrote them (I/O)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.errors import UnreadableSnapshotError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geo.messages import Lang

_FIRST = "complexes.geojson"
_PATTERNS = (_FIRST, "layers/*.geojson", "imports/*.geojson")
"""Where builds and imports put their collections; an older build has fewer."""
_REPEATING = "facts"
"""The collection of evidence: it repeats every other, and would tell each change twice."""


@dataclass(frozen=True, slots=True)
class Content:
    """One collection as built."""

    id: str
    title_ko: str
    title_en: str
    as_of: str
    features: Mapping[str, dict[str, Any]]
    """Id to the GeoJSON feature, in the file's order."""

    def title(self, lang: Lang) -> str:
        """Return the title in `lang`."""
        return self.title_en if lang == "en" else self.title_ko


@dataclass(frozen=True, slots=True)
class Built:
    """Every collection of a data folder."""

    collections: Mapping[str, Content]
    version: str
    """Changes when the bytes of any collection do."""

    @property
    def as_of(self) -> str:
        """The newest date of the sources of any collection (day, month or year)."""
        return max((content.as_of for content in self.collections.values()), default="")


def read_built(folder: Path) -> Built:
    """Read the collections below `folder`, a data folder.

    Raises
    ------
    UnreadableSnapshotError
        There are none, or one is not as `sandan build` writes it.
    """
    found = (path for pattern in _PATTERNS for path in sorted(folder.glob(pattern)))
    paths = [path for path in found if path.stem != _REPEATING]
    if not paths:
        raise UnreadableSnapshotError(_FIRST, str(folder))
    digest = hashlib.sha256()
    collections: dict[str, Content] = {}
    for path in paths:
        try:
            body = path.read_bytes()
            collections[path.stem] = _content(path.stem, json.loads(body))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UnreadableSnapshotError(path.name, str(folder)) from error
        digest.update(body)
    return Built(collections, digest.hexdigest()[:16])


def _content(id_: str, parsed: dict[str, Any]) -> Content:
    features = {feature["id"]: feature for feature in parsed["features"]}
    return Content(id_, parsed["title_ko"], parsed["title_en"], parsed["as_of"], features)
