"""A point in, what lies there out: 시도, 시군구, 읍면동, 리, and the complexes nearby."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from geo.crs import geodesic_lengths_and_bearings, require_korea
from geo.geocoding.query import Note
from geo.model.places import PlaceKind
from geo.regions.legal import LegalPolygons
from geo.regions.raster import PointLocator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from geo.model.places import District, Place
    from geo.regions.standing import Standing
    from geo.regions.units import LegalUnits, Unit

NEAREST = 5
"""As many as fit beside a point on a page."""
_NO_COMPLEX = {PlaceKind.GROUP, PlaceKind.POLICY_SITE}


@dataclass(frozen=True, slots=True)
class Nearby:
    """A complex near a point."""

    id: str
    name: str
    distance_km: float
    """Along the ellipsoid, to the complex's representative point."""
    bearing_deg: float
    """From the point to the complex, clockwise from north, 0 to 360."""
    precision_km: float
    """The complex may reach so far around its point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What lies at a point."""

    lon: float
    lat: float
    sido: str | None = None
    sido_code: str | None = None
    sigungu: str | None = None
    sigungu_code: str | None = None
    """5 digits."""
    emd: str | None = None
    """Legal dong, 읍 or 면; None outside the polygons of 2012/13, as on land reclaimed since."""
    ri: str | None = None
    unit_id: str | None = None
    """``legal-…`` with the code of the smallest unit."""
    distance_km: float = 0.0
    """How far the 시군구 is: 0 inside, else on land or a shore that its boundary lacks."""
    nearest: tuple[Nearby, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, eq=False)
class ReverseGeocoder:
    """Tells what lies at a point. Safe to share between threads."""

    units: LegalUnits
    standing: Standing
    """The 시도 and 시군구 of the day of which it tells."""
    places: Sequence[Place]

    @cached_property
    def emd(self) -> PointLocator:
        """The locator of legal dongs, 읍 and 면."""
        return PointLocator(LegalPolygons.level("emd"))

    @cached_property
    def ri(self) -> PointLocator:
        """The locator of 리."""
        return PointLocator(LegalPolygons.level("ri"))

    def reverse(self, lon: float, lat: float, nearest: int = NEAREST) -> Found:
        """Tell what lies at a point, in degrees, WGS 84, and the `nearest` complexes.

        The smallest unit decides on the 시군구, for its polygons are more exact; where there is
        none (reclaimed land, a shore), the 시군구 within 5 km does.

        Raises
        ------
        SwappedAxesError
            Latitude stands first.
        OutsideKoreaError
            The point is not within the bounds of South Korea.
        """
        require_korea(lon, lat)
        found = Found(lon=lon, lat=lat, nearest=self._nearby(lon, lat, nearest))
        (row,) = self.locate([lon], [lat])
        return self._without_unit(found) if row < 0 else self._at_unit(found, self.all_units[row])

    @cached_property
    def all_units(self) -> tuple[Unit, ...]:
        """The units that `locate` answers with, by row."""
        return tuple(self.units.by_code.values())

    def locate(self, lons: ArrayLike, lats: ArrayLike) -> NDArray[np.int32]:
        """Return the row in `all_units` of the smallest unit at each point, -1 where none is.

        Degrees, WGS 84, shape (n,). Where the two levels contradict each other, the emd is right
        and the 리 is left out.
        """
        of_emd, of_ri, districts = self._rows
        emds = np.append(of_emd, np.int32(-1))[self.emd.locate(lons, lats)]
        ris = np.append(of_ri, np.int32(-1))[self.ri.locate(lons, lats)]
        agree = (emds >= 0) & (ris >= 0) & (districts[emds] == districts[ris])
        return np.where(agree, ris, emds)

    @cached_property
    def _rows(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        """Rows of the units by row of the emd and of the ri, and the 시군구 of each unit."""
        row_of = {unit.code: row for row, unit in enumerate(self.all_units)}
        of_emd, of_ri = (
            np.array([row_of.get(code, -1) for code in polygons.codes], dtype=np.int32)
            for polygons in (self.emd.polygons, self.ri.polygons)
        )
        districts = np.array([int(unit.sigungu_code) for unit in self.all_units], dtype=np.int32)
        return of_emd, of_ri, districts

    def _at_unit(self, found: Found, unit: Unit) -> Found:
        former = Note("former_township", {"name": unit.emd, "until": unit.until})
        held = self.standing.holding(unit.sigungu_code, unit.emd)
        district = held[0] if len(held) == 1 else self.standing.at(found.lon, found.lat)
        return replace(
            self._in_district(found, district or held[0]),
            emd=unit.emd,
            ri=unit.ri or None,
            unit_id=f"legal-{self.standing.legal_code(unit)}",
            notes=(former,) if unit.until else (),
        )

    def _without_unit(self, found: Found) -> Found:
        located = self.standing.bounds.locate([found.lon], [found.lat])
        code = located.codes[0]
        if code is None:
            return replace(found, notes=(Note("at_sea"),))
        return replace(
            self._in_district(found, self.standing.districts[code]),
            distance_km=round(float(located.distances_km[0]), 2),
            notes=(Note("no_legal_dong"),),
        )

    def _in_district(self, found: Found, district: District) -> Found:
        region = self.standing.region_of(district)
        return replace(
            found,
            sido=region.name_ko,
            sido_code=region.code,
            sigungu=district.name_ko,
            sigungu_code=district.code,
        )

    @cached_property
    def _complexes(self) -> list[Place]:
        return [place for place in self.places if place.kind not in _NO_COMPLEX]

    def _nearby(self, lon: float, lat: float, count: int) -> tuple[Nearby, ...]:
        points = np.array([[place.lon, place.lat] for place in self._complexes])
        here = np.repeat([[lon, lat]], len(points), axis=0)
        lengths, bearings = geodesic_lengths_and_bearings(here, points)
        return tuple(
            Nearby(
                self._complexes[row].id,
                self._complexes[row].name_ko,
                round(float(lengths[row]), 2),
                round(float(bearings[row]), 1) % 360,
                self._complexes[row].precision_km,
            )
            for row in np.argsort(lengths, kind="stable")[:count]
        )
