"""The abstract tests of the standards, of every collection and of files with odd contents."""

import json
import re

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.inside import Client
from api.ogc.suite.results import results
from api.ogc.suite.tests import TESTS
from api.settings import Settings


def _point(lon):
    return {"type": "Point", "coordinates": [lon, 36.2]}


ODD = {
    "ids": [
        {"id": id_, "geometry": _point(127 + at / 10), "properties": {"id": id_, "면적 (㎡)": at}}
        for at, id_ in enumerate(("A/1", "가나다", "a b", "100%", "x?y#z", "+1"))
    ],
    "shapes": [
        {"id": "flat", "geometry": _point(127.5), "properties": {"h": 1.5, "limit": 1}},
        {"id": "high", "geometry": {"type": "Point", "coordinates": [127, 36, 55]},
         "properties": {"h": None, "limit": 2}},
        {"id": "none", "geometry": None, "properties": {"h": 2, "limit": 3}},
        {"id": "line", "geometry": {"type": "LineString", "coordinates": [[127, 36], [128, 37]]},
         "properties": {"h": 2.25, "limit": None}},
    ],
    "periods": [
        {"id": "A", "geometry": _point(127), "properties": {"start": "2021-04-16T10:15:59Z",
                                                             "end": "2022-04-16T10:16:06Z"}},
        {"id": "B", "geometry": _point(128), "properties": {"start": "2022-04-16T10:13:19Z",
                                                             "end": None}},
    ],
    "lists": [
        {"id": "1", "geometry": _point(127), "properties": {"tags": ["가", "나"], "o": {"a": 1}}},
        {"id": "2", "geometry": _point(128), "properties": {"tags": [], "o": None, "q'uo": "v'v"}},
    ],
    "nothing": [],
}  # fmt: skip


@pytest.fixture(scope="module")
def odd(data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("odd")
    files = []
    for name, features in ODD.items():
        path = folder / f"odd-{name}.geojson"
        rows = [{"type": "Feature", **feature} for feature in features]
        path.write_text(json.dumps({"type": "FeatureCollection", "features": rows}))
        files.append(path)
    app = create_app(Settings(data=data, add=tuple(files), strict=True))
    with TestClient(app):
        yield app


SOME = ("complexes", "consortium-ties", "districts", "regions", "indicators")
"""Points, lines, areas, areas with days, and rows without a place."""


@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.sweep)])
def test_every_requirement_is_met_by_every_collection(odd, every):
    layers = odd.state.sandan.snapshot.layers
    added = [id_ for id_ in layers if id_.startswith("odd-")]
    assert len(added) == len(ODD)
    found = results(Client(odd), layers if every else [*added, *SOME])
    assert {one.requirement: one.faults for one in found if not one.holds} == {}
    assert len(found) == len(TESTS) > 25


def test_a_page_tells_requirements_and_results_to_people(client):
    page = client.get("/conformance?f=html&lang=ko")
    assert page.status_code == 200
    for test in TESTS:
        assert test.requirement in page.text
    assert "어긋남" not in page.text
    assert "<td>met</td>" in re.sub(
        r"<td [^>]*>", "<td>", client.get("/conformance?f=html&lang=en").text
    )


def test_a_fault_is_told_with_its_collection():
    class Wrong:
        def get(self, *_args, **_more):
            from api.inside import Answer

            return Answer(500, {}, b"{}")

    found = results(Wrong(), ["a"])
    assert not any(one.holds for one in found if one.requirement.endswith("fc-response"))
    assert any(fault.startswith("a: 500") for one in found for fault in one.faults)
