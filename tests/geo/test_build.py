import json

import geopandas
import pytest

from api.settings import DEFAULT_DATA
from geo.build import build, make
from geo.check import check
from geo.errors import TableError
from geo.store.snapshot import layer_files

LAYER_FILES = layer_files(DEFAULT_DATA)


def test_the_same_tables_give_the_same_bytes(built, data):
    assert make(data).files == built.files


def test_the_committed_files_are_fresh(data):
    assert check(data).problems == ()


@pytest.mark.slow
def test_a_changed_table_and_a_missing_file_make_check_fail_until_the_next_build(own_data):
    places = own_data / "tables" / "places.csv"
    places.write_text(places.read_text("utf-8").replace("128.65302", "128.65402"), "utf-8")
    (own_data / "layers" / "regions.geojson").unlink()
    found = {(p.file, p.code) for p in check(own_data).problems}
    assert found >= {("complexes.geojson", "stale"), ("layers/regions.geojson", "not_built")}
    build(own_data)
    assert check(own_data).problems == ()


@pytest.mark.slow
def test_what_was_damaged_left_over_or_imported_badly_is_told_by_its_file(own_data):
    neighbours = own_data / "boundaries" / "neighbours.topojson"
    neighbours.write_bytes(neighbours.read_bytes() + b" ")
    (own_data / "layers" / "gone.geojson").write_bytes(b"{}")
    (own_data / "imports").mkdir()
    (own_data / "imports" / "points.geojson").write_bytes(b'{"type":"FeatureColl')
    (own_data / "statistics").mkdir()
    (own_data / "statistics" / "complexes.parquet").write_bytes(b"PAR1")
    found = {(problem.file, problem.code) for problem in check(own_data).problems}
    assert {
        ("boundaries/neighbours.topojson", "changed"),
        ("layers/gone.geojson", "left_over"),
        ("imports/points.geojson", "broken_import"),
    } <= found
    assert any("statistics" in file and code == "broken_import" for file, code in found)


@pytest.mark.parametrize("size", [0, 1000])
def test_broken_boundaries_are_named_by_check_and_stop_the_build(own_data, sandan, size):
    korea = own_data / "boundaries" / "korea.topojson"
    korea.write_bytes(korea.read_bytes()[:size])
    (problem,) = check(own_data).problems
    assert (problem.file, problem.code) == ("boundaries/korea.topojson", "changed")
    ended = sandan("build", SANDAN_DATA=str(own_data), SANDAN_LANG="en")
    assert ended.returncode == 4
    assert "korea.topojson" in ended.stderr


def test_a_point_in_another_district_stops_the_build_and_says_where_it_lies(own_data):
    places = own_data / "tables" / "places.csv"
    # Changwon's latitude, half a degree north: 창녕 or thereabouts.
    places.write_text(places.read_text("utf-8").replace("35.22157", "35.62157"), "utf-8")
    with pytest.raises(TableError) as caught:
        make(own_data)
    (problem,) = caught.value.problems
    assert (problem.file, problem.column) == ("places.csv", "sigungu")
    assert "창원시 성산구" in problem.text("ko")


def test_an_unresolvable_name_stops_the_build_with_row_and_candidates(own_data):
    members = own_data / "programmes/consortia/members.csv"
    text = members.read_text("utf-8").replace("전남,여수국가", "전남,여숙국가", 1)
    members.write_text(text, "utf-8")
    with pytest.raises(TableError) as caught:
        make(own_data)
    (problem,) = caught.value.problems
    said = problem.text("ko")
    assert said.startswith("programmes/consortia/members.csv:")
    assert "name_as_written" in said
    assert "여수국가산업단지" in said


def test_every_problem_is_reported_at_once(own_data):
    members = own_data / "programmes/consortia/members.csv"
    text = members.read_text("utf-8").replace("천안일반,,,", "천안일반,soon,never,", 1)
    members.write_text(text, "utf-8")
    places = own_data / "tables" / "places.csv"
    places.write_text(places.read_text("utf-8").replace("128.65302", "east"), "utf-8")
    with pytest.raises(TableError) as caught:
        make(own_data)
    assert [(p.file, p.column, p.code) for p in caught.value.problems] == [
        ("places.csv", "lon", "not_number"),
        ("programmes/consortia/members.csv", "starts_on", "pattern"),
        ("programmes/consortia/members.csv", "ends_on", "pattern"),
    ]


def test_a_district_is_held_to_the_register_of_codes(own_data):
    table = own_data / "tables" / "districts.csv"
    table.write_text(
        table.read_text("utf-8").replace("47940,47,울릉군", "47940,47,울릉시"), "utf-8"
    )
    (found,) = [one for one in check(own_data).problems if one.code == "not_as_registered"]
    assert found.facts["own"] == "경상북도 울릉시"
    assert found.facts["listed"] == "경상북도 울릉군"


def test_every_member_lies_in_a_district_that_its_facts_name(atlas):
    named = {member.place_id for body in atlas.bodies.values() for member in body.members}
    wrong = [
        id_ for id_ in named if atlas.district_of(id_).name_ko not in atlas.places[id_].sigungu_all
    ]
    assert wrong == []


def test_a_gis_user_reads_the_file_as_wgs84_with_korean_names(data):
    frame = geopandas.read_file(data / "complexes.geojson")
    assert frame.crs.to_epsg() == 4326
    changwon = frame.set_index("id").loc["changwon"]
    assert changwon.name_ko == "창원국가산업단지"
    assert (changwon.geometry.x, changwon.geometry.y) == (128.65302, 35.22157)


def test_coordinates_have_at_most_six_decimals(built):
    def numbers(value):
        if isinstance(value, float):
            yield value
        elif isinstance(value, list):
            for part in value:
                yield from numbers(part)

    for file in LAYER_FILES.values():
        for feature in json.loads(built.files[file])["features"]:
            for number in numbers((feature["geometry"] or {}).get("coordinates", [])):
                assert round(number, 6) == number


def test_korean_stands_unescaped(built):
    assert "창원국가산업단지".encode() in built.files["complexes.geojson"]
