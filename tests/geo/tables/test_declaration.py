"""A declaration makes a programme, or every fault of it is told with its key."""

import copy

import pytest

from geo.messages import LANGS
from geo.model.programmes import TieRule
from geo.tables.declaration import (
    BODY_VALUES,
    DECLARATION,
    PLACE_VALUES,
    check_declaration,
    read_declaration,
)
from geo.tables.programmes import check_programme

FILE = "programmes/zones/programme.toml"
ZONES = {
    "id": "zones",
    "name": {"ko": "특구", "en": "Zones"},
    "body": {"ko": "특구", "en": "zone"},
    "roles": [
        {"id": "head", "name": {"ko": "중심", "en": "head"}, "root": True},
        {"id": "site", "name": {"ko": "단지", "en": "site"}},
    ],
}


def declared(**more):
    programme, problems = check_declaration({**ZONES, **more}, FILE)
    assert problems == []
    return programme


def told(raw, lang="en"):
    programme, problems = check_declaration(raw, FILE)
    assert programme is None
    return [problem.text(lang) for problem in problems]


def test_few_keys_are_needed_and_the_others_have_plain_answers():
    programme = declared()
    assert (programme.id, programme.tie_rule, programme.root) == ("zones", TieRule.NONE, "head")
    assert (programme.group_by, programme.label, programme.on_overview) == (
        "programme",
        "name",
        False,
    )
    assert programme.page == "programmes/zones/{id}"
    assert programme.bodies_layer.collection == "zones"
    assert programme.ties_layer is None
    assert programme.place_property is None
    assert programme.short == programme.name
    assert programme.bodies.en == "zones"
    assert programme.fact_ids["members"] == "zones-members"


def test_a_programme_with_ties_has_a_collection_of_them():
    layer = declared(ties={"rule": "pairs"}).ties_layer
    assert layer.collection == "zones-ties"
    assert (layer.title.ko, layer.title.en) == ("특구 연결선", "Zones: ties")


def test_attributes_stand_among_the_properties_of_bodies():
    name = {"ko": "면적", "en": "area"}
    area = {"id": "area", "type": "number", "name": name, "unit": {"ko": "㎡", "en": "m²"}}
    goal = {"id": "goal", "type": "bilingual", "name": name}
    own = {"id": "firms", "of": "member", "type": "integer", "name": name}
    names = [n for n, _ in declared(attributes=[area, goal, own]).bodies_layer.columns]
    at = names.index("area")
    assert names[at : at + 4] == ["area", "goal_ko", "goal_en", "members"]
    assert "firms" not in names


def test_a_property_can_be_called_otherwise_than_its_value():
    layer = declared(bodies={"columns": ["id", "launched_on=starts_on"]}).bodies_layer
    assert layer.columns == (("id", "id"), ("launched_on", "starts_on"))


def test_every_value_that_is_known_can_be_listed():
    declared(
        bodies={"columns": sorted(BODY_VALUES)},
        complexes={"property": "zones", "columns": sorted(PLACE_VALUES)},
    )


def without(key):
    return {name: value for name, value in ZONES.items() if name != key}


def role(**more):
    return {**copy.deepcopy(ZONES["roles"][1]), **more}


TERM = {"id": "on", "name": {"ko": "켬", "en": "on"}}


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (without("name"), f"{FILE}:name: this key is missing"),
        ({**ZONES, "name": {"ko": "특구"}}, f"{FILE}:name.en: this key is missing"),
        ({**ZONES, "colour": "red"}, f"{FILE}:colour: there is no such key"),
        ({**ZONES, "id": "My Zones"}, "'My Zones' has the wrong form. Write lower case"),
        ({**ZONES, "group_by": "size"}, "'size' is not allowed. Allowed: sector, round, region"),
        ({**ZONES, "on_overview": "perhaps"}, f"{FILE}:on_overview: 'perhaps'"),
        (
            {**ZONES, "styles": [{"colour": "hotpink"}]},
            f"{FILE}:styles.0.colour: 'hotpink' is not allowed. Allowed: group-1",
        ),
        ({**ZONES, "roles": []}, f"{FILE}:roles"),
        ({**ZONES, "ties": {"rule": "ring"}}, f"{FILE}:ties.rule: 'ring' is not allowed"),
        ({**ZONES, "roles": [role()], "ties": {"rule": "star"}}, "there are 0"),
        ({**ZONES, "roles": [role(root=True), role(id="b", root=True)]}, "there are 2"),
        ({**ZONES, "roles": [role(), role()]}, f"{FILE}:roles.1: 'site' stands there twice"),
        ({**ZONES, "roles": [role(read_as="boss")]}, f"{FILE}:roles.0.read_as: 'boss' is not"),
        ({**ZONES, "statuses": [TERM, TERM]}, f"{FILE}:statuses.1: 'on' stands there twice"),
        ({**ZONES, "bodies": {"columns": ["size"]}}, f"{FILE}:bodies.columns.0: 'size' is not"),
        ({**ZONES, "bodies": {"columns": ["a=b=c"]}}, "'a=b=c' has the wrong form"),
        (
            {**ZONES, "ties": {"rule": "pairs", "columns": ["id", "members"]}},
            f"{FILE}:ties.columns.1: 'members' is not known",
        ),
        (
            {**ZONES, "complexes": {"property": "zones", "columns": ["colour"]}},
            f"{FILE}:complexes.columns.0: 'colour' is not known",
        ),
        (
            {**ZONES, "outline": {"ko": "{region:>99999999}", "en": "x"}},
            "names of values alone in {}",
        ),
        (
            {**ZONES, "outline": {"ko": "{region.__class__}", "en": "x"}},
            "names of values alone in {}",
        ),
        ({**ZONES, "outline": {"ko": "x", "en": "{"}}, "names of values alone in {}"),
        ({**ZONES, "page": "zones"}, "an address within the atlas that ends in {id} or {no}"),
    ],
)
def test_a_fault_is_told_with_its_key_and_what_is_allowed(raw, says):
    assert any(says in line for line in told(raw)), told(raw)
    assert all(told(raw, lang) for lang in LANGS)


def test_every_fault_is_told_at_once():
    assert len(told({**without("name"), "id": "My Zones", "group_by": "size"})) == 3


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"id = ", "not_toml"),
        ("id = '특구'".encode("cp949"), "not_utf8"),
        (None, "file_missing"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_problem(tmp_path, content, code):
    if content is not None:
        (tmp_path / DECLARATION).write_bytes(content)
    programme, (problem,) = read_declaration(tmp_path, FILE)
    assert programme is None
    assert problem.code == code
    assert all(problem.text(lang).startswith(FILE) for lang in LANGS)


def spoil(own_data, old, new):
    path = own_data / "programmes/smart-green/programme.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    tables, problems = check_programme(path.parent)
    assert tables is None
    return [problem.text("en") for problem in problems]


def test_the_id_is_the_name_of_the_folder(own_data):
    (said,) = spoil(own_data, 'id = "smart-green"', 'id = "green"')
    assert "the id is 'green' and the folder is called 'smart-green'" in said


def test_an_attribute_cannot_take_a_column_of_every_programme(own_data):
    attribute = 'attributes = [{ id = "source", name = { ko = "가", en = "a" } }]\nstatuses ='
    (said,) = spoil(own_data, "statuses =", attribute)
    assert "attributes.0.id: 'source' is a column that every programme's table has" in said
