"""Protocol Buffers' integers, many at a time, and rows of unequal length.

Wire format: protobuf.dev/programming-guides/encoding: a varint holds 7 bits a byte, lowest first,
the high bit set on all bytes but the last; zigzag maps signed numbers to unsigned ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

_LONGEST = 5
"""Bytes of the largest number here, below 2^32."""


def varint_sizes(numbers: Ints) -> Ints:
    """Return how many bytes each number takes; each is at least 0 and below 2^32."""
    sizes = np.ones(len(numbers), dtype=np.int64)
    for count in range(1, _LONGEST):
        longer = numbers >= (1 << 7 * count)
        if not longer.any():
            break
        sizes += longer
    return sizes


def varints(numbers: Ints) -> bytes:
    """Write the numbers one after another; each is at least 0 and below 2^32.

    >>> varints(np.array([1, 300])).hex()
    '01ac02'
    """
    rest = numbers.astype(np.uint32)
    longest = len(varint(int(numbers.max(initial=0))))
    out = np.empty((len(numbers), longest), dtype=np.uint8)
    written = np.ones(out.shape, dtype=bool)
    for place in range(longest):
        more = rest > 0x7F
        out[:, place] = rest & 0x7F
        out[:, place] |= more.view(np.uint8) << 7
        written[:, place + 1 : place + 2] = more[:, None]
        rest >>= 7
    return out[written].tobytes()


def varint(number: int) -> bytes:
    """Write one number of any size that is not negative."""
    if number <= 0x7F:
        return bytes((number,))
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def delimited(field: int, content: bytes) -> bytes:
    """Write a field of bytes, text or a message: its number, its length, `content`."""
    return varint(field << 3 | 2) + varint(len(content)) + content


def zigzag(numbers: Ints) -> Ints:
    """Map 0, -1, 1, -2, … to 0, 1, 2, 3, …."""
    return (numbers << 1) ^ (numbers >> 63)


def spans(starts: Ints, counts: Ints) -> Ints:
    """Return the indices ``starts[0] … + counts[0]``, then those of the next, in one array.

    >>> spans(np.array([5, 0]), np.array([2, 3]))
    array([5, 6, 0, 1, 2])
    """
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    shifts: Ints = np.repeat(starts - (ends - counts), counts)
    return shifts + np.arange(total)
