"""(region, name as written) → one place, or an error with the nearest candidates."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

from rapidfuzz import fuzz, process

from geo.errors import AmbiguousPlaceError, UnresolvedPlaceError
from geo.geocoding.enumeration import names_in
from geo.text import fold, is_bare, kind_of, name_key, parts, qualifiers, spelling

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.geocoding.gazetteer import Alias, Gazetteer
    from geo.model.places import Place
    from geo.regions.names import RegionNames

Method = Literal["gazetteer", "alias", "group", "geocoded", "given"]
_SHOWN_CANDIDATES = 5
"""As many as a person reads; the likeliest come first."""
_ONLY_KIND = re.compile(r"(?:국가|일반|도시첨단|농공)?(?:산업단지|공업단지|산단|공단|단지)?")
_BRAND = re.compile(r"(?<=\S\S)\s*스마트\s*(?:허브|그린(?:산업단지|산단)?)$")
_LONGEST = 60
"""Letters; no name of a complex has half of it."""
_REMEMBERED = 4096
"""Names; lists of firms repeat the few hundred complexes that they lie in."""
_LONGEST_REGION = 11
"""Letters of 전남광주통합특별시 and a blank's worth; no region's name is longer."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """The place that a name means, and how that was found."""

    place: Place
    """Carries evidence, confidence and precision of the point."""
    method: Method
    """``alias``: a listed spelling; ``gazetteer``: the official name; ``group``: joined parts."""
    matched: str
    """The alias or official name that the written one was matched by."""
    confidence: str = "high"
    """How sure it is that the name means this place; the point has a confidence of its own."""


@dataclass(frozen=True, slots=True)
class Near:
    """A place with a name like the one sought."""

    name: str
    """The name that is like it, official or alias."""
    place: Place
    score: float


@dataclass(frozen=True, eq=False)
class Resolver:
    """Finds places by name and never guesses: one place or an error."""

    gazetteer: Gazetteer
    regions: RegionNames

    def resolve(self, written: str, region: str = "", programme: str | None = None) -> Resolution:
        """Resolve a name as a document spells it, within `region` if one is given.

        A spelling may mean another place in the documents of one `programme`.

        Raises
        ------
        RegionError
            `region` is no 시도.
        AmbiguousPlaceError
            Several places answer; none is chosen.
        UnresolvedPlaceError
            None answers; the error carries the nearest names.
        """
        region_id = self.regions.find(region).id if region else None
        found = self.matches(written, region_id, programme)
        if not found:
            nearest = tuple(near.place.name_ko for near in self.nearest(written, region_id))
            raise UnresolvedPlaceError(written, region, nearest)
        if len(found) > 1:
            names = tuple(resolution.place.name_ko for resolution in found)
            raise AmbiguousPlaceError(written, region, names)
        return found[0]

    def resolve_all(
        self, written: str, region: str = "", programme: str | None = None
    ) -> tuple[Resolution, ...]:
        """Resolve a cell that names one place or lists several: 중앙탑·용탄농공단지.

        Raises
        ------
        RegionError
            `region` is no 시도.
        AmbiguousPlaceError, UnresolvedPlaceError
            One of the names means several places, or none.
        """
        region_id = self.regions.find(region).id if region else None
        whole = self.matches(written, region_id, programme)
        listed = names_in(written)
        apart = len({name.part for name in listed}) > 1 and not any(
            is_bare(name.written) for name in listed if name.part != listed[0].part
        )
        grouped = bool(whole) and whole[0].method == "group"
        if (len(whole) == 1 or _said_of_several(whole)) and not (grouped and apart):
            return tuple(whole)
        found: list[Resolution] = []
        start = 0
        while start < len(listed):
            # 울산·미포 is one name, so the longest run of names that is a place goes first.
            for end in range(len(listed), start, -1):
                run = listed[start:end]
                joined = "·".join(name.written for name in run)
                value = self.matches(joined, region_id, programme)
                if len(value) == 1 and len({name.part for name in run}) == 1:
                    found.append(value[0])
                    break
            else:
                end = start + 1
                value = self.matches(listed[start].whole, region_id, programme)
                several = _said_of_several(value)
                found += (
                    value if several else [self.resolve(listed[start].whole, region, programme)]
                )
            start = end
        return tuple(found) or (self.resolve(written, region, programme),)

    def matches(
        self, written: str, region: str | None = None, programme: str | None = None
    ) -> list[Resolution]:
        """Return every place that `written` names, in the 시도 with the id `region` if given."""
        return list(self._remembered(written, region, programme))

    @cached_property
    def _remembered(self) -> Callable[[str, str | None, str | None], tuple[Resolution, ...]]:
        """A row asks for the same name several times over, alone and behind its region."""
        return lru_cache(maxsize=_REMEMBERED)(self._matches)

    def _matches(
        self, written: str, region: str | None, programme: str | None
    ) -> tuple[Resolution, ...]:
        found = (
            self._found(written, region, programme)
            or self._by_parts(written, region)
            or self._behind_region(fold(written), region, programme)
            or self._without_brand(written, region)
        )
        namesakes = self.gazetteer.qualified.get(name_key(written).stem, frozenset())
        first: dict[str, Resolution] = {}
        for resolution in found:
            unread = self.gazetteer.unread(written, resolution.place.id)
            # 군산(자우무역) is rather 군산(자유무역) mistyped than 군산.
            if not (unread and namesakes - {resolution.place.id}):
                first.setdefault(resolution.place.id, resolution)
        return tuple(first.values())

    def _found(self, written: str, region: str | None, programme: str | None) -> list[Resolution]:
        """Find by the name to the letter, then by a listed spelling, then by plain rules.

        To the letter comes first: 구미국가산단(4단지) has the key of the alias 구미국가. A spelling
        of the programme asked for comes before all.
        """
        aliases, official = self._by_alias(written, region), self._by_official(written, region)
        if not (aliases or official):
            return self._by_worded_alias(written, region)
        own = [
            found for alias, found in aliases if alias.programme and alias.programme == programme
        ]
        if own:
            return own
        listed = [found for alias, found in aliases if alias.programme is None]
        folded, spelled = fold(written), spelling(written)
        to_the_letter = [found for found in (*official, *listed) if fold(found.matched) == folded]
        if to_the_letter:
            return to_the_letter
        if said := qualifiers(written):
            qualified = [
                resolution
                for resolution in (*official, *listed)
                if said <= qualifiers(resolution.matched)
            ]
            if qualified:
                return qualified
        # 구미공단 is listed for one of several 구미; 구미산단 is not.
        if len({found.place.id for found in official}) > 1:
            listed = [found for found in listed if not _only_worded(found.matched)]
        exact = [found for found in (*official, *listed) if spelling(found.matched) == spelled]
        return exact or listed or official or self._by_worded_alias(written, region)

    def _by_worded_alias(self, written: str, region: str | None) -> list[Resolution]:
        """Find a spelling that is listed with its kind only: 진천산단 by 진천일반."""
        if is_bare(written) or name_key(written).kind is not None:
            return []
        kinds = {row.written: row for row in self.gazetteer.kinded.get(name_key(written).stem, ())}
        found = [item for name in kinds for item in self._by_alias(name, region)]
        return [resolution for row, resolution in found if row.programme is None]

    def _by_alias(self, written: str, region: str | None) -> list[tuple[Alias, Resolution]]:
        """Find the listed spellings; one without a kind also answers to the kind of its place."""
        places, region_of = self.gazetteer.places, self.gazetteer.region_of
        key = name_key(written)
        rows = self.gazetteer.aliases.get(key, ())
        if not rows and key.kind:
            plain = self.gazetteer.aliases.get(replace(key, kind=None), ())
            rows = tuple(
                row for row in plain if self.gazetteer.word_of_kind(row.place_id) == key.kind
            )
        if not rows:
            return []
        inside, bare = qualifiers(written), is_bare(written)
        return [
            (row, Resolution(places[row.place_id], "alias", row.written, row.confidence))
            for row in rows
            if (
                self.regions.overlap(region, region_of[row.place_id])
                if row.region is None
                else region is not None and self.regions.overlap(region, row.region)
            )
            and qualifiers(row.written) <= inside
            # 울산 is not 울산공단; 부평·주안 means the two of 부평·주안산단.
            and not (bare and _only_worded(row.written) and not places[row.place_id].members)
        ]

    def _behind_region(
        self, folded: str, region: str | None, programme: str | None
    ) -> list[Resolution]:
        """Find what follows the name of a 시도 or 시군구, among the places that lie there."""
        for letters in range(min(_LONGEST_REGION, len(folded) - 2), 1, -1):
            here = self.gazetteer.fronts.get(folded[:letters])
            if here is None:
                continue
            rest = folded[letters:]
            found = self._found(rest, region, programme) or self._behind_region(
                rest, region, programme
            )
            found = [resolution for resolution in found if resolution.place.id in here]
            if found:
                return found
        return []

    def _without_brand(self, written: str, region: str | None) -> list[Resolution]:
        """Find what a complex was called before it got the brand of its kind: 반월스마트허브."""
        plain = _BRAND.sub("산단", written)
        return self._found(plain, region, None) if plain != written else []

    def _by_official(self, written: str, region: str | None) -> list[Resolution]:
        key = name_key(written)
        places, kinds = self.gazetteer.places, self.gazetteer.word_of_kind
        whole = self.gazetteer.whole.get(fold(written))
        ids = (
            *self.gazetteer.official.get(key.stem, ()),
            *self.gazetteer.with_kind.get(key, ()),
            *self.gazetteer.spelled.get(spelling(written), ()),
        )
        ids = (whole, *ids) if whole else ids
        return [
            Resolution(places[id_], "gazetteer", places[id_].name_ko)
            for id_ in dict.fromkeys(ids)
            if self.regions.overlap(region, self.gazetteer.region_of[id_])
            and (key.kind is None or key.kind == kinds(id_))
        ]

    def _by_parts(self, written: str, region: str | None) -> list[Resolution]:
        """Find the group whose members are the names that a middle dot joins."""
        pieces = parts(written)
        # The kind stands once, at the end, and speaks for all: 시화·반월국가.
        kind = kind_of(pieces[-1]) or "" if pieces else ""
        names = [piece for piece in pieces if not _ONLY_KIND.fullmatch(piece)]
        if len(names) < 2:
            return []
        members: set[str] = set()
        for name in names:
            spelled = name if name_key(name).kind else f"{name}{kind}"
            found = self._found(spelled, region, None)
            if not found:
                return []
            members.update(resolution.place.id for resolution in found)
        group = self.gazetteer.groups.get(frozenset(members))
        if group is None:
            return []
        place = self.gazetteer.places[group]
        return [Resolution(place, "group", place.name_ko)]

    def nearest(self, written: str, region: str | None = None) -> list[Near]:
        """Return the names most like `written`, best first, a place once; for people to choose.

        `region` is the id of a 시도. The score is rapidfuzz's WRatio, 0 to 1: likeness of letters,
        no probability.
        """
        region_of = self.gazetteer.region_of
        names = {
            (name, id_): name_key(name).stem
            for name, id_ in self.gazetteer.names().items()
            if self.regions.overlap(region, region_of[id_])
        }
        # A name of the length of a page is like no other, and comparing it takes long.
        sought = name_key(written[:_LONGEST]).stem
        found = process.extract(sought, names, scorer=fuzz.WRatio, limit=None, score_cutoff=50)
        best: dict[str, Near] = {}
        for _, score, (name, id_) in found:
            best.setdefault(id_, Near(name, self.gazetteer.places[id_], round(score / 100, 2)))
        return list(best.values())[:_SHOWN_CANDIDATES]


def _said_of_several(found: list[Resolution]) -> bool:
    """Tell whether one listed spelling means these places together."""
    return len(found) > 1 and {(resolution.method, resolution.matched) for resolution in found} == {
        ("alias", found[0].matched)
    }


def _only_worded(name: str) -> bool:
    """Tell whether a spelling says no more than that its stem is a complex: 구미공단."""
    return name_key(name).kind is None and not is_bare(name)
