"""The index of names: official names, their plain variants, and aliases."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from geo.geocoding.stems import (
    is_telling,
    without_generic_end,
    without_generics,
    without_number,
)
from geo.model.places import KIND_WORDS, Place, PlaceKind
from geo.text import (
    NameKey,
    fold,
    in_parentheses,
    kind_of,
    name_key,
    parts,
    qualifiers,
    spelling,
    without_ordinal,
    without_parentheses,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from geo.regions.names import RegionNames

_BRACKETS = re.compile(r"[()]")
_NO_NAME = re.compile(r"묶음|계획|^구 |단계|등$")
"""What stands in parentheses behind an official name without being a part of it."""
_MEASURE = re.compile(r"\d\s*(?:만\s*)?(?:㎡|m2|평|ha)|번지|일원|^구\s|^\s*$", re.IGNORECASE)
_NAMES_TOO = re.compile(r"(?!.*(?:지구|단지)$)(?!구 )[가-힣 \d]{2,}")
"""A name of its own in parentheses behind an official one."""
_DOT = re.compile(r"\s*[·‧・∙•ㆍᆞ･]\s*")
_HALF = re.compile(r"[가-힣]{2,}")
_WORD_OF_KIND = {kind: word for word, kind in KIND_WORDS.items()}


@dataclass(frozen=True, slots=True)
class Alias:
    """A spelling that stands for a place."""

    written: str
    place_id: str
    region: str | None
    """Id of the 시도 under which alone it holds: filed wrongly by a document, or short there."""
    programme: str | None = None
    """Id of the programme in whose documents alone it holds."""
    confidence: str = "high"
    """How sure it is that the spelling means this place."""


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Places by the keys of their names."""

    places: Mapping[str, Place]
    region_of: Mapping[str, str]
    """Place id to the id of its 시도."""
    whole: Mapping[str, str]
    """Official name, folded, to the id of the place."""
    official: Mapping[str, tuple[str, ...]]
    """Stem to the ids of the places whose official name has it."""
    spelled: Mapping[str, tuple[str, ...]]
    """Official names without their parentheses and words for complex: 아산국가포승지구."""
    with_kind: Mapping[NameKey, tuple[str, ...]]
    """Names that any complex could bear (스마트국가 of 세종), to be answered with the kind only."""
    aliases: Mapping[NameKey, tuple[Alias, ...]]
    kinded: Mapping[str, tuple[Alias, ...]]
    """Stem to the listed spellings with a kind behind it."""
    groups: Mapping[frozenset[str], str]
    """Members to the id of their group."""
    qualified: Mapping[str, frozenset[str]]
    """Stem to the ids of the places of which a name goes on in parentheses: 군산(자유무역)."""
    fronts: Mapping[str, frozenset[str]]
    """Names of 시도 and 시군구, folded, to the ids of the places that lie there."""

    @classmethod
    def of(
        cls, places: Iterable[Place], aliases: Iterable[Alias], regions: RegionNames
    ) -> Gazetteer:
        """Index `places` by official name, with and without the 시도 in front, and `aliases`."""
        by_id = {place.id: place for place in places}
        region_of = {id_: regions.find(place.sido).id for id_, place in by_id.items()}
        official: defaultdict[str, list[str]] = defaultdict(list)
        with_kind: defaultdict[NameKey, list[str]] = defaultdict(list)
        fronts: defaultdict[str, set[str]] = defaultdict(set)
        for place in by_id.values():
            its_fronts = dict.fromkeys(_fronts(place, regions))
            for front in its_fronts:
                fronts[front].add(place.id)
            for stem in _stems(place, by_id, its_fronts):
                official[stem].append(place.id)
                # 군산·군산2 without 군산 would be 군산2, one of its members.
                for short in () if place.members else _shortened(stem, its_fronts):
                    if is_telling(short):
                        official[short].append(place.id)
                    elif not short.isdigit():
                        with_kind[NameKey(short, _WORD_OF_KIND.get(place.kind))].append(place.id)
        by_alias: defaultdict[NameKey, list[Alias]] = defaultdict(list)
        qualified: defaultdict[str, set[str]] = defaultdict(set)
        for alias in aliases:
            by_alias[name_key(alias.written)].append(alias)
            if qualifiers(alias.written):
                qualified[name_key(alias.written).stem].add(alias.place_id)
        for place in by_id.values():
            if qualifiers(place.name_ko):
                qualified[name_key(place.name_ko).stem].add(place.id)
        return cls(
            by_id,
            region_of,
            {fold(place.name_ko): place.id for place in by_id.values()},
            {stem: tuple(ids) for stem, ids in official.items()},
            _spelled(by_id.values()),
            {key: tuple(ids) for key, ids in with_kind.items()},
            {key: tuple(found) for key, found in by_alias.items()},
            _without_kind(by_alias),
            {frozenset(place.members): place.id for place in by_id.values() if place.members},
            {stem: frozenset(ids) for stem, ids in qualified.items()},
            {front: frozenset(ids) for front, ids in fronts.items()},
        )

    @cached_property
    def shortened(self) -> Mapping[str, tuple[str, ...]]:
        """Stem without the words that any complex could bear, to ids: 오송 to 오송생명과학.

        Not where that leaves the name of the 시도 or 시군구. Each half of a joined name (신평·장림)
        is one too.
        """
        found: defaultdict[str, list[str]] = defaultdict(list)
        for stem, ids in self.official.items():
            short = without_generic_end(stem)
            if short != stem:
                found[short] += [id_ for id_ in ids if id_ not in self.fronts.get(short, ())]
        for place in self.places.values():
            for half in () if place.members else _halves(place.name_ko):
                if half not in self.fronts:
                    found[half].append(place.id)
        return {stem: tuple(dict.fromkeys(ids)) for stem, ids in found.items()}

    @cached_property
    def plain(self) -> Mapping[str, tuple[str, ...]]:
        """Official names without any word that any complex could bear, to ids.

        용인시스템반도체 to 용인첨단시스템반도체클러스터, but nothing to 정읍, which is left of
        정읍첨단과학 and is a region's name.
        """
        found: defaultdict[str, list[str]] = defaultdict(list)
        for stem, ids in self.official.items():
            if (plain := without_generics(stem)) and plain not in self.fronts:
                found[plain] += ids
        return {stem: tuple(dict.fromkeys(ids)) for stem, ids in found.items()}

    @cached_property
    def begun(self) -> Mapping[str, tuple[str, ...]]:
        """Region in front of an official name to ids: 강릉 to 강릉과학."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for stem, ids in self.official.items():
            for front in (stem[:letters] for letters in range(2, len(stem))):
                found[front] += [id_ for id_ in ids if id_ in self.fronts.get(front, ())]
        return {front: tuple(dict.fromkeys(ids)) for front, ids in found.items() if ids}

    @cached_property
    def numbered(self) -> Mapping[str, tuple[str, ...]]:
        """Stem without its number, to ids: 경산 to 경산1, 경산2, 경산3."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for stem, ids in self.official.items():
            if (base := without_number(stem)) != stem:
                found[base] += ids
        return {stem: tuple(dict.fromkeys(ids)) for stem, ids in found.items()}

    def word_of_kind(self, place_id: str) -> str | None:
        """Return the kind as the place's name carries it; a group has that of its name."""
        place = self.places[place_id]
        if place.kind is PlaceKind.GROUP:
            return name_key(place.name_ko).kind
        return _WORD_OF_KIND.get(place.kind)

    @cached_property
    def _said_of(self) -> Mapping[str, str]:
        """Place id to all that is said of it, folded: names, English, regions, dongs."""
        said: defaultdict[str, list[str]] = defaultdict(list)
        for place in self.places.values():
            said[place.id] += [place.name_ko, place.name_en, place.sido, *place.sigungu_all]
            said[place.id] += place.legal_dongs
        for rows in self.aliases.values():
            for row in rows:
                said[row.place_id].append(row.written)
        return {id_: "|".join(fold(text) for text in texts) for id_, texts in said.items()}

    def unread(self, written: str, place_id: str) -> tuple[str, ...]:
        """Return what `written` says in parentheses that is not known of the place.

        A kind, an area and a lot say nothing against it.
        """
        inside = in_parentheses(written)
        if not inside:
            return ()
        value = self._said_of[place_id]
        return tuple(
            text
            for text in inside
            if kind_of(text) is None
            and not _MEASURE.search(text)
            and not all(without_ordinal(fold(part)) in value for part in parts(text))
        )

    def names(self) -> dict[str, str]:
        """Return every name to the id of its place, but those of one programme."""
        named = {place.name_ko: place.id for place in self.places.values()}
        for found in self.aliases.values():
            named.update((row.written, row.place_id) for row in found if row.programme is None)
        return named


def _spelled(places: Iterable[Place]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for place in places:
        inside = in_parentheses(place.name_ko)
        if inside and not _NO_NAME.search(inside[-1]):
            found[spelling(_BRACKETS.sub("", place.name_ko))].append(place.id)
    return {name: tuple(ids) for name, ids in found.items()}


def _without_kind(by_alias: Mapping[NameKey, list[Alias]]) -> dict[str, tuple[Alias, ...]]:
    found: defaultdict[str, list[Alias]] = defaultdict(list)
    for key, rows in by_alias.items():
        if key.kind is not None:
            found[key.stem] += rows
    return {stem: tuple(rows) for stem, rows in found.items()}


def _stems(place: Place, places: Mapping[str, Place], fronts: Collection[str]) -> Iterator[str]:
    """Yield the stems of an official name.

    A group named as its members are (구미국가산업단지) answers to spellings that are listed only.
    """
    stem = name_key(place.name_ko).stem
    if any(name_key(places[id_].name_ko).stem == stem for id_ in place.members if id_ in places):
        return
    yield stem
    inside = in_parentheses(place.name_ko)
    if inside and not _NO_NAME.search(inside[-1]):
        # 아산국가산업단지 부곡지구 for 아산국가산업단지(부곡지구)
        yield name_key(_BRACKETS.sub(" ", place.name_ko)).stem
        if len(listed := _DOT.split(inside[-1])) > 1:
            # 포항철강 1~4단지 for 포항철강산업단지(1~4단지·청림지구)
            yield from (name_key(f"{stem} {item}").stem for item in listed)
        named = name_key(inside[-1]).stem
        # 경산1일반산업단지(진량) is called 진량 too; (광주) only says where another one lies.
        if len(inside) == 1 and named not in fronts and _NAMES_TOO.fullmatch(inside[0]):
            yield named


def _halves(name: str) -> Iterator[str]:
    """Yield the names that a middle dot joins in an official name, each long enough to tell."""
    joined = name_key(name).stem
    pieces = _DOT.split(without_parentheses(name))
    for piece in pieces if len(pieces) > 1 else ():
        stem = name_key(piece).stem
        if _HALF.fullmatch(stem) and stem != joined and is_telling(stem):
            yield stem


def _shortened(stem: str, fronts: Collection[str]) -> Iterator[str]:
    """Yield what is left of a stem without its region in front."""
    for front in fronts:
        if stem.startswith(front) and stem != front:
            yield stem.removeprefix(front)


def _fronts(place: Place, regions: RegionNames) -> Iterator[str]:
    """Yield the names that may stand in front of the place's own: 경주, 경주시, 경북, 경상북도."""
    region = regions.find(place.sido)
    yield fold(region.name_ko)
    yield fold(region.short_ko)
    yield from (fold(name) for name in regions.former.get(region.id, ())[:1])
    for name in place.sigungu_all:
        yield fold(name)
        for word in name.split():
            yield word
            if len(word) > 2:
                yield word[:-1]
