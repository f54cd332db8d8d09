"""Rules of declared programmes, on a programme that is made up: rows and a declaration only."""

import pytest

from geo.messages import LANGS
from geo.tables.load import check_tables

DECLARATION = """
id = "trials"
name = { ko = "시험", en = "Trials" }
body = { ko = "시험", en = "trial" }
roles = [
  { id = "head", name = { ko = "중심", en = "head" }, root = true },
  { id = "site", name = { ko = "단지", en = "site" } },
]
statuses = [
  { id = "on", name = { ko = "시행", en = "on" } },
  { id = "over", name = { ko = "끝", en = "over" }, final = true },
]
ties = { rule = "RULE" }
"""
SOURCE = "consortia-2025,참고2 표 1행"
BODIES = {
    "a": "a,가,A,on,2025,,yes",
    "b": "b,나,B,on,2025-03,,yes",
}
MEMBERS = (
    "a,head,annex,전남,여수국가,,",
    "a,site,annex,경북,구미국가,,",
    "b,head,annex,경북,구미국가,,",
    "b,site,annex,전남,여수국가,,",
)


@pytest.fixture
def told(own_data):
    """Write the programme with its rows and return what is told of it."""

    def check(bodies=None, members=MEMBERS, rule="star", statuses=(), declaration=DECLARATION):
        folder = own_data / "programmes/trials"
        folder.mkdir()
        (folder / "programme.toml").write_text(declaration.replace("RULE", rule), "utf-8")
        write(
            folder / "bodies.csv",
            "id,name_ko,name_en,status,starts_on,ends_on,members_known",
            {**BODIES, **(bodies or {})}.values(),
        )
        write(
            folder / "members.csv",
            "body_id,role,named_in,region_as_written,name_as_written,starts_on,ends_on",
            members,
        )
        if statuses:
            write(folder / "statuses.csv", "body_id,status,since", statuses)
        problems = check_tables(own_data)[1]
        assert all(problem.text(lang) for problem in problems for lang in LANGS)
        return [problem.text("en") for problem in problems]

    return check


def write(path, header, rows):
    lines = (f"{header},source,locator", *(f"{row},{SOURCE}" for row in rows))
    path.write_text("\n".join(lines) + "\n", "utf-8")


@pytest.mark.parametrize("rule", ["star", "pairs", "none"])
def test_rows_that_hold_are_not_told(told, rule):
    assert told(rule=rule) == []


@pytest.mark.parametrize(
    ("bodies", "says"),
    [
        ({"b": "c13,나,B,on,2025,,yes"}, "'c13' stands already in programme consortia"),
        ({"b": "a,나,B,on,2025,,yes"}, "bodies.csv:3:id: 'a' stands already in line 2"),
        (
            {"a": "a,가,A,gone,2025,,yes"},
            "bodies.csv:2:status: 'gone' is not known. Known: on, over",
        ),
        ({"a": "a,가,A,on,2025,2026,yes"}, "bodies.csv:2:ends_on: status and ends_on of 'a'"),
        ({"a": "a,가,A,over,2025,,yes"}, "has over as its last status and its last day"),
        ({"a": "a,가,A,over,2025,2024-12,yes"}, "bodies.csv:2:ends_on: 2024-12 is before 2025"),
        ({"a": "a,가,A,on,2025,,no"}, "bodies.csv:2:members_known: 'a' has 1 row(s)"),
        ({"c": "c,다,C,on,2025,,yes"}, "bodies.csv:4:id: 'c' has 0 row(s) with the role head"),
    ],
)
def test_a_body_that_breaks_a_rule_is_told(told, bodies, says):
    found = told(bodies)
    assert any(says in line for line in found), found


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (
            "a,boss,annex,경북,구미국가,,",
            "members.csv:6:role: 'boss' is not known. Known: head, site",
        ),
        ("z,site,annex,경북,구미국가,,", "members.csv:6:body_id: 'z' is not known"),
        ("a,head,annex,경남,창원국가,,", "'a' has 2 row(s) with the role head"),
        ("a,site,annex,경북,구미국가,,", "members.csv:6:name_as_written"),
        ("a,site,annex,경남,창원국가,2024-12,", "members.csv:6:starts_on: 2024-12 is before 2025"),
        ("a,site,annex,경남,창원국가,2026-02,2026-01", "ends_on: 2026-01 is before 2026-02"),
        ("b,site,annex,경남,창원국가,,2025-02-28", "ends_on: 2025-02-28 is before 2025-03"),
    ],
)
def test_a_member_that_breaks_a_rule_is_told(told, row, says):
    found = told(members=(*MEMBERS, row))
    assert any(says in line for line in found), found


@pytest.mark.parametrize(
    "row",
    [
        # The body and the annex both print the lead.
        "a,head,body,전남,여수국가,,",
        # The year says no more than that the day is not before.
        "b,site,annex,경남,창원국가,2025,",
        # One that leaves in the year in which it began.
        "b,site,annex,경남,창원국가,,2025",
        # A lead of earlier days.
        "a,head,annex,경남,창원국가,,2026",
    ],
)
def test_what_partial_dates_and_several_printings_allow_is_not_told(told, row):
    assert told(members=(*MEMBERS, row)) == []


def test_without_a_root_members_alone_are_needed(told):
    members = [row.replace("head", "site") for row in MEMBERS]
    assert told(members=members, rule="pairs") == []


def test_a_body_without_members_says_so(told):
    (said,) = told({"c": "c,다,C,on,2025,,yes"}, rule="none")
    assert said.startswith("programmes/trials/bodies.csv:4:id: nobody takes part in 'c'. Add rows")
    assert said.endswith("write no in members_known where the sources name none.")


def test_a_body_whose_members_no_source_names_is_fine(told):
    assert told({"c": "c,다,C,on,2025,,no"}, rule="none") == []


def test_the_last_status_in_time_goes_with_the_last_day(told):
    ended = {"a": "a,가,A,on,2025,2026-03,yes"}
    assert told(ended, statuses=["a,over,2026-03", "a,on,2025-06"]) == []


def test_a_final_status_without_a_last_day_is_told(told):
    (said,) = told(statuses=["a,over,2026-03"])
    assert said.startswith("programmes/trials/bodies.csv:2:ends_on: status and ends_on of 'a'")


def test_a_programme_without_a_final_status_may_just_end(told):
    plain = DECLARATION.replace(", final = true", "")
    assert told({"a": "a,가,A,on,2025,2026-03,yes"}, declaration=plain) == []


def test_a_later_status_that_is_not_known_is_told(told):
    found = told(statuses=["z,on,2026", "a,gone,2026"])
    assert [line.split(":")[2] for line in found] == ["body_id", "status"]


def test_a_collection_belongs_to_one_programme(told):
    taken = DECLARATION.replace('rule = "RULE"', 'rule = "star", collection = "consortia"')
    (said,) = told(declaration=taken)
    assert said == (
        "programmes/trials/programme.toml:ties.collection: the collection 'consortia' belongs to "
        "consortia bodies already. Write another id."
    )
