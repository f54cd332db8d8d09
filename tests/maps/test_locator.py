"""The small maps of profiles: labels are legible, and words tell what the picture shows."""

from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from geo.messages import LANGS
from geo.profiles.profile import profile
from geo.profiles.subjects import find_subject, subjects
from geo.store.snapshot import load_snapshot
from maps.labels import short_names
from maps.locator import SIZE, Outlines, describe, locator
from maps.look import look
from maps.scene import Scene
from maps.still.font import face
from maps.still.labels import touches
from maps.still.palette import references
from maps.still.signs import place_marks

SVG = "{http://www.w3.org/2000/svg}"
SAMPLE = [
    ("region", "부산"), ("region", "경남"), ("region", "제주"), ("mega-region", "동남권"),
    ("sector", "핵심소재"), ("body", "13"), ("body", "t2021-ulsan"),
    ("complex", "banwol-sihwa"),
]  # fmt: skip


@pytest.fixture(scope="module")
def snapshot(data):
    return load_snapshot(data)


@pytest.fixture(scope="module")
def atlas(documented):
    return documented


@pytest.fixture(scope="module")
def draw(snapshot, atlas):
    outlines = Outlines.of(snapshot.layers["regions"].collection()["features"])
    scene = Scene(atlas)

    def drawn(kind, text, lang="ko"):
        made = profile(atlas, find_subject(atlas, kind, text))
        svg = locator(made, scene, outlines, lang)
        return ET.fromstring(svg.replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1))  # noqa: S314

    return drawn


def boxes(svg):
    """The box of each name and number."""
    for text in svg.iter(f"{SVG}text"):
        if not text.get("paint-order"):
            continue
        size, x, y = (float(text.get(name)) for name in ("font-size", "x", "y"))
        width = face(bold=text.get("font-weight") == "700").width(text.text, size)
        yield text.text, (x, y - 0.86 * size, x + width, y + 0.24 * size)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("kind", "text"), SAMPLE)
def test_no_label_covers_another_or_leaves_the_picture(draw, kind, text, lang):
    labels = list(boxes(draw(kind, text, lang)))
    assert labels
    assert [(a, b) for (a, one), (b, other) in combinations(labels, 2) if touches(one, other)] == []
    assert [text for text, box in labels if min(box) < 0 or max(box) > SIZE] == []


def test_the_words_name_every_place_and_tie_of_the_picture(draw):
    svg = draw("body", "6")
    told = svg.find(f"{SVG}desc").text
    assert svg.get("aria-labelledby") == "locator-title locator-desc"
    assert "명지·녹산국가에서 창원까지 22 km" in told
    assert "명지·녹산국가에서 울산·미포까지 66 km" in told
    assert "연결선 2개" in told


def test_every_place_of_a_crowded_map_has_its_name(atlas, draw):
    for kind, text in (("region", "부산"), ("body", "t2021-busan"), ("body", "t2021-ulsan")):
        own = profile(atlas, find_subject(atlas, kind, text)).places
        labels = {label for label, _ in boxes(draw(kind, text))}
        short = short_names({p.id: (p.name.ko, p.kind) for p in atlas.places.values()}, "ko")
        assert {short[one.id] for one in own} <= labels


def test_every_description_counts_the_ties_of_its_profile(atlas):
    for subject in subjects(atlas):
        made = profile(atlas, subject)
        told = describe(made, atlas, "en")
        assert told.count(" km") == len(made.relations)


def test_a_region_without_complexes_shows_itself_and_says_that_there_is_none(draw):
    svg = draw("region", "제주")
    assert [text.text for text in svg.iter(f"{SVG}text")] == ["제주"]
    assert "없음" in svg.find(f"{SVG}desc").text


def test_places_look_as_on_the_map_of_their_programme(atlas, draw):
    scene = Scene(atlas)
    drawn = list(draw("body", "13"))
    for id_ in ("yeosu", "mipo-onsan"):
        shown = look(scene, atlas.places[id_], ("consortia",), member=False)
        marks = list(place_marks(shown, (0, 0), references()))
        first = next(i for i, one in enumerate(drawn) if one.get("data-of") == f"place:{id_}")
        found = [(one.get("fill"), one.get("stroke")) for one in drawn[first:][: len(marks)]]
        assert found == [(mark.fill or "none", mark.stroke) for mark in marks]


def test_letters_stay_legible_where_a_page_shows_the_drawing_as_it_is(draw):
    sizes = {float(text.get("font-size")) for text in draw("region", "경남").iter(f"{SVG}text")}
    assert min(sizes) >= 12
