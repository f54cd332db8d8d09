"""Every format of every collection in three CRSs, read by the programs that users have."""

import csv
import io
import json
import sqlite3
import zipfile

import geopandas
import numpy as np
import openpyxl
import pyogrio
import pytest
import shapely
from pyproj import Transformer

from api.settings import DEFAULT_DATA
from geo.crs import OUTPUT_CRS, WGS84, crs_name, to_lonlat
from geo.errors import OutputCrsError
from geo.exports.formats import FORMATS, crs_for
from geo.store.snapshot import layer_files

LAYER_FILES = layer_files(DEFAULT_DATA)

CRS = ("EPSG:4326", "EPSG:5179", "EPSG:5186")
csv.field_size_limit(10_000_000)
MOST_BYTES = 40_000
"""Of the features of a collection that are compared, spread over the whole."""
WITHOUT_CRS = {"topojson"}
"""GDAL does not take what this says of the CRS."""
GIS = [id_ for id_ in FORMATS if id_ not in {"csv", "xlsx"}]
CENTIMETRE = 9e-8
"""Of latitude, in degrees."""


def sample(layer):
    every = range(0, len(layer.fragments), max(1, len(layer.fragments) // 25))
    sizes = np.cumsum([len(layer.fragments[row]) for row in every])
    return [row for row, size in zip(every, sizes, strict=True) if size < MOST_BYTES]


def original(layer, rows):
    features = [json.loads(layer.fragments[row]) for row in rows]
    names = [feature["properties"]["name_ko"] for feature in features]
    shapes = [shape_of(feature["geometry"]) for feature in features]
    return names, np.array(shapes)


def shape_of(geometry):
    """Return the shape; None for what the documents do not place."""
    return None if geometry is None else shapely.geometry.shape(geometry)


def ids(layer, rows):
    return [json.loads(layer.fragments[row])["id"] for row in rows]


def places(shapes):
    """The vertices of each shape as a set: file formats turn rings and begin them elsewhere."""
    coordinates, of = shapely.get_coordinates(shapes, return_index=True)
    return np.unique(np.column_stack([of, coordinates.round(6)]), axis=0), coordinates


def agree(shapes, expected):
    found, coordinates = places(shapes)
    # Our data lie on a grid of 1e-6 degrees: the distance from it is the error.
    assert np.abs(coordinates - coordinates.round(6)).max(initial=0) < CENTIMETRE
    assert np.array_equal(found, places(expected)[0])


def to_wgs84(shapes, crs):
    return shapely.transform(shapes, lambda xy: np.column_stack(to_lonlat(crs, *xy.T)))


def read(path, format_id):
    if format_id == "parquet":
        return geopandas.read_parquet(path)
    # Beside its layer a GeoPackage holds the table of styles.
    return pyogrio.read_dataframe(path, layer=0)


PROJECTED = ("complexes", "consortium-ties", "regions")
"""Points, lines and areas, read back in each CRS; the sweep does so with all collections."""


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("format_id", GIS)
@pytest.mark.parametrize(
    ("collection", "every"),
    [
        *((id_, CRS if id_ in PROJECTED else CRS[:1]) for id_ in LAYER_FILES),
        *(
            pytest.param(id_, CRS[1:], marks=pytest.mark.sweep)
            for id_ in LAYER_FILES
            if id_ not in PROJECTED
        ),
    ],
)
@pytest.mark.slow
def test_counts_korean_and_places_are_read_back(export, layers, collection, every, format_id):
    rows = sample(layers[collection])
    names, shapes = original(layers[collection], rows)
    placed = any(shapes)
    if format_id == "topojson":  # of which GDAL reads what has a place
        if not placed:
            pytest.skip("GDAL reads no topology without arcs")
        rows = [row for row, shape in zip(rows, shapes, strict=True) if shape]
        names, shapes = original(layers[collection], rows)
    for crs in set(every) & set(FORMATS[format_id].crs):
        frame = read(export(collection, format_id, rows=rows, crs=crs), format_id)
        if format_id == "fgb":  # whose index orders features by place
            frame = frame.set_index("id").loc[ids(layers[collection], rows)]
        assert list(frame["name_ko"]) == names
        if not placed and "geometry" not in frame:
            continue
        if format_id not in WITHOUT_CRS:
            assert (frame.crs == "OGC:CRS84" and crs == WGS84) or crs_name(frame.crs) == crs
        agree(to_wgs84(np.array(frame.geometry), crs), shapes)


@pytest.mark.parametrize(
    ("collection", "crs"),
    [
        pytest.param(id_, crs, marks=() if crs == WGS84 or id_ in PROJECTED else pytest.mark.sweep)
        for id_ in LAYER_FILES
        for crs in CRS
    ],
)
def test_csv_and_workbook_hold_the_same_table(export, layers, collection, crs):
    rows = sample(layers[collection])
    names, shapes = original(layers[collection], rows)
    raw = export(collection, "csv", rows=rows, crs=crs).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    table = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert [row["name_ko"] for row in table] == names
    agree(to_wgs84(np.array([place(row) for row in table]), crs), shapes)
    book = openpyxl.load_workbook(export(collection, "xlsx", rows=rows, crs=crs), read_only=True)
    titles, *body = book["features"].iter_rows(values_only=True)
    called = {row[0]: row[1] for row in book["dictionary"].iter_rows(values_only=True)}
    head = [called[title] for title in titles]
    assert head == [name for name in table[0] if name != "left_out"]
    assert [row[head.index("name_ko")] for row in body] == names
    if "Point" in {shape.geom_type for shape in shapes if shape}:
        # A row whose last cells are empty is short.
        column = head.index(head[-2])
        x = [row[column] if len(row) > column else None for row in body]
        assert x == [float(row[head[-2]]) if row[head[-2]] else None for row in table]
    source = {row[0]: row[1] for row in book["source"].iter_rows(max_col=2, values_only=True)}
    assert source["기준일"] == layers[collection].as_of
    assert source["좌표계"] == crs
    book.close()


def place(row):
    *_, x, y = row
    if not row[y]:
        return None
    if x.startswith(("lon", "x_")):
        return shapely.Point(float(row[x]), float(row[y])) if row[x] else None
    return shapely.from_wkt(row[y])


@pytest.mark.parametrize("crs", [crs for crs in OUTPUT_CRS if crs not in {*CRS, "OGC:CRS84"}])
def test_every_other_grid_is_read_back_too(export, layers, crs):
    frame = read(export("complexes", "gpkg", crs=crs), "gpkg")
    names, shapes = original(layers["complexes"], range(len(layers["complexes"].fragments)))
    assert list(frame["name_ko"]) == names
    agree(to_wgs84(np.array(frame.geometry), crs), shapes)


KOREAN_1985 = (
    "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=push +v_3 "
    "+step +proj=cart +ellps=WGS84 +step +inv +proj=molobadekas +x=-145.907 +y=505.034 "
    "+z=685.756 +rx=-1.162 +ry=2.347 +rz=1.592 +s=6.342 +px=-3159521.31 +py=4068151.32 "
    "+pz=3748113.85 +convention=coordinate_frame +step +inv +proj=cart +ellps=bessel "
    "+step +proj=pop +v_3 +step +proj=tmerc +lat_0=38 +lon_0=127.002890277778 +k=1 "
    "+x_0=200000 +y_0=500000 +ellps=bessel"
)
"""EPSG:5191 back, then the Modified Central Belt: what `projinfo` prints."""


def test_the_old_central_belt_has_the_datum_shift_of_proj(export, layers):
    frame = read(export("complexes", "shp", crs="EPSG:5174"), "shp")
    _, shapes = original(layers["complexes"], range(len(layers["complexes"].fragments)))
    lonlat = shapely.get_coordinates(shapes)
    expected = np.column_stack(Transformer.from_pipeline(KOREAN_1985).transform(*lonlat.T))
    assert np.abs(shapely.get_coordinates(frame.geometry) - expected).max() < 0.01


def test_a_whole_layer_of_many_chunks_comes_in_order(export, layer_of, monkeypatch):
    monkeypatch.setattr("geo.exports.features.CHUNK", 7)
    point = {"type": "Point", "coordinates": [127.0, 37.0]}
    layer = layer_of(*((point, {"no": number}) for number in range(50)))
    for format_id in ("gpkg", "parquet", "geojson", "csv"):
        path = export(layer, format_id, crs="EPSG:5179")
        frame = read(path, format_id)
        assert list(frame["no"].astype(int)) == list(range(50))


def test_a_geopackage_says_where_it_comes_from(export, layers):
    path = export("regions", "gpkg", rows=[0], lang="en", style=lambda shape: f"<{shape}>")
    base = sqlite3.connect(path)
    (title, description), *_ = base.execute("SELECT identifier, description FROM gpkg_contents")
    (metadata,) = base.execute("SELECT metadata FROM gpkg_metadata").fetchone()
    (style,) = base.execute("SELECT styleQML FROM layer_styles WHERE useAsDefault").fetchone()
    base.close()
    assert style in {"<Polygon>", "<MultiPolygon>"}
    assert title == "Provinces and metropolitan cities"
    assert "Licence: MIT" in description
    assert layers["regions"].version in metadata


@pytest.mark.parametrize("format_id", ["geojson", "topojson", "kml", "gml", "fgb", "parquet"])
def test_files_carry_licence_date_and_version_inside(export, layers, format_id):
    content = export("regions", format_id, rows=[0]).read_bytes()
    for fact in ("통계청 SGIS", layers["regions"].as_of, layers["regions"].version):
        assert fact.encode() in content


def test_geojson_in_wgs84_has_the_features_byte_for_byte(export, layers):
    content = export("complexes", "geojson").read_bytes()
    assert content.endswith(layers["complexes"].body.partition(b'"features":')[2])
    lines = export("complexes", "ndjson").read_bytes().splitlines()
    assert lines == list(layers["complexes"].fragments)


def test_geojson_in_another_crs_says_so(export):
    parsed = json.loads(export("complexes", "geojson", crs="EPSG:5186").read_bytes())
    assert parsed["crs"]["properties"]["name"] == "urn:ogc:def:crs:EPSG::5186"
    assert parsed["features"][0]["geometry"]["coordinates"][0] > 100_000


@pytest.mark.parametrize("format_id", ["geojsonl", "ndjson"])
def test_features_a_line_cannot_say_their_crs_and_are_wgs_84_alone(format_id):
    assert FORMATS[format_id].crs == (WGS84,)
    with pytest.raises(OutputCrsError, match="EPSG:4326"):
        crs_for(FORMATS[format_id], "EPSG:5179")


def test_a_sequence_has_record_separators_and_ndjson_none(export, layers):
    records = export("complexes", "geojsonl").read_bytes()
    assert records.count(b"\x1e") == len(layers["complexes"].fragments)
    assert records.startswith(b"\x1e{")
    lines = export("complexes", "ndjson").read_bytes()
    assert records.replace(b"\x1e", b"") == lines
    frame = pyogrio.read_dataframe(export("complexes", "geojsonl"))
    assert len(frame) == len(layers["complexes"].fragments)


@pytest.mark.parametrize("crs", ["EPSG:5179", "EPSG:5174", "EPSG:3857"])
def test_json_fg_says_crs_and_time_and_keeps_degrees_for_plain_readers(export, layers, crs):
    parsed = json.loads(export("consortia", "jsonfg", crs=crs).read_bytes())
    assert parsed["coordRefSys"].endswith(f"/EPSG/0/{crs[5:]}")
    assert parsed["conformsTo"]
    first = parsed["features"][0]
    assert first["time"] == {"interval": ["2025-01-16", ".."]}
    assert first["geometry"] == json.loads(layers["consortia"].fragments[0])["geometry"]
    assert first["place"]["type"] == first["geometry"]["type"]


@pytest.mark.parametrize(
    ("values", "time"),
    [
        ({"day": "2025-01-16"}, {"date": "2025-01-16"}),
        ({"at": "2025-01-16T09:00:00+09:00"}, {"timestamp": "2025-01-16T00:00:00Z"}),
        ({"start": "2025-01-01", "end": None}, {"interval": ["2025-01-01", ".."]}),
        (
            {"시작일": "2025-01-01", "종료일": "2025-02-01"},
            {"interval": ["2025-01-01", "2025-02-01"]},
        ),
        ({"at": "2025-01-16T09:00:00"}, None),
        ({"n": 1}, None),
    ],
)
def test_json_fg_tells_the_time_in_the_way_it_is_known(export, layer_of, values, time):
    full = {name: value or "2030-01-01" for name, value in values.items()}
    point = {"type": "Point", "coordinates": [127.0, 37.0]}
    layer = layer_of((point, values), (point, full))
    first = json.loads(export(layer, "jsonfg").read_bytes())["features"][0]
    assert (first["time"], first["place"]) == (time, None)


def test_a_topology_writes_a_shared_border_once(export, layers):
    topology = json.loads(export("districts", "topojson").read_bytes())
    vertices = sum(map(len, topology["arcs"]))
    bodies = map(json.loads, layers["districts"].fragments)
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in bodies]
    assert vertices < 0.7 * sum(map(shapely.get_num_coordinates, shapes))


def test_a_kmz_holds_the_kml(export):
    kml = export("complexes", "kml").read_bytes()
    with zipfile.ZipFile(export("complexes", "kmz")) as archive:
        assert archive.read("doc.kml") == kml
