"""How many complexes there are by two laws: the quarterly table's and the ministry's layer's.

The table of KICOX counts what is managed under 산업집적법, the layer of the ministry what is
designated under 산업입지법. Both counts by kind, and by name what stands in one of them only.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.model.places import KIND_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.jsons import CollectionObject, Properties


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A complex that stands in one list only."""

    name: str
    kind: str
    sido: str
    sigungu: str


@dataclass(frozen=True, slots=True)
class KindCount:
    """The counts of a kind; all kinds together under an empty one."""

    kind: str
    listed: int
    """Rows of the table, parts left out: a complex in two 시도 has one for each."""
    complexes: int
    """The same, one in two 시도 once."""
    designated: int | None
    """Rows of the layer; None without one."""
    linked: int | None
    """Rows of the layer that are one complex with a row of the table."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Both counts, and what makes them differ."""

    listed_as_of: str
    designated_as_of: str
    kinds: tuple[KindCount, ...]
    shared: tuple[str, ...]
    """Names that two 시도 list, counted once in each."""
    only_listed: tuple[Unmatched, ...]
    only_designated: tuple[Unmatched, ...]


def counts(listed: CollectionObject | None, designated: CollectionObject | None) -> Counts | None:
    """Reconcile two imported collections; None without the quarterly table's."""
    if listed is None:
        return None
    rows = [f["properties"] for f in listed["features"] if f["properties"]["part_of"] is None]
    shared = _shared(rows)
    layer = [f["properties"] for f in designated["features"]] if designated else None
    linked = {item["kicox_id"] for item in layer or () if item["kicox_id"]}
    kinds = [
        _count(kind, rows, layer, shared) for kind in (*(k.value for k in KIND_WORDS.values()), "")
    ]
    return Counts(
        listed["as_of"],
        designated["as_of"] if designated else "",
        tuple(kinds),
        tuple(sorted(shared)),
        _unmatched(row for row in rows if row["id"] not in linked) if layer is not None else (),
        _unmatched(item for item in layer or () if not item["kicox_id"]),
    )


def _shared(rows: Sequence[Properties]) -> dict[str, int]:
    """Return the names that several 시도 list under 국가, with how many do."""
    names = Counter(row["name_ko"] for row in rows if row["kind"] == "national")
    return {name: count for name, count in names.items() if count > 1}


def _count(
    kind: str,
    rows: Sequence[Properties],
    layer: Sequence[Properties] | None,
    shared: Mapping[str, int],
) -> KindCount:
    own = [row for row in rows if kind in {"", row["kind"]}]
    twice = sum(count - 1 for count in shared.values()) if kind in {"", "national"} else 0
    of_layer = None if layer is None else [item for item in layer if kind in {"", item["kind"]}]
    return KindCount(
        kind,
        len(own),
        len(own) - twice,
        None if of_layer is None else len(of_layer),
        None if of_layer is None else sum(bool(item["kicox_id"]) for item in of_layer),
    )


def _unmatched(rows: Iterable[Properties]) -> tuple[Unmatched, ...]:
    found = [
        Unmatched(row["name_ko"], row["kind"] or "", row["sido"] or "", row["sigungu"] or "")
        for row in rows
    ]
    return tuple(
        sorted(found, key=lambda unmatched: (unmatched.kind, unmatched.sido, unmatched.name))
    )
