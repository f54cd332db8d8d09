"""Ties between regions: how many run from where to where, and what leaves, arrives and stays."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from geo.areas import OWN, Areas
from geo.errors import AreaError, SelectionError
from geo.model.bilingual import Bilingual
from geo.networks.models import Vertex, network, zones_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from geo.atlas import Atlas
    from geo.model.places import Region

Scale = Literal["sido", "zone"]
SCALES: tuple[Scale, ...] = get_args(Scale)
Way = Literal["all", "out", "in", "net", "between"]
"""Which flows: all; those that chosen regions send, or receive; of each two regions the surplus
alone; those between chosen regions."""
WAYS: tuple[Way, ...] = get_args(Way)
_GROUP = re.compile(r"(?P<name>[^:]{1,40}):(?P<members>.+)")


@dataclass(frozen=True, slots=True)
class Flow:
    """The ties from one region to another, or within one."""

    start: int
    """Number of the region."""
    end: int
    ties: tuple[str, ...]
    """Ids."""


@dataclass(frozen=True, slots=True)
class Flows:
    """Ties between the regions of a scale; every region is there, one without ties too."""

    regions: tuple[Vertex, ...]
    codes: tuple[tuple[str, ...], ...]
    """Of the 시도 that each region is made of; none of a group of places."""
    flows: tuple[Flow, ...]
    """Those that there are, the largest first."""

    @property
    def matrix(self) -> NDArray[np.int64]:
        """Shape (n, n): ties from the region of the row to that of the column."""
        result = np.zeros((len(self.regions),) * 2, dtype=np.int64)
        for flow in self.flows:
            result[flow.start, flow.end] = len(flow.ties)
        return result

    @property
    def out(self) -> NDArray[np.int64]:
        """Shape (n,): ties that leave each region."""
        matrix = self.matrix
        leaving: NDArray[np.int64] = matrix.sum(axis=1) - matrix.diagonal()
        return leaving

    @property
    def into(self) -> NDArray[np.int64]:
        """Shape (n,): ties that arrive from other regions."""
        matrix = self.matrix
        arriving: NDArray[np.int64] = matrix.sum(axis=0) - matrix.diagonal()
        return arriving

    @property
    def within(self) -> NDArray[np.int64]:
        """Shape (n,): ties with both ends in the region."""
        return self.matrix.diagonal().copy()

    @property
    def ties(self) -> int:
        """All of them."""
        return sum(len(flow.ties) for flow in self.flows)

    def between(self, start: int, end: int) -> tuple[str, ...]:
        """Return the ids of the ties from one region to another."""
        found = (flow.ties for flow in self.flows if (flow.start, flow.end) == (start, end))
        return next(found, ())


def flows(
    atlas: Atlas,
    id_: str,
    *,
    scale: Scale = "sido",
    sector: str | None = None,
    zoning: Mapping[str, Bilingual] | None = None,
    groups: Sequence[str] = (),
    ties: Collection[str] | None = None,
) -> Flows:
    """Add up the ties of a network between regions.

    Parameters
    ----------
    zoning
        Id of each 시도 to its zone; without it the 초광역권.
    groups
        Regions of one's own, each ``name:시도,시도``: they count as one region of that name.
        Members may be 시군구 and complexes, too: their places then count to the group instead of
        to their regions.
    ties
        Ids of those that count; without it all.

    Raises
    ------
    SelectionError
        There is no such network, sector or scale; or a group that cannot be read, or that names a
        시도 that there is not, or that another has.
    """
    if scale not in SCALES:
        raise SelectionError(parameter="level", value=scale, allowed=SCALES)
    model = network(atlas, id_, sector=sector)
    whole, own = _told_apart(atlas, groups)
    homes = _homes(atlas, scale, zoning, whole)
    names = dict.fromkeys([*homes.values(), *own.values()])
    order = {name.ko: number for number, name in enumerate(names)}
    at = [order[own.get(vertex.id, homes[vertex.sido]).ko] for vertex in model.vertices]
    found: dict[tuple[int, int], list[str]] = {}
    for tail, head, tie in zip(model.tail, model.head, model.ties, strict=True):
        if ties is None or tie in ties:
            found.setdefault((at[tail], at[head]), []).append(tie)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return Flows(
        *_vertices(atlas, homes, own, zoning),
        tuple(Flow(start, end, tuple(own)) for (start, end), own in ordered),
    )


def narrowed(result: Flows, way: Way = "all", chosen: Sequence[str] = ()) -> Flows:
    """Return some of the flows, between the same regions.

    Parameters
    ----------
    way
        See `Way`. Of two flows of equal size ``net`` leaves none; without regions ``out``, ``in``
        and ``between`` are of all.
    chosen
        Ids or names of regions of `made`; without a way those flows that one of them has a part in.

    Raises
    ------
    SelectionError
        There is no such region or way.
    """
    if way not in WAYS:
        raise SelectionError(parameter="way", value=way, allowed=WAYS)
    known = {
        name.lower(): number
        for number, region in enumerate(result.regions)
        for name in (region.id, *region.name, *(result.codes[number] if region.sido else ()))
    }
    for text in chosen:
        if text.strip().lower() not in known:
            allowed = tuple(region.name.ko for region in result.regions)
            raise SelectionError(parameter="region", value=text, allowed=allowed)
    inside = {known[text.strip().lower()] for text in chosen} or set(range(len(result.regions)))
    sizes = {(flow.start, flow.end): len(flow.ties) for flow in result.flows}

    def kept(flow: Flow) -> bool:
        starts, ends = flow.start in inside, flow.end in inside
        if way == "net" and flow.start != flow.end:
            more = len(flow.ties) > sizes.get((flow.end, flow.start), 0)
            return more and (starts or ends)
        asked = {"out": starts, "in": ends, "between": starts and ends}
        return asked.get(way, starts or ends)

    found = []
    for flow in filter(kept, result.flows):
        back = sizes.get((flow.end, flow.start), 0)
        surplus = way == "net" and flow.start != flow.end
        ties = flow.ties[back:] if surplus else flow.ties
        found.append(Flow(flow.start, flow.end, ties))
    found.sort(key=lambda flow: (-len(flow.ties), flow.start, flow.end))
    return Flows(result.regions, result.codes, tuple(found))


def _told_apart(
    atlas: Atlas, groups: Sequence[str]
) -> tuple[list[tuple[str, str, list[Region]]], dict[str, Bilingual]]:
    """Return groups of whole 시도, and of the places of other groups what they count to, by id."""
    whole: list[tuple[str, str, list[Region]]] = []
    own: dict[str, Bilingual] = {}
    areas = Areas(atlas)
    for group in groups:
        match = _GROUP.fullmatch(group.strip())
        if match is None:
            forms = ("부울경:부산,울산,경남", "우리:창원시,구미시")
            raise SelectionError(parameter="group", value=group, allowed=forms)
        name = match["name"].strip()
        members = [item.strip() for item in match["members"].split(",") if item.strip()]
        regions = [_region(atlas, member) for member in members]
        if members and all(regions):
            whole.append((group, name, [region for region in regions if region is not None]))
            continue
        try:
            area = areas.find(f"{OWN}{name}={','.join(members)}")
        except AreaError as error:
            value = error.member or group
            allowed = error.allowed or tuple(region.short_ko for region in atlas.regions.current)
            raise SelectionError(parameter="group", value=value, allowed=allowed) from error
        places = areas.places_in(area) if area else frozenset()
        if own.keys() & places:
            raise SelectionError(parameter="group", value=group, allowed=())
        own |= dict.fromkeys(places, Bilingual(name, name))
    return whole, own


def _homes(
    atlas: Atlas,
    scale: Scale,
    zoning: Mapping[str, Bilingual] | None,
    groups: Sequence[tuple[str, str, Sequence[Region]]],
) -> dict[str, Bilingual]:
    """Return the region, of the scale or of a group, that each 시도 counts to, by its id."""
    regions = atlas.regions.current
    zones = zoning or zones_of(atlas)
    homes = {region.id: zones[region.id] if scale == "zone" else region.short for region in regions}
    taken: dict[str, str] = {}
    for group, name, members in groups:
        for member in members:
            if member.id in taken:
                raise SelectionError(parameter="group", value=group, allowed=())
            taken[member.id] = name
    return {
        id_: Bilingual(taken[id_], taken[id_]) if id_ in taken else own
        for id_, own in homes.items()
    }


def _region(atlas: Atlas, text: str) -> Region | None:
    wanted = text.strip().lower()
    return next(
        (
            region
            for region in atlas.regions.current
            if wanted
            in {name.lower() for name in (region.id, region.code, *region.name, *region.short)}
        ),
        None,
    )


def _vertices(
    atlas: Atlas,
    homes: Mapping[str, Bilingual],
    own: Mapping[str, Bilingual],
    zoning: Mapping[str, Bilingual] | None,
) -> tuple[tuple[Vertex, ...], tuple[tuple[str, ...], ...]]:
    """Return the regions in the table's order, each at the mean of its complexes, and its codes."""
    zones = zoning or zones_of(atlas)
    result, codes = [], []
    for name in dict.fromkeys(homes.values()):
        parts = [region for region in atlas.regions.current if homes[region.id].ko == name.ko]
        inside = {part.name_ko for part in parts}
        points = np.array([(p.lon, p.lat) for p in atlas.places.values() if p.sido in inside])
        lon, lat = points.mean(axis=0) if len(points) else (np.nan, np.nan)
        id_ = parts[0].code if len(parts) == 1 and name == parts[0].short else name.ko
        sido = parts[0].id if len(parts) == 1 else ""
        result.append(Vertex(id_, name, float(lon), float(lat), sido, zones[parts[0].id]))
        codes.append(tuple(part.code for part in parts))
    for name in dict.fromkeys(own.values()):
        inside = {id_ for id_, home in own.items() if home == name}
        points = np.array([(atlas.places[id_].lon, atlas.places[id_].lat) for id_ in inside])
        lon, lat = points.mean(axis=0)
        result.append(Vertex(name.ko, name, float(lon), float(lat), "", name))
        codes.append(())
    return tuple(result), tuple(codes)
