"""The snapshot: built layers as bytes, each feature serialised once (I/O)."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import BrokenLayerError, MissingLayerError, MixedSnapshotError
from geo.store.atlas import ATLAS_FILE, read_atlas
from geo.store.declared import Declared, declared_by
from geo.store.distant import Distant
from geo.store.fragments import CLOSING, OPENING, Fragments
from geo.store.manifest import MANIFEST, Given, Manifest, digest
from geo.store.publish import read_published

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.atlas import Atlas
    from geo.jsons import CollectionObject
    from geo.messages import Lang
    from geo.model.programmes import Programme

CATALOGUE_FILE = "catalogue.json"
"""File below the data folder that describes the built collections, in their order."""
_FIRST = "complexes"
"""The collection whose file lies beside the folder of the others."""


def file_of(collection: str) -> str:
    """Return the file of a built collection below the data folder."""
    folder = "" if collection == _FIRST else "layers/"
    return f"{folder}{collection}.geojson"


def layer_files(data: Path) -> dict[str, str]:
    """Return the built collections of a data folder, in their order, with their files below it.

    Raises
    ------
    MissingLayerError
        `sandan build` has not run.
    BrokenLayerError
        The catalogue is not as `sandan build` writes it.
    """
    return {id_: file_of(id_) for id_ in _listed(_read(data, CATALOGUE_FILE), data)}


def _listed(catalogue: bytes, data: Path) -> list[str]:
    try:
        return list(json.loads(catalogue))
    except ValueError as error:
        raise BrokenLayerError(str(data / CATALOGUE_FILE)) from error


IMPORTS = "imports"
"""Folder below the data folder with the imported collections; each file is called as its own."""
STATISTICS = "statistics"
"""Folder below the data folder with the store of statistics; see `geo.store.figures`."""
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
    built: bool = True
    """Made by `sandan build`, not imported or added by a user."""
    types: Mapping[str, Declared] = field(default_factory=dict)
    """What is known of properties beside their values."""

    def title(self, lang: Lang) -> str:
        """Return its name for people."""
        return self.title_en if lang == "en" else self.title_ko

    def find(self, id_: str) -> tuple[int, bytes] | None:
        """Return row and JSON of a feature; None where there is none with this id."""
        if isinstance(self.fragments, Distant):
            return self.fragments.find(id_)
        row = self.row_of.get(id_)
        return None if row is None else (row, self.fragments[row])

    @property
    def size(self) -> int:
        """Bytes of the whole collection."""
        return self.fragments.size if isinstance(self.fragments, Distant) else len(self.body)

    @property
    def is_here(self) -> bool:
        """Tell whether the features are in memory, not in another store."""
        return not isinstance(self.fragments, Distant)

    def brought(self) -> Layer:
        """Return the same layer with its features in memory."""
        if self.is_here:
            return self
        return _layer(self.id, Path(self.id), self.body, self.types, built=self.built)

    def collection(self) -> CollectionObject:
        """Parse the whole collection anew; the caller owns it."""
        parsed: CollectionObject = json.loads(self.body)
        return parsed


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """Every layer of one build; compared by identity, so that what is made of it can be kept."""

    layers: Mapping[str, Layer]
    version: str
    """Changes when any layer does."""
    atlas: Atlas
    """The model from which the built layers were written."""
    given: Given
    """The files beside the layers that are read while serving."""
    day: str = ""
    """Of which this is the state; empty for the newest."""

    @property
    def as_of(self) -> str:
        """The day of which this is the state, else the newest date of the programmes' sources."""
        return self.day or self.atlas.edition

    def with_atlas(self, atlas: Atlas, changed: Iterable[Layer]) -> Snapshot:
        """Return a snapshot of another atlas; `changed` layers take their place or come last."""
        layers = {**self.layers, **{layer.id: layer for layer in changed}}
        return _of(layers, atlas, self.given)

    def with_layers(self, more: Iterable[Layer]) -> Snapshot:
        """Return a snapshot with `more` layers after these."""
        layers = {**self.layers, **{layer.id: layer for layer in more}}
        return _of(layers, self.atlas, self.given)

    def in_store(self, layers: Mapping[str, Layer]) -> Snapshot:
        """Return a snapshot of the same atlas whose `layers` lie elsewhere."""
        return _of(layers, self.atlas, self.given)

    def only(self, layers: Mapping[str, Layer]) -> Snapshot:
        """Return the same snapshot, which its version still names, with these layers alone."""
        return replace(self, layers=layers)


def layer_of(id_: str, body: bytes, programmes: Iterable[Programme]) -> Layer:
    """Return the layer of a collection that was written just now, as `sandan build` writes it.

    `programmes` declare the types of their own properties.
    """
    return _layer(id_, Path(file_of(id_)), body, declared_by(programmes))


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
    files = {id_: file_of(id_) for id_ in _listed(bodies[CATALOGUE_FILE], data)}
    atlas = read_atlas(bodies[ATLAS_FILE], str(data / ATLAS_FILE))
    types = declared_by(atlas.programmes.values())
    layers = {id_: _layer(id_, data / file, bodies[file], types) for id_, file in files.items()}
    imported = sorted((data / IMPORTS).glob("*.geojson"))
    layers |= {path.stem: taking_part(read_layer(path), atlas) for path in imported}
    if (data / STATISTICS).exists():
        from geo.store.figures_layer import statistics_layer  # noqa: PLC0415 - few have any

        figures = statistics_layer(data, atlas.regions)
        layers |= {figures.id: figures} if figures else {}
    return _of(layers, atlas, given)


def read_layer(path: Path) -> Layer:
    """Read a collection that was imported.

    Raises
    ------
    BrokenLayerError
        It is not as an import writes it.
    """
    return _layer(path.stem, path, path.read_bytes(), {}, built=False)


def taking_part(layer: Layer, atlas: Atlas) -> Layer:
    """Return an imported layer with the programmes in which each of its complexes takes part.

    They are those of this build: the file was written when others may have been in force.
    """
    if not layer.fragments or b'"complex_id":' not in layer.fragments[0]:
        return layer
    features = []
    for fragment in layer.fragments:
        feature = json.loads(fragment)
        place = feature["properties"]["complex_id"]
        taken = atlas.memberships_at(place) if place in atlas.places else ()
        feature["properties"]["programmes"] = [*dict.fromkeys(b.programme for b, _ in taken)]
        features.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")).encode())
    start = layer.body.index(OPENING) + len(OPENING)
    body = layer.body[:start] + b",\n".join(features) + CLOSING
    fragments = Fragments.of(body)
    return replace(layer, body=body, fragments=fragments, version=version_of(body))


def stamp_of(data: Path) -> tuple[object, ...]:
    """Return what differs as soon as another build, import or figure stands below `data`.

    The manifest is the pointer to a build: it is what a publication changes last.
    """
    try:
        manifest = _read(data, MANIFEST)
    except (MissingLayerError, OSError):
        manifest = b""
    beside = [*(data / IMPORTS).glob("*.geojson"), *(data / STATISTICS).rglob("*")]
    stamps = []
    for path in sorted(beside):
        with suppress(FileNotFoundError):  # replaced just now
            told = path.stat()
            stamps.append((str(path.relative_to(data)), told.st_size, told.st_mtime_ns))
    return manifest, *stamps


def _one_build(data: Path) -> tuple[dict[str, bytes], Given]:
    """Read the built files, all of one build also while another one is being published."""
    for again in reversed(range(_TRIES)):
        manifest = Manifest.read(_read(data, MANIFEST))
        files = dict.fromkeys([CATALOGUE_FILE, ATLAS_FILE, *manifest.built])
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


def _of(layers: Mapping[str, Layer], atlas: Atlas, given: Given) -> Snapshot:
    versions = "".join(layer.version for layer in layers.values())
    return Snapshot(layers, version_of(versions.encode()), atlas, given)


def _layer(
    id_: str, path: Path, body: bytes, types: Mapping[str, Declared], *, built: bool = True
) -> Layer:
    try:
        fragments = Fragments.of(body)
        members = json.loads(body[: body.index(OPENING)] + b'"features":[]}')
        ids = [json.loads(fragment)["id"] for fragment in fragments]
        titles = (members["title_ko"], members["title_en"], members["as_of"])
    except (ValueError, KeyError) as error:
        raise BrokenLayerError(str(path)) from error
    row_of = {feature_id: row for row, feature_id in enumerate(ids)}
    return Layer(id_, *titles, body, fragments, row_of, version_of(body), built, types)


def version_of(content: bytes) -> str:
    """Return a text that changes when `content` does."""
    return hashlib.sha256(content).hexdigest()[:16]
