"""Complexes that are known by name, kind and 시군구 only, from KICOX's quarterly table (I/O)."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from geo.geocoding.stems import is_telling
from geo.model.places import KIND_WORDS, PlaceKind
from geo.text import fold, name_key, qualifiers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_WORD_OF_KIND = {kind: word for word, kind in KIND_WORDS.items()}
_OFFICE = re.compile(r"(?:특별자치시|특별자치도|특별시|광역시|[시군구도])$")
_FOREIGN = "외국인"


@dataclass(frozen=True, slots=True)
class ListedComplex:
    """A row of the list."""

    name: str
    """As the table prints it, without its kind."""
    kind: str
    """국가, 일반, 도시첨단 or 농공."""
    sido: str
    sigungu: str
    """Several joined by vertical bars."""
    former_names: tuple[str, ...]
    part_of: str
    """Name of the complex that it is a part of; else empty."""


@dataclass(frozen=True)
class ListedComplexes:
    """The list; read when first asked for."""

    path: Path
    """``data/index/listed_complexes.csv``; see data/README.md."""

    @cached_property
    def _rows(self) -> tuple[ListedComplex, ...]:
        with self.path.open(encoding="utf-8", newline="") as stream:
            return tuple(
                ListedComplex(
                    row["name"],
                    _WORD_OF_KIND[PlaceKind(row["kind"])],
                    row["sido"],
                    row["sigungu"],
                    tuple(name for name in row["former_names"].split("|") if name),
                    row["part_of"],
                )
                for row in csv.DictReader(stream)
            )

    @cached_property
    def _by_stem(self) -> Mapping[str, tuple[ListedComplex, ...]]:
        found: defaultdict[str, dict[ListedComplex, None]] = defaultdict(dict)
        for row in self._rows:
            # A part (①②) stands beside the complex that it belongs to.
            for stem in () if row.part_of else _stems(row):
                found[stem][row] = None
        return {stem: tuple(rows) for stem, rows in found.items()}

    @cached_property
    def _with_foreign_zone(self) -> Mapping[str, tuple[str, ...]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for row in self._rows:
            if row.part_of and any(_FOREIGN in text for text in qualifiers(row.name)):
                found[name_key(row.name).stem].append(row.part_of)
        return {stem: tuple(names) for stem, names in found.items()}

    def find(self, written: str, kind: str | None = None) -> tuple[ListedComplex, ...]:
        """Return the complexes called `written`, of the kind if one is given or said.

        What stands in parentheses has to be in the row's own name.
        """
        key = name_key(written)
        wanted, inside = kind or key.kind, qualifiers(written)
        return tuple(
            row
            for row in self._by_stem.get(key.stem, ())
            if wanted in (None, row.kind) and inside <= qualifiers(row.name)
        )

    def foreign_zone_in(self, stem: str) -> tuple[str, ...]:
        """Return the complexes that hold the foreign investment zone (외국인투자지역) of a name."""
        return self._with_foreign_zone.get(stem, ())


def _stems(row: ListedComplex) -> Iterator[str]:
    """Yield the stems of a row's names, with and without the 시도 or 시군구 in front."""
    fronts = {fold(row.sido)} | {fold(word) for word in row.sigungu.replace("|", " ").split()}
    fronts |= {_OFFICE.sub("", word) for word in fronts if len(word) > 2}
    for name in (row.name, *row.former_names):
        stem = name_key(name).stem
        yield stem
        for front in fronts:
            if stem.startswith(front) and is_telling(stem.removeprefix(front)):
                yield stem.removeprefix(front)
            elif not stem.startswith(front) and is_telling(stem):
                yield f"{front}{stem}"
