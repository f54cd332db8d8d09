"""The index of names: official names, their plain variants, and aliases."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.model.places import KIND_WORDS, Place, PlaceKind
from geo.text import NameKey, fold, name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.regions.names import RegionNames

_WORD_OF_KIND = {kind: word for word, kind in KIND_WORDS.items()}


@dataclass(frozen=True, slots=True)
class Alias:
    """A spelling that stands for a place."""

    written: str
    place_id: str
    region: str | None
    """Id of the 시도 under which alone it holds, where a document files a place wrongly."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places by the keys of their names."""

    places: Mapping[str, Place]
    region_of: Mapping[str, str]
    """Place id to the id of its 시도."""
    official: Mapping[str, tuple[str, ...]]
    """Stem to the ids of the places whose official name has it."""
    aliases: Mapping[NameKey, tuple[Alias, ...]]
    groups: Mapping[frozenset[str], str]
    """Members to the id of their group."""

    @classmethod
    def of(
        cls, places: Iterable[Place], aliases: Iterable[Alias], regions: RegionNames
    ) -> Gazetteer:
        """Index `places` by official name, with and without the 시도 in front, and `aliases`."""
        by_id = {place.id: place for place in places}
        region_of = {id_: regions.find(place.sido).id for id_, place in by_id.items()}
        official: defaultdict[str, list[str]] = defaultdict(list)
        for place in by_id.values():
            short = fold(regions.find(place.sido).short_ko)
            stem = name_key(place.name_ko).stem
            official[stem].append(place.id)
            if stem.startswith(short) and stem != short:
                official[stem.removeprefix(short)].append(place.id)
        by_alias: defaultdict[NameKey, list[Alias]] = defaultdict(list)
        for alias in aliases:
            by_alias[name_key(alias.written)].append(alias)
        return cls(
            by_id,
            region_of,
            {stem: tuple(ids) for stem, ids in official.items()},
            {key: tuple(found) for key, found in by_alias.items()},
            {frozenset(place.members): place.id for place in by_id.values() if place.members},
        )

    def word_of_kind(self, place_id: str) -> str | None:
        """Return the kind as the place's name carries it; a group has that of its name."""
        place = self.places[place_id]
        if place.kind is PlaceKind.GROUP:
            return name_key(place.name_ko).kind
        return _WORD_OF_KIND.get(place.kind)

    def names(self) -> dict[str, str]:
        """Return every name, official or alias, to the id of its place."""
        named = {place.name_ko: place.id for place in self.places.values()}
        for found in self.aliases.values():
            named.update((alias.written, alias.place_id) for alias in found)
        return named
