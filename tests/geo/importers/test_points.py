"""Layers as offices write them: grids old and new, encodings, and what goes wrong with them."""

import warnings
import zipfile

import geopandas
import numpy as np
import pyogrio
import pytest
import shapely
from pyproj.transformer import TransformerGroup

from geo.errors import (
    LayerColumnsError,
    SeveralLayersError,
    SwappedLayerError,
    UnknownCrsError,
    UnreadableLayerError,
    WrongCrsError,
)
from geo.importers.points import read_points
from geo.model.places import PlaceKind
from geo.regions.boundaries import Boundaries
from geo.regions.timeline import NAMED_ON
from tests.figures import Country

KINDS = {"national": "국가산업단지", "general": "일반산업단지"}


@pytest.fixture(scope="module")
def boundaries(data):
    return Boundaries(data / "boundaries" / "korea.topojson", NAMED_ON)


@pytest.fixture(scope="module")
def complexes(resolver):
    """The atlas's national and general complexes, all over the country."""
    places = [p for p in resolver.gazetteer.places.values() if p.kind.value in KINDS]
    assert len(places) > 30
    return geopandas.GeoDataFrame(
        {
            "단지명": [p.name_ko for p in places],
            "유형": [KINDS[p.kind.value] for p in places],
            "시도": [p.sido for p in places],
            "시군구": [p.sigungu_all[0] for p in places],
        },
        geometry=geopandas.points_from_xy([p.lon for p in places], [p.lat for p in places]),
        crs=4326,
    )


@pytest.fixture
def read(boundaries, regions):
    def one(path, **options):
        return read_points(path, boundaries, regions, **options)

    return one


def write(frame, path, **options):
    """Write as GDAL does, without its words about headings that it cuts."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pyogrio.write_dataframe(frame, path, **options)
    return path


def away_m(layer, frame):
    """Return how far the rows lie from the frame's points, in metres."""
    found = geopandas.points_from_xy([r.lon for r in layer.rows], [r.lat for r in layer.rows])
    there = geopandas.GeoSeries(found, crs=4326).to_crs(5179)
    return there.distance(frame.geometry.to_crs(5179)).to_numpy()


def swapped(frame):
    return frame.set_geometry(
        geopandas.points_from_xy(frame.geometry.y, frame.geometry.x), crs=frame.crs
    )


@pytest.mark.parametrize("epsg", [4326, 5174, 5179, 5181, 5186])
@pytest.mark.parametrize("encoding", ["CP949", "UTF-8"])
def test_a_shapefile_in_any_korean_grid_and_encoding_is_read(
    tmp_path, read, complexes, epsg, encoding
):
    path = write(complexes.to_crs(epsg), tmp_path / "단지.shp", encoding=encoding)
    layer = read(path)
    assert [row.name for row in layer.rows] == list(complexes["단지명"])
    assert [row.sido for row in layer.rows] == list(complexes["시도"])
    assert {row.kind for row in layer.rows} == {PlaceKind.NATIONAL, PlaceKind.GENERAL}
    assert (layer.crs, layer.crs_from) == (f"EPSG:{epsg}", "declared")
    assert layer.encoding == encoding.lower()
    assert layer.problems == ()
    assert away_m(layer, complexes).max() < 0.1


@pytest.mark.parametrize("encoding", ["CP949", "UTF-8"])
@pytest.mark.parametrize("declared", [None, "ISO-8859-1", "UTF-8", "949", "no such"])
def test_the_encoding_is_judged_by_the_text_where_the_cpg_is_missing_or_wrong(
    tmp_path, read, complexes, encoding, declared
):
    path = write(complexes, tmp_path / "a.shp", encoding=encoding)
    path.with_suffix(".cpg").unlink()
    if declared:
        path.with_suffix(".cpg").write_text(declared)
    assert [row.name for row in read(path).rows] == list(complexes["단지명"])


def test_a_heading_cut_in_mid_character_is_read(tmp_path, read, complexes):
    frame = complexes.rename(columns={"단지명": "산업단지명칭", "시도": "소재지"})
    layer = read(write(frame, tmp_path / "a.shp", encoding="UTF-8"))
    # 소재지 holds 시도 here, and so it is one.
    found = {"name": "산업단", "kind": "유형", "sido": "소재지", "sigungu": "시군구"}
    assert layer.columns == found
    assert layer.rows[0].name == complexes["단지명"][0]


def test_a_value_cut_in_mid_character_keeps_its_whole_characters(tmp_path, read, complexes):
    path = write(complexes, tmp_path / "a.shp", encoding="CP949")
    content = path.with_suffix(".dbf").read_bytes()
    name = complexes["단지명"][0].encode("cp949")
    assert content.count(name) == 1
    path.with_suffix(".dbf").write_bytes(content.replace(name, name[:-1] + b" "))
    assert read(path).rows[0].name == complexes["단지명"][0][:-1]


def test_text_in_no_known_encoding_is_refused(tmp_path, read, complexes):
    path = write(complexes, tmp_path / "a.shp", encoding="CP949")
    content = path.with_suffix(".dbf").read_bytes()
    at = int.from_bytes(content[8:10], "little")
    path.with_suffix(".dbf").write_bytes(content[:at] + content[at:].replace(b"\xbb", b"\xff"))
    with pytest.raises(UnreadableLayerError, match="neither UTF-8 nor CP949"):
        read(path)


@pytest.mark.parametrize(
    ("name", "driver", "epsg"),
    [("a.gpkg", "GPKG", 5179), ("a.gpkg", "GPKG", 5186), ("a.geojson", "GeoJSON", 4326)],
)
def test_a_geopackage_and_geojson_are_read(tmp_path, read, complexes, name, driver, epsg):
    layer = read(write(complexes.to_crs(epsg), tmp_path / name, driver=driver))
    assert layer.crs == f"EPSG:{epsg}"
    assert away_m(layer, complexes).max() < 0.1
    assert layer.rows[3].sigungu == (complexes["시군구"][3],)


def test_a_zipped_shapefile_in_a_folder_with_a_korean_name_is_read(tmp_path, read, complexes):
    write(complexes.to_crs(5174), tmp_path / "a.shp", encoding="CP949")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        for part in tmp_path.glob("a.*"):
            if part.suffix != ".zip":
                package.write(part, f"산업단지/DAN{part.suffix.upper()}")
    layer = read(tmp_path / "a.zip")
    assert len(layer.rows) == len(complexes)
    assert away_m(layer, complexes).max() < 0.1


def test_one_of_several_in_a_zip_is_named_by_the_option(tmp_path, read, complexes):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as package:
        for name, some in (("dam_pdan", complexes), ("dam_dan", complexes[:3])):
            write(some.to_crs(5174), tmp_path / f"{name}.shp", encoding="CP949")
            for part in tmp_path.glob(f"{name}.*"):
                package.write(part, part.name)
    assert len(read(tmp_path / "all.zip", layer="dam_dan").rows) == 3
    for asked in (None, "dam_yoj"):
        with pytest.raises(SeveralLayersError, match="--layer dam_pdan") as refused:
            read(tmp_path / "all.zip", layer=asked)
        assert refused.value.layers == ("dam_pdan", "dam_dan")


def test_a_zip_without_a_shapefile_is_refused(tmp_path, read):
    with zipfile.ZipFile(tmp_path / "a.zip", "w"):
        pass
    with pytest.raises(UnreadableLayerError, match=r"0 \.shp"):
        read(tmp_path / "a.zip")


def test_boundaries_are_kept_and_their_point_lies_inside(tmp_path, read, complexes):
    ring = shapely.Polygon([(0, 0), (900, 0), (900, 900), (800, 900), (800, 100), (0, 100)])
    metric = complexes.to_crs(5186)
    shapes = [
        shapely.transform(ring, lambda xy, p=p: np.add(xy, (p.x, p.y))) for p in metric.geometry
    ]
    layer = read(write(metric.set_geometry(shapes, crs=5186), tmp_path / "a.gpkg"))
    for row in layer.rows:
        assert row.geometry.geom_type == "Polygon"
        assert row.geometry.contains(shapely.Point(row.lon, row.lat))


# The coordinate reference system.


def test_the_old_grid_reaches_wgs84_by_the_best_transformation(tmp_path, read, complexes):
    grid = complexes.to_crs(5174)
    layer = read(write(grid, tmp_path / "a.shp", encoding="CP949"))
    best = TransformerGroup("EPSG:5174", "EPSG:4326", always_xy=True).transformers[0]
    lon, lat = best.transform(grid.geometry.x.to_numpy(), grid.geometry.y.to_numpy())
    assert np.allclose([row.lon for row in layer.rows], lon, rtol=0, atol=1e-8)
    assert np.allclose([row.lat for row in layer.rows], lat, rtol=0, atol=1e-8)


def test_a_prj_that_names_the_datum_just_bessel_is_shifted_all_the_same(tmp_path, read, complexes):
    path = write(complexes.to_crs(5174), tmp_path / "a.shp", encoding="CP949")
    prj = path.with_suffix(".prj")
    prj.write_text(
        prj.read_text()
        .replace("D_Korean_Datum_1985", "D_Bessel_1841")
        .replace("GCS_Korean_Datum_1985", "GCS_Bessel_1841")
        .replace("Korean_1985_Modified_Korea_Central_Belt", "Korea_TM")
    )
    layer = read(path)
    assert layer.crs == "EPSG:5174"
    assert away_m(layer, complexes).max() < 0.1


@pytest.mark.parametrize("epsg", [4326, 5179, 5186])
def test_without_a_prj_the_grid_is_known_by_where_the_points_fall(tmp_path, read, complexes, epsg):
    path = write(complexes.to_crs(epsg), tmp_path / "a.shp", encoding="CP949")
    path.with_suffix(".prj").unlink()
    layer = read(path)
    assert (layer.crs, layer.crs_from) == (f"EPSG:{epsg}", "recognised")
    assert away_m(layer, complexes).max() < 0.1


@pytest.mark.parametrize("epsg", [5174, 5181])
def test_grids_300_m_apart_are_not_told_by_a_guess(tmp_path, read, complexes, epsg):
    path = write(complexes.to_crs(epsg), tmp_path / "a.shp", encoding="CP949")
    path.with_suffix(".prj").unlink()
    with pytest.raises(UnknownCrsError, match="EPSG:5181, EPSG:5174") as caught:
        read(path)
    assert caught.value.fitting == ("EPSG:5181", "EPSG:5174", "EPSG:2097")
    layer = read(path, crs=f"EPSG:{epsg}")
    assert (layer.crs, layer.crs_from) == (f"EPSG:{epsg}", "stated")
    assert away_m(layer, complexes).max() < 0.1


def test_points_of_one_inland_province_are_told_by_its_column(tmp_path, read, complexes):
    # Moved by 100 km, Daegu and Gyeongbuk still lie on land, but in another 시도.
    inland = complexes[complexes["시도"].isin(["대구광역시", "경상북도"])].reset_index(drop=True)
    path = write(inland.to_crs(5186), tmp_path / "a.shp", encoding="CP949")
    path.with_suffix(".prj").unlink()
    assert read(path).crs == "EPSG:5186"


@pytest.mark.parametrize(
    ("real", "declared"), [(5179, 5186), (5186, 5179), (5174, 4326), (5181, 5186)]
)
def test_a_wrong_prj_is_refused_with_the_grids_that_fit(tmp_path, read, complexes, real, declared):
    frame = complexes.to_crs(real).set_crs(declared, allow_override=True)
    with pytest.raises(WrongCrsError, match=f"EPSG:{declared}") as caught:
        read(write(frame, tmp_path / "a.shp", encoding="CP949"))
    assert f"EPSG:{real}" in caught.value.fitting
    assert f"EPSG:{declared}" not in caught.value.fitting
    assert read(tmp_path / "a.shp", crs=f"EPSG:{real}").rows


@pytest.mark.parametrize("epsg", [4326, 5174, 5179, 5181, 5186])
@pytest.mark.parametrize("declared", [True, False])
def test_swapped_axes_are_recognised_and_named(tmp_path, read, complexes, epsg, declared):
    path = write(swapped(complexes.to_crs(epsg)), tmp_path / "a.shp", encoding="CP949")
    if not declared:
        path.with_suffix(".prj").unlink()
    with pytest.raises(SwappedLayerError, match=f"EPSG:{epsg}"):
        read(path)


def test_swapped_axes_of_geojson_are_recognised(tmp_path, read, complexes):
    with pytest.raises(SwappedLayerError, match="EPSG:4326"):
        read(write(swapped(complexes), tmp_path / "a.geojson"))


def test_points_abroad_fit_no_grid(tmp_path, read, complexes):
    frame = complexes.set_geometry(complexes.geometry.translate(12, 0), crs=4326)
    with pytest.raises(WrongCrsError, match=r"They do in: –"):
        read(write(frame, tmp_path / "a.geojson"))


def test_a_stated_crs_that_is_none_is_refused(tmp_path, read, complexes):
    path = write(complexes, tmp_path / "a.geojson")
    with pytest.raises(WrongCrsError, match="EPSG:1"):
        read(path, crs="EPSG:1")


# Columns and rows.


@pytest.mark.parametrize("heading", ["DAN_NAME", "산단명", "dan_nm", "산업단지명", "NAME"])
def test_a_column_of_names_is_known_by_its_heading(tmp_path, read, complexes, heading):
    frame = complexes.rename(columns={"단지명": heading, "시군구": "SIGUNGU_NM"})
    layer = read(write(frame, tmp_path / "a.shp", encoding="CP949"))
    assert layer.columns["name"] == heading
    assert layer.rows[0].sigungu == (complexes["시군구"][0],)


def test_a_layer_without_names_lists_its_columns(tmp_path, read, complexes):
    frame = complexes[["유형", "geometry"]].assign(CODE="1")
    with pytest.raises(LayerColumnsError, match="유형, CODE"):
        read(write(frame, tmp_path / "a.gpkg"))


def test_without_a_column_of_kinds_the_name_tells(tmp_path, read, complexes):
    layer = read(write(complexes.drop(columns=["유형", "시도"]), tmp_path / "a.gpkg"))
    row = next(row for row in layer.rows if row.name == "창원국가산업단지")
    assert (row.kind, row.sido) == (PlaceKind.NATIONAL, "경상남도")


def layer_of(tmp_path, *rows):
    """Write (DAN_ID, DAN_NAME, DANJI_TYPE, lon, lat) as the ministry's layers are laid out."""
    frame = geopandas.GeoDataFrame(
        [row[:3] for row in rows],
        columns=["DAN_ID", "DAN_NAME", "DANJI_TYPE"],
        geometry=geopandas.points_from_xy([row[3] for row in rows], [row[4] for row in rows]),
        crs=4326,
    )
    return write(frame, tmp_path / "dam_pdan.geojson")


ICHEON, YANGSAN, WONJU, IMSIL = (127.43, 37.24), (129.03, 35.36), (127.80, 37.29), (127.27, 35.66)


def test_the_code_tells_kind_and_province_and_the_point_its_district(tmp_path, read):
    rows = read(
        layer_of(
            tmp_path,
            ("241CH0", "유산", "2", *ICHEON),
            ("442050", "문막", "4", *WONJU),
            ("445270", "신평", None, *IMSIL),
            ("", "문막", "1", *WONJU),
        )
    ).rows
    assert [(row.kind, row.sido, row.sigungu) for row in rows] == [
        (PlaceKind.GENERAL, "경기도", ("이천시",)),
        (PlaceKind.AGRO, "강원특별자치도", ("원주시",)),
        (PlaceKind.AGRO, "전북특별자치도", ("임실군",)),
        (PlaceKind.NATIONAL, "강원특별자치도", ("원주시",)),
    ]


def test_a_point_in_another_province_than_its_code_is_told_and_not_trusted(tmp_path, read):
    layer = read(
        layer_of(
            tmp_path, *[("248500", "유산", "2", *YANGSAN)] * 20, ("248500", "덕계", "2", *ICHEON)
        )
    )
    (problem,) = layer.problems
    assert (problem.code, problem.line) == ("point_elsewhere", 21)
    assert "경기도 이천시" in problem.text("ko")
    row = layer.rows[-1]
    assert (row.sido, row.apart) == ("경상남도", "경기도 이천시")
    assert {code[:2] for code in row.codes} == {"48"}


def test_numbers_read_as_floats_are_codes_all_the_same(tmp_path, read):
    path = layer_of(tmp_path, (442050.0, "문막", 4.0, *WONJU), (None, "문막", None, *WONJU))
    assert [row.kind for row in read(path).rows] == [PlaceKind.AGRO, None]


def test_a_bad_row_is_a_problem_and_leaves_the_others(tmp_path, read, complexes):
    frame = complexes.copy()
    frame.loc[0, "단지명"] = None
    frame.loc[1, "geometry"] = None
    frame.loc[2, "geometry"] = shapely.Point(139.7, 35.7)
    frame.loc[3, "시도"] = "경남북도"
    layer = read(write(frame, tmp_path / "a.gpkg"))
    problems = {problem.line: problem.code for problem in layer.problems}
    assert problems == {1: "empty", 2: "no_geometry", 3: "point_outside", 4: "region"}
    assert [row.row for row in layer.rows] == [4, *range(5, len(frame) + 1)]
    assert all("{" not in problem.text("ko") for problem in layer.problems)


def test_a_layer_without_any_geometry_has_problems_only(tmp_path, read, complexes):
    frame = complexes.copy()
    frame["geometry"] = None
    layer = read(write(frame.set_geometry("geometry", crs=4326), tmp_path / "a.geojson"))
    assert layer.rows == ()
    assert len(layer.problems) == len(frame)


# Files.


def test_of_several_layers_one_must_be_named(tmp_path, read, complexes):
    write(complexes, tmp_path / "a.gpkg", layer="점")
    write(complexes, tmp_path / "a.gpkg", layer="면", append=True)
    with pytest.raises(SeveralLayersError, match="점, 면"):
        read(tmp_path / "a.gpkg")
    assert read(tmp_path / "a.gpkg", layer="점").rows
    with pytest.raises(SeveralLayersError):
        read(tmp_path / "a.gpkg", layer="선")


@pytest.mark.parametrize("name", ["a.shp", "a.zip", "a.gpkg", "a.geojson", "a.txt"])
def test_a_file_that_is_no_layer_is_refused_without_our_paths(tmp_path, read, name):
    (tmp_path / name).write_bytes(b"no layer at all")
    with pytest.raises(UnreadableLayerError) as caught:
        read(tmp_path / name)
    assert str(tmp_path) not in str(caught.value)
    assert "layer." not in str(caught.value)


@pytest.mark.parametrize("lost", [".shx", ".shp"])
def test_a_shapefile_without_a_companion_is_refused_by_its_own_name(
    tmp_path, read, complexes, lost
):
    path = write(complexes, tmp_path / "단지.shp", encoding="CP949")
    path.with_suffix(lost).unlink()
    with pytest.raises(UnreadableLayerError, match="단지") as caught:
        read(path)
    assert "layer." not in str(caught.value)


@pytest.mark.parametrize("at", [4, 8, 10, 40])
def test_a_damaged_dbf_ends_in_an_error_of_ours_or_in_rows(tmp_path, read, complexes, at):
    path = write(complexes, tmp_path / "a.shp", encoding="CP949")
    dbf = path.with_suffix(".dbf")
    for damage in (b"\x00\x00", b"\xff\xff"):
        content = dbf.read_bytes()
        dbf.write_bytes(content[:at] + damage + content[at + 2 :])
        try:
            assert len(read(path).rows) <= len(complexes)
        except (UnreadableLayerError, LayerColumnsError) as error:
            assert "a.shp" in str(error)  # noqa: PT017


def test_a_missing_file_is_told(tmp_path, read):
    with pytest.raises(UnreadableLayerError, match="no such file"):
        read(tmp_path / "a.gpkg")


def test_a_table_without_geometry_is_no_layer(tmp_path, read, complexes):
    path = write(complexes.drop(columns="geometry"), tmp_path / "a.gpkg", driver="GPKG")
    with pytest.raises(UnreadableLayerError, match="0 layers"):
        read(path)


def test_boundaries_that_state_no_region_are_placed_by_their_code_and_their_ground(
    data, read, tmp_path
):
    country = Country(data, complexes=90, quarters=1)
    layer = read(country.layer(tmp_path))
    assert layer.problems == ()
    assert [row.kind.value for row in layer.rows] == [one.kind for one in country.made]
    # On the day by which boundaries are read these two were apart.
    before = {"전남광주통합특별시": ("광주광역시", "전라남도")}
    for row, one in zip(layer.rows, country.made, strict=True):
        assert row.sido in before.get(one.sido, (one.sido,))
        assert not row.apart
