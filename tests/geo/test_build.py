import json

import geopandas
import pytest

from api.settings import DEFAULT_DATA
from geo.build import build, locate_places, make
from geo.check import check
from geo.errors import TableError
from geo.regions.boundaries import Boundaries
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


def test_every_member_lies_in_a_district_that_its_facts_name(atlas, data):
    located = locate_places(atlas, Boundaries(data / "boundaries/korea.topojson"))
    named = {member.place_id for body in atlas.bodies.values() for member in body.members}
    wrong = [id_ for id_ in named if located[id_].name_ko not in atlas.places[id_].sigungu_all]
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
