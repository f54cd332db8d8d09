"""Who is missing, where a network hangs on one thread, and which programmes meet."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from geo.analysis.names import stem
from geo.model.places import PlaceKind
from geo.networks.groups import distances_km
from geo.networks.models import network

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.atlas import Atlas
    from geo.model.bilingual import Bilingual
    from geo.model.places import Place, Region
    from geo.model.programmes import Body, Programme
    from geo.networks.models import Model

Standing = Literal["root", "member", "none"]
"""Of a region in a sector: a place of it leads, or only takes part, or neither."""
NEAR_KM = 50.0
"""Within an hour by car: who is near and has no tie. A judgement, which callers may change."""
OFTEN = 3
"""Memberships from which on a place that never leads is worth a remark."""
COMPLEXES = (
    PlaceKind.NATIONAL,
    PlaceKind.GENERAL,
    PlaceKind.URBAN_HIGH_TECH,
    PlaceKind.AGRO,
)
"""The kinds of place that the law calls industrial complexes."""


class Cell(NamedTuple):
    """A 시도 in a sector."""

    standing: Standing
    bodies: tuple[str, ...]
    """Ids of those in which it takes part."""


class Missing(NamedTuple):
    """Two complexes of a sector near each other that share no body."""

    a: Place
    b: Place
    sector: str
    km: float


class Thread(NamedTuple):
    """A place or a body without which others are cut off."""

    id: str
    name: Bilingual
    lost: tuple[Place, ...]
    """Those that are no longer connected with the largest part that is left."""


class Overlap(NamedTuple):
    """Two programmes and the places that are in both."""

    a: Programme
    b: Programme
    shared: tuple[Place, ...]
    jaccard: float
    expected: float
    """Shared places if the second had drawn its own by lot from all places of any programme."""
    p: float
    """How likely at least, or at most, as many are (of two sides, exact)."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is missing in a network."""

    sectors: tuple[str, ...]
    regions: tuple[Region, ...]
    cells: dict[tuple[str, str], Cell]
    """Id of a 시도 and sector; where nothing is, nothing stands."""
    absent_regions: tuple[Region, ...]
    absent_places: tuple[Place, ...]
    """Complexes of the atlas that take no part, not even in a group or as another phase."""
    missing: tuple[Missing, ...]
    """The nearest first."""
    never_root: tuple[tuple[Place, int], ...]
    """Places in `OFTEN` or more bodies that lead none, with their memberships."""
    threads: tuple[Thread, ...]
    """The most lost first; places, then bodies."""

    def cell(self, region: Region, sector: str) -> Cell:
        """Return how a 시도 stands in a sector."""
        return self.cells.get((region.id, sector), Cell("none", ()))


def gaps(atlas: Atlas, id_: str, *, near_km: float = NEAR_KM) -> Gaps:
    """Find what is missing in the network of a programme or the union of all.

    Raises
    ------
    SelectionError
        There is no such network.
    """
    model = network(atlas, id_)
    taking = {name for body in model.bodies for m in body.members for name in [m.place_id]}
    covered = taking | {part for name in taking for part in atlas.places[name].members}
    stems = {(atlas.places[name].sido, stem(atlas.places[name])) for name in covered}
    regions = atlas.regions.current
    there = {atlas.region_of(place).id for place in taking}
    sectors = tuple(dict.fromkeys(sector for sector in model.sectors if sector))
    return Gaps(
        sectors=sectors,
        regions=regions,
        cells=_cells(atlas, model.bodies),
        absent_regions=tuple(region for region in regions if region.id not in there),
        absent_places=tuple(
            place
            for place in atlas.places.values()
            if place.kind in COMPLEXES
            and place.id not in covered
            and (place.sido, stem(place)) not in stems
        ),
        missing=_missing(atlas, model, near_km),
        never_root=_never_root(atlas, model),
        threads=_threads(atlas, model),
    )


def _cells(atlas: Atlas, bodies: Iterable[Body]) -> dict[tuple[str, str], Cell]:
    found: dict[tuple[str, str], Cell] = {}
    for body in bodies:
        root = atlas.programme_of(body).root
        for member in body.members:
            key = (atlas.region_of(member.place_id).id, body.sector.ko if body.sector else "")
            before = found.get(key, Cell("none", ()))
            leads = member.role == root or before.standing == "root"
            ids = tuple(dict.fromkeys((*before.bodies, body.id)))
            found[key] = Cell("root" if leads else "member", ids)
    return found


def _missing(atlas: Atlas, model: Model, near_km: float) -> tuple[Missing, ...]:
    """Find pairs of one sector within `near_km` that share no body; not a group and its part."""
    km, shared = distances_km(model), model.shared().toarray()
    places = [atlas.places[vertex.id] for vertex in model.vertices]
    found: dict[tuple[int, int], Missing] = {}
    for sector in dict.fromkeys(value for value in model.sectors if value):
        inside = {number for number, own in enumerate(model.sectors) if own == sector}
        nodes = sorted({int(n) for n, b in zip(model.node, model.body, strict=True) if b in inside})
        for item, other in combinations(nodes, 2):
            a, b = places[item], places[other]
            related = {a.id, *a.members} & {b.id, *b.members}
            if km[item, other] <= near_km and not shared[item, other] and not related:
                found.setdefault((item, other), Missing(a, b, sector, float(km[item, other])))
    return tuple(sorted(found.values(), key=lambda missing: missing.km))


def _never_root(atlas: Atlas, model: Model) -> tuple[tuple[Place, int], ...]:
    if not model.root.any():
        return ()
    memberships = np.bincount(model.node, minlength=model.size)
    roots = np.bincount(model.node, weights=model.root, minlength=model.size)
    found = [
        (atlas.places[vertex.id], int(memberships[number]))
        for number, vertex in enumerate(model.vertices)
        if memberships[number] >= OFTEN and not roots[number]
    ]
    return tuple(sorted(found, key=lambda pair: -pair[1]))


def _threads(atlas: Atlas, model: Model) -> tuple[Thread, ...]:
    """Find the places, then the bodies, without which others lose the part they belong to.

    A place that has only left is not counted as lost, nor is a part that never belonged.
    """
    import networkx as nx  # noqa: PLC0415 - only analyses need it

    graph = nx.Graph()
    graph.add_edges_from(
        (("place", model.vertices[n].id), ("body", model.bodies[b].id))
        for n, b in zip(model.node, model.body, strict=True)
    )
    found = []
    for kind, id_ in nx.articulation_points(graph):
        home = nx.node_connected_component(graph, (kind, id_)) - {(kind, id_)}
        parts = list(nx.connected_components(graph.subgraph(home)))
        largest = max(parts, key=lambda part: sum(item[0] == "place" for item in part))
        ids = [
            item
            for part in parts
            if part is not largest
            for kind_, item in part
            if kind_ == "place"
        ]
        lost = tuple(atlas.places[place] for place in atlas.places if place in set(ids))
        named = atlas.places[id_].name if kind == "place" else atlas.bodies[id_].name
        if lost:
            found.append((kind, Thread(id_, named, lost)))
    found.sort(key=lambda pair: (pair[0] == "body", -len(pair[1].lost), pair[1].id))
    return tuple(thread for _, thread in found)


def overlaps(atlas: Atlas) -> tuple[Overlap, ...]:
    """Compare the places of any two programmes; a group counts as its members.

    Jaccard's index |A and B| / |A or B|; p is the hypergeometric probability, which a permutation
    of the places comes to in the long run, doubled for two sides.
    """
    places = {id_: _places(atlas, network(atlas, id_)) for id_ in atlas.programmes}
    every = frozenset().union(*places.values())
    result = []
    for a, b in combinations(atlas.programmes.values(), 2):
        value, other = places[a.id], places[b.id]
        if not value or not other:
            continue
        both, any_ = value & other, value | other
        shared = tuple(atlas.places[id_] for id_ in atlas.places if id_ in both)
        expected = len(value) * len(other) / len(every)
        p = two_sided(len(both), len(value), len(other), len(every))
        result.append(Overlap(a, b, shared, len(both) / len(any_), expected, p))
    return tuple(result)


def two_sided(shared: int, a: int, b: int, every: int) -> float:
    """Return how likely so extreme an overlap of `a` and `b` places drawn from `every` is.

    >>> round(two_sided(2, 2, 2, 4), 4)
    0.3333
    """
    chances = [
        comb(a, k) * comb(every - a, b - k) for k in range(min(a, b) + 1) if b - k <= every - a
    ]
    first = min(a, b) + 1 - len(chances)
    at = shared - first
    whole = sum(chances)
    return min(1.0, 2 * min(sum(chances[at:]), sum(chances[: at + 1])) / whole)


def _places(atlas: Atlas, model: Model) -> frozenset[str]:
    named = {vertex.id for vertex in model.vertices}
    return frozenset(part for id_ in named for part in (atlas.places[id_].members or (id_,)))
