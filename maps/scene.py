"""The atlas as maps draw it: which programmes a map has, and what each tie and place is in them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from geo.areas import Area, Areas
from geo.model.bilingual import Bilingual
from geo.model.places import PlaceKind
from geo.model.programmes import CONFIDENCES, TieRule
from maps.theme import automatic_style

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from geo.atlas import Atlas
    from geo.model.network import Tie
    from geo.model.places import Place
    from geo.model.programmes import Body, Membership, Programme, Style
    from maps.curves import Chord

OVERVIEW = "overview"
"""The map of several programmes; every other map is called as its programme."""


class Site(NamedTuple):
    """A place that takes part in a body without a tie."""

    body: Body
    member: Membership


@dataclass(frozen=True, eq=False)
class Scene:
    """An atlas, indexed for drawing; no language is chosen yet."""

    atlas: Atlas
    newest: Atlas | None = None
    """The newest state, where the atlas is that of an earlier day: looks are given out by it, so
    that a group looks the same on every day."""
    added: tuple[str, ...] = ()
    """Ids of collections that were imported or added and can be shown as layers."""
    places: Mapping[str, Place] = field(init=False)
    """The places that maps can show: all but the sites of the register's policies."""

    def __post_init__(self) -> None:
        shown = {
            id_: place
            for id_, place in self.atlas.places.items()
            if place.kind is not PlaceKind.POLICY_SITE
        }
        object.__setattr__(self, "places", shown)

    @cached_property
    def areas(self) -> Areas:
        """The regions that a reader may ask for beside the 시도."""
        return Areas(self.atlas)

    def area_of(self, region: str) -> Area:
        """Return the area of a value of the view's ``region``: a code, or a set of one's own."""
        for item in (*self.atlas.regions.current, *self.atlas.region_rows):
            if item.code == region:
                return Area(region, item.short, frozenset({region}))
        found = self.areas.find(region)
        assert found is not None  # noqa: S101 - views hold what `View.parse` has found
        return found

    def places_in(self, region: str) -> frozenset[str]:
        """Return the ids of the places in the area of a value of the view's ``region``."""
        if region not in self._places_in:
            self._places_in[region] = self.areas.places_in(self.area_of(region))
        return self._places_in[region]

    @cached_property
    def _places_in(self) -> dict[str, frozenset[str]]:
        return {}

    @property
    def maps(self) -> tuple[str, ...]:
        """Names of all maps: the overview, then each programme's own."""
        return (OVERVIEW, *self.atlas.programmes)

    def drawn(self, name: str, asked: Collection[str] = ()) -> tuple[str, ...]:
        """Return the programmes that a map draws, in their order.

        The overview draws those that are declared for it, and what is `asked` for besides.
        """
        if name != OVERVIEW:
            return (name,)
        wanted = [
            programme.id
            for programme in self.atlas.programmes.values()
            if programme.on_overview or programme.id in asked
        ]
        # Before its first day a programme has nothing to draw, nor a word in the legend.
        begun = {body.programme for body in self.bodies}
        return tuple(id_ for id_ in wanted if id_ in begun) or tuple(wanted)

    @cached_property
    def bodies(self) -> tuple[Body, ...]:
        """The bodies in force that have members, in their order."""
        return tuple(body for body in self.atlas.bodies.values() if body.is_drawn)

    def bodies_of(self, drawn: Collection[str]) -> tuple[Body, ...]:
        """Return the bodies in force of some programmes."""
        return tuple(body for body in self.bodies if body.programme in drawn)

    @cached_property
    def ties_by_body(self) -> Mapping[str, tuple[Tie, ...]]:
        """The ties of each body that has some."""
        found: defaultdict[str, list[Tie]] = defaultdict(list)
        for tie in self.atlas.ties:
            found[tie.body_id].append(tie)
        return {id_: tuple(ties) for id_, ties in found.items()}

    @cached_property
    def memberships(self) -> Mapping[str, tuple[Site, ...]]:
        """What each place takes part in, as itself or in a group, in the bodies' order."""
        found: defaultdict[str, list[Site]] = defaultdict(list)
        for body in self.bodies:
            for member in body.members:
                for id_ in (member.place_id, *self.atlas.places[member.place_id].members):
                    found[id_].append(Site(body, member))
        return {id_: tuple(sites) for id_, sites in found.items()}

    def takes_part(self, place_id: str, drawn: Collection[str] | None = None) -> tuple[Site, ...]:
        """Return what a place takes part in, of some programmes where they are given."""
        found = self.memberships.get(place_id, ())
        return tuple(site for site in found if drawn is None or site.body.programme in drawn)

    def sites(self, drawn: Collection[str]) -> tuple[Site, ...]:
        """Return the members of bodies that have no ties, in their order."""
        return tuple(
            Site(body, member)
            for body in self.bodies_of(drawn)
            if body.id not in self.ties_by_body
            for member in body.members
        )

    def programme_of(self, body: Body) -> Programme:
        """Return the programme of a body."""
        return self.atlas.programmes[body.programme]

    def role(self, body: Body, place_id: str) -> str:
        """Return the role of a member of a body."""
        return body.member_at(place_id).role

    def chord(self, tie: Tie) -> Chord:
        """Return the ends of a tie: longitude and latitude in degrees, WGS 84."""
        start, end = self.places[tie.from_id], self.places[tie.to_id]
        return (start.lon, start.lat), (end.lon, end.lat)

    def crossed(self, tie: Tie) -> tuple[str, ...]:
        """Return the borders that `tie` crosses, as `maps.view.BORDERS` calls them."""
        return self.atlas.crossed(tie.from_id, tie.to_id)

    def directed(self, body: Body) -> bool:
        """Say whether the ties of a body run from its root to the others."""
        return self.programme_of(body).tie_rule is TieRule.STAR

    def group(self, body: Body) -> str:
        """Return the group of its programme by which a body is coloured."""
        return self.group_name(body).ko

    def group_name(self, body: Body) -> Bilingual:
        """Return what the group of a body is called; the programme where it belongs to none."""
        programme = self.programme_of(body)
        if programme.group_by == "round":
            return self.round_name(body)
        named = {"sector": body.sector, "region": body.region}.get(programme.group_by)
        return named or programme.name

    def round_name(self, body: Body) -> Bilingual:
        """Return what the round of a body is called: by its declared words, else by its year."""
        key = body.round or body.year
        if not key:
            return self.programme_of(body).name
        terms = {term.id: term.name for term in self.programme_of(body).rounds}
        return terms.get(key) or Bilingual(key, key)

    @cached_property
    def _groups(self) -> Mapping[str, Mapping[str, Style]]:
        """Programme to its groups, in the order of its bodies, each with its look."""
        found: dict[str, dict[str, Style]] = {}
        for number, programme in enumerate(self.atlas.programmes.values()):
            declared = {style.group: style for style in programme.styles}
            every = (self.newest or self.atlas).bodies_of(programme.id)
            bodies = [body for body in every if body.members or body.former]
            if programme.group_by == "round":
                bodies.sort(key=lambda body: body.starts_on or "")
            groups = dict.fromkeys(map(self.group, bodies))
            found[programme.id] = {
                group: declared.get(group)
                or declared.get("*")
                or automatic_style(group, number + i)
                for i, group in enumerate(groups)
            }
        return found

    def alike(self, programme: Programme) -> bool:
        """Say whether all bodies of a programme look alike: it has one group or one look."""
        return programme.group_by == "programme" or any(s.group == "*" for s in programme.styles)

    def groups(self, programme: str) -> tuple[str, ...]:
        """Return the groups of a programme: rounds in time, others in the order of its bodies."""
        there = {self.group(body) for body in self.atlas.bodies_of(programme) if body.members}
        return tuple(group for group in self._groups[programme] if group in there)

    def style(self, body: Body) -> Style:
        """Return how a body is drawn."""
        return self._groups[body.programme][self.group(body)]

    def confidence(self, place: Place, member: Membership | None = None) -> str:
        """Return the lower confidence of a point and of the reading that led to it."""
        told = [place.confidence, *([member.reading_confidence] if member else [])]
        return min(told, key=CONFIDENCES.index)
