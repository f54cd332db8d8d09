"""What a reader wants to see of a map: the grammar of its address, and what is then shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from geo.analysis.flows import SCALES
from geo.errors import DAY_FORMS, AreaError
from geo.messages import LANGS
from geo.model.places import PlaceKind
from geo.model.programmes import is_day
from geo.networks.metrics import OF_NODES
from geo.regions.timeline import codes_on
from geo.text import fold
from maps.errors import ViewError
from maps.themes import placed_themes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from geo.areas import Areas
    from geo.atlas import Atlas
    from geo.model.network import Tie
    from geo.model.places import Place, Region, Zone
    from geo.model.programmes import Body
    from maps.scene import Scene, Site

CONFIDENCES = ("high", "medium", "low")
BORDERS = ("sido", "superregion")
"""What a tie may cross: the border of a 시도, of a 초광역권."""
THEMES = ("light", "dark")
SHOWN_ANYWAY = ("names", "districts", "regions", "ground")
"""Layers that a map shows without being asked: names of places, borders of 시군구, names of regions
and seas, and the base map itself."""
GRATICULE, TILES = "graticule", "tiles"
"""Layers that every page can offer; online tiles are on pages alone, a picture asks no host."""
LONGEST = 120
"""Characters of a title or a note."""
MOST_NOTES = 40
"""A map with more has no room for them, and its address gets too long for mail programs."""
NOTE_FORMS = (f"129.31,35.5,… (1–{LONGEST})",)
TITLES = (f"1–{LONGEST}",)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Conditions on what is shown; an empty one leaves everything.

    The fields are called as the parameters of an address. Values of one field are alternatives,
    the fields hold together. Each tuple is sorted as the grammar lists its values.
    """

    programme: tuple[str, ...] = ()
    """Ids of programmes; on the overview they also switch on those that it leaves out."""
    round: tuple[str, ...] = ()
    """Years of rounds, or rounds by their own ids; a body without a round counts as of the year in
    which it began."""
    sector: tuple[str, ...] = ()
    """Sectors and subsectors as in the data."""
    region: tuple[str, ...] = ()
    """Codes of 시도 and 시군구, and sets of the reader's own (``own:창원,김해``). A 초광역권 stands
    for all of its own, a unit that was merged or split since for the land that it had."""
    role: tuple[str, ...] = ()
    """Roles that the programmes declare, such as ``lead``, ``hub``, ``site``."""
    kind: tuple[str, ...] = ()
    """Kinds of places, see `geo.model.places.PlaceKind`."""
    confidence: tuple[str, ...] = ()
    """``high``, ``medium``, ``low``: of the point."""
    reading: tuple[str, ...] = ()
    """``high``, ``medium``, ``low``: how sure it is that the printed name means the place."""
    crosses: tuple[str, ...] = ()
    """``sido``, ``superregion``: the border that a tie crosses."""
    distance: tuple[str, ...] = ()
    """At most one range of kilometres, ``50-200``, ``50-`` or ``-200``: of a tie."""
    designated: tuple[str, ...] = ()
    """At most one range of km², as `distance`: the designated area of a place."""
    select: tuple[str, ...] = ()
    """Ids of places and bodies (``c01``, ``t2021-ulsan``); hides nothing."""
    layer: tuple[str, ...] = ()
    """Layers that are shown besides: themes of sites, added collections, the graticule."""
    hide: tuple[str, ...] = ()
    """Which of `SHOWN_ANYWAY` is not shown."""
    measure: tuple[str, ...] = ()
    """At most one measure of `geo.networks.metrics.OF_NODES`, by which symbols are sized …"""
    colour: tuple[str, ...] = ()
    """… and at most one by which they are coloured."""
    flows: tuple[str, ...] = ()
    """At most one scale, ``sido`` or ``zone``: ties are drawn as flows between its regions."""
    note: tuple[str, ...] = ()
    """Notes on the map, each ``longitude,latitude,text``."""
    title: tuple[str, ...] = ()
    """At most one: what the reader calls the map."""
    as_of: tuple[str, ...] = ()
    """At most one day, month or year: the state at its end."""
    zoning: tuple[str, ...] = ()
    """At most one scheme of 초광역권."""
    lang: tuple[str, ...] = ()
    """At most one language."""
    theme: tuple[str, ...] = ()
    """``light`` or ``dark``, at most one."""

    @classmethod
    def parse(cls, items: Iterable[tuple[str, str]], scene: Scene) -> View:
        """Read the parameters of an address; other parameters and empty values are left alone.

        Parameters
        ----------
        items
            Names and values in any order, repeated as wanted.
        scene
            Which programmes, rounds, sectors, regions and ids there are.

        Raises
        ------
        ViewError
            The first value that the data or the grammar does not have.
        """
        choices = Choices.of(scene)
        asked: dict[str, list[str]] = {}
        for name, value in items:
            if name in NAMES and value:
                asked.setdefault(name, []).extend(choices.read(name, value))
        ordered = {
            name: (
                *(item for item in choices.of_parameter[name] if item in wanted),
                # Sets of the reader's own stand in no list.
                *(item for item in dict.fromkeys(wanted) if item not in choices.of_parameter[name]),
            )
            for name, wanted in asked.items()
            if name not in _SINGLE
        }
        single = {name: tuple(asked.get(name, ()))[-1:] for name in _SINGLE}
        if len(ordered.get("note", ())) > MOST_NOTES:
            too_many = "note"
            raise ViewError(too_many, str(len(ordered["note"])), (f"≤ {MOST_NOTES}",))
        return cls(**ordered, **single)

    def query(self) -> str:
        """Return the canonical query string, without a question mark; empty for everything."""
        return urlencode([(name, item) for name in NAMES for item in getattr(self, name)])

    @property
    def hiding(self) -> bool:
        """Whether something is hidden or selected."""
        return any(getattr(self, name) for name in (*HIDING, "select"))

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes, read."""
        return tuple(found for value in self.note if (found := Note.read(value)))


class Note(NamedTuple):
    """Words of the reader's own at a point."""

    lon: float
    lat: float
    text: str

    @classmethod
    def read(cls, value: str) -> Note | None:
        """Read ``longitude,latitude,text``; None where it is no such thing."""
        found = _NOTE.fullmatch(value)
        if not found:
            return None
        lon, lat, text = float(found[1]), float(found[2]), found[3].strip()
        inside = abs(lon) <= 180 and abs(lat) <= 85
        return cls(lon, lat, text) if inside and 0 < len(text) <= LONGEST else None


class Range(NamedTuple):
    """Numbers from `low` to `high`, both among them."""

    low: float | None
    high: float | None

    @classmethod
    def read(cls, value: str) -> Range | None:
        """Read ``50-200``, ``50-`` or ``-200``; None where it is no such thing."""
        found = _RANGE.fullmatch(value)
        if not found or value == "-":
            return None
        low, high = (float(end) if end else None for end in found.groups())
        return None if low is not None and high is not None and low > high else cls(low, high)

    def holds(self, value: float | None) -> bool:
        """Say whether it holds a number; it holds none that is not known."""
        if value is None:
            return False
        return not (
            (self.low is not None and value < self.low)
            or (self.high is not None and value > self.high)
        )


def told_length(tie: Tie) -> float:
    """Return kilometres as every list of ties tells them, by which they are asked for."""
    return round(tie.length_km, 1)


def told_area(place: Place) -> float | None:
    """Return km² as they are asked for; None where none is known."""
    return None if place.area_km2 is None else round(place.area_km2, 2)


def areas_of(view: View) -> tuple[str, ...]:
    """Return what a view asks for of regions beside the 시도: 시군구, and sets of one's own."""
    return tuple(value for value in view.region if len(value) > 2)


NAMES = tuple(field.name for field in fields(View))
"""The parameters, in the order of a canonical address."""
HIDING = NAMES[: NAMES.index("select")]
"""Those that hide something."""
RANGES = ("distance", "designated")
"""Those that ask for numbers."""
RANGE_FORMS = ("50-200", "50-", "-200")
_SINGLE = (*RANGES, "measure", "colour", "flows", "title", "as_of", "zoning", "lang", "theme")
"""The last value of these counts alone."""
_NOTE = re.compile(r"(-?\d{1,3}(?:\.\d{1,9})?),(-?\d{1,2}(?:\.\d{1,9})?),([^\x00-\x1f]+)")
_RANGE = re.compile(r"(\d{1,5}(?:\.\d{1,2})?)?-(\d{1,5}(?:\.\d{1,2})?)?")
_TITLE = re.compile(rf"[^\x00-\x1f]{{1,{LONGEST}}}")


@dataclass(frozen=True, slots=True)
class Choices:
    """What each parameter may be."""

    of_parameter: dict[str, tuple[str, ...]]
    """Parameter to its values in the grammar's order."""
    regions: dict[str, tuple[str, ...]]
    """Any folded name of a region to the codes of its 시도."""
    told: tuple[str, ...]
    """Names of regions that people know, of the many that may be asked for."""
    areas: Areas
    """What else a region may be: 시군구, and sets of the reader's own."""

    @classmethod
    def of(cls, scene: Scene) -> Choices:
        """Collect the values from the data."""
        atlas = scene.atlas
        sectors = dict.fromkeys(body.sector.ko for body in scene.bodies if body.sector)
        subsectors = dict.fromkeys(body.subsector.ko for body in scene.bodies if body.subsector)
        roles = [role.id for p in atlas.programmes.values() for role in p.roles]
        regions = atlas.regions.current
        return cls(
            {
                "programme": tuple(atlas.programmes),
                "round": tuple(
                    dict.fromkeys(
                        (
                            *rounds(scene, atlas.programmes),
                            *(round_ for body in scene.bodies for round_ in body.rounds),
                        )
                    )
                ),
                "sector": tuple(dict.fromkeys((*sectors, *subsectors))),
                "region": tuple(
                    dict.fromkeys(
                        (
                            *(region.code for region in regions),
                            *(code for _, code in former_of(scene)),
                        )
                    )
                ),
                "role": tuple(dict.fromkeys(roles)),
                "kind": tuple(PlaceKind),
                "confidence": CONFIDENCES,
                "reading": CONFIDENCES,
                "crosses": BORDERS,
                "distance": (),
                "designated": (),
                "select": (*scene.places, *(body.id for body in scene.bodies)),
                "layer": (
                    *(placed_theme.id for placed_theme in placed_themes()),
                    GRATICULE,
                    TILES,
                    *scene.added,
                ),
                "hide": SHOWN_ANYWAY,
                "measure": OF_NODES,
                "colour": OF_NODES,
                "flows": SCALES,
                "note": (),
                "title": (),
                "as_of": (),
                "zoning": tuple(sorted(atlas.zonings)),
                "lang": LANGS,
                "theme": THEMES,
            },
            _region_names(scene),
            tuple(
                dict.fromkeys(
                    [
                        *(region.short_ko for region in regions),
                        *(zone.name.ko for zone in atlas.zoning.zones),
                    ]
                )
            ),
            scene.areas,
        )

    def _area(self, value: str) -> tuple[str, ...]:
        try:
            found = self.areas.find(value)
        except AreaError as error:
            name = "region"
            raise ViewError(name, value[:200], error.allowed or self.told) from error
        return (found.id,) if found else ()

    def read(self, name: str, value: str) -> tuple[str, ...]:
        """Return what `value` of the parameter `name` stands for.

        Raises
        ------
        ViewError
            It stands for nothing.
        """
        if name == "as_of":
            found: tuple[str, ...] = (value,) if is_day(value) else ()
        elif name in RANGES:
            found = (value,) if Range.read(value) else ()
        elif name == "note":
            found = (value,) if Note.read(value) else ()
        elif name == "title":
            found = (value.strip(),) if _TITLE.fullmatch(value) and value.strip() else ()
        elif name == "region":
            found = self.regions.get(fold(value), ()) or self._area(value)
        else:
            found = (value,) if value in self.of_parameter[name] else ()
        if not found:
            allowed = {"region": self.told, "as_of": DAY_FORMS, "note": NOTE_FORMS, "title": TITLES}
            allowed |= dict.fromkeys(RANGES, RANGE_FORMS)
            raise ViewError(name, value[:200], allowed.get(name, self.of_parameter[name]))
        return found


def rounds(scene: Scene, drawn: Collection[str]) -> tuple[str, ...]:
    """Return the years of the rounds of some programmes, the oldest first."""
    return tuple(sorted({body.year for body in scene.bodies_of(drawn)} - {""}))


def _region_names(scene: Scene) -> dict[str, tuple[str, ...]]:
    atlas = scene.atlas
    names: dict[str, tuple[str, ...]] = {}
    for region in atlas.regions.current:
        own = (region.id, region.code, *region.name, *region.short)
        names |= {fold(name): (region.code,) for name in own}
    for region, code in former_of(scene):
        for name in (region.id, region.code, *region.name, *region.short):
            names.setdefault(fold(name), (code,))
    for region in atlas.regions.current:
        for name in map(fold, zone_names(atlas, region)):
            zone = names.get(name, ())
            # A zone may be called as a 시도 is, which it then holds alone.
            if region.code not in zone:
                names[name] = (*zone, region.code)
    return names


def zone_names(atlas: Atlas, region: Region) -> tuple[str, ...]:
    """Return what the 초광역권 of a 시도 are called: that of the scheme that is used, and others.

    A name means a zone of the scheme that is used where it has one called so.
    """
    own = {fold(value) for zone in atlas.zoning.zones for value in (zone.id, *zone.names)}
    names = [*_called(atlas.zone_of(region))]
    for zoning in atlas.zonings.values():
        names += [value for value in _called(zoning.zone_of(region)) if fold(value) not in own]
    return tuple(dict.fromkeys(names))


def _called(zone: Zone) -> tuple[str, ...]:
    return (zone.id, *zone.names)


def former_of(scene: Scene) -> list[tuple[Region, str]]:
    """Return the 시도 of other days, each with the code under which its places are found.

    That is its own, for the land of what was merged or split is that of no other one; of a 시도
    that only got another name or code it is that of today.
    """
    atlas = scene.atlas
    standing = {region.code for region in atlas.regions.current}
    found = []
    for region in atlas.region_rows:
        if region.code not in standing:
            held = codes_on(atlas.region_rows, region.code, None)
            parts = [
                region_row for region_row in atlas.region_rows if held[0] in region_row.successors
            ]
            renamed = len(held) == len(parts) == 1 and held[0] in standing
            found.append((region, held[0] if renamed else region.code))
    return found


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a scene a view leaves, in the data's order."""

    ties: tuple[Tie, ...]
    sites: tuple[Site, ...]
    """Members of bodies without ties."""
    places: tuple[Place, ...]
    """Ends of the ties, and the sites."""
    bodies: tuple[Body, ...]
    """To which these belong."""

    def ties_of(self, programme: str) -> tuple[Tie, ...]:
        """Return the ties of one programme."""
        return tuple(tie for tie in self.ties if tie.programme == programme)

    def bodies_of(self, programme: str) -> tuple[Body, ...]:
        """Return the bodies of one programme."""
        return tuple(body for body in self.bodies if body.programme == programme)


def apply(scene: Scene, view: View, drawn: Collection[str]) -> Shown:
    """Select what `view` leaves of a map that draws the programmes `drawn`.

    A tie shows when its programme, round, sector, border and length fit and at least one of its
    ends counts: the place there lies in the region, is of the kind, area and confidence, and has
    the role in that tie. A member of a body without ties shows when it counts, its programme, round
    and sector fit and neither border nor length is asked for.
    """
    counts = _counting(scene, view)
    bodies = {body.id: body for body in scene.bodies_of(drawn) if body_fits(view, body)}
    ties = tuple(
        tie
        for tie in scene.atlas.ties
        if tie.body_id in bodies
        and _fits(view.crosses, *scene.crossed(tie))
        and _within(view.distance, told_length(tie))
        and any(counts(bodies[tie.body_id], end) for end in (tie.from_id, tie.to_id))
    )
    sites = tuple(
        site
        for site in scene.sites(drawn)
        if site.body.id in bodies
        and not view.crosses
        and not view.distance
        and counts(site.body, site.member.place_id)
    )
    ends = {end for tie in ties for end in (tie.from_id, tie.to_id)}
    ends |= {site.member.place_id for site in sites}
    owners = {tie.body_id for tie in ties} | {site.body.id for site in sites}
    return Shown(
        ties,
        sites,
        tuple(place for id_, place in scene.places.items() if id_ in ends),
        tuple(body for id_, body in bodies.items() if id_ in owners),
    )


def body_fits(view: View, body: Body) -> bool:
    """Say whether a body is of the programmes, rounds and sectors that a view asks for."""
    names = [text.ko for text in (body.sector, body.subsector) if text]
    return (
        _fits(view.programme, body.programme)
        and _fits(view.round, *body.rounds)
        and _fits(view.sector, *names)
    )


def _fits(wanted: tuple[str, ...], *values: str) -> bool:
    return not wanted or any(value in wanted for value in values)


def _within(wanted: tuple[str, ...], value: float | None) -> bool:
    read = [found for item in wanted if (found := Range.read(item))]
    return not read or any(found.holds(value) for found in read)


def _counting(scene: Scene, view: View) -> Callable[[Body, str], bool]:
    """Return the test whether a member of a body counts."""
    here = [scene.places_in(region) for region in view.region]

    def counts(body: Body, place_id: str) -> bool:
        place, member = scene.places[place_id], body.member_at(place_id)
        return (
            (not here or any(place_id in places for places in here))
            and _fits(view.kind, place.kind)
            and _within(view.designated, told_area(place))
            and _fits(view.confidence, place.confidence)
            and _fits(view.reading, member.reading_confidence)
            and _fits(view.role, member.role)
        )

    return counts
