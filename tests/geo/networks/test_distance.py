import numpy as np
import pytest

from geo.networks.distance import effects, poisson
from geo.networks.models import network
from geo.networks.nulls import chance_of, draw


def test_the_fit_is_that_of_statsmodels():
    """Of version 0.15.0: GLM(y, x, family=Poisson(), offset=offset).fit(tol=1e-14)."""
    lots = np.random.default_rng(1)
    x = np.stack([np.ones(400), lots.normal(size=400), lots.integers(2, size=400)], axis=1)
    offset = lots.normal(size=400) / 3
    y = lots.poisson(np.exp(x @ [-0.5, 0.7, -0.4] + offset)).astype(float)
    fitted = poisson(x, y, offset)
    params = [-0.556199775141191, 0.7036666104891247, -0.27846870331002793]
    bse = [0.09129042857585053, 0.06613028392977624, 0.129434517789136]
    assert np.allclose(fitted.coefficient, params, atol=1e-9)
    assert np.allclose(fitted.error, bse, atol=1e-9)


def test_chance_makes_nothing_of_sectors(served):
    """Memberships at random: the interval of no effect is without 1 much more often than 5 %."""
    model = network(served, "consortia")
    ensemble = draw(model, samples=60, seed=1)
    told = [
        not one.low <= 1 <= one.high
        for node in ensemble.node
        for one in effects(chance_of(model, node))
    ]
    assert np.mean(told) < 0.09


def test_distance_weakens_ties_and_borders_of_consortia_cannot_be_told(documented):
    found = {one.term: one for one in effects(network(documented, "consortia"))}
    assert found["doubled"].high < 1
    # All 29 ties cross a 시도: what a border does has no bound.
    assert "sido" not in found


def test_the_union_shows_what_a_border_does(served):
    found = {one.term: one for one in effects(network(served, "combined"))}
    assert found["sido"].low > 1


@pytest.mark.parametrize("id_", ["smart-green", "nas"])
def test_few_ties_tell_nothing(served, id_):
    assert effects(network(served, id_)) == ()
