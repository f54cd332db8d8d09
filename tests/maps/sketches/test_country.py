"""What every drawing of the country names, whatever it is about."""

import json

import pytest

from maps.locator import Outlines
from maps.sketches.country import HEIGHT, WIDTH, ground, names, national, written
from maps.sketches.model import Group, Line, Sketch
from maps.still.labels import touches

SEAS_AND_ISLANDS = {"동해", "서해", "남해", "울릉도", "독도"}


@pytest.fixture(scope="module")
def outlines(data):
    features = json.loads((data / "layers" / "regions.geojson").read_text("utf-8"))["features"]
    return Outlines.of(features)


def drawn(outlines, lang="ko"):
    own = Group(tuple(names([("경남", 260, 430, 8)])))
    return national(Sketch("a", WIDTH, HEIGHT, "", "", (ground(outlines), own)), outlines, lang)


def lines(sketch):
    return [mark for group in sketch.groups for mark in group.marks if isinstance(mark, Line)]


def test_a_map_of_the_country_names_the_seas_the_far_islands_and_every_sido_once(outlines):
    texts = [line.text for line in lines(drawn(outlines))]
    assert sorted(texts) == sorted({*texts})
    assert set(texts) == SEAS_AND_ISLANDS | {one["ko"] for one in outlines.names.values()}


def test_no_name_lies_upon_another_in_either_language(outlines):
    for lang in ("ko", "en"):
        boxes = [*written(lines(drawn(outlines, lang)))]
        assert not [(a, b) for n, a in enumerate(boxes) for b in boxes[:n] if touches(a, b)]


def test_a_few_sido_alone_have_no_far_islands_beside_them(outlines):
    few = Outlines({"50": outlines.shapes["50"]}, {"50": outlines.names["50"]})
    assert [line.text for line in lines(drawn(few))] == ["경남", "제주"]
