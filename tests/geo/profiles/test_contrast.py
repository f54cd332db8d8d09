"""What one programme or round has beside another, as the documents print it."""

import pytest

from geo.errors import SubjectError
from geo.profiles.contrast import contrast, find_side, roles, sides


@pytest.fixture(scope="session")
def side(atlas):
    return lambda text: find_side(atlas, text)


def ids(standings):
    return {one.place.id for one in standings}


def names(roles):
    return {role.id for role in roles}


def test_all_ten_hubs_of_the_transformation_are_members_of_consortia(atlas, side):
    made = contrast(atlas, side("transformation"), side("consortia"))
    assert ("hub", 10, 9) in {(one.role.id, one.places, one.kept) for one in made.roles_a}
    # The tenth is read as a group, a part of which the consortia name.
    (gumi,) = (one for one in made.gone if "hub" in names(one.roles_a))
    assert gumi.place.id == "gumi-14"
    assert gumi.related
    linked = [one for one in made.kept if "hub" not in names(one.roles_a)]
    assert ids(linked) == {"seongnam", "sacheon"}


def test_every_place_of_both_sides_is_listed_once_and_counted_in_its_region(atlas):
    for a in sides(atlas):
        for b in sides(atlas):
            made = contrast(atlas, a, b)
            assert ids(made.gone) | ids(made.kept) == set(roles(atlas, a))
            assert ids(made.added) | ids(made.kept) == set(roles(atlas, b))
            counted = [sum(one[i] for one in made.regions) for i in (1, 2, 3)]
            assert counted == [len(made.gone), len(made.kept), len(made.added)]


def test_turned_round_what_was_gone_is_added(atlas, side):
    one = contrast(atlas, side("transformation:2020"), side("transformation:2021"))
    other = contrast(atlas, side("2021"), side("2020"))
    assert ids(one.gone) == ids(other.added)
    assert not one.kept


def test_the_first_smart_green_complexes_lead_projects_and_consortia_later(atlas, side):
    first = side("2019")
    assert set(roles(atlas, first)) == {"banwol-sihwa", "changwon"}
    assert [names(one.roles_b) for one in contrast(atlas, first, side("2021")).kept] == [
        {"hub"},
        {"hub"},
    ]
    assert not contrast(atlas, first, side("2025")).gone


def test_a_group_on_one_side_names_its_member_on_the_other(atlas, side):
    made = contrast(atlas, side("2021"), side("2025"))
    group = next(one for one in made.added if one.place.id == "mipo-onsan")
    assert group.related == ("ulsan-mipo",)


@pytest.mark.parametrize(
    ("asked", "id_", "name"),
    [
        ("2019", "smart-green:2019", "2019년 스마트그린산단"),
        ("2021", "transformation:2021", "2021년 대개조"),
        ("2025", "consortia", "초광역 협의체"),
        ("smart-green:2021", "smart-green:2021", "2021년 스마트그린산단"),
    ],
)
def test_a_year_alone_is_that_of_the_first_programme_that_has_it(side, asked, id_, name):
    assert (side(asked).id, side(asked).name.ko) == (id_, name)


@pytest.mark.parametrize("text", ["1999", "transformation:1999", "", "x:y:z"])
def test_an_unknown_side_is_told_what_there_is(side, text):
    with pytest.raises(SubjectError) as caught:
        side(text)
    assert {"consortia", "transformation:2020"} <= set(caught.value.allowed)
