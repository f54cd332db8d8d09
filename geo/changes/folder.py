"""The built collections of a data folder, whichever version wrote them (I/O)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import BrokenLayerError, UnreadableSnapshotError
from geo.messages import LANGS, catalogue
from geo.store.figures import has_statistics, read_statistics
from geo.store.snapshot import STATISTICS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geo.jsons import CollectionObject, FeatureObject
    from geo.messages import Lang
    from geo.store.figures import Statistics

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
    features: Mapping[str, FeatureObject]
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
    statistics: Statistics | None = None
    """Imported figures; the collection of that name has a feature for each file alone."""

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
    if not has_statistics(folder):
        return Built(collections, digest.hexdigest()[:16])
    try:
        statistics = read_statistics(folder)
    except BrokenLayerError as error:
        raise UnreadableSnapshotError(STATISTICS, str(folder)) from error
    files = _files(statistics)
    collections[STATISTICS] = files
    digest.update(json.dumps(list(files.features)).encode())
    return Built(collections, digest.hexdigest()[:16], statistics)


def _files(statistics: Statistics) -> Content:
    """Return the files of figures as features: their figures are too many to be told one by one."""
    korean, english = (catalogue("geo", lang)(f"layer.{STATISTICS}") for lang in LANGS)
    features: dict[str, FeatureObject] = {}
    for source in statistics.sources:
        id_ = f"{source.number:06d}-{source.id}"
        document = {
            "name_ko": source.file,
            "name_en": source.file,
            "period": ", ".join(source.periods),
        }
        features[id_] = {"type": "Feature", "id": id_, "geometry": None, "properties": document}
    return Content(STATISTICS, korean, english, statistics.as_of, features)


def _content(id_: str, parsed: CollectionObject) -> Content:
    features = {feature["id"]: feature for feature in parsed["features"]}
    return Content(id_, parsed["title_ko"], parsed["title_en"], parsed["as_of"], features)
