"""Bodies and ties as features, by the columns that a declaration lists."""

from dataclasses import replace

import pytest

from geo.layers.bodies import bodies, round_value, values_of
from geo.layers.ties import ties
from geo.model.programmes import LayerSpec
from geo.tables.declaration import BODY_COLUMNS, BODY_VALUES, TIE_COLUMNS


def listing(programme, *columns):
    """Return the programme with other columns of its bodies."""
    layer = programme.bodies_layer
    spec = LayerSpec(collection=layer.collection, title=layer.title, columns=columns)
    return replace(programme, bodies_layer=spec)


@pytest.mark.parametrize("id_", ["consortia", "transformation", "smart-green"])
def test_a_body_has_every_value_that_a_declaration_may_list(atlas, id_):
    programme = atlas.programmes[id_]
    for body in atlas.bodies_of(id_):
        assert values_of(atlas, programme, body).keys() >= BODY_VALUES


def test_properties_are_those_that_the_declaration_lists_in_its_order(atlas):
    programme = listing(
        atlas.programmes["consortia"], ("number", "no"), ("id", "id"), ("lead", "root_label")
    )
    first = bodies(atlas, programme)[0]
    assert list(first.properties.items()) == [
        ("number", 1),
        ("id", "c01"),
        ("lead", "충남(천안일반)"),
    ]


def test_the_shape_is_the_points_of_all_who_take_part_the_root_first(atlas):
    programme = atlas.programmes["consortia"]
    made = {f.properties["id"]: f.geometry for f in bodies(atlas, programme)}["c13"]
    yeosu, onsan = atlas.places["yeosu"], atlas.places["mipo-onsan"]
    assert [point.coords[0] for point in made.geoms] == [
        (yeosu.lon, yeosu.lat),
        (onsan.lon, onsan.lat),
    ]


def test_a_body_of_which_nobody_is_known_has_no_shape(atlas, body):
    empty = replace(body([]), attributes={"selected_on": None})
    made = replace(atlas, bodies={"x1": empty})
    (feature,) = bodies(made, atlas.programmes["consortia"])
    assert feature.geometry is None
    assert feature.properties["lead_id"] is None
    assert feature.properties["partner_ids"] == []


def test_a_body_without_a_status_tells_none(atlas, body, member):
    values = values_of(atlas, atlas.programmes["consortia"], body([member("yeosu", "lead")]))
    assert (values["status"], values["status_ko"]) == (None, None)


def test_who_left_is_told_with_role_and_last_day(atlas, body, member):
    left = member("gumi", until="2026-03-31")
    made = body([member("yeosu", "lead")], former=[left])
    values = values_of(atlas, atlas.programmes["consortia"], made)
    assert values["former"] == [
        {"id": "gumi", "role": "partner", "label": "전남(여수국가)", "left_on": "2026-03-31"}
    ]
    assert [one["id"] for one in values["members"]] == ["yeosu"]


def test_a_year_is_a_number_and_another_round_its_name():
    assert (round_value("2021"), round_value("1차"), round_value(None)) == (2021, "1차", None)


def test_without_columns_of_its_own_a_programme_has_those_of_all(atlas):
    names = [name for name, _ in atlas.programmes["smart-green"].bodies_layer.columns]
    assert names == list(BODY_COLUMNS)


def test_a_tie_has_every_value_that_it_has_without_columns_of_its_own(atlas):
    programme = atlas.programmes["transformation"]
    columns = tuple((name, name) for name in TIE_COLUMNS)
    spec = replace(programme.ties_layer, columns=columns)
    made = ties(atlas, replace(programme, ties_layer=spec))
    assert len(made) == len(atlas.ties_of("transformation"))
    first = made[0].properties
    assert list(first) == list(TIE_COLUMNS)
    assert first["body_id"] == first["id"].removesuffix(f"-{first['to_id']}")
    assert first["role"] in {"link", "area"}


def test_a_programme_without_ties_has_no_lines(atlas):
    assert ties(atlas, atlas.programmes["smart-green"]) == ()
