"""Where a complex lies by what its name says, when no gazetteer holds it.

A complex mostly bears the name of a legal dong, ri or township, and roads bear the names of
complexes. Each legal unit of the stated 시군구 gets a weight: a prior (do roads there speak of
industry?) times what the name says for it. The answer is the point with the least expected
distance, and the radius about it that holds 95 % of the weight: honest also where the name says
nothing, for then the weights spread over the whole 시군구.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from geo.geocoding.stems import number_of, stems
from geo.text import kind_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from numpy.typing import NDArray

    from geo.regions.roads import Roads
    from geo.regions.units import LegalUnits, Unit

KM_PER_DEGREE = 111.32
NEAR_KM = 3.0
"""A unit that begins within this of the point is where the point says."""
_INDUSTRY = re.compile(r"제?(?P<number>\d*)(?P<word>농공|산단|산업단지|공단|산업|공업|테크노|단지)")
_OF_GENERAL = frozenset({"산단", "산업단지", "테크노"})
"""Words of roads that agro-industrial complexes (농공단지) do not bear."""
_BASE_OF_NUMBERED = re.compile(r"제?\d+$")
_LEAST_END = 4
"""Letters of the end of a name that make it tell: shorter ones are common words."""
_DIRECTION = re.compile(r"^[동서남북]")
_SUFFIX = re.compile(r"(?:\d*가|[읍면동리로길])$")

_EXACT, _CONTAINED, _TOWNSHIP, _TOWNSHIP_SEAT = 3000.0, 500.0, 250.0, 600.0
_OWN_SEAT = 4.0
_ROAD, _INDUSTRIAL_ROAD, _SIBLINGS_ROAD = 300.0, 2000.0, 30.0
_CORNERS = 0.995
"""Share of the weight to which the radius of a 시군구 reaches: complexes lie at its edges more
often than the weights say, so 95 % of them hold too few."""
_STILL_KM = 0.005
"""A point that moves less is as near as its decimals tell."""
_NEAR, _NEAR_KM = 0.03, 1.5
_SAMPLES = np.array(
    [[0.0, 0.0], *([0.7 * np.cos(a), 0.7 * np.sin(a)] for a in np.arange(6) * np.pi / 3)]
)
"""Where a unit is sampled, in its radii about its point."""


@dataclass(frozen=True, slots=True)
class Inference:
    """A point that a name leads to, with the units and roads that speak for it."""

    lon: float
    """Degrees, WGS 84."""
    lat: float
    spread_km: float
    """Holds 95 % of the weight around the point; not yet calibrated."""
    reach_km: float
    """Holds 99.5 % of the weight: the area to its corners."""
    share: float
    """Weight of what the name speaks for, 0 to 1; 0 where it says nothing."""
    score: float
    """The same, within NEAR_KM of the point only."""
    unit: Unit
    """The unit with most weight of those that reach to the point."""
    evidence: tuple[str, ...]
    """Names of units and roads that the name speaks for, best first."""


@dataclass(frozen=True, eq=False)
class Toponyms:
    """Infers points from names."""

    units: LegalUnits
    roads: Roads
    _areas: dict[tuple[tuple[str, ...], frozenset[str]], Area] = field(
        default_factory=dict, init=False, repr=False
    )

    def area(
        self, districts: Collection[str], townships: frozenset[str] = frozenset()
    ) -> Area | None:
        """Return the legal units of some 시군구 (codes of today); None where none is known.

        Only those in `townships` (읍, 면 and legal dongs) if any are given.
        """
        codes = tuple(sorted(set(districts)))
        key = codes, townships
        if key not in self._areas:
            units = [unit for code in codes for unit in self.units.of_district.get(code, ())]
            if townships:
                units = [unit for unit in units if unit.emd in townships]
            divided = {unit.township_code for unit in units if unit.level == "ri"}
            leaves = [unit for unit in units if unit.level == "ri" or unit.code not in divided]
            if not leaves:
                return None
            self._areas[key] = Area(codes, leaves, self.roads)
        return self._areas[key]

    def infer(
        self,
        name: str,
        districts: Collection[str],
        own_names: Collection[str] = (),
        *,
        kind: str | None = None,
        townships: frozenset[str] = frozenset(),
        only_if_told: bool = False,
    ) -> Inference | None:
        """Infer where the complex `name` lies in the 시군구 `districts` (codes of today).

        `own_names` are short names of these districts and their 시도, which say nothing more within
        them (the 김해 of 김해골든루트). `kind` is 국가, 일반, 도시첨단 or 농공 where known: an
        agro-industrial complex does not lie by the road of the general one of its name. None where
        no unit of the districts is known, and, with `only_if_told`, where the name says nothing.
        """
        area = self.area(districts, townships)
        if area is None:
            return None
        namesake = Namesake(number_of(name), kind or kind_of(name))
        said = area.said_by(stems(name, own_names), frozenset(own_names), namesake)
        return None if only_if_told and not said[1] else area.inference(said)


@dataclass(frozen=True, slots=True)
class Namesake:
    """What tells a complex from others of its name: roads bear it too."""

    number: str = ""
    kind: str | None = None

    def weight_of(self, road: re.Match[str]) -> float:
        """Return how much an industrial road that begins with the name speaks for the complex.

        진위2산단로 is no road of 진위3, 영동산단로 none of 영동농공; 예산산단로 may lead to 예산제2
        as to the first.
        """
        agro = road["word"] == "농공"
        if self.kind == "농공" and road["word"] in _OF_GENERAL:
            return 0.0
        if self.kind not in (None, "농공") and agro:
            return 0.0
        if road["number"] and road["number"] != (self.number or "1"):
            return 0.0
        other = self.number not in ("", "1") and not road["number"]
        return _SIBLINGS_ROAD if other else _INDUSTRIAL_ROAD


class Area:
    """The legal units of some 시군구, the smallest known, with their prior weights."""

    def __init__(self, codes: tuple[str, ...], leaves: list[Unit], roads: Roads) -> None:
        self.leaves = leaves
        self._codes, self._roads = codes, roads
        self.row_of = {unit.code: row for row, unit in enumerate(leaves)}
        self.lonlat = np.array([[unit.lon, unit.lat] for unit in leaves])
        scale = np.array([np.cos(np.radians(self.lonlat[:, 1].mean())), 1.0]) * KM_PER_DEGREE
        self.scale = scale
        self.km = self.lonlat * scale
        self.radius = np.array([unit.radius_km for unit in leaves])
        industrial = np.array([roads.industrial.get(unit.code, 0.0) for unit in leaves])
        area = np.array([unit.area_km2 for unit in leaves])
        self.prior = (1.0 + 2.0 * np.sqrt(industrial)) * np.sqrt(area)
        self._townships: defaultdict[str, list[int]] = defaultdict(list)
        self._bases: defaultdict[str, set[int]] = defaultdict(set)
        self._whole_names: defaultdict[str, set[int]] = defaultdict(set)
        for row, unit in enumerate(leaves):
            former = unit.former_ri or (unit.former_emd if unit.level == "emd" else "")
            for name in {unit.name, former} - {""}:
                self._bases[_base(name)].add(row)
                self._whole_names[name].add(row)
            if unit.level == "ri":
                for name in {unit.emd, unit.former_emd} - {""}:
                    self._townships[_base(name)].append(row)

    @cached_property
    def units_of(self) -> dict[str, dict[int, int]]:
        """The addresses of each road, by row of the leaf."""
        found: dict[str, dict[int, int]] = {}
        for code in self._codes:
            for road in self._roads.names(code):
                counted = found.setdefault(road, {})
                for stretch in self._roads.stretches(code, road):
                    row = self.row_of.get(stretch.unit)
                    if row is not None:
                        counted[row] = counted.get(row, 0) + stretch.addresses
        return found

    def _nearness(self, rows: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return how near each leaf is to those of `rows`, 1 within them, 0 to themselves."""
        away = np.hypot(*(self.km[:, None, :] - self.km[None, rows, :]).transpose(2, 0, 1))
        near: NDArray[np.float64] = np.exp(-np.maximum(away - self.radius[rows], 0) / _NEAR_KM)
        near[rows, np.arange(len(rows))] = 0
        return near

    def centre(self) -> Inference:
        """Return the point with the least expected distance to the addresses of the area."""
        weight = np.array([unit.addresses + 1.0 for unit in self.leaves])
        return self._inference(weight / weight.sum(), 1.0, ())

    def said_by(
        self,
        found: tuple[str, ...],
        own_names: frozenset[str],
        namesake: Namesake = Namesake(),
    ) -> tuple[NDArray[np.float64], list[tuple[float, str]]]:
        """Return the likelihood of each leaf by the stems, and what speaks for it."""
        said = np.zeros(len(self.leaves))
        why: list[tuple[float, str]] = []
        for stem in found:
            self._named_units(stem, said, why, own_names)
            # 남춘천길 is by the station of the city's south, where anything may lie.
            own = stem in own_names or _DIRECTION.sub("", stem) in own_names
            self._named_roads(stem, said, why, namesake, plain=not own)
        for stem in found[:1]:
            # 식품특화단지길 for 땅끝해남식품특화단지: the end of a name that no single word tells.
            ends = [stem[start:] for start in range(1, len(stem) - _LEAST_END + 1)]
            for end in ends if not said.any() else ():
                self._named_roads(end, said, why, namesake, plain=False)
            if namesake.number and _BASE_OF_NUMBERED.sub("", stem) in own_names:
                for word in ("산단", "공단"):
                    self._numbered_roads(f"{namesake.number}{word}", said, why)
        rows = np.flatnonzero(said)
        said += _NEAR * (self._nearness(rows) @ said[rows])
        return said, why

    def _named_units(
        self,
        stem: str,
        said: NDArray[np.float64],
        why: list[tuple[float, str]],
        own_names: frozenset[str],
    ) -> None:
        for base, like in _held_by(stem):
            own = base in own_names
            rows = self._townships.get(base)
            weight = (_OWN_SEAT if stem == base else 0.0) if own else like * _TOWNSHIP
            if rows and weight:
                said[rows] = np.maximum(said[rows], weight)
                why.append((weight, self.leaves[rows[0]].emd))
            for row in () if own else self._bases.get(base, ()):
                self._say(row, base, like, said, why)
        for row in self._whole_names.get(stem, ()):
            base = _base(stem)
            if base != stem or base in own_names:
                self._say(row, base, 1.0, said, why)

    def _say(
        self,
        row: int,
        base: str,
        like: float,
        said: NDArray[np.float64],
        why: list[tuple[float, str]],
    ) -> None:
        unit = self.leaves[row]
        seat = unit.level == "ri" and base == _base(unit.emd)
        weight = like * (_TOWNSHIP_SEAT if seat else _EXACT if like == 1 else _CONTAINED)
        said[row] += weight
        why.append((weight, unit.full_name))

    def _named_roads(
        self,
        stem: str,
        said: NDArray[np.float64],
        why: list[tuple[float, str]],
        namesake: Namesake,
        *,
        plain: bool,
    ) -> None:
        """Add the roads that begin with the stem: each family of roads is one witness."""
        families: defaultdict[float, list[str]] = defaultdict(list)
        for road in self._begin(stem):
            if industrial := _INDUSTRY.match(road.removeprefix(stem)):
                if weight := namesake.weight_of(industrial):
                    families[weight].append(road)
            elif plain:
                families[_ROAD].append(road)
        for weight, roads in families.items():
            counted = np.zeros(len(self.leaves))
            for road in roads:
                for unit, addresses in self.units_of[road].items():
                    counted[unit] += addresses
            if counted.any():
                said += weight * counted / counted.sum()
                why.append((weight, roads[0]))

    def _numbered_roads(
        self, begin: str, said: NDArray[np.float64], why: list[tuple[float, str]]
    ) -> None:
        """Add the roads of a complex that is called by city and number: 5산단로 of 천안제5."""
        counted = np.zeros(len(self.leaves))
        for road in self._begin(begin):
            for unit, addresses in self.units_of[road].items():
                counted[unit] += addresses
        if counted.any():
            said += _INDUSTRIAL_ROAD * counted / counted.sum()
            why.append((_INDUSTRIAL_ROAD, next(iter(self._begin(begin)))))

    @cached_property
    def _road_names(self) -> list[str]:
        return sorted(self.units_of)

    def _begin(self, stem: str) -> Iterator[str]:
        names = self._road_names
        for row in range(bisect_left(names, stem), len(names)):
            if not names[row].startswith(stem):
                return
            yield names[row]

    def inference(self, said: tuple[NDArray[np.float64], list[tuple[float, str]]]) -> Inference:
        """Weigh, and find the point with the least expected distance."""
        if not said[1]:
            return self._untold
        weight = self.prior * (1 + said[0])
        weight /= weight.sum()
        named = float((weight * said[0] / (1 + said[0])).sum())
        why = tuple(dict.fromkeys(name for _, name in sorted(said[1], key=lambda one: -one[0])))
        return self._inference(weight, named, why[:5])

    @cached_property
    def _untold(self) -> Inference:
        """What any name that says nothing leads to."""
        return self._inference(self.prior / self.prior.sum(), 0.0, ())

    def _inference(
        self, weight: NDArray[np.float64], share: float, why: tuple[str, ...]
    ) -> Inference:
        point = _geometric_median(self.km, weight)
        lon, lat = (float(degrees) for degrees in point / self.scale)
        spread, reach = self._spread_km(point, weight)
        away = np.hypot(*(self.km - point).T)
        reaching = np.where(away <= self.radius, weight, 0.0)
        row = int(np.argmax(reaching)) if reaching.any() else int(np.argmin(away - self.radius))
        score = share * float(weight[away <= NEAR_KM + self.radius].sum())
        unit = self.leaves[row]
        return Inference(round(lon, 5), round(lat, 5), spread, reach, share, score, unit, why)

    def _spread_km(
        self, point: NDArray[np.float64], weight: NDArray[np.float64]
    ) -> tuple[float, float]:
        samples = self.km[:, None, :] + self.radius[:, None, None] * _SAMPLES[None, :, :]
        away = np.hypot(samples[..., 0] - point[0], samples[..., 1] - point[1]).ravel()
        order = np.argsort(away)
        reached = np.cumsum(np.repeat(weight / len(_SAMPLES), len(_SAMPLES))[order])
        rows = np.minimum(np.searchsorted(reached, (0.95, _CORNERS)), len(away) - 1)
        spread, reach = away[order][rows]
        return float(spread), float(reach)


def _base(name: str) -> str:
    base = _SUFFIX.sub("", name)
    return base if len(base) > 1 else name


def _held_by(stem: str) -> Iterator[tuple[str, float]]:
    """Yield what a stem holds, two letters at least, with how much of the stem that is.

    1 for the stem itself, its share at the beginning or the end, half of that within.
    """
    seen = set()
    for start in range(len(stem) - 1):
        for end in range(start + 2, len(stem) + 1):
            base = stem[start:end]
            if base in seen:
                continue
            seen.add(base)
            share = len(base) / len(stem)
            edge = stem.startswith(base) or stem.endswith(base)
            yield base, share if edge else 0.5 * share


def _geometric_median(
    points: NDArray[np.float64], weight: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the point with the least weighted distance (Weiszfeld 1937), from the best start."""
    heavy = np.argsort(-weight)[:30]
    away = np.hypot(
        points[heavy][:, None, 0] - points[None, :, 0],
        points[heavy][:, None, 1] - points[None, :, 1],
    )
    median = points[heavy[int(np.argmin(away @ weight))]]
    for _ in range(30):
        pull = weight / np.maximum(np.hypot(*(points - median).T), 0.05)
        nearer = pull @ points / pull.sum()
        moved = np.abs(nearer - median).max()
        median = nearer
        if moved < _STILL_KM:
            break
    return np.asarray(median, dtype=np.float64)
