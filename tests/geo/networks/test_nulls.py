import numpy as np
import pytest

from geo.networks.chains import KEPT, slots_of
from geo.networks.models import network
from geo.networks.nulls import compare, draw, expectations, projected
from geo.networks.statistics import statistics_of


@pytest.fixture(scope="module")
def consortia(documented):
    return network(documented, "consortia")


@pytest.fixture(scope="module")
def ensembles(consortia):
    return {kept: draw(consortia, kept, samples=1_000, seed=1) for kept in KEPT}


@pytest.mark.parametrize("kept", KEPT)
def test_drawn_networks_keep_memberships_in_each_role_and_body_sizes(consortia, ensembles, kept):
    node = ensembles[kept].node
    for role in (True, False):
        slots = consortia.root == role
        wanted = np.bincount(consortia.node[slots], minlength=consortia.size)
        for one in node[:50]:
            assert np.array_equal(np.bincount(one[slots], minlength=consortia.size), wanted)
    for number in range(len(consortia.bodies)):
        own = np.sort(node[:, consortia.body == number], axis=1)
        assert not (own[:, 1:] == own[:, :-1]).any()


def test_ties_across_borders_are_kept_where_they_are_to_be(consortia, ensembles):
    kept = expectations(consortia, ensembles["border"])["crossing_share"]
    assert kept.verdict == "fixed"
    assert expectations(consortia, ensembles["degrees"])["crossing_share"].low < 1


def test_short_ties_are_likelier_by_as_much_as_in_the_observed_network(consortia, ensembles):
    drawn = expectations(consortia, ensembles["distance"])["length_mean"]
    free = expectations(consortia, ensembles["degrees"])["length_mean"]
    assert drawn.low < drawn.observed < drawn.high
    assert free.verdict == "below"
    assert ensembles["distance"].decay > 0


@pytest.mark.parametrize("kept", KEPT)
def test_the_chains_mix(ensembles, kept):
    assert ensembles[kept].mixed


def test_too_few_steps_are_told(consortia):
    assert not draw(consortia, "degrees", samples=200, seed=1, steps=2).mixed


def test_the_same_seed_draws_the_same_networks(consortia, ensembles):
    again = draw(consortia, "degrees", samples=1_000, seed=1)
    assert np.array_equal(again.node, ensembles["degrees"].node)


def test_what_is_compared_is_what_is_measured(consortia):
    from geo.networks.metrics import metrics

    slots = slots_of(consortia)
    many = statistics_of(consortia, slots.tails, slots.heads, consortia.node[None, :])
    one = metrics(consortia).network
    for name, values in many.items():
        assert values[0] == pytest.approx(one[name]), name


def test_shuffled_ties_break_bodies_up(consortia):
    alone = projected(consortia)
    assert len(alone.bodies) == len(consortia.ties)
    assert sorted(alone.tail) == sorted(consortia.tail)


def test_a_value_that_cannot_vary_has_no_p_value():
    assert compare(1.0, np.ones(10)).verdict == "fixed"


def test_values_beyond_all_drawn_ones_are_told_so():
    assert compare(9.0, np.arange(1_000) / 1_000).verdict == "above"
    assert compare(0.5, np.arange(1_000) / 1_000).verdict == "within"


@pytest.mark.parametrize("kept", KEPT)
def test_about_one_in_twenty_networks_of_chance_is_told_to_differ(consortia, ensembles, kept):
    """`benchmarks.calibration` draws more, and as the page does."""
    tested = draw(consortia, kept, samples=400, seed=2)
    for name, values in tested.drawn.items():
        ps = [compare(float(value), ensembles[kept].drawn[name]).p for value in values]
        if ps[0] is not None:
            assert np.mean([p < 0.05 for p in ps]) < 0.09, name


@pytest.mark.sweep
@pytest.mark.parametrize("kept", KEPT)
@pytest.mark.parametrize("id_", ["consortia", "combined"])
def test_one_in_twenty_networks_of_chance_is_told_to_differ(served, id_, kept):
    """A network drawn from a null has p < .05 in 5 of 100 cases, for every measure shown."""
    model = network(served, id_)
    reference = draw(model, kept, samples=10_000, seed=1)
    if not reference.mixed:
        pytest.skip("the page does not show it either")
    tested = draw(model, kept, samples=1_000, seed=2)
    for name, values in tested.drawn.items():
        ps = [compare(float(value), reference.drawn[name]).p for value in values]
        if ps[0] is not None:
            assert np.mean([p < 0.05 for p in ps]) == pytest.approx(0.05, abs=0.015), name
