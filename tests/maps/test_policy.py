"""The maps offer every theme of policy sites that has a point, with symbols and words."""

import json

import pytest

from geo.messages import LANGS, catalogue
from maps.layers.policy import Policy
from maps.theme import SHAPES


@pytest.fixture(scope="module", params=LANGS)
def offered(request, links):
    return Policy(links, catalogue("maps", request.param)).data


def test_the_themes_are_those_of_which_a_document_names_a_site(offered, data):
    sites = json.loads((data / "layers" / "policy-sites.geojson").read_bytes())["features"]
    placed = {site["properties"]["theme"] for site in sites if site["geometry"]}
    assert {look["theme"] for look in offered["looks"]} == placed | {"agreement"}


def test_only_the_smart_green_complexes_carry_their_year(offered):
    assert [look["theme"] for look in offered["looks"] if look["dated"]] == ["smart_green"]


def test_no_two_themes_share_a_symbol(offered):
    symbols = [(look["shape"], look["colour"]) for look in offered["looks"]]
    assert len(set(symbols)) == len(symbols)
    assert {shape for shape, _ in symbols} <= {name for name, _ in SHAPES}


def test_a_layer_leads_to_the_register_in_the_pages_language(offered):
    assert offered["page"] == f"/programmes/{{id}}?lang={offered['lang']}"
