"""Properties of a layer as tables of keys and values, ready for any tile.

Mapbox Vector Tile 2.1, §4.4: a feature holds pairs of places in the keys and values of its tile.
Here the pairs point to the whole layer's tables; `Attributes.of_tile` cuts out what a tile needs.
"""

from __future__ import annotations

import json
import struct
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.tiles.varints import delimited, spans, varint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

_WORDS = {str: "String", bool: "Boolean", int: "Number", float: "Number"}
_KEYS, _VALUES = 3, 4
"""Fields of a layer's message."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Messages one after another, each with its field number and length."""

    content: bytes
    starts: Ints
    """Where each begins, and where the last ends."""

    @classmethod
    def of(cls, messages: list[bytes]) -> Table:
        """Join the messages."""
        sizes = [len(message) for message in messages]
        return cls(b"".join(messages), np.cumsum([0, *sizes], dtype=np.int64))

    def join(self, places: NDArray[np.signedinteger]) -> bytes:
        """Return the messages at `places`, which rise; neighbours are copied in one piece."""
        firsts = np.flatnonzero(np.diff(places, prepend=-2) != 1)
        lasts = np.append(firsts[1:], len(places)) - 1
        begins = self.starts[places[firsts]].tolist()
        ends = self.starts[places[lasts] + 1].tolist()
        return b"".join([self.content[a:b] for a, b in zip(begins, ends, strict=True)])


@dataclass(frozen=True, slots=True, eq=False)
class Attributes:
    """The properties of all features of a layer."""

    keys: Table
    values: Table
    starts: Ints
    """Where each row's pairs begin, and where the last row's end."""
    key_of: NDArray[np.int32]
    value_of: NDArray[np.int32]
    fields: dict[str, str]
    """Property to ``String``, ``Number`` or ``Boolean``, as TileJSON 3.0 §3.3.1 advises."""

    def of_tile(self, rows: Ints) -> tuple[Ints, Ints, bytes]:
        """Return the tags of `rows`, how many pairs each row has, and the tile's two tables.

        The tags alternate, key and value; keys and values stand in the layer's order.
        """
        starts = self.starts[rows]
        counts = self.starts[rows + 1] - starts
        pairs = spans(starts, counts)
        key_of = self.key_of[pairs]
        used = np.zeros(len(self.keys.starts), dtype=bool)
        used[key_of] = True
        key_places = (np.cumsum(used) - 1)[key_of]
        values, value_places = np.unique(self.value_of[pairs], return_inverse=True)
        tags = np.column_stack((key_places, value_places)).ravel()
        return tags, counts, self.keys.join(np.flatnonzero(used)) + self.values.join(values)


class AttributesBuilder:
    """Takes features' properties one after another."""

    def __init__(self) -> None:
        self._keys: dict[str, int] = {}
        # A table a type: 1, 1.0 and true are equal and not the same.
        self._codes: dict[type, dict[object, int]] = {kind: {} for kind in _WORDS}
        self._messages: list[bytes] = []
        self._starts = array("q", [0])
        self._key_of = array("i")
        self._value_of = array("i")

    def add(self, properties: Mapping[str, object]) -> None:
        """Take the next feature; what is null is left out, as the specification has no null."""
        keys, values = self._key_of, self._value_of
        for key, given in properties.items():
            if given is None:
                continue
            value = given if given.__class__ in _WORDS else _json(given)
            code = self._codes[value.__class__].get(value)
            values.append(self._new(value) if code is None else code)
            keys.append(self._keys.setdefault(key, len(self._keys)))
        self._starts.append(len(keys))

    def _new(self, value: object) -> int:
        code = self._codes[value.__class__][value] = len(self._messages)
        self._messages.append(delimited(_VALUES, value_message(value)))
        return code

    def build(self) -> Attributes:
        """Return what was taken."""
        key_of = np.array(self._key_of, dtype=np.int32)
        value_of = np.array(self._value_of, dtype=np.int32)
        return Attributes(
            Table.of([delimited(_KEYS, _text(key)) for key in self._keys]),
            Table.of(self._messages),
            np.array(self._starts, dtype=np.int64),
            key_of,
            value_of,
            self._fields(key_of, value_of),
        )

    def _fields(self, key_of: NDArray[np.int32], value_of: NDArray[np.int32]) -> dict[str, str]:
        """Return each property's type; one of several types is text."""
        words = sorted(set(_WORDS.values()))
        word_of = np.zeros(len(self._messages), dtype=np.int32)
        for kind, codes in self._codes.items():
            word_of[list(codes.values())] = words.index(_WORDS[kind])
        pairs = np.unique(key_of * len(words) + word_of[value_of])
        met = {
            key: [words[p % len(words)] for p in pairs if p // len(words) == place]
            for key, place in self._keys.items()
        }
        return {key: found[0] if len(found) == 1 else "String" for key, found in met.items()}


def value_message(value: object) -> bytes:
    r"""Return a value's message (§4.1): its own type if it is a scalar, else JSON text.

    Fields: 1 text, 3 double, 5 unsigned, 6 signed, 7 boolean. A whole number beyond 64 bits
    becomes text.

    >>> value_message(True).hex(), value_message(-3).hex(), value_message([1])
    ('3801', '3005', b'\n\x03[1]')
    """
    if isinstance(value, bool):
        return b"\x38" + varint(value)
    if isinstance(value, int) and -(1 << 63) <= value < 1 << 64:
        return b"\x28" + varint(value) if value >= 0 else b"\x30" + varint(~(value << 1))
    if isinstance(value, float):
        return b"\x19" + struct.pack("<d", value)
    return delimited(1, _text(value if isinstance(value, str) else _json(value)))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _text(text: str) -> bytes:
    """Return UTF-8; a lone surrogate, which JSON may hold, becomes a question mark."""
    return text.encode(errors="replace")
