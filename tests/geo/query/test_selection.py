import numpy as np
import pytest
import shapely

from geo.errors import SelectionError
from geo.query.selection import Selection, select


def ids(table, **conditions):
    return table.ids[select(table, Selection(**conditions))].tolist()


def test_nothing_asked_selects_all_in_the_collections_order(table):
    complexes = table("complexes")
    rows = select(complexes, Selection())
    assert rows.dtype == np.int32
    assert rows.tolist() == list(range(72))


def test_every_condition_must_hold(table):
    complexes = table("complexes")
    asked = {
        "bbox": (128, 35, 130, 36),
        "filter": "area_km2 > 10",
        "properties": {"kind": "national"},
        "ids": ("changwon", "onsan", "yeosu", "nowhere"),
    }
    together = ids(complexes, **asked)
    assert together == ["changwon", "onsan"]
    each = [set(ids(complexes, **{name: value})) for name, value in asked.items()]
    assert set(together) == set.intersection(*each)


def test_a_box_takes_what_it_meets_not_what_its_bounds_meet(table):
    ties = table("consortium-ties")
    box = (128.9, 34.85, 129.0, 34.95)
    west, south, east, north = ties.bounds.T
    by_bounds = (west <= box[2]) & (east >= box[0]) & (south <= box[3]) & (north >= box[1])
    found = ids(ties, bbox=box)
    assert len(found) < by_bounds.sum()
    assert set(found) <= set(ties.ids[by_bounds])


def test_a_box_at_sea_selects_nothing(table):
    assert ids(table("regions"), bbox=(0, 0, 1, 1)) == []


def test_a_box_of_six_numbers_leaves_the_heights_out(table):
    complexes = table("complexes")
    flat = ids(complexes, bbox=(128, 35, 129, 36))
    assert flat
    assert ids(complexes, bbox=(128, 35, -10, 129, 36, 10)) == flat


def test_a_box_may_cross_the_date_line(table):
    assert len(ids(table("complexes"), bbox=(124, 33, -170, 39))) == 72
    assert ids(table("complexes"), bbox=(170, 33, -170, 39)) == []


@pytest.mark.parametrize("crs", ["EPSG:5179", "EPSG:5186", "EPSG:5174"])
def test_a_box_in_metres_has_northing_first(table, crs):
    from geo.crs import project

    complexes = table("complexes")
    corners = project(np.array([128.9, 129.6]), np.array([35.3, 35.7]), crs)
    found = ids(complexes, bbox=tuple(corners.ravel()), bbox_crs=crs)
    assert {"ulsan-mipo", "onsan"} <= set(found)
    assert found == ids(complexes, bbox=(128.9, 35.3, 129.6, 35.7))


def test_a_box_of_latitudes_first_is_the_same_box(table):
    complexes = table("complexes")
    assert ids(complexes, bbox=(35, 128, 36, 129), bbox_crs="EPSG:4326") == ids(
        complexes, bbox=(128, 35, 129, 36)
    )


@pytest.mark.parametrize(
    ("datetime", "found"),
    [
        ("2025-01-16", 25),
        ("2025-01-16T09:00:00Z", 25),
        ("2025-01", 25),
        ("2025", 25),
        ("2025-01-15", 0),
        ("2024-12-01/2025-01-16", 25),
        ("2025-01-16/..", 25),
        ("../2025-01-15", 0),
        ("/2025-01-16", 25),
        ("2025-01-17/..", 25),  # none has closed
        ("2026-01-01", 25),
        ("../..", 25),
    ],
)
def test_a_time_selects_by_the_date_of_the_collection(table, datetime, found):
    assert len(ids(table("consortia"), datetime=datetime)) == found


def test_a_collection_without_dates_belongs_to_every_time(table):
    assert len(ids(table("plan-tasks"), datetime="1999")) == len(ids(table("plan-tasks")))


@pytest.mark.parametrize(
    ("parameter", "conditions"),
    [
        ("datetime", {"datetime": "어제"}),
        ("datetime", {"datetime": "2025-02-30"}),
        ("datetime", {"datetime": "2025-02/2025-01"}),
        ("datetime", {"datetime": ".."}),
        ("datetime", {"datetime": ""}),
        ("bbox", {"bbox": (1, 2, 3)}),
        ("bbox", {"bbox": (128, 36, 129, 35)}),
        ("bbox", {"bbox": (float("nan"), 35, 129, 36)}),
        ("bbox", {"bbox": (2e6, 1e6, 1e6, 2e6), "bbox_crs": "EPSG:5179"}),
        ("sortby", {"sortby": ("-nope",)}),
        ("nope", {"properties": {"nope": "1"}}),
        ("area_km2", {"properties": {"area_km2": "넓다"}}),
        ("members", {"properties": {"members": "onsan"}}),
    ],
)
def test_a_condition_that_cannot_be_used_is_named(table, parameter, conditions):
    complexes = table("complexes")
    with pytest.raises(SelectionError) as caught:
        select(complexes, Selection(**conditions))
    assert caught.value.parameter == parameter


def test_values_of_an_address_are_read_as_the_property_is(table):
    complexes, ties = table("complexes"), table("consortium-ties")
    assert ids(complexes, properties={"area_km2": "2.134"}) == ["cheonan3"]
    assert len(ids(complexes, properties={"smart_green_year": "2019"})) == 4
    assert len(ids(ties, properties={"crosses_sido": "true"})) == 29
    assert ids(ties, properties={"crosses_sido": "false"}) == []


class TestOrder:
    def test_numbers_fall_or_rise_and_nulls_stand_last(self, table):
        complexes = table("complexes")
        years = complexes.columns["smart_green_year"]
        for sign, first in (("+", 2019), ("", 2019), ("-", 2021)):
            rows = select(complexes, Selection(sortby=(f"{sign}smart_green_year",)))
            assert years.distinct[years.codes[rows[0]]] == first
            assert (years.codes[rows[7:]] == -1).all()

    def test_equal_ones_stay_as_they_stood(self, table):
        complexes = table("complexes")
        rows = select(complexes, Selection(sortby=("-smart_green_year",)))
        assert (np.diff(rows[7:]) > 0).all()

    def test_texts_go_by_code_point(self, table):
        complexes = table("complexes")
        features = complexes.layer.collection()["features"]
        names = [feature["properties"]["name_ko"] for feature in features]
        rows = select(complexes, Selection(sortby=("name_ko",)))
        assert [names[row] for row in rows] == sorted(names)

    def test_a_second_key_orders_what_the_first_leaves_equal(self, table):
        complexes = table("complexes")
        features = complexes.layer.collection()["features"]
        own = [feature["properties"] for feature in features]
        rows = select(complexes, Selection(sortby=("sido", "-area_km2")))
        keys = [(own[row]["sido"], -own[row]["area_km2"]) for row in rows]
        assert keys == sorted(keys)


def test_points_in_a_box_are_those_that_geometry_finds(made):
    random = np.random.default_rng(7)
    places = np.round(random.uniform((126, 34), (130, 38), (3000, 2)), 2).tolist()
    table = made(*(({"type": "Point", "coordinates": place}, {}) for place in places), (None, {}))
    assert table.points is not None
    for west, south in [(125.9, 33.9), (127.31, 36.02), (129.5, 37.9), (140, 40), (120, 30)]:
        for width, height in [(0, 0), (0.37, 0.41), (2, 0.01), (20, 20)]:
            box = (west, south, west + width, south + height)
            # The last has no place, so that no box is known to be without it.
            expected = np.append(
                np.flatnonzero(shapely.intersects(shapely.box(*box), table.geometries)), 3000
            )
            assert select(table, Selection(bbox=box)).tolist() == expected.tolist()


def test_a_layer_of_anything_but_points_has_no_index_of_points(table, made):
    assert table("regions").points is None
    several = {"type": "MultiPoint", "coordinates": [[127, 36]]}
    assert made((several, {})).points is None
    empty = made()
    assert select(empty, Selection(bbox=(0, 0, 1, 1))).tolist() == []


def test_a_word_selects_what_holds_it_in_any_text_whatever_the_case(table):
    assert ids(table("complexes"), terms=("창원국가",)) == ["changwon"]
    assert "changwon" in ids(table("complexes"), terms=("CHANGWON", "nothing"))
    assert ids(table("complexes"), terms=("없는 말",)) == []
