"""The base map as lines in the plane of the Web Mercator projection (reads the TopoJSON files)."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.jsons import Properties
    from geo.messages import Lang
    from maps.still.frame import Frame
    from maps.still.model import Box, Ring

    Line = NDArray[np.float64]
    """Shape (n, 2): longitude, and Mercator's y in degrees."""

_TOLERANCE = 0.25
"""Pixels that a line may move when it is simplified."""
SPECK = 0.5
"""Islands smaller than this many pixels are left out."""


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """A region or a neighbour: rings of arcs, each as number and direction."""

    code: str
    name: Mapping[str, str]
    """Language to name."""
    rings: tuple[tuple[int, ...], ...]
    """Numbers as in TopoJSON: ``~n`` is arc n backwards."""


@dataclass(frozen=True, slots=True, eq=False)
class Topology:
    """Arcs that areas share."""

    arcs: tuple[Line, ...]
    areas: Mapping[str, tuple[Area, ...]]
    """Object, such as ``sido``, to its areas."""

    def between(self, name: str, *, inside: bool = False) -> list[int]:
        """Return the arcs that two areas share; `inside`: two of one 시도."""
        sides: dict[int, list[str]] = defaultdict(list)
        for area in self.areas[name]:
            for ring in area.rings:
                for arc in ring:
                    sides[arc if arc >= 0 else ~arc].append(area.code[:2])
        return [
            arc
            for arc, codes in sorted(sides.items())
            if len(codes) > 1 and (not inside or len(set(codes)) == 1)
        ]

    def around(self, name: str, codes: Collection[str]) -> list[int]:
        """Return the arcs that bound some areas together."""
        sides: Counter[int] = Counter()
        for area in self.areas[name]:
            if area.code in codes:
                sides.update(max(arc, ~arc) for ring in area.rings for arc in ring)
        return sorted(arc for arc, times in sides.items() if times == 1)

    def outer(self, name: str) -> list[int]:
        """Return the arcs that bound one area only: the coasts."""
        shared = {*self.between(name)}
        used = {max(arc, ~arc) for area in self.areas[name] for ring in area.rings for arc in ring}
        return sorted(used - shared)


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """Korea and its neighbours."""

    korea: Topology
    """Objects ``sido`` and ``sigungu``."""
    abroad: Topology
    """Object ``neighbours``."""

    def bounds(self, code: str) -> Box:
        """Return the bounds of the 시도 `code` without far islets: plane west, south, east, north.

        What counts are rings of at least a fiftieth of the largest one.
        """
        (area,) = (item for item in self.korea.areas["sido"] if item.code == code)
        rings = [shapely.Polygon(_joined(self.korea.arcs, ring)) for ring in area.rings]
        least = max(ring.area for ring in rings) / 50
        big = shapely.MultiPolygon([ring for ring in rings if ring.area >= least])
        west, south, east, north = big.bounds
        return west, south, east, north


@lru_cache(maxsize=4)
def load_ground(data: Path, day: str = "") -> Ground:
    """Read the base map below the data folder once, with the units of `day` or the newest."""
    folder = data / "boundaries"
    return Ground(_read(folder / "korea.topojson", day), _read(folder / "neighbours.topojson"))


def plane(positions: object) -> Line:
    """Project longitude, latitude in degrees; x stays the longitude."""
    lons, lats = np.asarray(positions, dtype=float).reshape(-1, 2).T
    return np.column_stack([lons, np.degrees(np.arctanh(np.sin(np.radians(lats))))])


def areas_on(topology: Topology, name: str, frame: Frame, least: float = SPECK) -> list[Ring]:
    """Return the rings of all areas that show in a frame and measure `least`, in its pixels."""
    arcs = _simplified(topology, frame)
    rings = [_joined(arcs, ring) for area in topology.areas[name] for ring in area.rings]
    return [_ring(ring) for ring in rings if _shows(ring, frame, least)]


def shapes_on(
    topology: Topology, name: str, frame: Frame, least: float = SPECK
) -> Iterator[tuple[Area, list[Ring]]]:
    """Yield each area that shows in a frame with its rings cut at the frame's edge."""
    arcs = _simplified(topology, frame)
    for area in topology.areas[name]:
        rings = [_joined(arcs, ring) for ring in area.rings]
        outlines = [shapely.Polygon(ring) for ring in rings if _shows(ring, frame, least)]
        parts = shapely.get_parts(shapely.clip_by_rect(outlines, *frame.box))
        cut = [_ring(shapely.get_coordinates(part.exterior)) for part in parts if part.area]
        if cut:
            yield area, cut


def lines_on(
    topology: Topology, numbers: Iterable[int], frame: Frame, least: float = SPECK
) -> list[Ring]:
    """Return arcs that show in a frame and measure `least`, in its pixels."""
    arcs = _simplified(topology, frame)
    return [_ring(arcs[number]) for number in numbers if _shows(arcs[number], frame, least)]


@lru_cache(maxsize=4)
def district_names(ground: Ground, lang: Lang) -> tuple[tuple[str, tuple[float, float]], ...]:
    """Return the name of each 시군구, the smaller unit of two, and the middle of its largest part.

    The middle is longitude, latitude in degrees.
    """
    return tuple(
        (_small_name(area.name[lang], lang), _middle(ground.korea, area))
        for area in ground.korea.areas["sigungu"]
    )


def _small_name(name: str, lang: Lang) -> str:
    return name.split(",", maxsplit=1)[0] if lang == "en" else name.rsplit(maxsplit=1)[-1]


def _middle(topology: Topology, area: Area) -> tuple[float, float]:
    rings = [shapely.Polygon(_joined(topology.arcs, ring)) for ring in area.rings]
    middle = max(rings, key=lambda ring: ring.area).centroid
    return middle.x, float(np.degrees(np.arcsin(np.tanh(np.radians(middle.y)))))


def _read(path: Path, day: str = "") -> Topology:
    found = json.loads(path.read_bytes())
    scale, move = np.array(found["transform"]["scale"]), np.array(found["transform"]["translate"])
    arcs = tuple(plane(np.cumsum(arc, axis=0) * scale + move) for arc in found["arcs"])
    areas: dict[str, tuple[Area, ...]] = {}
    for name, collection in found["objects"].items():
        level = name.removesuffix("_former")
        standing = (item for item in collection["geometries"] if _stands(item["properties"], day))
        areas[level] = (*areas.get(level, ()), *map(_area, standing))
    return Topology(arcs, areas)


def _stands(facts: Properties, day: str) -> bool:
    """Tell whether an area stands on a day, in the newest state without one."""
    first, last = facts.get("valid_from", ""), facts.get("valid_to", "")
    return (first <= day and (not last or day <= last)) if day else not last


def _area(geometry: Properties) -> Area:
    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    facts = geometry["properties"]
    return Area(
        facts.get("code", ""),
        {"ko": facts["name_ko"], "en": facts["name_en"]},
        tuple(tuple(ring) for part in parts for ring in part),
    )


@lru_cache(maxsize=8)
def _simplified(topology: Topology, frame: Frame) -> tuple[Line, ...]:
    counts = [len(arc) for arc in topology.arcs]
    points = frame.pixels(np.concatenate(topology.arcs))
    lines = shapely.linestrings(points, indices=np.repeat(np.arange(len(counts)), counts))
    simple = shapely.simplify(lines, _TOLERANCE, preserve_topology=False)
    return tuple(shapely.get_coordinates(line) for line in simple)


def _joined(arcs: Sequence[Line], ring: tuple[int, ...]) -> Line:
    return np.concatenate([arcs[arc] if arc >= 0 else arcs[~arc][::-1] for arc in ring])


def _shows(line: Line, frame: Frame, least: float) -> bool:
    (west, north), (east, south) = line.min(axis=0), line.max(axis=0)
    left, top, right, bottom = frame.box
    big = max(east - west, south - north) >= least
    return bool(big and east > left and west < right and south > top and north < bottom)


def _ring(line: Line) -> Ring:
    return tuple((x, y) for x, y in line.tolist())
