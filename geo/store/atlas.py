"""The atlas as one file of the snapshot, and back: every reader gets the model as it was built.

The layers are made for others to read; to read them back would ask for a second description of
every property. So the build also writes the model itself, by its own annotations.
"""

from __future__ import annotations

import json
from dataclasses import fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any, get_type_hints

from pydantic import TypeAdapter, ValidationError

from geo.atlas import Atlas
from geo.errors import BrokenLayerError, MissingLayerError
from geo.regions.names import RegionNames
from geo.regions.timeline import stands
from geo.store.publish import read_published

if TYPE_CHECKING:
    from pathlib import Path

ATLAS_FILE = "atlas.json"
"""File below the data folder."""
_DERIVED = frozenset({"regions", "districts", "day"})
"""What follows from the rest: indexes of the newest units, made anew from their rows."""


@lru_cache(maxsize=1)
def _adapters() -> dict[str, TypeAdapter[Any]]:
    hints = get_type_hints(Atlas)
    names = [field.name for field in fields(Atlas) if field.name not in _DERIVED]
    return {name: TypeAdapter(hints[name]) for name in names}


def to_bytes(atlas: Atlas) -> bytes:
    """Write an atlas as JSON; the same atlas gives the same bytes."""
    plain = {
        name: adapter.dump_python(getattr(atlas, name), mode="json")
        for name, adapter in _adapters().items()
    }
    return f"{json.dumps(plain, ensure_ascii=False, indent=0, separators=(',', ':'))}\n".encode()


def from_bytes(body: bytes) -> Atlas:
    """Read what `to_bytes` wrote.

    Raises
    ------
    ValueError
        It is something else.
    """
    plain = json.loads(body)
    if not isinstance(plain, dict) or plain.keys() != _adapters().keys():
        message = "no atlas"
        raise ValueError(message)
    values = {name: adapter.validate_python(plain[name]) for name, adapter in _adapters().items()}
    return Atlas(
        **values,
        regions=RegionNames.of(values["region_rows"]),
        districts={value.code: value for value in values["district_rows"] if stands(value, None)},
    )


def read_atlas(body: bytes, path: str) -> Atlas:
    """Read the atlas of a build; `path` is what an error calls it.

    Raises
    ------
    BrokenLayerError
        The file is not as `sandan build` writes it.
    """
    try:
        return from_bytes(body)
    except (ValueError, ValidationError) as error:
        raise BrokenLayerError(path) from error


def load_atlas(data: Path) -> Atlas:
    """Read the atlas of a data folder.

    Raises
    ------
    MissingLayerError
        `sandan build` has not run.
    BrokenLayerError
        The file is not as `sandan build` writes it.
    """
    path = data / ATLAS_FILE
    try:
        return read_atlas(read_published(data, ATLAS_FILE), str(path))
    except FileNotFoundError as error:
        raise MissingLayerError(str(path)) from error
