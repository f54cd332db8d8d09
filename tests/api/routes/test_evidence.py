"""Every fact leads to its source, and every source shows what was taken from it, in order."""

import csv
import html
import io
import re
from itertools import pairwise
from urllib.parse import unquote

import pytest

from api.references import address_of
from geo.messages import LANGS
from geo.model.programmes import TieRule

DOCUMENTS = ("consortia-2025", "transformation-2021", "convergence-plan-2023")


@pytest.fixture(scope="module")
def facts(client):
    found = client.get("/sources").json()["sources"]
    return {one["id"]: client.get(f"/sources/{one['id']}").json()["facts"] for one in found}


@pytest.fixture(scope="module")
def tables(data):
    shared = {one.stem: one for one in (data / "tables").glob("*.csv")}
    own = {
        f"programmes/{one.parent.name}/{one.stem}": one for one in data.glob("programmes/*/*.csv")
    }
    return {
        name: list(csv.DictReader(io.StringIO(one.read_text("utf-8"))))
        for name, one in {**shared, **own}.items()
    }


def test_every_row_that_cites_a_source_is_a_fact_on_its_page(facts, tables, served):
    shown = {(row["table"], row["line"]) for rows in facts.values() for row in rows}
    # The words that name the only site of a body are told as the body's own.
    told = {
        (body.id, body.evidence.source, body.evidence.locator)
        for body in served.bodies.values()
        if len(body.members) == 1
        and not body.former
        and served.programmes[body.programme].tie_rule is TieRule.NONE
    }
    for table, rows in tables.items():
        citing = [
            row
            for row in rows
            if (row.get("locator") or row.get("locator_a"))
            and not (
                table.endswith("/members")
                and (row["body_id"], row["source"], row["locator"]) in told
            )
        ]
        assert len([at for at in shown if at[0] == table]) == len(citing), table


def test_a_fact_has_locator_and_words_of_its_row(facts, tables):
    for source, rows in facts.items():
        for fact in rows:
            table = tables[fact["table"]]
            assert any(
                fact["locator"] in (row.get("locator"), row.get("locator_a"), row.get("locator_b"))
                and source in (row.get("source"), row.get("source_a"), row.get("source_b"))
                for row in table
            )
            assert fact["printed"]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_facts_of_a_document_come_in_the_order_of_its_sections(facts, tables, document):
    sections = [row["section"] for row in tables["sections"] if row["source"] == document]
    at = [sections.index(fact["section"]) for fact in facts[document]]
    assert all(one <= other for one, other in pairwise(at))


def test_rows_of_a_document_table_come_by_their_number(facts):
    numbers = [
        int(re.search(r"표 (\d+)행", fact["locator"])[1])
        for fact in facts["consortia-2025"]
        if fact["table"] == "programmes/consortia/members"
    ]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, 26))


@pytest.mark.slow
@pytest.mark.parametrize("step", [15, pytest.param(1, marks=pytest.mark.sweep)])
def test_what_every_fact_is_about_has_a_page(client, facts, served, step):
    places = {address_of(served, fact["about"]) for rows in facts.values() for fact in rows}
    pages = {}
    for place in sorted(places)[::step]:
        path, _, anchor = place.partition("#")
        if path not in pages:
            answer = client.get(f"/{path}", headers={"Accept": "text/html"})
            assert answer.status_code == 200, path
            pages[path] = set(re.findall(r'\bid="([^"]+)"', answer.text))
        assert not anchor or anchor in pages[path], place


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_page_shows_every_fact_as_printed_below_an_anchor_of_its_locator(
    client, facts, document, lang
):
    asked = {"f": "html", "lang": lang}
    text = html.unescape(client.get(f"/sources/{document}", params=asked).text)
    for fact in facts[document]:
        assert f'<tbody id="{"-".join(fact["locator"].split())}"' in text
        assert f'<tr id="{fact["id"]}"' in text
        assert fact["printed"] in text


def test_facts_are_filtered_by_table_and_section_and_come_as_csv(client):
    asked = {"table": "indicators", "section": "붙임 부산시 1. 혁신계획 개요"}
    found = client.get("/sources/transformation-2021", params=asked).json()
    assert {fact["printed"] for fact in found["facts"]} >= {"생산 1.3조원 증대"}
    text = client.get("/sources/transformation-2021", params={**asked, "f": "csv"}).text
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["id"] for row in rows] == [fact["id"] for fact in found["facts"]]


def test_an_unknown_source_table_or_section_is_refused_with_those_there_are(client):
    assert client.get("/sources/nothing").status_code == 404
    for name in ("table", "section"):
        answer = client.get("/sources/consortia-2025", params={name: "없음"})
        assert answer.status_code == 400
        assert answer.json()["parameter"] == name
    assert client.get("/conflicts", params={"f": "csv"}).status_code == 406


@pytest.mark.parametrize("lang", LANGS)
def test_both_values_of_a_conflict_stand_side_by_side_with_what_is_used_and_why(
    client, tables, lang
):
    text = html.unescape(client.get("/conflicts", params={"f": "html", "lang": lang}).text)
    for row in tables["conflicts"]:
        section = text.partition(f'id="{row["id"].lower()}"')[2].partition("</section>")[0]
        told = re.sub(r"</?span[^>]*>", "", section)
        assert row[f"reason_{lang}"] in section
        for column in ("value_a", "value_b", "used" if lang == "ko" else "used_en"):
            assert row[column] in told, (row["id"], column)


def test_scanning_errors_are_told_with_the_words_as_scanned_and_as_read(client):
    found = client.get("/conflicts").json()["scan_errors"]
    pairs = {(one["as_scanned"], one["read_as"]) for one in found}
    for scanned in ("소산업", "쏠산업", "쉐산업", "조선업", "읍부즈만", "음부즈만"):
        read = "옴부즈만" if "부즈만" in scanned else "全산업"
        assert any(scanned in one and read in other for one, other in pairs), scanned


@pytest.mark.parametrize(
    "path",
    [
        *("conflicts", "checks", "ledger", "plan", "programmes/a08", "programmes/b04"),
        *("complexes/seongseo", "consortia/13", "projects/t2021-busan", "regions/27"),
        *("collections/complexes/items/iksan2", "collections/conflicts/items/k6"),
        "collections/policy-sites/items/ex-smart",
    ],
)
def test_every_link_to_a_source_leads_to_a_locator_on_its_page(client, facts, path):
    text = client.get(f"/{path}", params={"f": "html"}).text
    links = re.findall(r'href="(?:\.\./)*sources/([^"?#]+)\?[^"#]*#([^"]+)"', text)
    assert links
    for source, anchor in links:
        named = {name for fact in facts[source] for name in (fact["locator"], fact["section"])}
        anchors = {"-".join(name.split()) for name in named if name}
        assert unquote(html.unescape(anchor)) in anchors


@pytest.mark.parametrize("lang", LANGS)
def test_every_number_on_the_page_of_conflicts_stands_in_the_tables(client, lang):
    found = client.get("/conflicts").json()
    titles = client.get("/sources", params={"lang": lang}).json()["sources"]
    known = set(re.findall(r"\d+", str((found["conflicts"], found["scan_errors"], titles))))
    known |= {str(len(found[name])) for name in ("conflicts", "scan_errors")}
    text = client.get("/conflicts", params={"f": "html", "lang": lang}).text
    main = re.search(r"<main.*</main>", text, re.DOTALL)[0]
    said = set(re.findall(r"\d+", re.sub(r"<[^>]+>", " ", html.unescape(main))))
    assert said <= known, said - known


def test_conflicts_lead_to_their_place_in_the_register_of_conflicts(client, tables):
    there = re.findall(r'<section class="conflict" id="(k\d+)"', page_of(client, "conflicts"))
    kinds = ("value", "omission", "name", "reading", "scan")
    of_kind = [
        row["id"].lower() for kind in kinds for row in tables["conflicts"] if row["kind"] == kind
    ]
    assert there == of_kind
    assert len(there) == len(tables["conflicts"])
    for path in ("ledger", "plan", "programmes/c32"):
        led = re.findall(r'href="[./]*conflicts\?[^"]*#(k\d+)"', page_of(client, path))
        assert led, path
        assert set(led) <= set(there)


@pytest.mark.parametrize("path", ["plan", "programmes/c32"])
def test_both_amounts_of_the_smart_house_stand_where_it_is_told(client, path):
    (note,) = re.findall(r'<p class="note"><a [^>]*#k12">K12</a>(.*?)</p>', page_of(client, path))
    assert "(23, 32.6억원)" in note
    assert "(‘23, 36.2억원)" in note


def test_the_matrix_of_requests_leads_to_the_table_of_each_region(client):
    source = page_of(client, "sources/transformation-2021")
    led = re.findall(r'class="cited" href="[^"]*#([^"]+)"', page_of(client, "requests"))
    assert len(led) == 5
    assert all(f'<tbody id="{unquote(anchor)}"' in source for anchor in led)


@pytest.mark.parametrize("listed", ["motir-notice-2026-02-05", "transformation-2021"])
def test_a_source_tells_by_what_anyone_finds_it(client, tables, listed):
    (row,) = (one for one in tables["sources"] if one["id"] == listed)
    told = page_of(client, f"sources/{listed}")
    for column in ("title_ko", "publisher_ko", "number", "published_on", "note_ko"):
        assert row[column] in told, column


def page_of(client, path):
    return html.unescape(client.get(f"/{path}", params={"f": "html", "lang": "ko"}).text)
