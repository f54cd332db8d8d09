"""Imported collections in the data folder (I/O)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from geo.disk import write_file
from geo.layers.geojson import to_bytes
from geo.store.snapshot import IMPORTS

if TYPE_CHECKING:
    from pathlib import Path

    from geo.jsons import CollectionObject
    from geo.layers.collection import Collection


def imported_files(data: Path) -> dict[str, Path]:
    """Return the ids of what has been imported, with their files."""
    return {path.stem: path for path in sorted((data / IMPORTS).glob("*.geojson"))}


def write_import(data: Path, collection: Collection) -> Path:
    """Put a collection beside the built ones, in place of one of the same name.

    Raises
    ------
    UnwritableOutputError
        The disk is full, or the folder may not be written to; an older file stands.
    """
    path = data / IMPORTS / f"{collection.id}.geojson"
    write_file(path, to_bytes(collection))
    return path


def read_import(data: Path, id_: str) -> CollectionObject | None:
    """Return an imported collection; None where it has not been imported."""
    path = data / IMPORTS / f"{id_}.geojson"
    if not path.exists():
        return None
    collection: CollectionObject = json.loads(path.read_bytes())
    return collection
