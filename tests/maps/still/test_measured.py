"""Pictures of measures and flows: what is drawn is explained, by as much as it is drawn."""

import pytest

from maps.still.model import texts


def said(sheet):
    return [text.text for text in texts(sheet.drawing.marks)]


def test_sizes_and_colours_are_explained_and_roles_no_more(sheet):
    made = sheet(
        "consortia",
        query=(
            ("measure", "betweenness"),
            ("colour", "partners"),
        ),
    )
    words = said(made)
    assert {"매개 중심성", "협력 상대 수"} <= {*words}
    assert "주관 겸 연계" not in words
    assert "기호가 클수록 참여가 많음" not in words
    sizes = {place.look.radius for place in made.network.places if place.look.fill != "member"}
    assert max(sizes) == pytest.approx(14)
    assert all(place.strength is not None for place in made.network.places)


def test_flows_stand_for_ties_and_places(sheet):
    made = sheet("consortia", query=(("flows", "sido"),))
    assert not made.network.ties
    assert not made.network.places
    assert len(made.network.arrows) == 26
    words = said(made)
    assert "시도 사이의 흐름" in words
    assert {"연결 1개", "연결 2개"} <= {*words}
    # Regions with ties are named beside their discs, those without stay in the quiet names.
    named = {label.wish.text for label in made.labels}
    assert {"경남", "전남광주", "강원"} <= named
    assert "제주" in {label.wish.text for label in made.regions}


def test_places_by_a_measure_stay_where_flows_run(sheet):
    made = sheet(
        "overview",
        query=(
            ("flows", "zone"),
            ("measure", "memberships"),
        ),
    )
    assert made.network.places
    assert made.network.discs
    assert not made.network.ties
