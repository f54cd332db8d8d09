"""Rows of a layer to complexes of a table, one to one, by name and region."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, Protocol, TypeVar

from rapidfuzz import fuzz, process

from geo.text import fold, name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.model.places import PlaceKind

_SUGGESTED = 3
"""As many as stand in one line of an error."""
_LIKE = 60.0
"""Least likeness of letters, of 100, for a suggestion."""
_WORDS = re.compile(r"(국가|일반|도시첨단|농공)?(산업단지|산단|공단|단지)?(?=[(\[]|$)")
"""Kind and the words for complex, at the end or before a parenthesis; not within one."""


class Named(Protocol):
    """What a join needs to know of either side."""

    @property
    def name(self) -> str:
        """The name, without marks."""

    @property
    def kind(self) -> PlaceKind | None:
        """The kind, if known."""

    @property
    def sido(self) -> str | None:
        """Official name today, if known."""

    @property
    def sigungu(self) -> tuple[str, ...]:
        """Every 시군구, as written; empty if unknown."""


R = TypeVar("R", bound=Named)
C = TypeVar("C", bound=Named)
By = Literal["name", "key", "former_name", "district", "province"]


@dataclass(frozen=True, slots=True)
class Match(Generic[R, C]):
    """A row and the complex that it is, and no other."""

    row: R
    complex: C
    by: By
    """The rule that found it, in the order of `join`."""


@dataclass(frozen=True, slots=True)
class Tangle(Generic[R, C]):
    """Rows and complexes that may be each other, several on one side at least."""

    rows: tuple[R, ...]
    complexes: tuple[C, ...]


@dataclass(frozen=True, slots=True)
class Unmatched(Generic[R, C]):
    """A row to which no complex answers, and complexes with names like it, for people."""

    row: R
    suggestions: tuple[tuple[C, float], ...]
    """Complex and likeness of the letters, 0 to 1, best first; no probability."""


@dataclass(frozen=True, slots=True)
class Join(Generic[R, C]):
    """What became of every row and every complex; each stands in just one list of its side."""

    matches: tuple[Match[R, C], ...]
    ambiguous: tuple[Tangle[R, C], ...]
    rows: tuple[Unmatched[R, C], ...]
    """Rows left over."""
    complexes: tuple[C, ...]
    """Complexes left over."""


def join(rows: Sequence[R], complexes: Sequence[C]) -> Join[R, C]:
    """Join by name within 시도, 시군구 and kind, so far as both sides know them.

    Names are compared first with what stands in parentheses (구미국가(1단지) is not (4단지)), then
    by `geo.text.name_key`, then by former names where a complex has any, then without the name of
    the district that both lie in (함안칠서 in 함안군 is 칠서), and at last within the 시도 alone. A
    name is only joined where one row and one complex are left for it. Likeness of letters makes
    suggestions only.

    Where both sides have ``codes`` of 시군구, these tell whether they lie together, whatever names
    the 시군구 have had. A point by a border has those of both sides, so that one that states the
    very 시군구 of a complex goes before.

    A part has the name of its complex often; give complexes first, and parts for what is left.
    """
    free_rows, free = dict(enumerate(rows)), dict(enumerate(complexes))
    matches: list[Match[R, C]] = []
    tangles: list[Tangle[R, C]] = []
    passes: tuple[tuple[By, Callable[[Named], set[str]], Callable[[Named, Named], bool]], ...] = (
        ("name", _full_names, _in_one_district),
        ("name", _full_names, lie_together),
        ("key", _stems, lie_together),
        ("former_name", _former_stems, lie_together),
        ("district", _stems_in_district, lie_together),
        ("province", _stems, _in_one_province),
    )
    for by, keys, together in passes:
        for row_ids, complex_ids in _components(_edges(free_rows, free, keys, together)):
            if by == "province" and len(row_ids) + len(complex_ids) > 2:
                continue
            if len(row_ids) == len(complex_ids) == 1:
                matches.append(Match(rows[min(row_ids)], complexes[min(complex_ids)], by))
            else:
                tangles.append(
                    Tangle(
                        tuple(rows[index] for index in sorted(row_ids)),
                        tuple(complexes[index] for index in sorted(complex_ids)),
                    )
                )
            for index in row_ids:
                del free_rows[index]
            for index in complex_ids:
                del free[index]
    left = tuple(free.values())
    written = [min(_full_names(item)) for item in left]
    return Join(
        tuple(matches),
        tuple(tangles),
        tuple(Unmatched(row, _suggestions(row, left, written)) for row in free_rows.values()),
        left,
    )


def full_name(text: str) -> str:
    """Fold a name whole, but for words that say no more than that it is a complex.

    >>> full_name("구미국가(1단지)산업단지") == full_name("구미 국가산업단지(1단지)")
    True
    >>> full_name("구미국가(1단지)") == full_name("구미국가(4단지)")
    False
    """
    return _WORDS.sub("", fold(text)) or fold(text)


def _full_names(named: Named) -> set[str]:
    return {full_name(named.name)}


def _stems(named: Named) -> set[str]:
    return {name_key(named.name).stem}


def _former_stems(named: Named) -> set[str]:
    former: tuple[str, ...] = getattr(named, "former_names", ())
    return {name_key(name).stem for name in (named.name, *former)}


def _stems_in_district(named: Named) -> set[str]:
    """Return the stem, and what is left of it after the name of a district that it lies in."""
    stem = name_key(named.name).stem
    districts = [word[:-1] for written in named.sigungu for word in written.split()]
    cut = {stem.removeprefix(district) for district in districts if len(district) > 1}
    return {stem, *(name for name in cut if len(name) > 1)} if named.sigungu else set()


def _edges(
    rows: dict[int, R],
    complexes: dict[int, C],
    keys: Callable[[Named], set[str]],
    together: Callable[[Named, Named], bool],
) -> dict[int, set[int]]:
    """Return for each row the complexes that have a key of it and may lie where it does."""
    by_key: defaultdict[str, list[int]] = defaultdict(list)
    for index, complex_ in complexes.items():
        for key in keys(complex_):
            by_key[key].append(index)
    edges = {
        index: {
            other
            for key in keys(row)
            for other in by_key[key]
            if _same_kind(row, complexes[other]) and together(row, complexes[other])
        }
        for index, row in rows.items()
    }
    return {index: others for index, others in edges.items() if others}


def _same_kind(row: Named, named: Named) -> bool:
    return row.kind is None or named.kind is None or row.kind == named.kind


def lie_together(row: Named, named: Named) -> bool:
    """Tell whether both may lie in one 시군구, so far as they are known."""
    some, others = _codes(row), _codes(named)
    if some and others:
        return bool(some & others)
    sidos = row.sido is None or named.sido is None or row.sido == named.sido
    return sidos and _districts_meet(row.sigungu, named.sigungu)


def _in_one_district(row: Named, named: Named) -> bool:
    """Tell whether both are said to lie in named 시군구."""
    stated = bool(row.sigungu and named.sigungu)
    return stated and lie_together(row, named) and _districts_meet(row.sigungu, named.sigungu)


def _in_one_province(row: Named, named: Named) -> bool:
    """Tell whether both lie in named 시도, which both must be known to do."""
    some, others = _codes(row), _codes(named)
    return bool({code[:2] for code in some} & {code[:2] for code in others})


def _codes(named: Named) -> frozenset[str]:
    codes: frozenset[str] = getattr(named, "codes", frozenset())
    return codes


def _districts_meet(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Tell whether one district is in both, 창원시 and 창원시 성산구 being one."""
    if not some or not others:
        return True
    return any(
        a.replace(" ", "").startswith(b.replace(" ", ""))
        or b.replace(" ", "").startswith(a.replace(" ", ""))
        for a in some
        for b in others
    )


def _components(edges: dict[int, set[int]]) -> list[tuple[set[int], set[int]]]:
    """Return rows and complexes that hang together, in the rows' order."""
    rows_of: defaultdict[int, set[int]] = defaultdict(set)
    for row, others in edges.items():
        for other in others:
            rows_of[other].add(row)
    seen: set[int] = set()
    components: list[tuple[set[int], set[int]]] = []
    for start in edges:
        rows, complexes, waiting = set[int](), set[int](), [start]
        while waiting:
            row = waiting.pop()
            if row in seen:
                continue
            seen.add(row)
            rows.add(row)
            complexes |= edges[row]
            waiting += [other for edge in edges[row] for other in rows_of[edge]]
        if rows:
            components.append((rows, complexes))
    return components


def _suggestions(
    row: R, complexes: Sequence[C], written: Sequence[str]
) -> tuple[tuple[C, float], ...]:
    names = {
        index: written[index]
        for index, complex_ in enumerate(complexes)
        if row.sido is None or complex_.sido is None or row.sido == complex_.sido
    }
    # A name of the length of a page is like no other, and comparing it takes long.
    name = min(_full_names(row))[:60]
    found = process.extract(name, names, scorer=fuzz.WRatio, limit=_SUGGESTED, score_cutoff=_LIKE)
    return tuple((complexes[index], round(score / 100, 2)) for _, score, index in found)
