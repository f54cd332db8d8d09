"""Tiles kept for the next reader, bounded in bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable

MOST = 64_000_000
"""Bytes."""
_OVERHEAD = 400
"""Bytes that an entry takes beside its content, about."""


class KeptTiles:
    """The tiles last asked for; the one not asked for the longest goes first."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._held = 0
        self._tiles: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> bytes | None:
        """Return a tile, or None if it is not kept."""
        with self._lock:
            found = self._tiles.get(key)
            if found is not None:
                self._tiles.move_to_end(key)
            return found

    def put(self, key: Hashable, body: bytes) -> None:
        """Keep a tile, and let go of others until all fit."""
        with self._lock:
            if key not in self._tiles:
                self._tiles[key] = body
                self._held += len(body) + _OVERHEAD
            while self._held > self._most:
                _, gone = self._tiles.popitem(last=False)
                self._held -= len(gone) + _OVERHEAD

    @property
    def held(self) -> int:
        """Bytes held."""
        return self._held
