"""Networks are downloaded over HTTP."""

import io
import json

import networkx as nx
import pytest

NETWORKS = ["consortia", "transformation", "combined", "requests"]


@pytest.mark.parametrize("network", NETWORKS)
def test_a_network_links_to_its_files_and_each_link_works(client, network):
    described = client.get(f"/networks/{network}", params={"lang": "en"}).json()
    assert described["id"] == network
    assert described["title"].startswith("Network of")
    links = [link for link in described["links"] if link["rel"] == "alternate"]
    assert [link["title"] for link in links] == ["graphml", "gexf", "hif", "json"]
    for link in links:
        answer = client.get(link["href"])
        assert answer.status_code == 200
        assert answer.headers["content-type"] == link["type"]
        assert answer.headers["content-disposition"].startswith(f'attachment; filename="{network}.')


def test_the_networks_are_listed(client):
    listed = client.get("/networks").json()["networks"]
    ids = [network["id"] for network in listed]
    assert ids[:2] == NETWORKS[:2]
    assert ids[-2:] == NETWORKS[-2:]
    assert all(client.get(network["links"][0]["href"]).status_code == 200 for network in listed)


def test_networkx_reads_what_is_served(client):
    graph = nx.read_graphml(
        io.BytesIO(client.get("/networks/consortia?f=graphml").content), force_multigraph=True
    )
    assert graph.number_of_edges() == 29
    assert nx.node_link_graph(client.get("/networks/consortia?f=json").json()).is_multigraph()


def test_labels_follow_the_readers_language(client):
    korean = client.get("/networks/consortia?f=json&lang=ko").json()
    english = client.get("/networks/consortia?f=json&lang=en").json()
    assert korean["graph"]["title"] == "초광역 산학연협의체 연결망"
    assert english["nodes"][0]["label"] == english["nodes"][0]["name_en"]


def test_a_reader_who_has_the_network_gets_304(client):
    first = client.get("/networks/combined?f=gexf")
    headers = {"if-none-match": first.headers["etag"]}
    assert client.get("/networks/combined?f=gexf", headers=headers).status_code == 304
    assert client.get("/networks/combined?f=graphml", headers=headers).status_code == 200


def test_an_unknown_network_is_404_and_lists_the_known_ones(client):
    answer = client.get("/networks/roads", params={"f": "gexf"})
    assert answer.status_code == 404
    problem = answer.json()
    assert (problem["parameter"], problem["value"]) == ("network", "roads")
    assert set(NETWORKS) <= set(problem["allowed"])


def test_an_unknown_format_is_406_and_lists_the_known_ones(client):
    answer = client.get("/networks/consortia", params={"f": "xlsx"})
    assert answer.status_code == 406
    problem = json.loads(answer.content)
    assert (problem["parameter"], problem["value"]) == ("f", "xlsx")
    assert problem["allowed"] == ["graphml", "gexf", "hif", "json", "html"]
