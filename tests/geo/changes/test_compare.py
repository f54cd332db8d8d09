"""What changed between two builds is found feature by feature, property by property."""

import pytest

from geo.changes.compare import compare


def properties(collections, collection, id_):
    return collections[collection].features[id_]["properties"]


def test_the_same_data_have_no_changes(today):
    assert compare(today, today) == ()


def test_a_changed_property_is_told_with_both_values(today, changed):
    def close(collections):
        properties(collections, "consortia", "c01")["status"] = "withdrawn"

    (change,) = compare(today, changed(close))
    assert (change.collection, change.id, change.what) == ("consortia", "c01", "changed")
    assert (change.property, change.old, change.new) == ("status", "launched", "withdrawn")
    assert change.name_ko == "디스플레이협의체"


def test_a_feature_that_is_there_no_more_is_gone_and_the_other_way_round_added(today, changed):
    def drop(collections):
        del collections["consortium-ties"].features["c01-chungju1"]

    without = changed(drop)
    (gone,), (added,) = compare(today, without), compare(without, today)
    assert (gone.id, gone.what, gone.property) == ("c01-chungju1", "gone", None)
    assert (added.id, added.what) == ("c01-chungju1", "added")


def test_a_moved_point_is_told_in_kilometres(today, changed):
    def move(collections):
        collections["complexes"].features["changwon"]["geometry"]["coordinates"][1] += 0.01

    (change,) = compare(today, changed(move))
    assert change.property == "geometry"
    # A hundredth of a degree of latitude at 35° is 1.109 km on GRS 80.
    assert change.moved_km == pytest.approx(1.109, abs=0.001)
    assert change.new[1] == pytest.approx(change.old[1] + 0.01)


def test_a_tie_that_moved_tells_its_farthest_end_and_no_coordinates(today, changed):
    def move(collections):
        line = collections["consortium-ties"].features["c01-chungju1"]["geometry"]
        line["coordinates"][1][1] += 0.01

    (change,) = compare(today, changed(move))
    assert change.moved_km == pytest.approx(1.11, abs=0.002)
    assert (change.old, change.new) == (None, None)


def test_another_shape_has_no_distance(today, changed):
    def extend(collections):
        points = collections["consortia"].features["c01"]["geometry"]["coordinates"]
        points.append([127.0, 37.0])

    (change,) = compare(today, changed(extend))
    assert (change.property, change.moved_km) == ("geometry", None)


def test_a_new_property_without_value_is_no_change(today, changed):
    def extend(collections):
        properties(collections, "consortia", "c01")["closed_on"] = None

    assert compare(today, changed(extend)) == ()


def test_a_collection_of_one_side_only_is_one_change_with_its_size(today, changed):
    without = changed(lambda collections: collections.pop("districts"))
    (gone,), (added,) = compare(today, without), compare(without, today)
    assert (gone.collection, gone.id, gone.what, gone.old) == ("districts", None, "gone", 256)
    assert (added.what, added.new, added.name_ko) == ("added", 256, "시군구")


def test_changes_come_in_the_order_of_the_data_whatever_happened_first(today, changed):
    def edit(collections):
        del collections["consortia"].features["c02"]
        properties(collections, "consortia", "c25")["status"] = "withdrawn"
        properties(collections, "complexes", "changwon")["note_ko"] = "바뀜"

    found = [(change.collection, change.id) for change in compare(today, changed(edit))]
    assert found == [("complexes", "changwon"), ("consortia", "c25"), ("consortia", "c02")]
