"""Content codings: the one that a reader wants (RFC 9110 §12.5.3), and bodies in it."""

from __future__ import annotations

import re
import sys
import threading
import zlib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, Protocol, get_args

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Coding = Literal["zstd", "br", "gzip"]
CODINGS: tuple[Coding, ...] = get_args(Coding)
"""The codings made here; of those that a reader wants equally, the first is taken."""

LEAST = 1000
"""Bytes; a shorter body fits one packet as it is."""

QUICK: Mapping[Coding, int] = {"zstd": 6, "br": 5, "gzip": 6}
"""Levels for bodies made on the way. zstd at 6 makes 97 kB of a map of 820 kB in 7 ms, at 3 110 kB
in 2 ms."""
BEST: Mapping[Coding, int] = {"zstd": 19, "br": 11, "gzip": 9}
"""Levels for bodies that stay. From level 20 on, zstd needs windows over 8 MB, which RFC 9659
forbids on the web."""
_LARGEST_BEST = 4_000_000
"""Bytes; br at its best takes 1.4 s a megabyte."""

_WEIGHT = re.compile(r"q=(0(\.\d{0,3})?|1(\.0{0,3})?)")
_GZIP_CONTAINER = 31
"""zlib's ``wbits`` for the largest window in a gzip container, which holds no time."""


class Encoder(Protocol):
    """A body coded piece by piece."""

    def add(self, piece: bytes) -> bytes:
        """Take a piece in and return what is ready."""

    def finish(self) -> bytes:
        """Return the rest."""


@lru_cache(maxsize=64)
def preferred(header: str) -> Coding | None:
    """Return the coding that an ``Accept-Encoding`` header ranks highest; None sends as it is.

    >>> preferred("gzip, br"), preferred("gzip;q=0.8, br;q=0.5"), preferred("gzip;q=0, *")
    ('br', 'gzip', 'zstd')
    >>> preferred(""), preferred("identity, gzip;q=0.5"), preferred("*;q=0")
    (None, None, None)
    """
    weights: dict[str, float] = {}
    for part in header.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weights[name.removeprefix("x-")] = _weight(parameters)
    others = weights.get("*", 0.0)
    ranked = {coding: weights.get(coding, others) for coding in CODINGS}
    first = max(CODINGS, key=lambda coding: ranked[coding])
    wanted = ranked[first] > 0 and ranked[first] >= weights.get("identity", 0.0)
    return first if wanted else None


def _weight(parameters: list[str]) -> float:
    if not parameters:
        return 1.0
    found = _WEIGHT.fullmatch(parameters[0].replace(" ", ""))
    return float(found[1]) if found else 0.0


def encode(body: bytes, coding: Coding, levels: Mapping[Coding, int] = QUICK) -> bytes:
    """Return the whole `body` in `coding`; the same body gives the same bytes."""
    level = levels[coding]
    if coding == "br":
        return bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=level))
    if coding == "zstd":
        return zstd.compress(body, level)
    return zlib.compress(body, level, wbits=_GZIP_CONTAINER)


def encoder(coding: Coding, levels: Mapping[Coding, int] = QUICK) -> Encoder:
    """Return an encoder for a body that comes in pieces."""
    level = levels[coding]
    if coding == "br":
        return _Brotli(level)
    if coding == "zstd":
        return _Zstd(level)
    return _Gzip(level)


def coded(pieces: Iterable[bytes], coding: Coding) -> Iterator[bytes]:
    """Give a body that comes in pieces in a coding."""
    to = encoder(coding)
    for piece in pieces:
        yield to.add(piece)
    yield to.finish()


class _Brotli:
    def __init__(self, level: int) -> None:
        self._inner = brotli.Compressor(mode=brotli.MODE_TEXT, quality=level)

    def add(self, piece: bytes) -> bytes:
        return bytes(self._inner.process(piece))

    def finish(self) -> bytes:
        return bytes(self._inner.finish())


class _Zstd:
    def __init__(self, level: int) -> None:
        self._inner = zstd.ZstdCompressor(level)

    def add(self, piece: bytes) -> bytes:
        return self._inner.compress(piece)

    def finish(self) -> bytes:
        return self._inner.flush()


class _Gzip:
    def __init__(self, level: int) -> None:
        self._inner = zlib.compressobj(level, wbits=_GZIP_CONTAINER)

    def add(self, piece: bytes) -> bytes:
        return self._inner.compress(piece)

    def finish(self) -> bytes:
        return self._inner.flush()


@dataclass(slots=True, eq=False)
class Kept:
    """Bodies that stay as long as a snapshot does, each coded once.

    The first reader gets a body coded quickly; a thread then makes the best, which takes its
    place. Bodies are told apart by identity: comparing them would read them whole.
    """

    bodies: Mapping[int, bytes]
    """Identity to body; holding the body keeps the identity its own."""
    _coded: dict[tuple[int, Coding], bytes] = field(default_factory=dict)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def of(cls, bodies: Iterable[bytes]) -> Kept:
        """Keep what is made of `bodies`; nothing is made before it is asked for."""
        return cls({id(body): body for body in bodies if len(body) >= LEAST})

    def holds(self, body: bytes) -> bool:
        """Tell whether `body` is one of those that stay."""
        return id(body) in self.bodies

    def get(self, body: bytes, coding: Coding) -> bytes | None:
        """Return `body` in `coding` if it has been made."""
        return self._coded.get((id(body), coding))

    def make(self, body: bytes, coding: Coding) -> bytes:
        """Make, keep and return `body` in `coding`, quickly; the best follows by itself."""
        quick = encode(body, coding)
        content = self._coded.setdefault((id(body), coding), quick)
        if content is quick and len(body) <= _LARGEST_BEST:
            threading.Thread(target=self.improve, args=(body, coding), daemon=True).start()
        return content

    def improve(self, body: bytes, coding: Coding) -> None:
        """Put the best in the place of what was made quickly; one at a time."""
        with self._turn:
            self._coded[id(body), coding] = encode(body, coding, BEST)
