"""The grammar of a view: what it accepts, how it is written again, and what it leaves of a map."""

import json
import subprocess
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from playwright._impl._driver import compute_driver_executable

from geo.messages import catalogue
from maps.elements.facts import facts_of
from maps.errors import ViewError
from maps.teller import Teller
from maps.titles import names_of
from maps.view import View, apply


@pytest.fixture(scope="session")
def scene(documents):
    return documents


@pytest.fixture(scope="module")
def look(scene):
    """Return what an address leaves: ids of ties and of places."""

    def look(*items, drawn=None):
        shown = apply(scene, View.parse(items, scene), drawn or scene.drawn("overview"))
        return [tie.id for tie in shown.ties], {place.id for place in shown.places}

    return look


def test_an_empty_view_leaves_every_tie_and_every_hub(look):
    ties, places = look()
    assert len(ties) == 29 + 16
    assert {"yeosu", "seongseo", "gumi"} & places


@pytest.mark.parametrize("written", ["27", "daegu", "대구", "대구광역시", "Daegu", "DAEGU"])
def test_a_region_is_found_by_each_of_its_names(scene, written):
    assert View.parse([("region", written)], scene).region == ("27",)


def test_a_mega_region_stands_for_its_regions_and_names_are_written_once(scene):
    view = View.parse([("region", "대경권"), ("region", "대구"), ("region", "경북")], scene)
    assert view.region == ("27", "47")


def test_the_same_view_has_one_address_whatever_the_order(scene):
    one = View.parse([("role", "hub"), ("sector", "조선"), ("role", "lead")], scene)
    other = View.parse([("sector", "조선"), ("role", "lead"), ("role", "hub")], scene)
    assert one.query() == other.query() == "sector=%EC%A1%B0%EC%84%A0&role=lead&role=hub"
    assert View().query() == ""


def test_parameters_of_others_and_empty_values_are_left_alone(scene):
    assert View.parse([("utm_source", "x"), ("sector", "")], scene) == View()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("programme", "smart"),
        ("round", "1999"),
        ("sector", "반도체"),
        ("region", "평양"),
        ("role", "boss"),
        ("kind", "factory"),
        ("confidence", "sure"),
        ("crosses", "border"),
        ("select", "c26"),
        ("lang", "fr"),
        ("reading", "sure"),
        ("theme", "pink"),
        ("layer", "roads"),
        ("hide", "sea"),
        ("distance", "far"),
        ("distance", "200-50"),
        ("designated", "-"),
    ],
)
def test_a_value_that_there_is_not_is_refused_with_what_there_is(scene, name, value):
    with pytest.raises(ViewError) as caught:
        View.parse([(name, value)], scene)
    assert (caught.value.parameter, caught.value.value) == (name, value)
    assert caught.value.allowed
    assert value in caught.value.text("ko")
    for known in caught.value.allowed:
        assert getattr(View.parse([(name, known)], scene), name)


@pytest.mark.parametrize("note", ["129.3,35.5,공장", "-10.5,0,a, b"])
def test_a_note_is_a_point_and_words(scene, note):
    assert View.parse([("note", note)], scene).note == (note,)
    assert View.parse([("note", note)], scene).notes[0].text == note.split(",", 2)[2]


@pytest.mark.parametrize("note", ["129.3,35.5", "129.3,95,x", "a,b,c", "1,2," + "x" * 121, "1,2, "])
def test_a_note_without_point_or_words_is_refused_with_its_form(scene, note):
    with pytest.raises(ViewError) as caught:
        View.parse([("note", note)], scene)
    assert "129.31,35.5" in caught.value.allowed[0]


@pytest.mark.parametrize("id_", ["changwon", "c25", "t2021-ulsan", "t2020-daegu"])
def test_places_consortia_and_projects_of_every_round_can_be_selected(scene, id_):
    assert View.parse([("select", id_)], scene).select == (id_,)


@pytest.mark.parametrize("day", ["2021", "2021-03", "2021-03-24"])
def test_a_day_is_a_year_a_month_or_a_day_and_the_last_one_counts(scene, day):
    assert View.parse([("as_of", "2019"), ("as_of", day)], scene).as_of == (day,)


@pytest.mark.parametrize("day", ["2021-13", "2021-02-30", "24-03-2021", "today"])
def test_a_day_that_there_is_not_is_refused_with_its_forms(scene, day):
    with pytest.raises(ViewError) as caught:
        View.parse([("as_of", day)], scene)
    assert caught.value.allowed == ("YYYY", "YYYY-MM", "YYYY-MM-DD")


def test_a_site_shows_where_its_programme_or_role_is_asked_for(look):
    assert look(("programme", "smart-green"))[1] == look(("role", "site"))[1]
    assert "changwon" in look(("programme", "smart-green"))[1]


def test_a_role_counts_at_the_end_that_has_it(look):
    ties, places = look(("region", "대구"), ("role", "lead"))
    led, _ = look(("region", "대구"), ("programme", "consortia"))
    assert set(ties) < set(led)
    assert places


def test_a_sector_is_asked_of_consortia_only(look):
    ties, places = look(("sector", "조선"))
    assert ties
    assert all(tie.startswith("c") for tie in ties)
    assert "yeosu" not in places or any("yeosu" in tie for tie in ties)


def test_the_round_of_2020_has_five_hubs_and_no_ties(look):
    ties, places = look(("round", "2020"))
    assert ties == []
    assert len(places) == 5


def test_hubs_without_ties_obey_the_region(look):
    assert look(("round", "2020"), ("region", "전남")) == ([], {"yeosu"})
    assert look(("round", "2020"), ("role", "lead")) == ([], set())


def test_a_map_of_one_programme_draws_nothing_of_the_other(look):
    assert len(look(drawn=("consortia",))[0]) == 29
    assert look(("programme", "transformation"), drawn=("consortia",)) == ([], set())


def test_places_without_a_tie_cross_nothing(look):
    ties, places = look(("crosses", "sido"))
    assert ties == look(("programme", "consortia"))[0]
    assert places == look(("programme", "consortia"))[1]


def test_a_distance_holds_both_its_ends_and_what_has_none_is_left_out(look, scene):
    every, _ = look()
    km = {tie.id: round(tie.length_km, 1) for tie in scene.atlas.ties}
    far, places = look(("distance", "100-200"))
    assert far == [id_ for id_ in every if 100 <= km[id_] <= 200]
    middle = km[far[0]]
    assert far[0] in look(("distance", f"{middle:g}-"))[0]
    assert far[0] in look(("distance", f"-{middle:g}"))[0]
    ends = {end for tie in scene.atlas.ties if tie.id in far for end in (tie.from_id, tie.to_id)}
    assert places == ends


def test_a_designated_area_is_asked_of_the_places_that_have_one(look, scene):
    _, places = look(("designated", "20-"), ("programme", "smart-green"))
    assert places == {
        id_
        for id_ in look(("programme", "smart-green"))[1]
        if (scene.places[id_].area_km2 or 0) >= 20
    }
    assert places


def test_a_mega_region_is_crossed_where_the_ends_lie_in_two(look):
    ties, _ = look(("crosses", "superregion"))
    assert "c08-myeongji-noksan" in ties
    assert "c06-changwon" not in ties


VIEWS = json.loads((Path(__file__).parents[1] / "js" / "views.json").read_text("utf-8"))


@pytest.mark.parametrize("known", VIEWS, ids=lambda known: known["view"])
def test_known_views_leave_the_known_ties(look, known):
    assert look(*parse_qsl(known["view"]))[0] == known["ties"]


def test_the_browsers_rules_leave_the_same_and_write_the_same_address(scene):
    words = catalogue("maps", "ko")
    drawn = scene.drawn("overview")
    facts = facts_of(Teller(scene, words, names_of(scene, "ko")), drawn)
    views = [known["view"] for known in VIEWS]
    node, _ = compute_driver_executable()
    script = Path(__file__).parents[1] / "js" / "views.mjs"
    sent = json.dumps({"facts": facts, "views": views})
    left = subprocess.run([node, script], input=sent, capture_output=True, text=True, check=True)  # noqa: S603
    for written, found in zip(views, json.loads(left.stdout), strict=True):
        view = View.parse(parse_qsl(written), scene)
        shown = apply(scene, view, drawn)
        ties = [tie.id for tie in shown.ties]
        places = sorted(place.id for place in shown.places)
        assert found == {"query": view.query(), "ties": ties, "places": places}, written
