"""Little maps beside each other: everything once, one scale, one key."""

from dataclasses import replace

import pytest

from maps.errors import PictureError
from maps.still.model import texts
from maps.still.multiples import APART, compose_multiples, parts
from maps.still.paper import paper
from maps.still.sheet import Picture
from maps.view import View, apply


@pytest.fixture(scope="module")
def picture():
    return Picture(name="consortia", view=View(), lang="ko", paper=paper("A4"), by="sector")


@pytest.mark.parametrize("by", APART)
def test_the_parts_hold_together_all_that_the_whole_shows(picture, facts, by):
    found = parts(replace(picture, by=by), facts)
    shown = [apply(facts.scene, part.view, ("consortia",)) for part in found]
    assert all(one.places for one in shown)
    whole = apply(facts.scene, View(), ("consortia",))
    assert {tie.id for one in shown for tie in one.ties} == {tie.id for tie in whole.ties}
    assert len({part.name for part in found}) == len(found)


def test_a_condition_of_the_view_leaves_its_part_alone(picture, facts):
    asked = replace(picture, view=View(sector=("핵심소재",), region=("31",)))
    assert [part.name for part in parts(asked, facts)] == ["핵심소재"]
    (zone,) = parts(replace(asked, by="zoning"), facts)
    assert zone.view.region == ("31",)


def test_every_part_has_its_name_and_its_count_and_the_scale_stands_once(picture, facts):
    drawing = compose_multiples(replace(picture, by="zoning"), facts)
    said = [text.text for text in texts(drawing.marks)]
    for part in parts(replace(picture, by="zoning"), facts):
        shown = apply(facts.scene, part.view, ("consortia",))
        assert said[said.index(part.name) + 1].startswith(f"연결선 {len(shown.ties)} ")
    assert len([text for text in said if text.endswith(" km")]) == 1
    assert "N" not in said


def test_what_it_cannot_be_taken_apart_by_is_refused_with_what_there_is(picture, facts):
    with pytest.raises(PictureError) as caught:
        parts(replace(picture, by="colour"), facts)
    assert caught.value.allowed == APART
