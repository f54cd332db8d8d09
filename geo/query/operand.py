"""Values under comparison: each distinct one once, with the rows that hold it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from geo.query.column import Column, array_of, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from geo.columns import Array
    from geo.jsons import Json
    from geo.query.column import Kind

Truth = np.int8
"""Of SQL's three values: 1 true, 0 unknown, -1 false; so AND is min, OR is max, NOT is minus."""


@dataclass(frozen=True, eq=False)
class Operand:
    """A property of the rows asked about, or one literal."""

    kind: Kind | Literal["period"]
    """Of each value, of each element where `many`; a period is two numbers, see `periods`."""
    distinct: Array
    codes: NDArray[np.int32] | None
    """A row's place in `distinct`, -1 for null; None for a literal."""
    many: bool = False
    """Each distinct value is a list of elements, of which any may fit."""

    def truths(self, flags: NDArray[np.bool_], rows: int) -> NDArray[Truth]:
        """Carry what holds of `distinct` to the rows; unknown where there is no value."""
        signs = np.where(flags, 1, -1).astype(Truth)
        if self.codes is None:
            return np.full(rows, signs[0])
        return np.append(signs, Truth(0))[self.codes]

    def mapped(self, change: Callable[[str], str]) -> Operand:
        """Change each distinct value, or each element."""
        changed = [[change(v) for v in value] if self.many else change(value) for value in self]
        return Operand(self.kind, array_of(changed, "object"), self.codes, self.many)

    def taken(self, rows: NDArray[np.int32] | None) -> Operand:
        """Keep the given rows, all without them."""
        if rows is None or self.codes is None:
            return self
        return Operand(self.kind, self.distinct, self.codes[rows], self.many)

    def per_row(self, nothing: object) -> Array:
        """Return the value of each row, `nothing` for null; of a literal its one value."""
        if self.codes is None:
            return self.distinct
        return np.append(self.distinct, np.array([nothing], self.distinct.dtype))[self.codes]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.distinct.tolist())


def of_column(column: Column, rows: NDArray[np.int32] | None) -> Operand:
    """Take the given rows of a column, all without them."""
    if rows is None:
        return Operand(column.kind, column.distinct, column.codes)
    codes = column.codes[rows]
    if len(rows) >= len(column.distinct):
        return Operand(column.kind, column.distinct, codes)
    # Few rows of many values: what follows costs as much as there are rows.
    own = np.where(codes < 0, -1, np.arange(len(rows), dtype=np.int32))
    return Operand(column.kind, column.distinct[codes], own)


def of_path(column: Column, path: Sequence[str]) -> Operand | None:
    """Follow `path` into the objects of a whole column; None if none of them has it."""
    leaves = [list(_leaves(value, path)) for value in column.distinct]
    present = list(chain.from_iterable(leaves))
    if not present:
        return None
    kind = kind_of({type(leaf) for leaf in present if leaf is not None}) or "string"
    values = [[leaf for leaf in own if leaf is not None] for own in leaves]
    if column.kind == "array" or any(len(own) > 1 for own in values):
        return Operand(kind, array_of(values, "object"), column.codes, many=True)
    single = [own[0] if own else None for own in values]
    empty = np.array([value is None for value in single] + [True])
    filled = [_NOTHING[kind] if value is None else value for value in single]
    return Operand(kind, array_of(filled, kind), np.where(empty[column.codes], -1, column.codes))


_NOTHING: dict[str, object] = {"integer": 0, "number": 0, "boolean": False, "string": ""}
"""What stands in an array where a feature has no value; never looked at."""


def _leaves(value: Json, path: Sequence[str]) -> Iterator[Json]:
    if isinstance(value, list):
        for part in value:
            yield from _leaves(part, path)
    elif not path:
        yield value
    elif isinstance(value, dict) and path[0] in value:
        yield from _leaves(value[path[0]], path[1:])


def relate(
    holds: Callable[[Array, Array], NDArray[np.bool_]],
    left: Operand,
    right: Operand,
    rows: int,
) -> NDArray[Truth]:
    """Say of each row whether `holds` is true of its two values.

    Of a list it is true if it is of any element, on either side, but not of two lists.
    """
    if right.many:
        return relate(lambda a, b: holds(b, a), right, left, rows)
    if left.many and right.codes is None:
        return left.truths(_of_any(left.distinct, left.kind, holds, right.distinct), rows)
    if left.codes is None or right.codes is None:
        owner = right if left.codes is None else left
        return owner.truths(holds(left.distinct, right.distinct), rows)
    known = (left.codes >= 0) & (right.codes >= 0)
    truths = np.zeros(rows, Truth)
    mine, other = left.distinct[left.codes[known]], right.distinct[right.codes[known]]
    found = _of_any(mine, left.kind, holds, other) if left.many else holds(mine, other)
    truths[known] = np.where(found, 1, -1)
    return truths


def _of_any(
    lists: NDArray[np.object_],
    kind: Kind | Literal["period"],
    holds: Callable[[Array, Array], NDArray[np.bool_]],
    other: Array,
) -> NDArray[np.bool_]:
    """Say of each list whether `holds` of any element with the other value, or its own one."""
    lengths = [len(elements) for elements in lists.tolist()]
    owner = np.repeat(np.arange(len(lengths)), lengths)
    elements = array_of(list(chain.from_iterable(lists.tolist())), kind)
    found = holds(elements, other if len(other) == 1 else other[owner])
    return np.bincount(owner[found], minlength=len(lengths)) > 0
