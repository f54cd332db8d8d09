"""Rows as lines of GeoJSON: a feature a line, as `geo.layers.geojson` writes them, but in bulk."""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal
from typing import TYPE_CHECKING

import orjson
import shapely

from geo.geocoding.query import Note
from geo.integers import INT64
from geo.store.fragments import CLOSING, OPENING
from geo.store.vectors.raw import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from geo.store.vectors.raw import Properties

ID_COLUMNS = ("id", "fid", "ID", "FID", "Id", "식별자", "Identifier")
"""The last two are headings of our own workbooks."""
_DISTINCT = 0.9
"""Share of ids that differ from all others: a column that repeats more names groups."""
_AT_ONCE = 20_000
"""Rows whose texts are in memory at the same time."""
_OPTIONS = orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY
_UNFIT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]|(?:^|/)\.{0,2}(?:/|$)")
"""In an id, the end of an address: browsers take steps of dots away, and servers empty ones."""
_LONGEST_ID = 200
"""Characters; a longer one is no key but a text, and its address would not be typed."""


def feature_ids(
    own: Sequence[object] | None, properties: Sequence[Properties], *, weak: bool = False
) -> tuple[tuple[str, ...] | None, list[Trouble]]:
    """Return the ids of the format, else of a column ``id`` or ``fid``; None for row numbers.

    Most must be there, fit for an address and unlike the others; each row without one gets its
    number, and a repeated one a number behind it, which is told. Ids that are `weak`, such as the
    numbers by which a GeoPackage counts its rows, come after the columns'.
    """
    first = properties[0] if properties else {}
    candidates = [[row.get(name) for row in properties] for name in ID_COLUMNS if name in first]
    if own is not None:
        candidates.insert(len(candidates) if weak else 0, list(own))
    for candidate in candidates:
        texts = [_id_text(value) for value in candidate]
        known = [text for text in texts if text is not None]
        if 2 * len(known) > len(texts) and len(set(known)) >= _DISTINCT * len(known):
            rows = all(text == str(row) for row, text in enumerate(texts, 1))
            return (None, []) if rows else _unlike(candidate, texts)
    return None, []


def _unlike(
    written: Sequence[object], texts: Sequence[str | None]
) -> tuple[tuple[str, ...], list[Trouble]]:
    """Return the ids, those that are missing or repeated made new."""
    taken = {text for text in texts if text is not None}
    used: set[str] = set()
    ids, troubles = [], []
    for row, text in enumerate(texts, 1):
        if text is None or text in used:
            base = str(row) if text is None else text
            again = (f"{base}-{number}" for number in range(2, len(texts) + 3))
            id_ = next(value for value in (base, *again) if not (value in taken or value in used))
            facts = {"id": str(written[row - 1])[:60], "now": id_}
            troubles.append(Trouble(row, Note("added.id", facts)))
        else:
            id_ = text
        used.add(id_)
        ids.append(id_)
    return tuple(ids), troubles


def _id_text(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    text = str(value)
    return None if len(text) > _LONGEST_ID or _UNFIT.search(text) else text


def write_body(
    head: dict[str, str],
    ids: Sequence[str] | None,
    geometries: NDArray[np.object_],
    properties: Sequence[Properties],
) -> bytes:
    """Return the feature collection; the ids are row numbers from 1 where `ids` is None."""
    opening = orjson.dumps({"type": "FeatureCollection", **head}).removesuffix(b"}") + b","
    parts = [opening, OPENING]
    for at in range(0, len(properties), _AT_ONCE):
        rows = slice(at, at + _AT_ONCE)
        numbers = range(at + 1, at + len(properties[rows]) + 1)
        own = list(map(str, numbers)) if ids is None else ids[rows]
        parts += [b",\n"] * (at > 0)
        parts.append(b",\n".join(_features(own, geometries[rows], properties[rows])))
    return b"".join([*parts, CLOSING])


def _features(
    ids: Sequence[str], geometries: NDArray[np.object_], properties: Sequence[Properties]
) -> Iterator[bytes]:
    shapes = shapely.to_geojson(geometries)
    for id_, shape, values in zip(ids, shapes, properties, strict=True):
        geometry = "null" if shape is None else shape
        beginning = b'{"type":"Feature","id":%b,"geometry":%b' % (
            orjson.dumps(id_),
            geometry.encode(),
        )
        yield b'%b,"properties":%b}' % (beginning, _json(values))


def _json(values: Properties) -> bytes:
    try:
        return orjson.dumps(values, default=_plain, option=_OPTIONS)
    except (TypeError, ValueError):
        return orjson.dumps(_cleaned(values), option=_OPTIONS)


def _plain(value: object) -> object:
    """Return as JSON what orjson has no form for."""
    if isinstance(value, Decimal):
        number = float(value)
        whole = value == value.to_integral_value() if value.is_finite() else False
        return int(value) if whole and abs(value) < INT64 else number
    if isinstance(value, bytes | bytearray | memoryview):
        return None
    if isinstance(value, dt.timedelta):
        return value.total_seconds()
    if isinstance(value, set | frozenset):
        return list(value)
    # Not a time: NaT of pandas and numpy.
    return None if value != value else str(value)  # noqa: PLR0124


def _cleaned(value: object) -> object:
    """Return a value whose whole numbers fit 64 bits, and whose text is UTF-8."""
    if isinstance(value, dict):
        return {_cleaned(str(key)): _cleaned(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(held) for held in value]
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= INT64:
        return float(value) if abs(value) < 10**308 else None
    if value is None or isinstance(value, bool | int | float | dt.date | dt.time):
        return None if isinstance(value, float) and not math.isfinite(value) else value
    return _plain(value)
