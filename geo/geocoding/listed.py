"""Complexes that are known by name, kind and 시군구 only, from KICOX's quarterly table (I/O)."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from geo.geocoding.names import english_key
from geo.geocoding.romanised import in_latin
from geo.geocoding.stems import is_telling, without_generics, without_number
from geo.model.places import KIND_WORDS, PlaceKind
from geo.text import fold, name_key, qualifiers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_WORD_OF_KIND = {kind: word for word, kind in KIND_WORDS.items()}
_OFFICE = re.compile(r"(?:특별자치시|특별자치도|특별시|광역시|[시군구도])$")
_FOREIGN = "외국인"
_ZONE = re.compile(r"(?:중소협력)?외국인$")
_NUMBER = re.compile(r"(?<=\D)\d+$")


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
    def _by_plain_stem(self) -> Mapping[str, tuple[ListedComplex, ...]]:
        found: defaultdict[str, dict[ListedComplex, None]] = defaultdict(dict)
        for row in self._rows:
            fronts = _fronts(row)
            for stem in () if row.part_of else _stems(row):
                number = _NUMBER.search(_numbered(row))
                plain = without_generics(f"{stem}{number[0] if number else ''}")
                # 정읍 is left of 정읍첨단과학, and says no more than where it lies.
                if plain and plain not in fronts:
                    found[plain][row] = None
        return {stem: tuple(rows) for stem, rows in found.items()}

    @cached_property
    def _by_latin(self) -> Mapping[str, tuple[ListedComplex, ...]]:
        found: defaultdict[str, dict[ListedComplex, None]] = defaultdict(dict)
        for stem, rows in self._by_stem.items():
            for latin in in_latin(stem):
                found[latin].update(dict.fromkeys(rows))
        return {latin: tuple(rows) for latin, rows in found.items()}

    @cached_property
    def _foreign_zones(self) -> Mapping[str, tuple[ListedComplex, ...]]:
        """The rows of foreign investment zones by each of their names: 구미4(구미외국인), 월전."""
        found: defaultdict[str, dict[ListedComplex, None]] = defaultdict(dict)
        for row in self._rows:
            zones = [text for text in qualifiers(row.name) if _FOREIGN in text]
            own = {
                name_key(row.name).stem,
                _numbered(row),
                *(_ZONE.sub("", zone) for zone in zones),
            }
            own |= {without_number(stem) for stem in own}
            for stem in own if zones else ():
                found[stem][row] = None
                found[without_generics(stem)][row] = None
        found.pop("", None)
        return {stem: tuple(rows) for stem, rows in found.items()}

    def find(self, written: str, kind: str | None = None) -> tuple[ListedComplex, ...]:
        """Return the complexes called `written`, of the kind if one is given or said.

        What stands in parentheses has to be in the row's own name.
        """
        key = name_key(written)
        rows = self._by_latin if written.isascii() else self._by_stem
        stem = english_key(written) if written.isascii() else key.stem
        return _fitting(rows.get(stem, ()), kind or key.kind, written)

    def find_plain(self, written: str, kind: str | None = None) -> tuple[ListedComplex, ...]:
        """Return the complexes of which words are left out, or added, that any complex could bear.

        장안2 for 장안첨단(2), 대산석유화학단지 for 대산.
        """
        key = name_key(written)
        plain = without_generics(key.stem)
        return _fitting(self._by_plain_stem.get(plain, ()), kind or key.kind, written)

    def of_kind(self, kind: str) -> Iterator[ListedComplex]:
        """Yield the complexes of a kind, without those that are parts."""
        return (row for row in self._rows if row.kind == kind and not row.part_of)

    def foreign_zones(self, stem: str) -> tuple[ListedComplex, ...]:
        """Return the foreign investment zones (외국인투자지역) of a name."""
        return self._foreign_zones.get(stem, ())


def _fitting(
    rows: tuple[ListedComplex, ...], kind: str | None, written: str
) -> tuple[ListedComplex, ...]:
    inside = qualifiers(written)
    return tuple(row for row in rows if kind in (None, row.kind) and inside <= qualifiers(row.name))


def _numbered(row: ListedComplex) -> str:
    """Return the stem of a row with the number that stands in parentheses: 장안첨단(2)."""
    numbers = [text for text in qualifiers(row.name) if text.isdigit()]
    return name_key(row.name).stem + "".join(numbers[:1])


def _stems(row: ListedComplex) -> Iterator[str]:
    """Yield the stems of a row's names, with and without the 시도 or 시군구 in front."""
    fronts = _fronts(row)
    names = (row.name, *row.former_names)
    # 화전산단 for 화전지구.
    for stem in dict.fromkeys(value for name in names for value in _with_or_without_zone(name)):
        yield stem
        for front in fronts:
            if stem.startswith(front) and is_telling(stem.removeprefix(front)):
                yield stem.removeprefix(front)
            elif not stem.startswith(front) and is_telling(stem):
                yield f"{front}{stem}"


def _with_or_without_zone(name: str) -> tuple[str, ...]:
    stem = name_key(name).stem
    short = stem.removesuffix("지구")
    return (stem, short) if is_telling(short) else (stem,)


def _fronts(row: ListedComplex) -> set[str]:
    """Return the names of the 시도 and 시군구 of a row, with 시, 군 and 구 and without."""
    fronts = {fold(row.sido)} | {fold(word) for word in row.sigungu.replace("|", " ").split()}
    return fronts | {_OFFICE.sub("", word) for word in fronts if len(word) > 2}
