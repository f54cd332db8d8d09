"""A tile's features as the bytes of a Mapbox Vector Tile.

Version 2.1, github.com/mapbox/vector-tile-spec/tree/master/2.1. A feature's message is made of
nothing but varints, so that all features of a tile are written at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.tiles.grid import EXTENT
from geo.tiles.outlines import commands
from geo.tiles.varints import delimited, spans, varint, varint_sizes, varints

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.tiles.attributes import Attributes
    from geo.tiles.elsewhere import AttributesElsewhere
    from geo.tiles.outlines import Outlines

    Ints = NDArray[np.int64]

_LAYER = 3
"""Field of a tile: a layer."""
_NAME, _FEATURE, _EXTENT, _VERSION = 1, 2, 5, 15
"""Fields of a layer."""
_ID, _TAGS, _TYPE, _GEOMETRY = 1, 2, 3, 4
"""Fields of a feature; numbers and packed numbers."""


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Features of one type on the grid, with the rows of the layer that they come from."""

    outlines: Outlines
    rows: Ints
    """Row of each place that `outlines.feature` counts."""


def encode(
    name: str, placed: Sequence[Placed], attributes: Attributes | AttributesElsewhere
) -> bytes:
    """Return a tile of one layer; empty if it holds no feature.

    A feature's id is its row plus one, so that none is zero, which some readers take for none.
    """
    result = [(group, *commands(group.outlines)) for group in placed if len(group.outlines.sizes)]
    if not result:
        return b""
    rows = np.concatenate([group.rows[feature] for group, _, feature, _ in result])
    kinds = np.concatenate(
        [np.full(len(counts), group.outlines.kind) for group, _, _, counts in result]
    )
    geometry = np.concatenate([numbers for _, numbers, _, _ in result])
    counts = np.concatenate([counts for *_, counts in result])
    tags, pairs, tables = attributes.of_tile(rows)
    features = _features(rows + 1, kinds, (tags, 2 * pairs), (geometry, counts))
    layer = (
        delimited(_NAME, name.encode())
        + features
        + tables
        + varint(_EXTENT << 3)
        + varint(EXTENT)
        + varint(_VERSION << 3)
        + varint(2)
    )
    return delimited(_LAYER, layer)


def _features(
    ids: Ints, kinds: Ints, tags: tuple[Ints, Ints], geometry: tuple[Ints, Ints]
) -> bytes:
    """Write features; of tags and geometry come all numbers in a row and how many each has."""
    tag_bytes, geometry_bytes = _sums(*tags), _sums(*geometry)
    item = np.ones(len(ids), dtype=np.int64)
    size = (
        5  # the field numbers, and the type
        + varint_sizes(ids)
        + varint_sizes(tag_bytes)
        + tag_bytes
        + varint_sizes(geometry_bytes)
        + geometry_bytes
    )
    head = [
        *(_FEATURE << 3 | 2, size, _ID << 3, ids),
        *(_TYPE << 3, kinds, _TAGS << 3 | 2, tag_bytes),
    ]
    heads = np.column_stack([item * np.asarray(number) for number in head])
    middle = np.column_stack([item * (_GEOMETRY << 3 | 2), geometry_bytes])
    lengths = (heads.shape[1], tags[1], middle.shape[1], geometry[1])
    counts = np.column_stack([item * length for length in lengths])
    begins = (np.cumsum(counts) - counts.ravel()).reshape(counts.shape)
    out = np.empty(int(counts.sum()), dtype=np.int64)
    numbers = (heads.ravel(), tags[0], middle.ravel(), geometry[0])
    for column, content in enumerate(numbers):
        out[spans(begins[:, column], counts[:, column])] = content
    return varints(out)


def _sums(numbers: Ints, counts: Ints) -> Ints:
    """Return the bytes that each feature's numbers take."""
    ends = np.concatenate(([0], np.cumsum(varint_sizes(numbers))))
    stops = np.cumsum(counts)
    sums: Ints = ends[stops] - ends[stops - counts]
    return sums
