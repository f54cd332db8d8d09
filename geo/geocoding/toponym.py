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
"""Of latitude, on a sphere of the earth's volume."""
NEAR_KM = 3.0
"""A unit that begins within this of the point is where the point says."""
_INDUSTRY = re.compile(r"제?(?P<number>\d*)(?P<word>농공|산단|산업단지|공단|산업|공업|테크노|단지)")
_OF_GENERAL = frozenset({"산단", "산업단지", "테크노"})
"""Words of roads that agro-industrial complexes (농공단지) do not bear."""
_BASE_OF_NUMBERED = re.compile(r"제?\d+$")
_BEHIND_PLAIN = re.compile(r"\d*번?(?:단지)?\d*번?(?:로|길|대로)")
"""What goes on behind the word for complex in a road that bears no other name: 산업단지1로."""
_PLAIN_WORDS = {"농공": ("농공",), "도시첨단": ()}
_PLAIN_WORDS_OF_OTHERS = ("산단", "공단", "산업단지")
_CITY = 4
"""Digits of a code that the 구 of a city share."""
_LEAST_END = 4
"""Letters of the end of a name that make it tell: shorter ones are common words."""
_DIRECTION = re.compile(r"^[동서남북]")
_BEARINGS = {"동": (1.0, 0.0), "서": (-1.0, 0.0), "남": (0.0, -1.0), "북": (0.0, 1.0)}
"""Direction in a name to east and north."""
_ASIDE = 0.5
"""Cosine of the angle to each side of a bearing within which 남춘천 lies south of 춘천."""
_SUFFIXES = frozenset("읍면동리로길가")

_EXACT, _CONTAINED, _TOWNSHIP, _TOWNSHIP_SEAT = 3000.0, 500.0, 250.0, 600.0
"""Weights beside a prior of 1 for a unit that nothing names; judgements, set by hand and tried in
`benchmarks/names.py`. A unit's own name outweighs all; a name that is a part of the unit's, or that
its township bears, leaves several open, its seat being likelier than the rest."""
_OWN_SEAT = 4.0
"""The township called as the 시군구 (영동읍): its name is in every complex's and says little."""
_BELIEVED = 0.65
"""How likely a road without a name (공단로) leads to the complex that is called as its city is,
that 남춘천 lies on the named side of 춘천, and 제천제4 by 제천제1."""
_OUT_OF_TOWN_KM = 3.0
"""남춘천 lies beyond the built-up city, which is taken to reach so far from its middle."""
_ROAD, _INDUSTRIAL_ROAD, _SIBLINGS_ROAD, _OTHERS_ROAD = 300.0, 2000.0, 200.0, 8.0
"""A road with the name may lead there from afar, one that names industry besides seldom does; about
the roads of a sibling a complex lies about as often as in a township of its name; roads of
others only break ties."""
_CORNERS = 0.995
"""Share of the weight to which the radius of a 시군구 reaches: complexes lie at its edges more
often than the weights say, so 95 % of them hold too few."""
_STEP_KM = 0.02
"""Radii are counted in steps of this."""
_STILL_KM = 0.005
"""A point that moves less is as near as its decimals tell."""
_STRIDE = 1.7
"""Steps of Weiszfeld's method may be as much longer, short of 2, and get there sooner."""
_STARTS = 12
"""Of the heaviest units the one with the least expected distance is where the search begins."""
_NEAR, _NEAR_KM, _LEAST_NEAR = 0.03, 1.5, 0.01
"""What is said of a unit is said a little of those around it, less by e for each so many km beyond
its radius; farther than where a hundredth is left nothing is reckoned."""
_SAMPLES = np.array(
    [[0.0, 0.0], *([0.7 * np.cos(a), 0.7 * np.sin(a)] for a in np.arange(6) * np.pi / 3)]
).T.copy()
"""Where a unit is sampled, in its radii about its point: to the east, to the north."""


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
        other_names: Collection[str] = (),
        siblings: Collection[Sibling] = (),
        only_if_told: bool = False,
    ) -> Inference | None:
        """Infer where the complex `name` lies in the 시군구 `districts` (codes of today).

        `own_names` are short names of these districts and their 시도, which say nothing more within
        them (the 김해 of 김해골든루트). `kind` is 국가, 일반, 도시첨단 or 농공 where known: an
        agro-industrial complex does not lie by the road of the general one of its name.
        `other_names`: what it is called besides; `siblings`: those of its name with another number.
        None where no unit of the districts is known, and,
        with `only_if_told`, where the name says nothing.
        """
        area = self.area(districts, townships)
        if area is None:
            return None
        namesake = Namesake(number_of(name), kind or kind_of(name))
        own = frozenset(own_names)
        said = area.said_by(stems(name, own_names), own, namesake, siblings)
        for other in other_names:
            # Each name is a witness of its own, so that what both speak for has most weight.
            more = area.said_by(stems(other, own_names), own, namesake)
            said = (1 + said[0]) * (1 + more[0]) - 1, said[1] + more[1]
        return None if only_if_told and not said[1] else area.inference(said)


@dataclass(frozen=True, slots=True)
class Sibling:
    """A known complex of the same name and another number: 제천제1 beside 제천제4."""

    name: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Namesake:
    """What tells a complex from others of its name: roads bear it too."""

    number: str = ""
    kind: str | None = None

    @property
    def is_first(self) -> bool:
        """Whether no number tells it from the first of its name."""
        return self.number in {"", "1"}

    def weight_of(self, road: re.Match[str]) -> float:
        """Return how much an industrial road that begins with the name speaks for the complex.

        영동산단로 is no road of 영동농공, and 진위2산단로 none of the first 진위; 진위산단로 and
        진위2산단로 lead to what 진위3 may lie beside.
        """
        agro = road["word"] == "농공"
        if self.kind == "농공" and road["word"] in _OF_GENERAL:
            return 0.0
        if self.kind not in (None, "농공") and agro:
            return 0.0
        if (road["number"] or "1") == (self.number or "1"):
            return _INDUSTRIAL_ROAD
        return 0.0 if self.is_first else _SIBLINGS_ROAD


class Area:
    """The legal units of some 시군구, the smallest known, with their prior weights."""

    def __init__(self, codes: tuple[str, ...], leaves: list[Unit], roads: Roads) -> None:
        self.leaves = leaves
        self._codes, self._roads = codes, roads
        self.row_of = {unit.code: row for row, unit in enumerate(leaves)}
        lonlat = np.array([[unit.lon for unit in leaves], [unit.lat for unit in leaves]])
        self.scale = np.array([np.cos(np.radians(lonlat[1].mean())), 1.0]) * KM_PER_DEGREE
        self.km = lonlat * self.scale[:, None]
        """Of each leaf's point, east in the first row and north in the second."""
        self.radius = np.array([unit.radius_km for unit in leaves])
        self._industrial = np.array([roads.industrial.get(unit.code, 0.0) for unit in leaves])
        area = np.array([unit.area_km2 for unit in leaves])
        self.prior = _by_industry(self._industrial) * np.sqrt(area)
        self._along: dict[str, dict[int, int]] = {}
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

    def addresses_along(self, road: str) -> dict[int, int]:
        """Return the addresses of a road, by row of the leaf."""
        counted = self._along.get(road)
        if counted is None:
            counted = self._along[road] = {}
            for code in self._codes:
                for unit, addresses in self._roads.addresses_along(code, road):
                    row = self.row_of.get(unit)
                    if row is not None:
                        counted[row] = counted.get(row, 0) + addresses
        return counted

    @cached_property
    def _samples(self) -> NDArray[np.float64]:
        """Points laid over each leaf, in km, those of a leaf together."""
        laid = self.km[:, :, None] + self.radius[:, None] * _SAMPLES[:, None, :]
        points: NDArray[np.float64] = laid.reshape(2, -1)
        return points

    @cached_property
    def _near(self) -> NDArray[np.float64]:
        """How near each leaf is to each other, 1 within it, 0 to itself."""
        away = _lengths(self.km[:, :, None] - self.km[:, None, :])
        near: NDArray[np.float64] = np.exp(-np.maximum(away - self.radius, 0) / _NEAR_KM)
        np.fill_diagonal(near, 0)
        return near

    def _nearness(self, rows: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return how near each leaf is to those of `rows`, 1 within them, 0 to themselves."""
        return self._near[:, rows]

    @cached_property
    def centre(self) -> Inference:
        """The point with the least expected distance to the addresses of the area."""
        weight = np.array([unit.addresses + 1.0 for unit in self.leaves])
        return self._inference(weight / weight.sum(), 1.0, ())

    def said_by(
        self,
        found: tuple[str, ...],
        own_names: frozenset[str],
        namesake: Namesake = Namesake(),
        siblings: Collection[Sibling] = (),
    ) -> tuple[NDArray[np.float64], list[tuple[float, str]]]:
        """Return the likelihood of each leaf by the stems, and what speaks for it."""
        said = np.zeros(len(self.leaves))
        why: list[tuple[float, str]] = []
        others = np.zeros(len(self.leaves))
        for stem in found:
            self._named_units(stem, said, why, own_names)
            # 남춘천길 is by the station of the city's south, where anything may lie.
            own = stem in own_names or _DIRECTION.sub("", stem) in own_names
            self._named_roads(stem, said, why, namesake, others, plain=not own)
        for stem in found[:1]:
            # 조선특화단지길 for 거제조선특화단지: the end of a name that no single word tells.
            ends = [stem[start:] for start in range(1, len(stem) - _LEAST_END + 1)]
            for end in ends if not said.any() else ():
                self._named_roads(end, said, why, namesake, others, plain=False)
            one_city = len({code[:_CITY] for code in self._codes}) == 1
            if one_city and _BASE_OF_NUMBERED.sub("", stem) in own_names:
                self._plain_roads(namesake, said, why)
            if stem[1:] in own_names and stem[0] in _BEARINGS:
                self._say_side(stem, said, why)
        for sibling in siblings:
            self._say_beside(sibling, said, why)
        rows = np.flatnonzero(said)
        if len(rows):
            said += _NEAR * (self._nearness(rows) @ said[rows])
        # 매곡동 holds 매곡, 매곡2 and 매곡3: no industry there is another's only.
        others[[row for stem in found for row in self._bases.get(stem, ())]] = 0
        if others.any():
            left = _by_industry(self._industrial - others) / _by_industry(self._industrial)
            said = (1 + said) * left - 1
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
        others: NDArray[np.float64],
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
                # 센텀로 is where the first 센텀 is; the second may lie elsewhere.
                families[_ROAD if namesake.is_first else _OTHERS_ROAD].append(road)
        self._say_siblings_roads(families.pop(_SIBLINGS_ROAD, []), said, why, others)
        for weight, roads in families.items():
            self._say_roads(roads, weight, said, why)

    def _say_siblings_roads(
        self,
        roads: list[str],
        said: NDArray[np.float64],
        why: list[tuple[float, str]],
        others: NDArray[np.float64],
    ) -> None:
        """Give weight to what lies about the roads of a complex of another number.

        Their own industry is that one's and says nothing of this: it is added to `others`.
        """
        counted = self._counted(roads)
        if not counted:
            return
        rows, addresses = np.array(list(counted)), np.array(list(counted.values()), dtype=float)
        near = self._nearness(rows)
        near[rows, np.arange(len(rows))] = 1
        said += _SIBLINGS_ROAD * (near @ addresses) / addresses.sum()
        others[rows] = np.maximum(others[rows], addresses)
        why.append((_SIBLINGS_ROAD, roads[0]))

    def _plain_roads(
        self, namesake: Namesake, said: NDArray[np.float64], why: list[tuple[float, str]]
    ) -> None:
        """Add the roads of a complex that is called as its city is, with a number or without.

        5산단로 is one of 천안제5. A road without a name (공단로) is rather one of the complex that
        has none of its own either.
        """
        words = _PLAIN_WORDS.get(namesake.kind or "", _PLAIN_WORDS_OF_OTHERS)
        fronts = (namesake.number, f"제{namesake.number}") if namesake.number else ("",)
        if namesake.number == "1":
            fronts = (*fronts, "")
        for front in fronts:
            roads = [
                road
                for word in words
                for road in self._begin(f"{front}{word}")
                if _BEHIND_PLAIN.match(road.removeprefix(f"{front}{word}"))
            ]
            if front:
                self._say_roads(roads, _INDUSTRIAL_ROAD, said, why)
            elif roads and not said.any():
                counted = self._counted(roads)
                rows = np.array(list(counted))
                self._believe(rows, np.array(list(counted.values()), dtype=float), said)
                why.append((_BELIEVED, roads[0]))

    def _say_roads(
        self,
        roads: list[str],
        weight: float,
        said: NDArray[np.float64],
        why: list[tuple[float, str]],
    ) -> None:
        """Give the leaves along some roads the weight of one witness, by their addresses."""
        counted = self._counted(roads)
        whole = sum(counted.values())
        for row, addresses in counted.items():
            said[row] += weight * addresses / whole
        if whole:
            why.append((weight, roads[0]))

    def _counted(self, roads: list[str]) -> dict[int, int]:
        """Return the addresses along some roads, by row of the leaf."""
        counted: defaultdict[int, int] = defaultdict(int)
        for road in roads:
            for row, addresses in self.addresses_along(road).items():
                counted[row] += addresses
        return counted

    def _believe(
        self, rows: NDArray[np.intp], parts: NDArray[np.float64], said: NDArray[np.float64]
    ) -> None:
        """Give the leaves of `rows` together as much of the weight as `_BELIEVED` says."""
        odds = _BELIEVED / (1 - _BELIEVED) * self.prior.sum()
        said[rows] += odds * parts / parts.sum() / self.prior[rows]

    def _say_side(self, stem: str, said: NDArray[np.float64], why: list[tuple[float, str]]) -> None:
        """Give weight to what lies on the named side of the city: 남춘천, 서대구."""
        towards = self._from(self.centre.lon, self.centre.lat)
        away = _lengths(towards)
        along = np.array(_BEARINGS[stem[0]]) @ towards
        rows = np.flatnonzero((along > _ASIDE * away) & (away > _OUT_OF_TOWN_KM))
        if len(rows):
            self._believe(rows, self.prior[rows], said)
            why.append((_BELIEVED, stem))

    def _say_beside(
        self, sibling: Sibling, said: NDArray[np.float64], why: list[tuple[float, str]]
    ) -> None:
        """Give weight to what lies by a complex of the same name and another number."""
        away = _lengths(self._from(sibling.lon, sibling.lat))
        near = self.prior * np.exp(-np.maximum(away - self.radius, 0) / _NEAR_KM)
        rows = np.flatnonzero(near > near.max() * _LEAST_NEAR)
        self._believe(rows, near[rows], said)
        why.append((_BELIEVED, sibling.name))

    def _from(self, lon: float, lat: float) -> NDArray[np.float64]:
        """Return where each leaf lies from a point, in km east and north."""
        towards: NDArray[np.float64] = self.km - (np.array([lon, lat]) * self.scale)[:, None]
        return towards

    @cached_property
    def _road_names(self) -> list[str]:
        return sorted({road for code in self._codes for road in self._roads.names(code)})

    def _begin(self, stem: str) -> Iterator[str]:
        names = self._road_names
        for row in range(bisect_left(names, stem), len(names)):
            if not names[row].startswith(stem):
                return
            if self.addresses_along(names[row]):
                yield names[row]

    def inference(self, said: tuple[NDArray[np.float64], list[tuple[float, str]]]) -> Inference:
        """Weigh, and find the point with the least expected distance."""
        if not said[1]:
            return self._untold
        weight = self.prior * (1 + said[0])
        weight /= weight.sum()
        named = float((weight * said[0] / (1 + said[0])).sum())
        why = tuple(dict.fromkeys(name for _, name in sorted(said[1], key=lambda item: -item[0])))
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
        away = _lengths(self.km - point[:, None])
        reaching = np.where(away <= self.radius, weight, 0.0)
        row = int(np.argmax(reaching)) if reaching.any() else int(np.argmin(away - self.radius))
        score = share * float(weight[away <= NEAR_KM + self.radius].sum())
        unit = self.leaves[row]
        return Inference(round(lon, 5), round(lat, 5), spread, reach, share, score, unit, why)

    def _spread_km(
        self, point: NDArray[np.float64], weight: NDArray[np.float64]
    ) -> tuple[float, float]:
        away = _lengths(self._samples - point[:, None])
        steps = (away * (1 / _STEP_KM)).astype(np.intp)
        reached = np.cumsum(np.bincount(steps, np.repeat(weight, _SAMPLES.shape[1])))
        rows = np.searchsorted(reached, np.array((0.95, _CORNERS)) * reached[-1])
        spread, reach = (rows + 1) * _STEP_KM
        return float(spread), float(reach)


def _by_industry(addresses: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weight of units by their addresses on roads that speak of industry."""
    weight: NDArray[np.float64] = 1.0 + 2.0 * np.sqrt(np.maximum(addresses, 0.0))
    return weight


def _base(name: str) -> str:
    """Return a name without what it ends in: 반월 for 반월동, 팔복동 for 팔복동1가."""
    if name[-1:] not in _SUFFIXES:
        return name
    base = name[:-1].rstrip("0123456789") if name[-1] == "가" else name[:-1]
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
    count = min(_STARTS, len(weight))
    heavy = np.argpartition(-weight, count - 1)[:count]
    away = _lengths(points[:, heavy, None] - points[:, None, :])
    median = points[:, heavy[int(np.argmin(away @ weight))]]
    for _ in range(30):
        towards = points - median[:, None]
        pull = weight / np.maximum(_lengths(towards), 0.05)
        step = towards @ pull / pull.sum()
        median = median + _STRIDE * step
        if np.abs(step).max() < _STILL_KM:
            break
    return np.asarray(median, dtype=np.float64)


def _lengths(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the lengths of vectors, east and north apart; much faster than `np.hypot`."""
    east, north = vectors
    lengths: NDArray[np.float64] = np.sqrt(east * east + north * north)
    return lengths
