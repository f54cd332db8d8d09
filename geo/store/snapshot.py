"""The snapshot: built layers as bytes, each feature serialised once (I/O)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from geo.errors import BrokenLayerError, MissingLayerError, MixedSnapshotError
from geo.store.declared import MODEL, Declared
from geo.store.fragments import OPENING, Fragments
from geo.store.manifest import MANIFEST, Given, Manifest, digest
from geo.store.publish import read_published

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

LAYER_FILES = {
    "complexes": "complexes.geojson",
    "consortium-ties": "layers/consortium-ties.geojson",
    "transformation-ties": "layers/transformation-ties.geojson",
    "consortia": "layers/consortia.geojson",
    "transformation-projects": "layers/transformation-projects.geojson",
    "regions": "layers/regions.geojson",
    "districts": "layers/districts.geojson",
    "indicators": "layers/indicators.geojson",
    "plan-figures": "layers/plan-figures.geojson",
    "plan-tasks": "layers/plan-tasks.geojson",
    "sector-crosswalk": "layers/sector-crosswalk.geojson",
    "programmes": "layers/programmes.geojson",
    "policy-sites": "layers/policy-sites.geojson",
    "regional-agreements": "layers/regional-agreements.geojson",
    "requests": "layers/requests.geojson",
    "checks": "layers/checks.geojson",
    "conflicts": "layers/conflicts.geojson",
    "scan-errors": "layers/scan-errors.geojson",
    "facts": "layers/facts.geojson",
}
"""Collection to file below the data folder, in the collections' order."""

IMPORTS = "imports"
"""Folder below the data folder with the imported collections; each file is called as its own."""
_TRIES = 3
"""Reads of a build; while one is read, a newer one may be published."""


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One collection as built; compared by identity, so that what is made of it can be kept."""

    id: str
    title_ko: str
    title_en: str
    as_of: str
    body: bytes
    """The whole GeoJSON feature collection, UTF-8."""
    fragments: Sequence[bytes]
    """Each feature's JSON, in order."""
    row_of: Mapping[str, int]
    """Feature id to its place in `fragments`."""
    version: str
    """Changes when the bytes do."""
    types: Mapping[str, Declared] = field(default_factory=dict)
    """What is known of properties beside their values."""

    def collection(self) -> dict[str, Any]:
        """Parse the whole collection anew; the caller owns it."""
        parsed: dict[str, Any] = json.loads(self.body)
        return parsed


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """Every layer of one build; compared by identity, so that what is made of it can be kept."""

    layers: Mapping[str, Layer]
    version: str
    """Changes when any layer does."""
    as_of: str
    """Newest date of the documents on which the ties rest."""
    given: Given
    """The files beside the layers that are read while serving."""

    def with_layers(self, more: Iterable[Layer]) -> Snapshot:
        """Return a snapshot with `more` layers after these."""
        return _of({**self.layers, **{layer.id: layer for layer in more}}, self.as_of, self.given)

    def only(self, layers: Mapping[str, Layer]) -> Snapshot:
        """Return the same snapshot, which its version still names, with these layers alone."""
        return replace(self, layers=layers)


def load_snapshot(data: Path) -> Snapshot:
    """Read the built layers below `data`, and after them what was imported.

    Raises
    ------
    MissingLayerError
        A file is not there: `sandan build` has not run.
    BrokenLayerError
        A file is not as `sandan build` writes it.
    MixedSnapshotError
        The files are not those that the manifest of the last build lists.
    """
    bodies, given = _one_build(data)
    layers = {id_: _layer(id_, data / file, bodies[file]) for id_, file in LAYER_FILES.items()}
    imported = sorted((data / IMPORTS).glob("*.geojson"))
    layers |= {path.stem: _layer(path.stem, path, path.read_bytes()) for path in imported}
    as_of = max(layers[id_].as_of for id_ in ("consortium-ties", "transformation-ties"))
    return _of(layers, as_of, given)


def _one_build(data: Path) -> tuple[dict[str, bytes], Given]:
    """Read the built files, all of one build also while another one is being published."""
    for again in reversed(range(_TRIES)):
        manifest = Manifest.read(_read(data, MANIFEST))
        files = dict.fromkeys([*LAYER_FILES.values(), *manifest.built])
        bodies = {file: _read(data, file) for file in files}
        wrong = [file for file, body in bodies.items() if manifest.built.get(file) != digest(body)]
        given = Given(data, manifest)
        wrong += given.damaged()
        if not wrong:
            return bodies, given
        if not again or _read(data, MANIFEST) == manifest.to_bytes():
            raise MixedSnapshotError(str(data), tuple(wrong))
    raise AssertionError


def _read(data: Path, file: str) -> bytes:
    try:
        return read_published(data, file)
    except FileNotFoundError as error:
        raise MissingLayerError(str(data / file)) from error


def _of(layers: Mapping[str, Layer], as_of: str, given: Given) -> Snapshot:
    versions = "".join(layer.version for layer in layers.values())
    return Snapshot(layers, version_of(versions.encode()), as_of, given)


def _layer(id_: str, path: Path, body: bytes) -> Layer:
    try:
        fragments = Fragments.of(body)
        members = json.loads(body[: body.index(OPENING)] + b'"features":[]}')
        ids = [json.loads(fragment)["id"] for fragment in fragments]
        titles = (members["title_ko"], members["title_en"], members["as_of"])
    except (ValueError, KeyError) as error:
        raise BrokenLayerError(str(path)) from error
    row_of = {feature_id: row for row, feature_id in enumerate(ids)}
    types = MODEL if id_ in LAYER_FILES else {}
    return Layer(id_, *titles, body, fragments, row_of, version_of(body), types)


def version_of(content: bytes) -> str:
    """Return a text that changes when `content` does."""
    return hashlib.sha256(content).hexdigest()[:16]
