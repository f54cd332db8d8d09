import pytest

from geo.errors import SelectionError
from geo.model.bilingual import Bilingual
from geo.networks.models import LEVELS, network


@pytest.fixture(scope="module")
def consortia(documented):
    return network(documented, "consortia")


def test_a_programme_is_a_hypergraph_with_roles_and_its_ties(consortia):
    assert (len(consortia.bodies), len(consortia.node), len(consortia.ties)) == (25, 54, 29)
    assert consortia.root.sum() == 25


def test_the_graphs_of_networkx_are_views_of_it(consortia):
    incidence, ties = consortia.incidence(), consortia.directed()
    together = consortia.together()
    assert incidence.number_of_edges() == 54
    assert ties.number_of_edges() == 29
    # 15 and 22 tie the same two places.
    assert ties.number_of_edges("seoul-digital", "gwangju-advanced") == 2
    assert together.edges["seoul-digital", "gwangju-advanced"]["bodies"] == 2


@pytest.mark.parametrize("level", LEVELS)
def test_regions_take_part_with_all_their_places(consortia, documented, level):
    model = network(documented, "consortia", level=level)
    assert len(model.ties) == 29
    assert model.length_km.sum() == pytest.approx(consortia.length_km.sum())
    assert len({(n, b) for n, b in zip(model.node, model.body, strict=True)}) == len(model.node)


def test_zones_are_those_of_the_zoning_that_is_given(documented):
    halves = {
        region.id: Bilingual("서", "West") if int(region.code) % 2 else Bilingual("동", "East")
        for region in documented.regions.current
    }
    model = network(documented, "consortia", level="zone", zoning=halves)
    assert {vertex.id for vertex in model.vertices} == {"서", "동"}


def test_the_network_of_a_sector_has_its_bodies_alone(documented):
    model = network(documented, "consortia", sector="핵심소재")
    assert {body.sector.ko for body in model.bodies} == {"핵심소재"}
    assert set(model.node) == set(range(model.size))


def test_the_union_holds_the_ties_of_every_programme(served):
    model = network(served, "combined")
    assert len(model.ties) == len(served.ties)


@pytest.mark.parametrize(
    ("asked", "parameter", "allowed"),
    [
        ({"id_": "rings"}, "network", "consortia"),
        ({"id_": "consortia", "level": "planet"}, "level", "sido"),
        ({"id_": "consortia", "sector": "우주"}, "sector", "핵심소재"),
    ],
)
def test_what_is_unknown_is_answered_with_what_there_is(served, asked, parameter, allowed):
    with pytest.raises(SelectionError) as caught:
        network(served, **asked)
    assert caught.value.parameter == parameter
    assert allowed in caught.value.allowed
