"""The geocoders of a data folder; their parts are read when first asked for (I/O)."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.assemble import make_resolver, make_timeline
from geo.geocoding.areas import AreaFinder
from geo.geocoding.geocoder import Geocoder
from geo.geocoding.listed import ListedComplexes
from geo.geocoding.names import NearNames
from geo.geocoding.toponym import Toponyms
from geo.regions.boundaries import Boundaries
from geo.regions.buildings import FILE, Buildings
from geo.regions.changes import RegionChanges
from geo.regions.codes import LegalCodes
from geo.regions.districts import DistrictNames
from geo.regions.dongs import DongNames
from geo.regions.roads import Roads
from geo.regions.standing import Standing
from geo.regions.timeline import NAMED_ON, stands
from geo.regions.units import LegalUnits
from geo.tables.load import load_tables

if TYPE_CHECKING:
    from pathlib import Path

    from geo.geocoding.reverse import ReverseGeocoder


def make_geocoder(data: Path, *, use_gazetteer: bool = True) -> Geocoder:
    """Make the geocoder of the folder `data`, as in the project.

    Raises
    ------
    TableError
        The tables do not hold.
    """
    tables = load_tables(data)
    index = data / "index"
    changes = RegionChanges(index / "region_changes.csv", index / "legal_dong_changes.csv")
    resolver = make_resolver(tables)
    timeline = make_timeline(tables)
    boundaries = Boundaries(data / "boundaries" / "korea.topojson")
    areas = AreaFinder(
        DistrictNames(
            tuple(district for district in timeline.districts if stands(district, NAMED_ON)),
            resolver.regions,
            index / "district_names.parquet",
            Standing(timeline, changes, boundaries),
            changes.districts,
        ),
        Toponyms(LegalUnits(index / "legal_units.parquet"), Roads(index / "roads.parquet")),
        DongNames(index / "dong_names.parquet"),
        LegalCodes(index / "legal_codes.parquet", changes),
        Buildings(data / FILE),
    )
    listed = ListedComplexes(index / "listed_complexes.csv")
    return Geocoder(resolver, NearNames(resolver.gazetteer), areas, listed, use_gazetteer)


def make_reverse_geocoder(geocoder: Geocoder) -> ReverseGeocoder:
    """Make the reverse geocoder that shares its index and its day with `geocoder`."""
    # Polygons bring geopandas, which takes long to import: not for those who only look up names.
    from geo.geocoding.reverse import ReverseGeocoder  # noqa: PLC0415

    return ReverseGeocoder(
        geocoder.areas.toponyms.units,
        geocoder.areas.districts.standing,
        tuple(geocoder.resolver.gazetteer.places.values()),
    )


@lru_cache(maxsize=4)
def digest_of(data: Path) -> str:
    """Return a digest of the tables and indexes of a folder, from which answers come."""
    digest = hashlib.sha256()
    for path in sorted([*data.glob("tables/*.csv"), *data.glob("index/*")]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
