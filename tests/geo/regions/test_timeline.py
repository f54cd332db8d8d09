"""Units by day: how many stand, what became of each, and where a place lies on a day."""

from itertools import pairwise

import pytest

from geo.regions.timeline import codes_on, predecessors, stands


@pytest.mark.parametrize(
    ("day", "sidos", "districts"),
    [
        ("2021-03-24", 17, 250),
        ("2024-01-18", 17, 252),
        ("2026-02-01", 17, 255),
        ("2026-06-30", 17, 255),
        ("2026-07-01", 16, 256),
        (None, 16, 256),
    ],
)
def test_so_many_units_stand_on_a_day(timeline, day, sidos, districts):
    assert sum(stands(one, day) for one in timeline.regions) == sidos
    assert sum(stands(one, day) for one in timeline.districts) == districts


def test_on_every_day_a_code_is_borne_once(timeline):
    for day in timeline.states:
        for units in (timeline.regions, timeline.districts):
            codes = [one.code for one in units if stands(one, day)]
            assert len(codes) == len(set(codes))


def test_every_unit_that_ended_leads_to_one_that_stands(timeline):
    for units in (timeline.regions, timeline.districts):
        for one in units:
            assert codes_on(units, one.code, None)
            assert all(codes_on(units, one.code, day) for day in timeline.days)


@pytest.mark.parametrize(
    ("code", "today"),
    [
        ("28110", ("28125", "28155")),  # split
        ("28140", ("28125",)),  # merged
        ("28260", ("28275", "28290")),  # renamed and split
        ("41590", ("41591", "41593", "41595", "41597")),
        ("29170", ("12300",)),  # a new code
        ("45111", ("52111",)),
        ("42110", ("51110",)),
        ("47720", ("27720",)),
        ("41190", ("41192", "41194", "41196")),
        ("11110", ("11110",)),
    ],
)
def test_an_old_code_leads_to_the_units_of_today(timeline, code, today):
    assert codes_on(timeline.districts, code, None) == today


def test_a_code_of_today_leads_back_to_what_held_its_land(timeline):
    assert set(codes_on(timeline.districts, "28125", "2026-06-30")) == {"28110", "28140"}
    assert set(codes_on(timeline.regions, "12", "2021-01-01")) == {"29", "46"}


def test_predecessors_are_those_of_the_day_before(timeline):
    def before(units, code):
        (one,) = [unit for unit in units if unit.code == code and unit.valid_to is None]
        return {unit.code for unit in predecessors(units, one)}

    assert before(timeline.regions, "12") == {"29", "46"}
    assert before(timeline.regions, "27") == {"27", "47"}
    assert before(timeline.districts, "28125") == {"28110", "28140"}
    assert before(timeline.districts, "11110") == set()


def test_states_begin_when_something_changes(timeline):
    assert [*timeline.days] == sorted(timeline.days)
    for one, other in pairwise([*timeline.states][::-1]):
        standing = (
            {
                (u.code, u.valid_from)
                for u in (*timeline.regions, *timeline.districts)
                if stands(u, d)
            }
            for d in (one, other)
        )
        assert next(standing) != next(standing)


def test_a_place_has_the_names_of_the_day(atlas):
    of = {day: atlas.as_of(day) for day in ("2021", "2026-06-30", "2026-07-01")}
    told = {
        (day, id_): (of[day].places[id_].sido, of[day].district_of(id_).name_ko)
        for day in of
        for id_ in ("yeosu", "beautiful-park", "hwaseong-balan")
    }
    assert told["2021", "yeosu"] == ("전라남도", "여수시")
    assert told["2026-07-01", "yeosu"] == ("전남광주통합특별시", "여수시")
    assert told["2026-06-30", "beautiful-park"] == ("인천광역시", "서구")
    assert told["2026-07-01", "beautiful-park"] == ("인천광역시", "검단구")
    assert told["2021", "hwaseong-balan"] == ("경기도", "화성시")
    assert told["2026-06-30", "hwaseong-balan"] == ("경기도", "화성시 만세구")


def test_a_place_lies_on_the_day_of_its_row_where_the_row_says(atlas, tables):
    then = atlas.as_of("2024-04-01")
    wrong = {
        row.id: (row.sido, then.places[row.id].sido)
        for row in tables.places
        if then.places[row.id].sido != row.sido
    }
    assert wrong == {}
