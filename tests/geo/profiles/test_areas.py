"""A group's area tells how it comes out of its parts."""

from geo.profiles.areas import area_sum


def test_the_sum_of_seongseo_goes_without_its_fifth_part(atlas):
    found = area_sum(atlas, atlas.places["seongseo"])
    assert [one.id for one in found.left_out] == ["seongseo5"]
    assert round(found.total, 1) == 12.6


def test_a_place_without_parts_has_no_sum(atlas):
    assert area_sum(atlas, atlas.places["changwon"]) is None


def test_every_group_with_an_area_is_explained_or_told_to_differ(atlas):
    for place in atlas.places.values():
        found = area_sum(atlas, place)
        if found and found.left_out is not None:
            rest = found.total - sum(one.area_km2 for one in found.left_out)
            assert abs(rest - place.area_km2) < 0.01
