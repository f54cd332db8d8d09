"""A programme, or several, as the objects of network science.

One `Model` holds the hypergraph (places in bodies, with roles) and the ties that the programme's
rule draws, as arrays; graphs of networkx are views of it. At the levels above single complexes a
node is a 시군구, a 시도 or a zone of a zoning, and stands for every place in it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from geo.errors import SelectionError
from geo.messages import LANGS, catalogue
from geo.model.bilingual import Bilingual

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import networkx as nx
    from numpy.typing import NDArray
    from scipy import sparse

    from geo.atlas import Atlas
    from geo.model.programmes import Body, TieRule

Level = Literal["complex", "sigungu", "sido", "zone"]
LEVELS: tuple[Level, ...] = get_args(Level)
COMBINED = "combined"
"""Id of the network of all programmes that have ties."""
AT_SEA = "at-sea"
"""Id of the node for places whose point lies in no 시군구."""

Zoning = dict[str, Bilingual]
"""Id of a 시도 to the zone that it belongs to."""


@dataclass(frozen=True, slots=True)
class Vertex:
    """A node: a place, or a region with all its places."""

    id: str
    """Of the place; legal-dong code of a 시군구 or 시도; Korean name of a zone."""
    name: Bilingual
    lon: float
    """Degrees, WGS 84; of a region the mean of its places."""
    lat: float
    sido: str
    """Id of the 시도; empty for a zone."""
    zone: Bilingual
    """Name of the zone; its Korean tells zones apart."""


@dataclass(frozen=True, slots=True)
class Model:
    """A hypergraph with roles, and its ties.

    Nodes and bodies are counted from 0 in `vertices` and `bodies`; ``m`` memberships and ``t`` ties
    refer to them by number.
    """

    id: str
    level: Level
    vertices: tuple[Vertex, ...]
    bodies: tuple[Body, ...]
    node: NDArray[np.int64]
    """Shape (m,): who takes part …"""
    body: NDArray[np.int64]
    """Shape (m,): … in what …"""
    root: NDArray[np.bool_]
    """Shape (m,): … and whether the body's ties start there."""
    rules: tuple[TieRule, ...]
    """For each body: how it is projected on ties."""
    tail: NDArray[np.int64]
    """Shape (t,): where a tie begins …"""
    head: NDArray[np.int64]
    """Shape (t,): … where it ends; the same node for a tie inside a region …"""
    owner: NDArray[np.int64]
    """Shape (t,): … the body that ties …"""
    length_km: NDArray[np.float64]
    """Shape (t,): … its geodesic length between the places …"""
    ties: tuple[str, ...]
    """… and its id."""

    @property
    def size(self) -> int:
        """The number of nodes."""
        return len(self.vertices)

    @property
    def index(self) -> dict[str, int]:
        """Node id to its number."""
        return {vertex.id: number for number, vertex in enumerate(self.vertices)}

    @property
    def points(self) -> NDArray[np.float64]:
        """Shape (n, 2): longitude, latitude in degrees, WGS 84."""
        return np.array([(v.lon, v.lat) for v in self.vertices], dtype=np.float64).reshape(-1, 2)

    @property
    def sidos(self) -> NDArray[np.int64]:
        """Shape (n,): the 시도 of each node, numbered in the order of appearance."""
        return numbered([vertex.sido for vertex in self.vertices])

    @property
    def zones(self) -> NDArray[np.int64]:
        """Shape (n,): the zone of each node, numbered in the order of appearance."""
        return numbered([vertex.zone.ko for vertex in self.vertices])

    @property
    def sectors(self) -> tuple[str, ...]:
        """The sector of each body in Korean; empty for none."""
        return tuple(body.sector.ko if body.sector else "" for body in self.bodies)

    def members_of(self, body: int) -> NDArray[np.int64]:
        """Return the nodes of a body, by its number, in the table's order."""
        members: NDArray[np.int64] = self.node[self.body == body]
        return members

    def incidence(self) -> nx.Graph:
        """Return the hypergraph as the bipartite graph of places and bodies.

        Nodes carry ``bipartite``: 0 for a place, 1 for a body; edges ``role`` and ``root``.
        """
        import networkx as nx  # noqa: PLC0415 - only analyses need it

        graph = nx.Graph(name=self.id)
        graph.add_nodes_from(
            (v.id, {"bipartite": 0, "name_ko": v.name.ko, "name_en": v.name.en})
            for v in self.vertices
        )
        graph.add_nodes_from(
            (item.id, {"bipartite": 1, "name_ko": item.name.ko, "name_en": item.name.en})
            for item in self.bodies
        )
        graph.add_edges_from(
            (self.vertices[n].id, self.bodies[b].id, {"root": bool(r)})
            for n, b, r in zip(self.node, self.body, self.root, strict=True)
        )
        return graph

    def directed(self) -> nx.MultiDiGraph:
        """Return the ties as a directed multigraph, each with its id as key.

        Parallel and reciprocal ties stay apart; ``length_km``, ``body`` and ``programme`` are
        attributes of edges, ``lon`` and ``lat`` (degrees, WGS 84), names and region of nodes.
        """
        import networkx as nx  # noqa: PLC0415

        graph = nx.MultiDiGraph(name=self.id)
        graph.add_nodes_from((v.id, _facts(v)) for v in self.vertices)
        for tail, head, owner, km, id_ in zip(
            self.tail, self.head, self.owner, self.length_km, self.ties, strict=True
        ):
            body = self.bodies[owner]
            document = {"length_km": float(km), "body": body.id, "programme": body.programme}
            graph.add_edge(self.vertices[tail].id, self.vertices[head].id, key=id_, **document)
        return graph

    def together(self) -> nx.Graph:
        """Return who takes part together: an edge for each two nodes that share a body.

        ``bodies`` counts the shared bodies; ``weight`` is their sum of 1 / (size - 1), so that
        each body gives each of its members a strength of one (Newman 2001,
        https://doi.org/10.1103/PhysRevE.64.016132).
        """
        import networkx as nx  # noqa: PLC0415

        graph = nx.Graph(name=self.id)
        graph.add_nodes_from((v.id, _facts(v)) for v in self.vertices)
        counts, weights = self.shared(), self.shared(newman=True)
        ids = [vertex.id for vertex in self.vertices]
        for row, column in zip(*counts.nonzero(), strict=True):
            if row < column:
                document = {
                    "bodies": int(counts[row, column]),
                    "weight": float(weights[row, column]),
                }
                graph.add_edge(ids[row], ids[column], **document)
        return graph

    def shared(self, *, newman: bool = False) -> sparse.csr_array:
        """Return the sparse n × n matrix of shared bodies, zero on the diagonal.

        With `newman` a body of size s counts 1 / (s - 1) instead of 1.
        """
        from scipy import sparse  # noqa: PLC0415

        shape = (self.size, len(self.bodies))
        ones = np.ones(len(self.node))
        b = sparse.csr_array((ones, (self.node, self.body)), shape=shape)
        sizes = np.bincount(self.body, minlength=len(self.bodies))
        scale = np.where(sizes > 1, 1 / np.maximum(sizes - 1, 1), 0.0) if newman else 1.0
        matrix = sparse.csr_array((b * scale) @ b.T)
        matrix.setdiag(0)
        matrix.eliminate_zeros()
        return matrix

    def only(self, keep: Callable[[Body], bool]) -> Model:
        """Return the network of some bodies alone; nodes that take part in none of them go."""
        kept = np.array([keep(body) for body in self.bodies], dtype=bool)
        member, tie = kept[self.body], kept[self.owner]
        used = np.unique(self.node[member])
        nodes = np.full(self.size, -1)
        nodes[used] = np.arange(len(used))
        bodies = np.cumsum(kept) - 1
        return replace(
            self,
            vertices=tuple(self.vertices[n] for n in used),
            bodies=tuple(item for item, is_kept in zip(self.bodies, kept, strict=True) if is_kept),
            node=nodes[self.node[member]],
            body=bodies[self.body[member]],
            root=self.root[member],
            rules=tuple(r for r, is_kept in zip(self.rules, kept, strict=True) if is_kept),
            tail=nodes[self.tail[tie]],
            head=nodes[self.head[tie]],
            owner=bodies[self.owner[tie]],
            length_km=self.length_km[tie],
            ties=tuple(id_ for id_, is_kept in zip(self.ties, tie, strict=True) if is_kept),
        )


def network(
    atlas: Atlas,
    id_: str,
    *,
    level: Level = "complex",
    sector: str | None = None,
    zoning: Mapping[str, Bilingual] | None = None,
) -> Model:
    """Return the network of a programme, or of all that have ties (``combined``).

    Parameters
    ----------
    atlas
        As it stands on the day in question: see `Atlas.as_of`. Bodies that have ended are left
        out.
    level
        What a node is. Above ``complex`` a body counts a region once, as its root where any of
        its places is.
    sector
        Korean name of a sector or subsector; None for all.
    zoning
        Id of each 시도 to its zone; without it the zoning that the atlas uses.

    Raises
    ------
    SelectionError
        There is no such programme, level or sector.
    """
    known = (*atlas.programmes, COMBINED)
    if id_ not in known:
        raise SelectionError(parameter="network", value=id_, allowed=known)
    if level not in LEVELS:
        raise SelectionError(parameter="level", value=level, allowed=LEVELS)
    tied = {tie.programme for tie in atlas.ties}
    programmes = tied if id_ == COMBINED else {id_}
    bodies = tuple(
        body
        for body in atlas.bodies.values()
        if body.programme in programmes and body.in_force and body.members
    )
    model = _of_bodies(atlas, id_, bodies, zoning or zones_of(atlas))
    if sector is not None:
        sectors = tuple(dict.fromkeys(value for body in bodies for value in sectors_of(body)))
        if sector not in sectors:
            raise SelectionError(parameter="sector", value=sector, allowed=sectors)
        model = model.only(lambda body: sector in sectors_of(body))
    return model if level == "complex" else _grouped(model, level, atlas)


def sectors_of(body: Body) -> tuple[str, ...]:
    """Return the Korean names of the sector and the subsector of a body, as far as it has them."""
    return tuple(bilingual.ko for bilingual in (body.sector, body.subsector) if bilingual)


def zones_of(atlas: Atlas) -> Zoning:
    """Return the name of the zone of each 시도, in the zoning that the atlas uses."""
    return {region.id: atlas.zone_of(region).name for region in atlas.regions.current}


def numbered(values: Sequence[str]) -> NDArray[np.int64]:
    """Return the number of each value in the order in which values first appear."""
    order = {value: number for number, value in enumerate(dict.fromkeys(values))}
    return np.array([order[value] for value in values], dtype=np.int64)


def _of_bodies(
    atlas: Atlas, id_: str, bodies: tuple[Body, ...], zoning: Mapping[str, Bilingual]
) -> Model:
    """Return the network of bodies with a node for each place as printed, in the places' order."""
    members = [(number, member) for number, body in enumerate(bodies) for member in body.members]
    used = {member.place_id for _, member in members}
    places = [place for place in atlas.places.values() if place.id in used]
    regions = [atlas.region_of(place.id).id for place in places]
    nodes = {place.id: number for number, place in enumerate(places)}
    numbers = {body.id: number for number, body in enumerate(bodies)}
    ties = [tie for tie in atlas.ties if tie.body_id in numbers]
    roots = {programme.id: programme.root for programme in atlas.programmes.values()}
    rules = {programme.id: programme.tie_rule for programme in atlas.programmes.values()}
    return Model(
        id=id_,
        level="complex",
        vertices=tuple(
            Vertex(place.id, place.name, place.lon, place.lat, region, zoning[region])
            for place, region in zip(places, regions, strict=True)
        ),
        bodies=bodies,
        node=_ints(nodes[member.place_id] for _, member in members),
        body=_ints(number for number, _ in members),
        root=np.array(
            [member.role == roots[bodies[number].programme] for number, member in members],
            dtype=bool,
        ),
        rules=tuple(rules[body.programme] for body in bodies),
        tail=_ints(nodes[tie.from_id] for tie in ties),
        head=_ints(nodes[tie.to_id] for tie in ties),
        owner=_ints(numbers[tie.body_id] for tie in ties),
        length_km=np.array([tie.length_km for tie in ties], dtype=np.float64),
        ties=tuple(tie.id for tie in ties),
    )


def _grouped(model: Model, level: Level, atlas: Atlas) -> Model:
    """Return the network of the regions in which the nodes lie."""
    homes = [_home(vertex, level, atlas) for vertex in model.vertices]
    group = numbered([id_ for id_, _ in homes])
    points = model.points
    vertices = []
    for number, (id_, name) in enumerate(dict.fromkeys(homes)):
        own = group == number
        first = model.vertices[int(np.argmax(own))]
        lon, lat = points[own].mean(axis=0)
        sido = "" if level == "zone" else first.sido
        vertices.append(Vertex(id_, name, float(lon), float(lat), sido, first.zone))
    # A region takes part once, as the root if any of its places is one: roots come first.
    pairs: dict[tuple[int, int], bool] = {}
    for node, body, root in zip(group[model.node], model.body, model.root, strict=True):
        key = (int(node), int(body))
        pairs[key] = pairs.get(key, False) or bool(root)
    return replace(
        model,
        level=level,
        vertices=tuple(vertices),
        node=_ints(node for node, _ in pairs),
        body=_ints(body for _, body in pairs),
        root=np.array(list(pairs.values()), dtype=bool),
        tail=group[model.tail],
        head=group[model.head],
    )


def _home(vertex: Vertex, level: Level, atlas: Atlas) -> tuple[str, Bilingual]:
    if level == "zone":
        return vertex.zone.ko, vertex.zone
    region = next(item for item in atlas.regions.current if item.id == vertex.sido)
    if level == "sido":
        return region.code, region.short
    district = atlas.district_of(vertex.id)
    if district is None:
        return AT_SEA, Bilingual(*(catalogue("geo", lang)("network.at_sea") for lang in LANGS))
    return district.code, Bilingual(
        f"{region.short_ko} {district.name_ko}", f"{district.name_en}, {region.short_en}"
    )


def _facts(vertex: Vertex) -> dict[str, str | float]:
    return {
        "name_ko": vertex.name.ko,
        "name_en": vertex.name.en,
        "lon": vertex.lon,
        "lat": vertex.lat,
        "sido": vertex.sido,
        "zone": vertex.zone.ko,
    }


def _ints(values: Iterable[int]) -> NDArray[np.int64]:
    return np.fromiter(values, dtype=np.int64)
