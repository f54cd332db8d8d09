"""The names that every map of the country has, and where they may stand."""

import pytest

from geo.messages import catalogue
from maps.anchors import ground_names


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("ko", {"동해", "서해", "남해", "울릉도", "독도", "전남광주", "제주"}),
        ("en", {"East Sea", "Yellow Sea", "South Sea", "Ulleungdo", "Dokdo", "Jeju"}),
    ],
)
def test_seas_far_islands_and_every_sido_of_today_are_named(atlas, lang, expected):
    names = ground_names(atlas.regions.current, catalogue("maps", lang))
    labels = [name["label"] for name in names]
    assert expected <= set(labels)
    assert len(labels) == len(set(labels)) == len(atlas.regions.current) + 5
    for name in names:
        for lon, lat in (name["at"], *name.get("others", ())):
            assert 124 < lon < 132
            assert 33 < lat < 39
