"""What a reader wants to see of a map: the grammar of its address, and what is then shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from geo.messages import LANGS
from geo.model.places import PlaceKind
from geo.text import fold
from maps.errors import ViewError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from geo.model.network import Tie
    from geo.model.places import Place
    from geo.model.programmes import Body
    from maps.scene import Scene, Site

CONFIDENCES = ("high", "medium", "low")
BORDERS = ("sido", "superregion")
"""What a tie may cross: the border of a 시도, of a 초광역권."""
THEMES = ("light", "dark")
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


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
    """Codes of 시도; a 초광역권 stands for all of its own."""
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
    select: tuple[str, ...] = ()
    """Ids of places and bodies (``c01``, ``t2021-ulsan``); hides nothing."""
    as_of: tuple[str, ...] = ()
    """At most one day, month or year: the state at its end."""
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
            name: tuple(one for one in choices.of_parameter[name] if one in wanted)
            for name, wanted in asked.items()
            if name not in _SINGLE
        }
        single = {name: tuple(asked.get(name, ()))[-1:] for name in _SINGLE}
        return cls(**ordered, **single)

    def query(self) -> str:
        """Return the canonical query string, without a question mark; empty for everything."""
        return urlencode([(name, one) for name in NAMES for one in getattr(self, name)])


NAMES = tuple(field.name for field in fields(View))
"""The parameters, in the order of a canonical address."""
HIDING = NAMES[: NAMES.index("select")]
"""Those that hide something."""
_SINGLE = ("as_of", "lang", "theme")
"""The last value of these counts alone."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What each parameter may be."""

    of_parameter: dict[str, tuple[str, ...]]
    """Parameter to its values in the grammar's order."""
    regions: dict[str, tuple[str, ...]]
    """Any folded name of a region to the codes of its 시도."""
    told: tuple[str, ...]
    """Names of regions that people know, of the many that may be asked for."""

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
                            *(one for body in scene.bodies for one in body.rounds),
                        )
                    )
                ),
                "sector": tuple(dict.fromkeys((*sectors, *subsectors))),
                "region": tuple(region.code for region in regions),
                "role": tuple(dict.fromkeys(roles)),
                "kind": tuple(PlaceKind),
                "confidence": CONFIDENCES,
                "reading": CONFIDENCES,
                "crosses": BORDERS,
                "select": (*scene.places, *(body.id for body in scene.bodies)),
                "as_of": (),
                "lang": LANGS,
                "theme": THEMES,
            },
            _region_names(scene),
            tuple(
                dict.fromkeys(
                    [
                        *(region.short_ko for region in regions),
                        *(region.superregion for region in regions),
                    ]
                )
            ),
        )

    def read(self, name: str, value: str) -> tuple[str, ...]:
        """Return what `value` of the parameter `name` stands for.

        Raises
        ------
        ViewError
            It stands for nothing.
        """
        if name == "as_of":
            found: tuple[str, ...] = (value,) if is_day(value) else ()
        elif name == "region":
            found = self.regions.get(fold(value), ())
        else:
            found = (value,) if value in self.of_parameter[name] else ()
        if not found:
            allowed = {"region": self.told, "as_of": ("YYYY", "YYYY-MM", "YYYY-MM-DD")}
            raise ViewError(name, value[:200], allowed.get(name, self.of_parameter[name]))
        return found


def is_day(text: str) -> bool:
    """Tell whether a text is a year, a month or a day of the calendar.

    >>> is_day("2021"), is_day("2021-03-24"), is_day("2021-13"), is_day("2021-02-30")
    (True, True, False, False)
    """
    from datetime import date  # noqa: PLC0415

    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text)
    except ValueError:
        return False
    return True


def rounds(scene: Scene, drawn: Collection[str]) -> tuple[str, ...]:
    """Return the years of the rounds of some programmes, the oldest first."""
    return tuple(sorted({body.year for body in scene.bodies_of(drawn)} - {""}))


def _region_names(scene: Scene) -> dict[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    regions = scene.atlas.regions.current
    for region in regions:
        own = (region.id, region.code, *region.name, *region.short)
        names |= {fold(name): (region.code,) for name in own}
    for region in regions:
        key = fold(region.superregion)
        names[key] = (*names.get(key, ()), region.code)
    return names


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

    A tie shows when its programme, round, sector and border fit and at least one of its ends
    counts: the place there lies in the region, is of the kind and confidence, and has the role in
    that tie. A member of a body without ties shows when it counts, its programme, round and sector
    fit and no border is asked for.
    """
    counts = _counting(scene, view)
    bodies = {body.id: body for body in scene.bodies_of(drawn) if _body_fits(view, body)}
    ties = tuple(
        tie
        for tie in scene.atlas.ties
        if tie.body_id in bodies
        and _fits(view.crosses, *scene.crossed(tie))
        and any(counts(bodies[tie.body_id], end) for end in (tie.from_id, tie.to_id))
    )
    sites = tuple(
        site
        for site in scene.sites(drawn)
        if site.body.id in bodies and not view.crosses and counts(site.body, site.member.place_id)
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


def _body_fits(view: View, body: Body) -> bool:
    names = [text.ko for text in (body.sector, body.subsector) if text]
    return (
        _fits(view.programme, body.programme)
        and _fits(view.round, *body.rounds)
        and _fits(view.sector, *names)
    )


def _fits(wanted: tuple[str, ...], *values: str) -> bool:
    return not wanted or any(value in wanted for value in values)


def _counting(scene: Scene, view: View) -> Callable[[Body, str], bool]:
    """Return the test whether a member of a body counts."""

    def counts(body: Body, place_id: str) -> bool:
        place, member = scene.places[place_id], body.member_at(place_id)
        return (
            _fits(view.region, scene.atlas.region_of(place_id).code)
            and _fits(view.kind, place.kind)
            and _fits(view.confidence, place.confidence)
            and _fits(view.reading, member.reading_confidence)
            and _fits(view.role, member.role)
        )

    return counts
