"""What a reader of a picture alone would take for true, is."""

import pytest

from maps.still.measured import measure
from maps.still.paper import extent_of


@pytest.fixture(
    scope="module",
    params=[
        ("overview", "A4", "country"),
        ("overview", "16:9", "country"),
        ("overview", "A4", "127.6,34.6,129.7,36.4"),
        ("consortia", "square", "126,36.5,128,38"),
        ("transformation", "16:9", "country"),
    ],
    ids=" ".join,
)
def found(request, drawn):
    name, size, extent = request.param
    return measure(drawn("svg", name=name, size=size, extent=extent_of(extent)))


def test_no_tie_runs_through_a_place_that_it_does_not_join(found):
    assert found.through == ()


def test_no_arrowhead_is_covered(found):
    assert found.covered == ()


def test_lines_cross_at_angles_that_can_be_followed(found):
    assert found.sharp <= 0.05 * found.crossings


def test_longer_ties_curve_more(found):
    assert found.curving > 0.6


def test_every_pair_and_direction_is_read_from_the_drawing(found, scene):
    ties = {tie.id: (tie.from_id, tie.to_id) for tie in scene.atlas.ties}
    assert found.pairs == {id_: ties[id_] for id_ in found.pairs}
    assert len(found.pairs) == found.ties
    assert found.astray == ()
