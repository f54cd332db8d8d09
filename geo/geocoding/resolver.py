"""(region, name as written) → one place, or an error with the nearest candidates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rapidfuzz import fuzz, process

from geo.errors import AmbiguousPlaceError, UnresolvedPlaceError
from geo.text import name_key, parts, spelling

if TYPE_CHECKING:
    from geo.geocoding.gazetteer import Gazetteer
    from geo.model.places import Place
    from geo.regions.names import RegionNames

Method = Literal["gazetteer", "alias", "group"]
_SHOWN_CANDIDATES = 5
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Resolution:
    """The place that a name means, and how that was found."""

    place: Place
    """Carries evidence, confidence and precision of the point."""
    method: Method
    """``alias``: a listed spelling; ``gazetteer``: the official name; ``group``: joined parts."""
    matched: str
    """The alias or official name that the written one was matched by."""


@dataclass(frozen=True, slots=True)
class Near:
    """A place with a name like the one sought."""

    name: str
    """The name that is like it, official or alias."""
    place: Place
    score: float


@dataclass(frozen=True, slots=True)
class Resolver:
    """Finds places by name and never guesses: one place or an error."""

    gazetteer: Gazetteer
    regions: RegionNames

    def resolve(self, written: str, region: str = "") -> Resolution:
        """Resolve a name as a document spells it, within `region` if one is given.

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
        found = self.matches(written, region_id)
        if not found:
            nearest = tuple(near.name for near in self.nearest(written, region_id))
            raise UnresolvedPlaceError(written, region, nearest)
        if len(found) > 1:
            names = tuple(resolution.place.name_ko for resolution in found)
            raise AmbiguousPlaceError(written, region, names)
        return found[0]

    def matches(self, written: str, region: str | None = None) -> list[Resolution]:
        """Return every place that `written` names, in the 시도 with the id `region` if given."""
        found = self._found(written, region) or self._by_parts(written, region)
        return list({resolution.place.id: resolution for resolution in reversed(found)}.values())

    def _found(self, written: str, region: str | None) -> list[Resolution]:
        """Find by the name to the letter, then by a listed spelling, then by plain rules.

        To the letter comes first: 구미국가산단(4단지) has the key of the alias 구미국가.
        """
        aliases, official = self._by_alias(written, region), self._by_official(written, region)
        spelled = spelling(written)
        exact = [found for found in (*official, *aliases) if spelling(found.matched) == spelled]
        return exact or aliases or official

    def _by_alias(self, written: str, region: str | None) -> list[Resolution]:
        region_of = self.gazetteer.region_of
        return [
            Resolution(self.gazetteer.places[alias.place_id], "alias", alias.written)
            for alias in self.gazetteer.aliases.get(name_key(written), ())
            if region is None or region == (alias.region or region_of[alias.place_id])
        ]

    def _by_official(self, written: str, region: str | None) -> list[Resolution]:
        key = name_key(written)
        places, kinds = self.gazetteer.places, self.gazetteer.word_of_kind
        return [
            Resolution(places[id_], "gazetteer", places[id_].name_ko)
            for id_ in self.gazetteer.official.get(key.stem, ())
            if region in (None, self.gazetteer.region_of[id_])
            and (key.kind is None or key.kind == kinds(id_))
        ]

    def _by_parts(self, written: str, region: str | None) -> list[Resolution]:
        """Find the group whose members are the names that a middle dot joins."""
        names = parts(written)
        if len(names) < 2:
            return []
        # The kind stands once, at the end, and speaks for all: 시화·반월국가.
        kind = name_key(names[-1]).kind or ""
        members: set[str] = set()
        for name in names:
            spelled = name if name_key(name).kind else f"{name}{kind}"
            members.update(found.place.id for found in self._found(spelled, region))
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
            if region in (None, region_of[id_])
        }
        # A name of the length of a page is like no other, and comparing it takes long.
        sought = name_key(written[:_LONGEST]).stem
        found = process.extract(sought, names, scorer=fuzz.WRatio, limit=None, score_cutoff=50)
        best: dict[str, Near] = {}
        for _, score, (name, id_) in found:
            best.setdefault(id_, Near(name, self.gazetteer.places[id_], round(score / 100, 2)))
        return list(best.values())[:_SHOWN_CANDIDATES]
