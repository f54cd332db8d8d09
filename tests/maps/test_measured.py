"""What a view draws of networks: values reckoned by hand, flows that add up, keys that say it."""

import json
import math

import pytest

from geo.networks.metrics import OF_NODES, of_nodes
from geo.networks.models import network
from maps.errors import ViewError
from maps.measured import as_bytes, measured
from maps.view import View, apply


@pytest.fixture(scope="module")
def drawn(documents):
    """Return what an address draws of the two documents."""

    def drawn(name, *items, lang="ko"):
        return measured(documents, name, View.parse(items, documents), lang)

    return drawn


def test_a_view_that_asks_for_nothing_of_networks_draws_nothing(drawn):
    assert drawn("consortia", ("sector", "조선")) is None


def test_every_measure_of_a_place_can_be_asked_for(documents):
    model = network(documents.atlas, "consortia")
    assert tuple(of_nodes(model, model.together())) == OF_NODES


def test_areas_of_symbols_are_as_the_measure(drawn):
    """대구성서 is in five consortia, as no other; by hand a place in one has a fifth of that."""
    made = drawn("consortia", ("measure", "memberships"))
    most, least = made.signs["seongseo"], made.signs["cheonan3"]
    assert most.text == "참여 수: 5"
    assert most.radius == max(sign.radius for sign in made.signs.values()) == 14
    assert least.radius == pytest.approx(3.4 + (14 - 3.4) * math.sqrt(1 / 5), abs=0.01)
    assert [step.text for step in made.radii] == ["5", "2", "1"]
    assert made.strengths == ()


def test_colours_are_classes_of_another_measure(drawn):
    made = drawn("consortia", ("colour", "partners"))
    known = {step.size for step in made.strengths}
    assert {sign.strength for sign in made.signs.values()} == known
    assert all(sign.radius is None for sign in made.signs.values())


def test_measures_are_of_the_bodies_that_a_view_leaves(drawn, documents):
    part = drawn("consortia", ("measure", "memberships"), ("sector", "핵심소재"))
    own = [b for b in documents.bodies if b.sector and b.sector.ko == "핵심소재"]
    there = {member.place_id for body in own for member in body.members}
    assert set(part.signs) == there
    assert f"{len(own)}개" in part.network
    whole = drawn("consortia", ("measure", "memberships"))
    hidden = drawn("consortia", ("measure", "memberships"), ("region", "경남"))
    assert hidden.signs == whole.signs


def test_flows_add_up_the_ties_that_are_shown(drawn, documents):
    made = drawn("consortia", ("flows", "sido"))
    shown = apply(documents, View(), ("consortia",)).ties
    assert sorted(tie for arrow in made.arrows for tie in arrow.ties) == sorted(t.id for t in shown)
    assert not any(disc.within for disc in made.discs)  # all ties of the consortia cross a 시도
    some = drawn("consortia", ("flows", "sido"), ("sector", "핵심소재"), ("region", "울산"))
    assert {arrow.text for arrow in some.arrows} == {
        "울산 → 전남광주: 연결 1개",
        "전남광주 → 울산: 연결 1개",
    }


def test_flows_there_and_back_part(drawn):
    made = drawn("consortia", ("flows", "sido"), ("sector", "핵심소재"), ("region", "울산"))
    one, other = (arrow.points for arrow in made.arrows)
    assert one[0] == other[-1]
    assert math.dist(one[12], other[12]) > 0.2


def test_what_stays_within_a_zone_is_told_in_its_disc(drawn, documents):
    made = drawn("overview", ("flows", "zone"))
    ties = apply(documents, View(), documents.drawn("overview")).ties
    crossing = sum("superregion" in documents.crossed(tie) for tie in ties)
    assert sum(disc.within for disc in made.discs) == len(ties) - crossing
    assert sum(len(arrow.ties) for arrow in made.arrows) == crossing


def test_a_measure_that_there_is_not_is_refused(drawn):
    with pytest.raises(ViewError, match="betweenness"):
        drawn("consortia", ("measure", "influence"))


def test_scripts_read_it_as_json(drawn):
    told = json.loads(
        as_bytes(drawn("consortia", ("measure", "cut"), ("flows", "zone"), lang="en"))
    )
    assert told["signs"]["changwon"].keys() == {"radius", "strength", "text"}
    assert told["arrows"][0].keys() == {"points", "width", "text", "ties"}
