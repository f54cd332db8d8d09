import numpy as np
import pytest

from geo.networks.communities import communities
from geo.networks.models import network
from geo.networks.nulls import draw
from tests.geo.networks.drawn import drawn


def test_two_circles_that_hardly_meet_are_two_groups(some_body):
    lots = np.random.default_rng(1)
    bodies = [lots.permutation(10)[:2] + 10 * (number % 2) for number in range(60)]
    model = drawn(some_body, [one.tolist() for one in bodies] + [[0, 10]], 20)
    found = communities(model, draw(model, samples=99, seed=1), 1)
    assert found.beyond_chance
    assert len(np.unique(found.group)) == 2
    assert found.stability.min() > 0.9


def test_the_consortia_have_no_groups_beyond_chance(documented):
    model = network(documented, "consortia")
    assert not communities(model, draw(model, samples=99, seed=1), 1).beyond_chance


def test_who_meets_nobody_has_no_group(served):
    model = network(served, "smart-green")
    assert communities(model, draw(model, samples=9, seed=1), 1) is None


@pytest.mark.sweep
def test_random_networks_have_no_groups(documented):
    """Of 200 random networks with our degrees, at least 95 % have none beyond chance."""
    from dataclasses import replace

    model = network(documented, "consortia")
    random = draw(model, samples=200, seed=3)
    calm = 0
    for number, node in enumerate(random.node):
        one = replace(model, node=node)
        calm += not communities(one, draw(one, samples=99, seed=number), number).beyond_chance
    assert calm >= 190


@pytest.fixture(scope="module")
def some_body(served):
    return served.bodies["c01"]
