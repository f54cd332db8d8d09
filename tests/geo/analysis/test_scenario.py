import pytest

from geo.analysis.scenario import of_address, outcome, read_scenario
from geo.errors import TableError

YAML = """\
title: 제주를 들이면
steps:
  - {action: add, body: n01, place: changwon, role: 주관, sector: 핵심소재, name: 새 협의체}
  - {action: add, body: n01, place: 여수국가산업단지}
"""


def problems(atlas, name, text):
    with pytest.raises(TableError) as caught:
        outcome(atlas, read_scenario(name, text.encode()), "consortia")
    return [(one.line, one.column, one.code, one.facts) for one in caught.value.problems]


def test_a_withdrawn_body_takes_its_ties_along(documented):
    """What breaks if consortium 15 is withdrawn?"""
    found = outcome(documented, of_address(["withdraw:c15"]), "consortia")
    assert {tie.id for tie in found.lost_ties} == {"c15-banwol-sihwa", "c15-gwangju-advanced"}
    assert found.new_ties == ()
    measures = {change.measure: change[1:] for change in found.changes}
    assert measures["ties"] == (29, 27)
    assert measures["components"][1] > measures["components"][0]
    assert len(documented.ties_of("consortia")) == 29


def test_a_region_that_loses_its_last_tie_is_told(documented):
    alone = [
        b.id
        for b in documented.bodies_of("consortia")
        for m in b.members
        if documented.region_of(m.place_id).id == "daejeon"
    ]
    found = outcome(documented, of_address([f"withdraw:{id_}" for id_ in alone]), "consortia")
    assert [region.id for region in found.lost_regions] == ["daejeon"]
    assert found.lost_places


def test_a_new_body_ties_its_root_with_the_others(documented):
    found = outcome(documented, read_scenario("s.yaml", YAML.encode()), "consortia")
    assert [(tie.from_id, tie.to_id) for tie in found.new_ties] == [("changwon", "yeosu")]
    assert found.bodies == ("n01",)


def test_another_root_turns_the_ties_round(documented):
    steps = of_address(["role:c13:yeosu:partner", "role:c13:mipo-onsan:lead"])
    found = outcome(documented, steps, "consortia")
    assert [(tie.from_id, tie.to_id) for tie in found.new_ties] == [("mipo-onsan", "yeosu")]


def test_a_table_says_the_same_as_yaml(documented):
    rows = ("add,n01,changwon,lead,핵심소재,새 협의체", "add,n01,yeosu,,,")
    text = "\n".join(("action,body,place,role,sector,name", *rows))
    found = outcome(documented, read_scenario("s.csv", text.encode()), "consortia")
    assert [(tie.from_id, tie.to_id) for tie in found.new_ties] == [("changwon", "yeosu")]


def test_an_address_holds_a_scenario():
    read = of_address(("add:n01:changwon:lead:핵심소재:새: 협의체", "withdraw:c15")).steps
    assert [step[:6] for step in read] == [
        ("add", "n01", "changwon", "lead", "핵심소재", "새: 협의체"),
        ("withdraw", "c15", "", "", "", ""),
    ]


def test_what_is_wrong_is_told_with_line_and_nearest_names(documented):
    text = """\
steps:
  - action: add
    body: n01
    place: 여숙국가산단
  - {action: withdraw, body: c99}
  - {action: add, body: c11, place: onsan}
  - {action: explode, body: c11}
  - {action: remove, body: c11, place: changwon}
  - {action: role, body: c11, place: yeosu, role: king}
  - {action: withdraw, body: c12}
  - {action: withdraw, body: c12}
  - {action: add, body: n03, place: changwon}
"""
    found = problems(documented, "s.yaml", text)
    assert [(line, column, code) for line, column, code, _ in found] == [
        (2, "place", "scenario_unknown"),
        (5, "body", "scenario_unknown"),
        (6, "place", "scenario_twice"),
        (7, "action", "unknown"),
        (8, "place", "scenario_absent"),
        (9, "role", "unknown"),
        (11, "body", "scenario_ended"),
        (12, "role", "scenario_root"),
    ]
    assert found[0][3]["near"].startswith("여수국가산업단지")
    assert found[1][3]["near"] != "–"


@pytest.mark.parametrize(
    ("name", "text", "line", "code"),
    [
        ("s.csv", "what,body\nadd,c01\n", 1, "scenario_columns"),
        ("s.yaml", "steps: [{action: add, body", 1, "scenario_yaml"),
        ("s.yaml", "withdraw: c15\n", 0, "scenario_steps"),
        ("s.yaml", "", 0, "scenario_steps"),
        ("s.yaml", "steps:\n  - {action: add, colour: red}\n", 2, "scenario_columns"),
        ("s.yaml", "steps:\n  - add\n", 2, "scenario_steps"),
    ],
)
def test_a_file_that_is_no_scenario_is_refused(documented, name, text, line, code):
    (one, *_) = problems(documented, name, text)
    assert (one[0], one[2]) == (line, code)


def test_another_encoding_is_refused():
    with pytest.raises(TableError):
        read_scenario("s.csv", "action,body\nwithdraw,협의체\n".encode("cp949"))


def test_every_problem_has_words_in_both_languages(documented):
    with pytest.raises(TableError) as caught:
        outcome(documented, of_address(["withdraw:c99", "add:c01:nowhere", "add"]), "consortia")
    for lang in ("ko", "en"):
        assert all(one.text(lang) for one in caught.value.problems)
