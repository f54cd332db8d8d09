"""One table of who takes part in what, in which role and when, over all programmes."""

from collections import Counter
from dataclasses import replace

from geo.layers.memberships import memberships


def rows(atlas, bodies=None):
    return [feature.properties for feature in memberships(atlas, bodies)]


def test_every_membership_of_every_programme_is_a_point_with_an_id_of_its_own(atlas):
    made = memberships(atlas)
    expected = sum(len(body.members) + len(body.former) for body in atlas.bodies.values())
    assert len(made) == len({feature.properties["id"] for feature in made}) == expected
    assert {row["programme"] for row in rows(atlas)} == set(atlas.programmes)
    for feature in made:
        place = atlas.places[feature.properties["place_id"]]
        assert feature.geometry.coords[0] == (place.lon, place.lat)


def test_a_membership_tells_role_period_function_and_evidence(atlas):
    by_id = {row["id"]: row for row in rows(atlas)}
    hub = next(row for row in by_id.values() if row["role"] == "hub")
    body = atlas.bodies[hub["body_id"]]
    assert (hub["body_ko"], hub["body_en"]) == tuple(body.name)
    assert hub["role_ko"] == "거점"
    assert hub["starts_on"]
    assert hub["named_at"]
    assert hub["source"]
    assert hub["locator"] in [at["locator"] for at in hub["named_at"]]


def test_point_reading_and_source_have_a_confidence_each(atlas):
    by_id = {row["id"]: row for row in rows(atlas)}
    guess = by_id["c01-cheonan3"]
    assert guess["written_as"] == ["천안일반"]
    told = [guess[f"{of}confidence"] for of in ("", "place_", "reading_")]
    assert told == ["high", "high", "medium"]


def test_one_place_may_take_part_in_two_roles_and_come_back_and_ids_stay(atlas):
    body = atlas.bodies["c07"]
    first = replace(body.members[0], starts_on="2025-01-16", ends_on="2025-06-30")
    other = replace(first, role=body.members[1].role, starts_on="2025-03", ends_on=None)
    again = replace(first, starts_on="2026-01-01", ends_on=None)
    before = rows(atlas, [replace(body, members=(other,), former=(first,))])
    after = rows(atlas, [replace(body, members=(other, again), former=(first,))])
    assert {row["id"] for row in before} < {row["id"] for row in after}
    assert len({row["id"] for row in after}) == 3
    periods = Counter((row["role"], row["starts_on"], row["ends_on"]) for row in after)
    assert max(periods.values()) == 1
