"""The features of a layer as views of its one body: a big layer is held once, not twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

import numpy as np

from geo.store.distant import Distant

if TYPE_CHECKING:
    from numpy.typing import NDArray

OPENING = b'"features":[\n'
"""What stands before the first feature of a body, at the end of its line."""
CLOSING = b"\n]}\n"
"""What stands after the last one."""
_NEWLINE = 0x0A
"""Between features, and nowhere within them: JSON escapes it."""
_AT_ONCE = 1 << 18
"""Bytes looked at in one go: few, so that the allocator keeps no room for them afterwards."""
_ROW_NUMBER = re.compile(r"[1-9][0-9]{0,11}")


@dataclass(frozen=True, slots=True, eq=False)
class Fragments(Sequence[bytes]):
    """Each feature's JSON, cut out of the body when it is asked for."""

    body: bytes
    starts: NDArray[np.int64]
    """Shape (n,): where each feature begins."""
    ends: NDArray[np.int64]
    """Shape (n,): where it ends, its comma left out."""

    @classmethod
    def of(cls, body: bytes) -> Fragments:
        """Find the features of a body that has one a line.

        Raises
        ------
        ValueError
            The body is not written so.
        """
        first = body.find(OPENING) + len(OPENING)
        last = len(body) - len(CLOSING)
        if first < len(OPENING) or not body.endswith(CLOSING) or last < first:
            raise ValueError
        if first == last:
            return cls(body, np.empty(0, np.int64), np.empty(0, np.int64))
        letters = np.frombuffer(body, np.uint8)
        pieces = [
            np.flatnonzero(letters[at : min(at + _AT_ONCE, last)] == _NEWLINE) + at
            for at in range(first, last, _AT_ONCE)
        ]
        breaks = np.concatenate(pieces)
        return cls(body, np.append(first, breaks + 1), np.append(breaks - 1, last))

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, index: int) -> bytes: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[bytes, ...]: ...
    def __getitem__(self, index: int | slice) -> bytes | tuple[bytes, ...]:
        if isinstance(index, slice):
            return tuple(self[row] for row in range(*index.indices(len(self))))
        return self.body[self.starts[index] : self.ends[index]]

    def run(self, first: int, count: int) -> memoryview:
        """Return `count` features as they stand, with what separates them; nothing is copied."""
        if count < 1:
            return memoryview(b"")
        return memoryview(self.body)[self.starts[first] : self.ends[first + count - 1]]

    def __iter__(self) -> Iterator[bytes]:
        pairs = zip(self.starts.tolist(), self.ends.tolist(), strict=True)
        return (self.body[start:end] for start, end in pairs)


def pick(fragments: Sequence[bytes], rows: NDArray[np.int32]) -> list[bytes]:
    """Return some features in the order of `rows`; for `Fragments` without a call for each."""
    if isinstance(fragments, Distant):
        return fragments.pick(rows)
    if not isinstance(fragments, Fragments):
        return [fragments[row] for row in rows.tolist()]
    body = fragments.body
    starts, ends = fragments.starts[rows].tolist(), fragments.ends[rows].tolist()
    return list(map(body.__getitem__, map(slice, starts, ends)))


@dataclass(frozen=True, slots=True)
class RowNumbers(Mapping[str, int]):
    """The ids ``1`` to `count`, each of the row before it, without a table of them."""

    count: int

    def __getitem__(self, key: str) -> int:
        if _ROW_NUMBER.fullmatch(key) and int(key) <= self.count:
            return int(key) - 1
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return map(str, range(1, self.count + 1))

    def __len__(self) -> int:
        return self.count
