"""Road addresses lead to buildings for whoever holds the ministry's database (made-up rows)."""

import zipfile
from dataclasses import replace

import pyarrow.parquet as pq
import pytest

from geo.crs import metric_to_lon_lat
from geo.errors import NotJusoError
from geo.geocoding.query import Query
from geo.importers.juso import import_juso
from geo.regions.buildings import Buildings

SUMMARY = (
    "48123|1|4812312900|경상남도|창원시 성산구|웅남동|481233184004|공단로|0|271|0|공장|51557|공장"
    "|0|웅남동|{x}|{y}"
)
"""위치정보요약DB, 18 columns; the coordinates are made up."""
NAVIGATION = (
    "3611025000|세종특별자치시||부강면|361103258001|금호안골길|1|33|2|30077|3611025027100330000000001"
    "|||3611025000|부강면|1|0|0|1||||0|{x}|{y}|||Sejong-si||Bugang-myeon|Geumhoangol-gil|1|0"
)
"""내비게이션용DB, the buildings: the entrance has no coordinates, so the centre is taken."""
XY = {"x": "1149000.5", "y": "1691000.25"}


@pytest.fixture
def districts(geocoder):
    return geocoder.areas.districts


def written(path, *rows, encoding="cp949"):
    path.write_bytes("\r\n".join((*rows, "")).encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["cp949", "utf-8"])
def test_an_address_is_found_to_the_entrance_of_its_building(
    tmp_path, geocoder, districts, encoding
):
    file = written(tmp_path / "entrc_gyeongnam.txt", SUMMARY.format(**XY), encoding=encoding)
    report = import_juso([file], tmp_path / "juso.parquet", districts, str)
    assert (report.read, report.left) == (1, 0)
    areas = replace(geocoder.areas, buildings=Buildings(tmp_path / "juso.parquet"))
    answer = replace(geocoder, areas=areas).answer(Query(name="경남 창원시 성산구 공단로 271"))
    assert answer.id == "road-481233184004-271"
    assert (answer.method, answer.score, answer.precision_km) == ("address_road", 1.0, 0.1)
    assert (answer.lon, answer.lat) == pytest.approx(
        metric_to_lon_lat(float(XY["x"]), float(XY["y"])), abs=1e-5
    )
    beside = replace(geocoder, areas=areas).answer(Query(name="경남 창원시 성산구 공단로 273"))
    assert beside.id.startswith("legal-")


def test_the_buildings_of_the_navigation_database_are_read_from_their_archive(tmp_path, districts):
    text = written(tmp_path / "match_build_sejong.txt", NAVIGATION.format(x="985000", y="1830000"))
    with zipfile.ZipFile(tmp_path / "navi.zip", "w") as package:
        package.write(text, text.name)
    told = []
    target = tmp_path / "imports" / "juso.parquet"
    report = import_juso([tmp_path / "navi.zip"], target, districts, told.append)
    assert (report.read, told) == (1, ["navi.zip/match_build_sejong.txt"])
    assert Buildings(target).at("36110", "금호안골길", 33, 2) is None
    assert Buildings(target).at("36110", "금호안골길", 33, 2, underground=True) is not None


def test_rows_that_cannot_be_used_are_counted_by_their_reason(tmp_path, districts):
    rows = (
        SUMMARY.format(**XY),
        SUMMARY.format(x="", y=""),
        SUMMARY.format(x="1.0", y="1.0"),
        SUMMARY.format(**XY).replace("|271|", "|이백|"),
        SUMMARY.format(**XY).replace("창원시 성산구", "없는시"),
        "too|few",
    )
    file = written(tmp_path / "entrc.txt", *rows)
    report = import_juso([file], tmp_path / "juso.parquet", districts, str)
    counted = report.read, report.unplaced, report.broken, report.elsewhere
    assert counted == (1, 2, 2, 1)


def test_another_layout_is_refused_and_what_stood_there_stands(tmp_path, districts):
    target = tmp_path / "juso.parquet"
    import_juso([written(tmp_path / "a.txt", SUMMARY.format(**XY))], target, districts, str)
    with pytest.raises(NotJusoError):
        import_juso([written(tmp_path / "b.txt", "a|b|c")], target, districts, str)
    assert pq.read_metadata(target).num_rows == 1
