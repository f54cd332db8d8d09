"""The snapshot: built layers as bytes, each feature serialised once (I/O)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from geo.errors import BrokenLayerError, MissingLayerError
from geo.store.atlas import load_atlas
from geo.store.fragments import OPENING, Fragments

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from geo.atlas import Atlas

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
    path = data / CATALOGUE_FILE
    try:
        return {id_: file_of(id_) for id_ in json.loads(path.read_bytes())}
    except FileNotFoundError as error:
        raise MissingLayerError(str(path)) from error
    except ValueError as error:
        raise BrokenLayerError(str(path)) from error


IMPORTS = "imports"
"""Folder below the data folder with the imported collections; each file is called as its own."""


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
    atlas: Atlas
    """The model from which the built layers were written."""

    @property
    def as_of(self) -> str:
        """Newest date of the sources on which the programmes rest."""
        return self.atlas.edition

    def with_layers(self, more: Iterable[Layer]) -> Snapshot:
        """Return a snapshot with `more` layers after these."""
        return _of({**self.layers, **{layer.id: layer for layer in more}}, self.atlas)


def load_snapshot(data: Path) -> Snapshot:
    """Read the built layers below `data`, and after them what was imported.

    Raises
    ------
    MissingLayerError
        A file is not there: `sandan build` has not run.
    BrokenLayerError
        A file is not as `sandan build` writes it.
    """
    layers = {id_: _layer(id_, data / file) for id_, file in layer_files(data).items()}
    imported = sorted((data / IMPORTS).glob("*.geojson"))
    layers |= {path.stem: replace(_layer(path.stem, path), built=False) for path in imported}
    return _of(layers, load_atlas(data))


def _of(layers: Mapping[str, Layer], atlas: Atlas) -> Snapshot:
    versions = "".join(layer.version for layer in layers.values())
    return Snapshot(layers, version_of(versions.encode()), atlas)


def _layer(id_: str, path: Path) -> Layer:
    try:
        body = path.read_bytes()
    except FileNotFoundError as error:
        raise MissingLayerError(str(path)) from error
    try:
        fragments = Fragments.of(body)
        members = json.loads(body[: body.index(OPENING)] + b'"features":[]}')
        ids = [json.loads(fragment)["id"] for fragment in fragments]
        titles = (members["title_ko"], members["title_en"], members["as_of"])
    except (ValueError, KeyError) as error:
        raise BrokenLayerError(str(path)) from error
    row_of = {feature_id: row for row, feature_id in enumerate(ids)}
    return Layer(id_, *titles, body, fragments, row_of, version_of(body))


def version_of(content: bytes) -> str:
    """Return a text that changes when `content` does."""
    return hashlib.sha256(content).hexdigest()[:16]
