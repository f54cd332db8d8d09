"""How a subject stands follows from the ties of its profile."""

from geo.profiles.profile import profile
from geo.profiles.standing import standing
from geo.profiles.subjects import find_subject, subjects


def test_a_rank_counts_the_ties_that_the_profiles_of_its_like_have(documented):
    every = subjects(documented)
    made = {one: profile(documented, one) for one in every if one.kind != "complex"}
    made |= {one: profile(documented, one) for one in every[-40:]}
    for one, own in made.items():
        found = standing(documented, own)
        assert found.ties == len(own.relations)
        if found.rank and one.kind == "region":
            more = [
                other
                for other, its in made.items()
                if other.kind == "region" and len(its.relations) > found.ties
            ]
            assert found.rank.at == len(more) + 1
        if found.rank:
            assert found.ties <= found.rank.most
            assert found.rank.at <= found.rank.of


def test_sectors_without_a_region_are_those_of_which_no_body_names_it(documented):
    own = profile(documented, find_subject(documented, "region", "대구"))
    (absence, *_) = standing(documented, own).absent
    there = {one.body.sector.ko for one in own.participations if one.body.sector}
    assert there.isdisjoint(name.ko for name in absence.sectors)
    assert absence.of > len(absence.sectors) > 0


def test_a_complex_without_ties_has_no_rank(documented):
    own = profile(documented, find_subject(documented, "region", "세종"))
    found = standing(documented, own)
    assert (found.ties, found.rank) == (0, None)
