"""Web maps on other origins read the data, as far as the operator allows."""

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings

ELSEWHERE = {"Origin": "https://maps.example"}


def test_a_web_map_elsewhere_reads_features_and_their_crs(client):
    answer = client.get("/collections/complexes/items?limit=1", headers=ELSEWHERE)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "Content-Crs" in answer.headers["access-control-expose-headers"]
    tile = client.get("/collections/complexes/tiles/WebMercatorQuad/7/49/109", headers=ELSEWHERE)
    assert tile.headers["access-control-allow-origin"] == "*"


def test_a_browser_is_told_beforehand_what_it_may_send(client):
    asked = {**ELSEWHERE, "Access-Control-Request-Method": "POST"}
    answer = client.options("/geocode", headers=asked)
    assert answer.status_code == 200
    assert "POST" in answer.headers["access-control-allow-methods"]


@pytest.mark.parametrize(("allowed", "said"), [("https://maps.example", True), ("", False)])
def test_an_operator_says_which_origins_may_read(data, monkeypatch, allowed, said):
    monkeypatch.setenv("SANDAN_CORS_ORIGINS", allowed)
    with TestClient(create_app(Settings(data=data))) as own:
        mine = own.get("/collections", headers=ELSEWHERE)
        other = own.get("/collections", headers={"Origin": "https://other.example"})
    assert mine.status_code == other.status_code == 200
    assert ("access-control-allow-origin" in mine.headers) is said
    assert "access-control-allow-origin" not in other.headers
