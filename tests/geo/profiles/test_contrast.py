"""What one programme or round has beside another, as the documents print it."""

import pytest

from geo.profiles.contrast import SIDES, RoleCount, contrast, roles


def ids(standings):
    return {one.place.id for one in standings}


def test_all_ten_hubs_of_the_transformation_are_members_of_consortia(facts):
    made = contrast(facts, "transformation", "consortia")
    assert RoleCount("hub", 10, 10) in made.roles_a
    assert ids(one for one in made.kept if "hub" not in one.roles_a) == {"seongnam", "sacheon"}
    assert len(made.gone) == 14
    assert len(made.added) == 17


@pytest.mark.parametrize("a", SIDES)
@pytest.mark.parametrize("b", SIDES)
def test_every_place_of_both_sides_is_listed_once_and_counted_in_its_region(facts, a, b):
    made = contrast(facts, a, b)
    assert ids(made.gone) | ids(made.kept) == set(roles(facts, a))
    assert ids(made.added) | ids(made.kept) == set(roles(facts, b))
    counted = [sum(one[i] for one in made.regions) for i in (1, 2, 3)]
    assert counted == [len(made.gone), len(made.kept), len(made.added)]


def test_turned_round_what_was_gone_is_added(facts):
    one, other = contrast(facts, "2020", "2021"), contrast(facts, "2021", "2020")
    assert ids(one.gone) == ids(other.added)
    assert not one.kept


def test_the_first_smart_green_complexes_lead_projects_and_consortia_later(facts):
    assert set(roles(facts, "2019")) == {"banwol-sihwa", "changwon"}
    assert {one.roles_b for one in contrast(facts, "2019", "2021").kept} == {("hub",)}
    assert not contrast(facts, "2019", "2025").gone


def test_a_group_on_one_side_names_its_member_on_the_other(facts):
    made = contrast(facts, "2021", "2025")
    group = next(one for one in made.added if one.place.id == "mipo-onsan")
    assert group.related == ("ulsan-mipo",)
