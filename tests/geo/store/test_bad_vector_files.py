"""Files that cannot be added: a sentence names the file, what is wrong and what is allowed."""

import zipfile

import geopandas
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from geo import errors
from geo.store.vectors.reading import read_vector

NOTHING_SPATIAL = "이름,주소\n하나,서울\n둘,부산\n"


def _zip_without_shp(path):
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("읽어 주세요.txt", "안녕하세요")


def _plain_parquet(path):
    pq.write_table(pa.table({"이름": ["하나"]}), path)


BAD = {
    "empty.geojson": (lambda p: p.write_bytes(b""), errors.EmptyVectorError, "empty.geojson"),
    "blank.csv": (lambda p: p.write_bytes(b"\n\n"), errors.EmptyVectorError, "blank.csv"),
    "empty.gpkg": (lambda p: p.write_bytes(b""), errors.EmptyVectorError, "empty.gpkg"),
    "text.gpkg": (lambda p: p.write_text("안녕"), errors.UnreadableVectorError, ".gpkg"),
    "text.parquet": (lambda p: p.write_text("안녕"), errors.UnreadableVectorError, ".parquet"),
    "text.geojson": (lambda p: p.write_text("안녕"), errors.UnreadableVectorError, "line 1"),
    "cut.geojson": (
        lambda p: p.write_text('{"type":"FeatureCollection","features":[{'),
        errors.UnreadableVectorError,
        "cut.geojson",
    ),
    "topo.json": (
        lambda p: p.write_text('{"type":"Topology"}'),
        errors.UnreadableVectorError,
        "Topology",
    ),
    "list.json": (lambda p: p.write_text("[1,2]"), errors.UnreadableVectorError, "list"),
    "nothing.zip": (_zip_without_shp, errors.UnreadableLayerError, "0 .shp"),
    "alone.shp": (lambda p: p.write_text("안녕"), errors.ImportFileError, "alone.shp"),
    "a.hwp": (lambda p: p.write_text("안녕"), errors.UnreadableVectorError, ".hwp"),
    "places.csv": (
        lambda p: p.write_text(NOTHING_SPATIAL),
        errors.NoCoordinatesError,
        "경도, 위도",
    ),
    "plain.parquet": (_plain_parquet, errors.NoCoordinatesError, "이름"),
    "folder.gpkg": (lambda p: p.mkdir(), errors.UnreadableVectorError, "folder.gpkg"),
    "gone.fgb": (lambda _: None, errors.MissingInputError, "gone.fgb"),
    "swapped.csv": (
        lambda p: p.write_text("경도,위도\n35.2,128.6\n36,127\n"),
        errors.SwappedLayerError,
        "뒤바뀌었습니다",
    ),
    "metres.csv": (
        lambda p: p.write_text("x,y\n5,900000000\n6,900000000\n"),
        errors.UnknownCrsError,
        "metres.csv",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_added_is_refused_in_a_sentence(data, tmp_path, name):
    write, kind, told = BAD[name]
    write(tmp_path / name)
    with pytest.raises(kind) as refused:
        read_vector(tmp_path / name, data)
    said = refused.value.text("ko")
    assert name in said
    assert told in said
    assert name == "gone.fgb" or str(tmp_path) not in said


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.8, 0.99])
def test_a_flatgeobuf_that_is_cut_off_is_refused(data, complexes, tmp_path, kept):
    path = tmp_path / "cut.fgb"
    complexes.to_file(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * kept)])
    with pytest.raises(errors.UnreadableVectorError, match=r"cut\.fgb"):
        read_vector(path, data)


@pytest.mark.parametrize("crs", [4326, 5186, 5174])
def test_swapped_axes_are_named_together_with_the_layer(data, complexes, tmp_path, crs):
    path = tmp_path / "a.gpkg"
    right = complexes.to_crs(crs)
    right.to_file(path, layer="공장")
    swapped = shapely.transform(right.geometry.to_numpy(), lambda xy: xy[:, ::-1])
    right.set_geometry(swapped, crs=crs).to_file(path, layer="거꾸로")
    with pytest.raises(errors.SwappedLayerError) as refused:
        read_vector(path, data)
    assert "a.gpkg (거꾸로)" in refused.value.text("ko")
    assert f"EPSG:{crs}" in refused.value.text("ko")


def test_a_declared_crs_that_leads_off_the_globe_is_refused_with_those_that_fit(
    data, factories, tmp_path
):
    wrong = factories.to_crs(5186).set_crs(4326, allow_override=True)
    wrong.to_file(tmp_path / "a.gpkg")
    with pytest.raises(errors.WrongCrsError, match="EPSG:5186"):
        read_vector(tmp_path / "a.gpkg", data)


@pytest.mark.parametrize("belt", [2096, 2098, 5185, 5187])
def test_a_belt_beside_the_central_one_is_not_taken_for_another(data, tmp_path, belt):
    path = tmp_path / "a.csv"
    inland = geopandas.GeoSeries.from_xy([127.2, 127.4, 127.6], [36.5, 36.6, 36.7], crs=4326)
    metres = inland.to_crs(belt)
    path.write_text("x,y\n" + "\n".join(f"{p.x:.1f},{p.y:.1f}" for p in metres))
    with pytest.raises(errors.UnknownCrsError) as caught:
        read_vector(path, data)
    assert f"EPSG:{belt}" in caught.value.fitting


def test_a_crs_that_coordinates_do_not_tell_is_asked_for(data, factories, tmp_path):
    path = tmp_path / "a.csv"
    metres = factories.to_crs(5174).geometry
    path.write_text("x,y\n" + "\n".join(f"{p.x:.1f},{p.y:.1f}" for p in metres))
    # The old belt with and without its correction lie 250 m apart, which no shore tells.
    with pytest.raises(errors.UnknownCrsError, match="EPSG:5174, EPSG:2097"):
        read_vector(path, data)
    assert len(read_vector(path, data, "EPSG:5174")) == 1
    with pytest.raises(errors.WrongCrsError, match="no such"):
        read_vector(path, data, "no such")
