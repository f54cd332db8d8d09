"""Measures beside values counted by hand, and beside networkx on random networks."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.model.programmes import TieRule
from geo.networks.metrics import eigenvector, metrics
from geo.networks.models import network
from tests.geo.networks.drawn import drawn


@pytest.fixture(scope="module")
def consortia(documented):
    return network(documented, "consortia")


@pytest.fixture(scope="module")
def measured(consortia):
    return metrics(consortia)


@pytest.fixture(scope="session")
def some_body(served):
    return served.bodies["c01"]


def test_places_have_the_values_that_the_table_shows(consortia, measured):
    seongseo, mipo = (consortia.index[place] for place in ("seongseo", "ulsan-mipo"))
    nodes = measured.nodes
    assert nodes["memberships"][seongseo] == 5
    assert nodes["roots"][seongseo] == 1
    assert nodes["root_share"][seongseo] == pytest.approx(0.2)
    assert (nodes["ties_out"][seongseo], nodes["ties_in"][seongseo]) == (1, 4)
    assert nodes["roots"][mipo] == 0


def test_the_whole_has_the_values_that_the_table_shows(measured):
    assert measured.network["crossing_share"] == 1
    # 11 and 13 run both ways: two of the 28 pairs with a tie, for 15 and 22 tie the same two.
    assert measured.network["reciprocity"] == pytest.approx(2 / 28)
    assert measured.network["ties"] == 29
    assert 0 < measured.network["crossing_zone_share"] < 1


def test_a_programme_without_ties_has_no_lengths(served):
    measured = metrics(network(served, "smart-green"))
    assert measured.network["length_mean"] is None
    assert measured.network["components"] == measured.network["nodes"]


def test_a_chain_of_three_is_cut_in_its_middle(some_body):
    measured = metrics(drawn(some_body, [[0, 1], [1, 2]], 3))
    assert measured.nodes["cut"].tolist() == [0, 1, 0]
    assert measured.nodes["betweenness"].tolist() == [0, 1, 0]
    assert measured.network["bridges"] == 2
    assert measured.network["length_total"] == pytest.approx(
        sum(drawn(some_body, [[0, 1], [1, 2]], 3).length_km)
    )


def test_spatial_modularity_finds_what_distance_does_not_explain(some_body):
    # Two families of places, mingled on the grid, each tied within.
    families = [list(range(0, 14, 2)), list(range(1, 14, 2))]
    bodies = [[a, b] for own in families for a in own for b in own if a < b]
    measured = metrics(drawn(some_body, bodies, 14))
    assert measured.network["modularity"] == pytest.approx(0.5)
    assert measured.network["modularity_spatial"] > 0.2


@st.composite
def networks(draw):
    n = draw(st.integers(2, 15))
    body = st.lists(st.integers(0, n - 1), min_size=1, max_size=5, unique=True)
    return draw(st.lists(body, min_size=1, max_size=12)), n, draw(st.sampled_from(TieRule))


@settings(deadline=None, max_examples=40)
@given(asked=networks())
def test_measures_are_those_of_networkx(some_body, asked):
    bodies, n, rule = asked
    model = drawn(some_body, bodies, n, rule=rule)
    measured = metrics(model)
    graph = nx.Graph()
    graph.add_nodes_from(range(n))
    graph.add_edges_from((a, b) for own in bodies for a in own for b in own if a != b)

    def same(name, values):
        assert np.allclose(measured.nodes[name], [values[k] for k in range(n)], atol=1e-8), name

    same("partners", dict(graph.degree))
    same("closeness", nx.closeness_centrality(graph))
    same("betweenness", nx.betweenness_centrality(graph))
    same("clustering", nx.clustering(graph))
    same("core", nx.core_number(graph))
    assert measured.network["components"] == nx.number_connected_components(graph)
    ties = nx.DiGraph((a, b) for a, b in zip(model.tail, model.head, strict=True))
    if ties.number_of_edges():
        assert measured.network["reciprocity"] == pytest.approx(nx.overall_reciprocity(ties))
    nx.set_node_attributes(graph, {k: v.sido for k, v in enumerate(model.vertices)}, "sido")
    value = measured.network["assortativity_sido"]
    if value is not None:
        assert value == pytest.approx(nx.attribute_assortativity_coefficient(graph, "sido"))


@settings(deadline=None, max_examples=40)
@given(asked=networks())
def test_leading_vectors_lead(some_body, asked):
    bodies, n, _ = asked
    model = drawn(some_body, bodies, n)
    matrix = model.shared().toarray()
    vector = eigenvector(model)
    if matrix.any():
        largest = np.linalg.eigvalsh(matrix)[-1]
        assert np.allclose(matrix @ vector, largest * vector, atol=1e-3 * largest)


def test_modularity_is_that_of_networkx(consortia):
    from geo.networks.groups import groups_of, modularity

    graph = nx.from_scipy_sparse_array(consortia.shared(newman=True))
    group = groups_of(consortia, 1)
    parts = [set(np.flatnonzero(group == number)) for number in np.unique(group)]
    assert modularity(consortia, group) == pytest.approx(nx.community.modularity(graph, parts))
