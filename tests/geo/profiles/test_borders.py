"""What became of a 시도 or 시군구, and what a change of borders does to the numbers."""

from geo.profiles.borders import became, border_change
from geo.profiles.profile import profile
from geo.profiles.subjects import find_subject


def test_a_former_region_is_told_as_of_its_last_day(served):
    made = profile(served, find_subject(served, "region", "광주"))
    assert (made.subject.id, made.day) == ("29", "2026-06-30")
    told = became(served, "29")
    assert [one.code for one in told.units] == ["12"]
    assert (told.day, told.merged) == ("2026-07-01", True)


def test_a_region_with_a_new_name_alone_is_that_of_today(served):
    assert (
        find_subject(served, "region", "42").id
        == find_subject(served, "region", "강원도").id
        == "51"
    )
    assert became(served, "51") is None


def test_a_merger_adds_up_but_for_ties_that_crossed_the_border(served):
    made = profile(served, find_subject(served, "region", "12"))
    change = border_change(served, made)
    assert [one.subject.id for one in change.before] == ["29", "46"]
    assert len(made.participations) == sum(len(one.participations) for one in change.before)
    parts = sum(len(one.relations) for one in change.before)
    assert len(made.relations) == parts - len(change.joined)


def test_a_district_that_was_divided_is_told_as_of_its_last_day_with_its_parts(served):
    made = profile(served, find_subject(served, "area", "28260"))
    assert made.day == "2026-06-30"
    assert {one.code for one in became(served, "28260").units} == {"28275", "28290"}
    change = border_change(served, made)
    assert [one.subject.id for one in change.before] == ["28260"]
    assert [one.subject.id for one in change.after] == ["28275", "28290"]
    assert len(made.inside) == sum(len(one.inside) for one in change.after)


def test_districts_that_exchanged_land_are_told_together(served):
    for code in ("28110", "28140", "28125", "28155"):
        change = border_change(served, profile(served, find_subject(served, "area", code)))
        assert {one.subject.id for one in change.before} == {"28110", "28140"}
        assert {one.subject.id for one in change.after} == {"28125", "28155"}


def test_regions_between_which_a_county_moved_are_told_together(served):
    for code in ("27", "47"):
        change = border_change(served, profile(served, find_subject(served, "region", code)))
        assert change.day == "2023-07-01"
        assert [one.subject.id for one in change.before] == ["27", "47"]


def test_a_new_code_alone_changes_no_number(served):
    for code in ("12210", "29110", "51"):
        kind = "region" if len(code) == 2 else "area"
        assert border_change(served, profile(served, find_subject(served, kind, code))) is None


def test_a_number_of_ties_across_zones_depends_on_the_zoning(documented):
    def crossing(atlas):
        ends = ((atlas.region_of(tie.from_id), atlas.region_of(tie.to_id)) for tie in atlas.ties)
        return sum(atlas.zone_of(one) != atlas.zone_of(other) for one, other in ends)

    assert len(documented.ties) == 45
    assert crossing(documented) == 17
    assert crossing(documented.zoned("5poles3")) == 18
