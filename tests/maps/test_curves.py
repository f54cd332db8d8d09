"""Ties that share their ends are drawn apart."""

from itertools import combinations
from math import hypot

import pytest

from maps.bows import MANY, SAMPLES
from maps.curves import PIXEL, bowed

YEOSU, ULSAN, GUMI = (127.69, 34.84), (129.352, 35.478), (128.37836, 36.09949)


@pytest.fixture(scope="module")
def chords(scene):
    return tuple(scene.chord(tie) for tie in scene.atlas.ties_of("consortia"))


def gap(one, other):
    """The widest distance between two curves, point by point the nearest, in screen pixels."""
    return max(min(hypot(x - u, y - v) for u, v in other.points) for x, y in one.points) / PIXEL


def test_a_curve_ends_exactly_where_its_places_lie():
    curve, *_ = bowed(((YEOSU, ULSAN), (ULSAN, GUMI)))
    assert (curve.points[0], curve.points[-1]) == (YEOSU, ULSAN)
    assert len(curve.points) == SAMPLES


@pytest.mark.parametrize("copies", [2, 3, 7, 12])
def test_parallel_ties_never_coincide(copies):
    curves = bowed(((YEOSU, ULSAN),) * copies)
    assert all(gap(a, b) > 3 for a, b in combinations(curves, 2))


def test_reciprocal_ties_take_different_ways():
    there, back = bowed(((YEOSU, ULSAN), (ULSAN, YEOSU)))
    assert gap(there, back) > 3


def test_the_real_ties_between_the_same_places_are_apart(chords):
    curves = bowed(chords)
    twins = [
        (curves[i], curves[k])
        for i, k in combinations(range(len(chords)), 2)
        if set(chords[i]) == set(chords[k])
    ]
    assert len(twins) == 2, "11 with 13, 15 with 22"
    assert all(gap(a, b) > 5 for a, b in twins)


def test_no_two_real_ties_coincide_and_no_badge_hides_another(chords):
    curves = bowed(chords)
    for one, other in combinations(curves, 2):
        assert gap(one, other) > 3
        (x, y), (u, v) = one.middle, other.middle
        assert hypot(x - u, y - v) / PIXEL > 11


def test_a_badge_stands_on_its_curve(chords):
    assert all(c.middle in c.points for c in bowed(chords))


def test_the_same_chords_give_the_same_curves(chords):
    assert bowed.__wrapped__(chords) == bowed.__wrapped__(chords)


def test_a_tie_without_length_does_no_harm():
    assert bowed(((ULSAN, ULSAN),))[0].points[0] == ULSAN


def test_very_many_ties_bow_by_a_simple_rule_that_still_parts_those_there_and_back():
    chords = tuple(
        ((126 + n % 97 / 30, 35 + n % 89 / 40), (127 + n % 83 / 30, 36 + n % 79 / 40))
        for n in range(MANY)
    )
    curves = bowed((*chords, chords[0], chords[0][::-1]))
    first, again, back = curves[0], *curves[-2:]
    assert all(gap(a, b) > 3 for a, b in combinations((first, again, back), 2))


def test_no_ties_give_no_curves():
    assert bowed(()) == ()
