"""What a reader wants to see of a map: the grammar of its address, and what is then shown."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlencode

from geo.messages import LANGS
from geo.model.places import PlaceKind
from geo.text import fold
from maps.errors import ViewError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from maps.scene import ConsortiumTie, Place, ProjectTie, Scene

Programmes = Literal["both", "consortia", "transformation"]
"""What a map draws."""

DRAWN: dict[str, Programmes] = {
    "overview": "both",
    "consortia": "consortia",
    "transformation": "transformation",
}
"""Map to the programmes that it draws."""
CONSORTIA_ROUND = 2025
"""Year in which the consortia were launched; the rounds of the transformation are the others."""
PROGRAMMES = ("consortia", "transformation")
ROLES = ("lead", "partner", "hub", "link", "area")
CONFIDENCES = ("high", "medium", "low")
BORDERS = ("sido", "superregion")
"""What a tie may cross: the border of a 시도, of a 초광역권."""
THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Conditions on what is shown; an empty one leaves everything.

    The fields are called as the parameters of an address. Values of one field are alternatives,
    the fields hold together. Each tuple is sorted as the grammar lists its values.
    """

    programme: tuple[str, ...] = ()
    """``consortia``, ``transformation``."""
    round: tuple[int, ...] = ()
    """Years; 2019 stands for the first smart-green complexes, 2025 for the consortia."""
    sector: tuple[str, ...] = ()
    """Sectors and subsectors as in the data; only ties of consortia have one."""
    region: tuple[str, ...] = ()
    """Codes of 시도; a 초광역권 stands for all of its own."""
    role: tuple[str, ...] = ()
    """``lead``, ``partner``, ``hub``, ``link``, ``area``."""
    kind: tuple[str, ...] = ()
    """Kinds of places, see `geo.model.places.PlaceKind`."""
    confidence: tuple[str, ...] = ()
    """``high``, ``medium``, ``low``."""
    crosses: tuple[str, ...] = ()
    """``sido``, ``superregion``: the border that a tie crosses."""
    select: tuple[str, ...] = ()
    """Ids of places, consortia (``c01``) and projects (``t2021-ulsan``); hides nothing."""
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
            Which rounds, sectors, regions and ids there are.

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
        }
        for name in ("lang", "theme"):
            ordered[name] = tuple(asked.get(name, ()))[-1:]
        rounds = tuple(int(year) for year in ordered.pop("round", ()))
        return cls(round=rounds, **ordered)

    def query(self) -> str:
        """Return the canonical query string, without a question mark; empty for everything."""
        return urlencode([(name, one) for name in NAMES for one in getattr(self, name)])


NAMES = tuple(field.name for field in fields(View))
"""The parameters, in the order of a canonical address."""
HIDING = NAMES[: NAMES.index("select")]
"""Those that hide something."""


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
        sectors = dict.fromkeys(tie.sector for tie in scene.consortium_ties)
        subsectors = dict.fromkeys(tie.subsector for tie in scene.consortium_ties if tie.subsector)
        return cls(
            {
                "programme": PROGRAMMES,
                "round": tuple(str(year) for year in rounds(scene)),
                "sector": (*sectors, *subsectors),
                "region": tuple(region.code for region in scene.regions),
                "role": ROLES,
                "kind": tuple(PlaceKind),
                "confidence": CONFIDENCES,
                "crosses": BORDERS,
                "select": tuple(dict.fromkeys(selectable(scene))),
                "lang": LANGS,
                "theme": THEMES,
            },
            _region_names(scene),
            tuple(
                dict.fromkeys(
                    [
                        *(region.short for region in scene.regions),
                        *(region.superregion for region in scene.regions),
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
        if name == "region":
            found = self.regions.get(fold(value), ())
        else:
            found = (value,) if value in self.of_parameter[name] else ()
        if not found:
            allowed = self.told if name == "region" else self.of_parameter[name]
            raise ViewError(name, value[:200], allowed)
        return found


def rounds(scene: Scene) -> tuple[int, ...]:
    """Return the years of all rounds, the oldest first."""
    projects = {year for year, _, _ in scene.hubs()}
    smart_green = {year for year, _ in scene.smart_green()}
    return tuple(sorted({*projects, *smart_green, CONSORTIA_ROUND}))


def selectable(scene: Scene) -> Iterator[str]:
    """Yield every id that ``select`` may name."""
    yield from scene.places
    yield from (consortium_id(tie.no) for tie in scene.consortium_ties)
    yield from (scene.project_id(year, region) for year, region, _ in scene.hubs())


def consortium_id(no: int) -> str:
    """Return the id of a consortium.

    >>> consortium_id(7)
    'c07'
    """
    return f"c{no:02}"


def _region_names(scene: Scene) -> dict[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    for region in scene.regions:
        names |= {fold(name): (region.code,) for name in region.names}
    for region in scene.regions:
        key = fold(region.superregion)
        names[key] = (*names.get(key, ()), region.code)
    return names


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a scene a view leaves, in the data's order."""

    consortium_ties: tuple[ConsortiumTie, ...]
    project_ties: tuple[ProjectTie, ...]
    places: tuple[Place, ...]
    """Ends of these ties, hubs of rounds without ties, and smart-green complexes."""


def apply(scene: Scene, view: View, drawn: Programmes = "both") -> Shown:
    """Select what `view` leaves of a map that draws the programmes `drawn`.

    A tie shows when its programme, round, sector and border fit and at least one of its ends
    counts: the place there lies in the region, is of the kind and confidence, and has the role in
    that tie. A hub without ties shows when it counts, its round fits and neither sector nor border
    is asked for. Where both programmes are drawn, a smart-green complex shows with its year when
    it counts and neither programme, sector, role nor border is asked for.
    """
    counts = _counting(scene, view)
    consortium_ties: tuple[ConsortiumTie, ...] = ()
    project_ties: tuple[ProjectTie, ...] = ()
    alone: tuple[str, ...] = ()
    if _draws("consortia", view, drawn) and _fits(view.round, CONSORTIA_ROUND):
        consortium_ties = tuple(
            tie
            for tie in scene.consortium_ties
            if _fits(view.sector, tie.sector, tie.subsector)
            and _fits(view.crosses, *scene.crossed(tie))
            and (counts(tie.from_id, "lead") or counts(tie.to_id, "partner"))
        )
    if _draws("transformation", view, drawn) and not view.sector:
        project_ties = tuple(
            tie
            for tie in scene.project_ties
            if _fits(view.round, tie.round_year)
            and _fits(view.crosses, *scene.crossed(tie))
            and (counts(tie.from_id, "hub") or counts(tie.to_id, tie.role))
        )
        alone = tuple(
            place.id
            for year, region, place in scene.hubs()
            if not (view.crosses or scene.project(year, region))
            and _fits(view.round, year)
            and counts(place.id, "hub")
        )
    if drawn == "both" and not (view.programme or view.sector or view.role or view.crosses):
        alone += tuple(
            place.id
            for year, place in scene.smart_green()
            if _fits(view.round, year) and counts(place.id, "")
        )
    ends = {end for tie in (*consortium_ties, *project_ties) for end in (tie.from_id, tie.to_id)}
    places = tuple(place for id_, place in scene.places.items() if id_ in ends or id_ in alone)
    return Shown(consortium_ties, project_ties, places)


def _draws(programme: str, view: View, drawn: Programmes) -> bool:
    return drawn in {"both", programme} and _fits(view.programme, programme)


def _fits(wanted: tuple[object, ...], *values: object) -> bool:
    return not wanted or any(value in wanted for value in values)


def _counting(scene: Scene, view: View) -> Callable[[str, str], bool]:
    """Return the test whether the end of a tie, place id and role, counts."""

    def counts(place_id: str, role: str) -> bool:
        place = scene.places[place_id]
        return (
            _fits(view.region, place.sido_code)
            and _fits(view.kind, place.kind)
            and _fits(view.confidence, place.confidence)
            and _fits(view.role, role)
        )

    return counts
