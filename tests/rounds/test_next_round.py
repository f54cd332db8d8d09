"""A new round is rows of tables: it builds, checks, is served, and its changes read well."""

import json

import networkx as nx
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from geo.changes.compare import compare
from geo.changes.folder import read_built
from geo.changes.words import text
from geo.check import check
from geo.exports.networks import network_file
from geo.messages import LANGS
from geo.store.snapshot import load_snapshot


@pytest.fixture(scope="module")
def snapshot(next_round):
    return load_snapshot(next_round)


@pytest.fixture(scope="module")
def layers(snapshot):
    return snapshot.layers


@pytest.fixture(scope="module")
def client(next_round):
    with TestClient(create_app(Settings(data=next_round))) as client:
        yield client


def features(layers, collection):
    return {one["id"]: one["properties"] for one in layers[collection].collection()["features"]}


def told(next_round):
    return [problem.text("ko") for problem in check(next_round).problems]


def test_the_round_passes_every_check_and_the_sums_of_the_documents_still_hold(next_round):
    assert told(next_round) == []


def test_a_closed_consortium_stays_and_ties_nothing_together(layers):
    closed = features(layers, "consortia")["c01"]
    assert (closed["status"], closed["closed_on"]) == ("withdrawn", "2026-03-31")
    assert closed["partner_labels"] == ["충북(오창일반)", "충북(충주일반)"]
    ties = features(layers, "consortium-ties")
    assert not [id_ for id_ in ties if id_.startswith("c01-")]
    assert features(layers, "complexes")["chungju1"]["consortia"] == []


def test_a_new_consortium_has_its_tie_and_memberships(layers):
    assert features(layers, "consortia")["c26"]["lead_label"] == "대구(성서일반)"
    tie = features(layers, "consortium-ties")["c26-gumi"]
    assert (tie["from_id"], tie["source"]) == ("seongseo", ["made-up-2026"])
    joined = features(layers, "complexes")["seongseo"]["consortia"]
    assert {"no": 26, "role": "lead", "sector": "첨단제조"} in joined


def test_a_partner_that_joins_has_a_tie_that_says_since_when(layers):
    ties = features(layers, "consortium-ties")
    assert ties["c03-ochang-science"]["joined_on"] == "2026-04-01"
    assert ties["c03-munmak"]["joined_on"] is None


@pytest.mark.parametrize(
    ("lang", "told"), [("ko", "2026-03-31에 나감"), ("en", "left on 2026-03-31")]
)
def test_the_page_of_a_consortium_lists_who_left(client, lang, told):
    text = client.get("/consortia/15", params={"f": "html", "lang": lang}).text
    assert told in text


def test_a_partner_that_left_is_remembered_and_no_longer_tied(layers):
    consortium = features(layers, "consortia")["c15"]
    assert consortium["partner_labels"] == ["경기(반월·시화국가)"]
    (former,) = consortium["former"]
    assert (former["label"], former["left_on"]) == ("광주(첨단과학국가)", "2026-03-31")
    left = features(layers, "complexes")[former["id"]]
    assert 15 not in [one["no"] for one in left["consortia"]]
    # 29 − 2 of the closed one − 1 that left + 1 that joined + 1 of the new one.
    assert len(features(layers, "consortium-ties")) == 28


def test_the_network_holds_those_in_force(snapshot):
    graph = nx.node_link_graph(json.loads(network_file("consortia", "json", snapshot, "ko")))
    assert graph.number_of_edges() == 28
    hyperedges = json.loads(network_file("consortia", "hif", snapshot, "ko"))["edges"]
    names = {edge["edge"] for edge in hyperedges}
    assert len(names) == 25
    assert "c26" in names
    assert "c01" not in names


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("path", ["/consortia/26", "/consortia/1", "/consortia/15", "/"])
def test_pages_of_new_closed_and_changed_consortia_are_served(client, path, lang):
    answer = client.get(path, params={"f": "html", "lang": lang})
    assert answer.status_code == 200


def test_the_page_of_a_closed_consortium_says_so(client):
    shown = client.get("/consortia/1", params={"f": "html", "lang": "ko"}).text
    assert "종료일" in shown
    assert "2026-03-31" in shown


def test_the_map_shows_the_new_consortium_and_not_the_closed_one(client):
    shown = client.get("/maps/consortia", params={"lang": "ko"}).text
    assert "c26-gumi" in shown
    assert "c01-chungju1" not in shown


def test_the_change_report_reads_well(data, atlas, next_round):
    before, after = read_built(data), read_built(next_round)
    told = text(compare(before, after), before, after, "ko")
    assert f"자료 기준 {atlas.edition} → 2026-04-01" in told
    for line in (
        "초광역 산학연협의체: 추가 1, 삭제 0, 변경 3",
        "  + 지어낸 협의체(시험용) (c26)",
        "      상태: 출범 → 종료",
        "      종료일: 없음 → 2026-03-31",
        "초광역 산학연협의체 연결선: 추가 2, 삭제 3, 변경 0",
        "  + 경기(반월·시화국가) → 충북(오창일반) (c03-ochang-science)",
        "  - 서울(디지털첨단국가) → 광주(첨단과학국가) (c15-gwangju-advanced)",
    ):
        assert line in told.splitlines()
    assert "나간 단지: 더함 (식별자 gwangju-advanced, 역할 연계" in told
