"""Bodies on a day, and how a member is named where several sources print it."""

import pytest

from geo.model.programmes import begun, first_day


@pytest.mark.parametrize(
    ("since", "day", "has"),
    [
        ("2025", "2024-12-31", False),
        ("2025", "2025-01-01", True),
        ("2025-03", "2025-02-28", False),
        ("2025-03", "2025-03-01", True),
        ("2025-03-04", "2025-03-03", False),
        ("2025-03-04", "2025-03-04", True),
        (None, "1900-01-01", True),
    ],
)
def test_a_partial_date_counts_from_its_first_day(since, day, has):
    assert begun(since, day) is has


def test_the_first_day_of_a_day_is_itself():
    assert [first_day(one) for one in ("2025", "2025-03", "2025-03-04")] == [
        "2025-01-01",
        "2025-03-01",
        "2025-03-04",
    ]


def test_before_it_began_there_is_no_body(body, member):
    assert body([member("yeosu")], since="2025-01-16").as_of("2025-01-15") is None
    assert body([member("yeosu")], since="2025-01-16").as_of("2025-01-16") is not None


def test_members_are_those_of_the_day(body, member):
    made = body(
        [member("yeosu", "lead"), member("gumi", since="2026-04")],
        former=[member("onsan", until="2026-03-31")],
    )
    stood = {
        day: ([m.place_id for m in one.members], [m.place_id for m in one.former])
        for day in ("2026-03-30", "2026-03-31", "2026-04-01")
        for one in (made.as_of(day),)
    }
    assert stood == {
        "2026-03-30": (["yeosu", "onsan"], []),
        "2026-03-31": (["yeosu"], ["onsan"]),
        "2026-04-01": (["yeosu", "gumi"], ["onsan"]),
    }
    assert made.as_of("2026-03-30").members[1].ends_on is None


def test_it_has_ended_from_its_last_day_on_and_its_status_is_that_of_the_day(body, member):
    made = body(
        [member("yeosu")],
        until="2026-03-31",
        statuses=[("launched", "2025"), ("withdrawn", "2026-03-31")],
    )
    before, after = made.as_of("2026-03-30"), made.as_of("2026-03-31")
    assert (before.status, before.ends_on, before.in_force) == ("launched", None, True)
    assert (after.status, after.ends_on, after.in_force) == ("withdrawn", "2026-03-31", False)


def test_a_status_that_no_source_tells_is_none(body, member):
    made = body([member("yeosu")], until="2026-03", statuses=[("withdrawn", "2026-03")])
    assert made.as_of("2026-02-28").status is None


def test_today_is_the_same_as_the_newest_day(body, member):
    made = body([member("yeosu", "lead"), member("gumi", since="2026-04")])
    assert made.as_of("9999-12-31") == made


@pytest.mark.parametrize(
    ("named", "told"),
    [
        (["body", "annex"], "both"),
        (["annex", "body"], "both"),
        (["body", "press"], "body"),
        (["press"], "press"),
        (["annex", "annex"], "annex"),
    ],
)
def test_both_means_body_and_annex(member, printing, named, told):
    assert member("yeosu", printings=[printing(one) for one in named]).named_in == told


def test_the_annex_gives_the_label_and_the_function(member, printing):
    made = member(
        "yeosu",
        printings=(printing("body", "여수", function="가"), printing("annex", function="나")),
    )
    assert made.label("name") == "여수국가"
    assert made.label("region-name") == "전남(여수국가)"
    assert made.function.ko == "나"


def test_a_function_that_only_another_printing_has_is_not_lost(member, printing):
    made = member("yeosu", printings=(printing("body", function="가"), printing("annex")))
    assert made.function.ko == "가"


def test_a_member_without_a_printed_region_is_its_name(member, printing):
    assert member("yeosu", printings=(printing(region=None),)).label("region-name") == "여수국가"


def test_a_member_is_as_sure_as_its_surest_source(member, printing):
    sources = tuple(printing(confidence=one) for one in ("low", "medium", "low"))
    assert member("yeosu", printings=sources).confidence == "medium"


def test_the_root_is_the_role_that_the_declaration_says(atlas):
    roots = {id_: programme.root for id_, programme in atlas.programmes.items()}
    assert (roots["consortia"], roots["transformation"], roots["smart-green"]) == (
        "lead",
        "hub",
        None,
    )
    assert atlas.programmes["transformation"].role("linked").read_as == "link"
    with pytest.raises(KeyError):
        atlas.programmes["consortia"].role("boss")


def test_a_vague_role_yields_to_the_exact_one(atlas, tables):
    printed = {row.role for row in tables.programme("transformation").members}
    roles = {
        member.place_id: member.role
        for body in atlas.bodies_of("transformation")
        for member in body.members
    }
    # The body says 연계산단·지역 (linked) of links and areas alike; the annex tells the area apart.
    assert "linked" in printed
    assert "linked" not in roles.values()
    assert roles["jisa"] == "area"
