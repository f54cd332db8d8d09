"""Networks are read back by networkx, and by the field names of HIF."""

import io
import json
from collections import Counter
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
import shapely

from geo.exports.networks import MEDIA_TYPES, network_file, networks_of
from geo.messages import LANGS, catalogue
from geo.store.snapshot import load_snapshot

NETWORKS = ("consortia", "transformation", "smart-green", "combined", "requests")


@pytest.fixture(scope="module")
def snapshot(data):
    return load_snapshot(data)


@pytest.fixture(scope="module")
def graph(snapshot):
    """Read a network as networkx does, with every edge kept."""

    def read(network, format_):
        content = network_file(network, format_, snapshot, "ko")
        if format_ == "graphml":
            return nx.read_graphml(io.BytesIO(content), force_multigraph=True)
        if format_ == "gexf":
            return nx.MultiDiGraph(nx.read_gexf(io.BytesIO(content)))
        return nx.node_link_graph(json.loads(content))

    return read


@pytest.mark.parametrize("format_", ["graphml", "gexf", "json"])
@pytest.mark.parametrize("network", ["consortia", "transformation", "combined"])
def test_a_network_is_read_whole_and_directed(graph, snapshot, network, format_):
    read = graph(network, format_)
    ties = [tie for tie in snapshot.atlas.ties if network in {tie.programme, "combined"}]
    ends = {end for tie in ties for end in (tie.from_id, tie.to_id)}
    assert (read.number_of_nodes(), read.number_of_edges()) == (len(ends), len(ties))
    assert read.is_directed()


@pytest.mark.parametrize("format_", ["graphml", "gexf", "json"])
def test_parallel_and_reciprocal_ties_stay_apart(graph, format_):
    read = graph("consortia", format_)
    assert dict(read["yeosu"]["mipo-onsan"])["c13-mipo-onsan"]["consortium_no"] == 13
    assert dict(read["mipo-onsan"]["yeosu"])["c11-yeosu"]["consortium_no"] == 11
    pairs = Counter((start, end) for start, end, _ in read.edges(keys=True))
    assert max(pairs.values()) == 2
    (pair,) = [pair for pair, count in pairs.items() if count == 2]
    assert {facts["consortium_no"] for facts in read[pair[0]][pair[1]].values()} == {15, 22}


@pytest.mark.parametrize("format_", ["graphml", "gexf", "json"])
def test_the_geometry_is_kept_on_nodes_and_edges(graph, snapshot, format_):
    read = graph("combined", format_)
    for collection in networks_of(snapshot.atlas)["combined"]:
        for tie in snapshot.layers[collection].collection()["features"]:
            ends = tie["properties"]["from_id"], tie["properties"]["to_id"]
            facts = read.edges[(*ends, tie["id"])]
            line = shapely.from_wkt(facts["wkt"])
            assert line.equals_exact(shapely.geometry.shape(tie["geometry"]))
            nodes = [(read.nodes[end]["lon"], read.nodes[end]["lat"]) for end in ends]
            assert nodes == list(line.coords)


@pytest.mark.parametrize("format_", ["graphml", "gexf", "json"])
def test_roles_and_sectors_are_attributes(graph, format_):
    read = graph("combined", format_)
    tie = read.edges["yeosu", "mipo-onsan", "c13-mipo-onsan"]
    assert (tie["programme"], tie["role"], tie["sector"]) == ("consortia", "partner", "핵심소재")
    assert (tie["crosses_sido"], tie["length_km"]) == (True, 167.1)
    assert tie["label"] == "전남(여수국가) → 울산(미포·온산국가)"
    place = read.nodes["yeosu"]
    assert (place["lead_of"], place["partner_of"]) in [("c13", "c11"), (["c13"], ["c11"])]
    link = read.edges["banwol-sihwa", "seongnam", "t2021-gyeonggi-seongnam"]
    assert (link["programme"], link["role"], link["round"]) == ("transformation", "link", 2021)


@pytest.mark.parametrize("format_", MEDIA_TYPES)
@pytest.mark.parametrize("network", NETWORKS)
def test_the_file_says_where_it_comes_from_and_as_of_when(snapshot, network, format_):
    text = network_file(network, format_, snapshot, "en").decode()
    newest = max(snapshot.layers[ties].as_of for ties in networks_of(snapshot.atlas)[network])
    assert newest in text
    documents = {"consortia-2025"} if network == "consortia" else {"transformation-2021"}
    assert all(document in text for document in documents)
    assert catalogue("geo", "en")("export.licence.own") in text
    assert "Network of" in text


@pytest.mark.parametrize("lang", LANGS)
def test_labels_are_in_the_readers_language(snapshot, lang):
    nodes = json.loads(network_file("consortia", "json", snapshot, lang))["nodes"]
    assert all(node["label"] == node[f"name_{lang}"] for node in nodes)


def test_gexf_tells_parallel_edges_apart_by_kind_and_takes_colours(snapshot):
    made = network_file("consortia", "gexf", snapshot, "ko", {"c13": "#b41500", "yeosu": "#1d2a3a"})
    root = ET.fromstring(made)  # noqa: S314 - our own
    names = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}
    assert root.get("version") == "1.3"
    edges = root.findall(".//g:edge", names)
    triples = [(edge.get("source"), edge.get("target"), edge.get("kind")) for edge in edges]
    assert len(set(triples)) == len(triples) == 29
    (tie,) = [edge for edge in edges if edge.get("id") == "c13-mipo-onsan"]
    assert tie.find("viz:color", names).attrib == {"r": "180", "g": "21", "b": "0"}
    coloured = root.findall(".//g:node[viz:color]", names)
    assert [node.get("id") for node in coloured] == ["yeosu"]


HIF_FIELDS = {
    "nodes": ({"node"}, {"weight", "attrs"}),
    "edges": ({"edge"}, {"weight", "attrs"}),
    "incidences": ({"edge", "node"}, {"weight", "direction", "attrs"}),
}
"""Part of a HIF document to its required fields and the optional ones; no others are allowed."""


@pytest.mark.parametrize("network", NETWORKS)
def test_hif_has_the_fields_of_the_standard_and_no_others(snapshot, network):
    document = json.loads(network_file(network, "hif", snapshot, "ko"))
    assert set(document) == {"network-type", "metadata", *HIF_FIELDS}
    assert document["network-type"] == "directed"
    for part, (required, optional) in HIF_FIELDS.items():
        for entry in document[part]:
            assert required <= set(entry) <= required | optional
            assert isinstance(entry["attrs"], dict)
    nodes = {entry["node"] for entry in document["nodes"]}
    edges = {entry["edge"] for entry in document["edges"]}
    assert {entry["node"] for entry in document["incidences"]} == nodes
    assert {entry["edge"] for entry in document["incidences"]} == edges


def test_a_consortium_is_one_hyperedge_with_roles(snapshot):
    document = json.loads(network_file("consortia", "hif", snapshot, "ko"))
    assert len(document["edges"]) == 25
    parts = [entry for entry in document["incidences"] if entry["edge"] == "c01"]
    assert [(e["node"], e["direction"], e["attrs"]["role"]) for e in parts] == [
        ("cheonan3", "tail", "lead"),
        ("ochang-science", "head", "partner"),
        ("chungju1", "head", "partner"),
    ]
    assert parts[0]["attrs"]["label"] == "충남(천안일반)"


def test_a_project_is_one_hyperedge_with_its_hub_as_the_tail(snapshot):
    document = json.loads(network_file("transformation", "hif", snapshot, "ko"))
    tied = {tie.body_id for tie in snapshot.atlas.ties_of("transformation")}
    assert {one["edge"] for one in document["edges"]} == tied
    tails = [entry for entry in document["incidences"] if entry["direction"] == "tail"]
    assert [entry["attrs"]["role"] for entry in tails] == ["hub"] * len(tied)


def test_sites_are_nodes_and_hyperedges_without_edges(graph, snapshot):
    read = graph("smart-green", "json")
    places = {m.place_id for b in snapshot.atlas.bodies_of("smart-green") for m in b.members}
    assert set(read.nodes) == places
    assert read.number_of_edges() == 0


@pytest.mark.parametrize("format_", MEDIA_TYPES)
def test_the_same_layers_give_the_same_bytes(snapshot, format_):
    first, again = (network_file("combined", format_, snapshot, "ko") for _ in range(2))
    assert first == again


@pytest.mark.parametrize("format_", ["graphml", "gexf", "json"])
def test_requests_run_from_regions_to_programmes_and_have_no_place(graph, format_):
    read = graph("requests", format_)
    modes = {node: facts["mode"] for node, facts in read.nodes(data=True)}
    assert {(modes[start], modes[end]) for start, end in read.edges()} == {("region", "programme")}
    assert read.in_degree("jobs-package") == 5
    assert not any("lon" in facts for _, facts in read.nodes(data=True))


def test_a_region_with_all_its_requests_is_one_hyperedge(snapshot):
    document = json.loads(network_file("requests", "hif", snapshot, "ko"))
    assert len(document["edges"]) == 5
    parts = [one for one in document["incidences"] if one["edge"] == "t2021-gyeonggi"]
    assert [one["direction"] for one in parts] == ["tail", *["head"] * 14]
