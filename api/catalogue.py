"""What catalogues and pages are told of every collection of a server."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

import numpy as np

from geo.catalogue.descriptions import load_descriptions
from geo.catalogue.entry import Box, Entry, Form, entry
from geo.catalogue.schema_org import schema_org, schema_org_dataset
from geo.query.table import FeatureTable

if TYPE_CHECKING:
    from api.state import State
    from geo.messages import Lang
    from geo.store.snapshot import Layer


def start_page_data(state: State, root: str, lang: Lang) -> dict[str, object]:
    """Return the schema.org block of the start page; `root` has no slash at the end.

    It tells no extents, for those need every feature of every layer.
    """
    return schema_org(_without_box(state), root, lang)


def collection_page_data(state: State, collection: str, root: str, lang: Lang) -> dict[str, object]:
    """Return the schema.org block of a collection's page."""
    return schema_org_dataset(entry_of(state, collection), root, lang)


def entry_of(state: State, collection: str) -> Entry:
    """Return what catalogues are told of one collection that there is."""
    return next(item for item in entries_of(state) if item.id == collection)


@lru_cache(maxsize=2)
def entries_of(state: State) -> tuple[Entry, ...]:
    """Return what catalogues are told of every collection, made once for a snapshot.

    Raises
    ------
    SnapshotError
        The built descriptions are missing or broken.
    """
    layers = state.snapshot.layers
    return tuple(replace(item, box=_box(layers[item.id])) for item in _without_box(state))


@lru_cache(maxsize=2)
def _without_box(state: State) -> tuple[Entry, ...]:
    described = load_descriptions(state.settings.data)
    return tuple(
        entry(layer, described.get(id_) if layer.built else None, None, _forms(id_))
        for id_, layer in state.snapshot.layers.items()
    )


def _box(layer: Layer) -> Box | None:
    bounds = FeatureTable.showing(layer).bounds
    known = bounds[np.isfinite(bounds).all(axis=1)]
    if not len(known):
        return None
    (west, south), (east, north) = known[:, :2].min(axis=0), known[:, 2:].max(axis=0)
    return (round(west, 6), round(south, 6), round(east, 6), round(north, 6))


def _forms(collection: str) -> list[Form]:
    from geo.exports.formats import FORMATS  # noqa: PLC0415 - maps are served without it

    path = f"/collections/{quote(collection)}/download"
    return [
        Form(
            format_.id,
            format_.title_ko,
            format_.title_en,
            format_.media_type,
            f"{path}?f={format_.id}",
        )
        for format_ in FORMATS.values()
    ]
