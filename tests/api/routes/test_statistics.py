"""Figures of complexes as collection, pages and files; and a server without any."""

import csv
import html
import io
import json
import re
from collections import Counter

import openpyxl
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from geo.store.figures import read_statistics

HTML = {"accept": "text/html"}


@pytest.fixture(scope="module")
def figures(figures_data):
    with TestClient(create_app(Settings(data=figures_data))) as client:
        yield client


def test_without_figures_pages_say_how_to_import_them(client):
    assert "statistics" not in client.get("/collections").json()["collections"]
    page = client.get("/statistics", headers=HTML)
    assert (page.status_code, "sandan import statistics" in page.text) == (200, True)
    assert client.get("/statistics").json()["rows"] == []
    assert client.get("/collections/statistics").status_code == 404
    assert 'id="figures"' not in client.get("/complexes/changwon", headers=HTML).text


def test_the_collection_is_filtered_like_any_other(figures, country):
    period = country.periods[-1]
    asked = f"/collections/statistics/items?measure=tenants&base=quarterly&period={period}"
    found = figures.get(asked).json()
    assert found["numberMatched"] == len(country.made)
    one = found["features"][0]
    alone = figures.get(f"/collections/statistics/items/{one['id']}").json()
    assert alone["properties"] == one["properties"]
    values = [feature["properties"]["value"] for feature in found["features"]]
    most = figures.get(f"{asked}&filter=value>{sorted(values)[-3]}&sortby=-value").json()
    assert [f["properties"]["value"] for f in most["features"]] == sorted(values)[:-3:-1]


def test_figures_by_region_are_collections_with_tiles_and_a_layer_of_maps(figures):
    there = [one["id"] for one in figures.get("/collections").json()["collections"]]
    assert {"statistics-sido", "statistics-sigungu"} <= {*there}
    tile = figures.get("/collections/statistics-sido/tiles/WebMercatorQuad/5/12/27")
    assert b"quarterly_tenants" in tile.content
    page = figures.get("/maps/overview?lang=ko", headers=HTML).text
    assert "가동업체(개사), 전국산업단지현황통계" in page
    # Figures without places are none.
    refused = figures.get("/maps/overview.png?layer=statistics")
    assert (refused.status_code, "statistics-sido" in refused.json()["detail"]) == (400, True)


def test_amounts_a_square_kilometre_say_whose_areas_they_rest_on(figures):
    asked = "/statistics?measure=production&shown=per_km2&lang=ko"
    found = figures.get(f"{asked}&f=json").json()
    assert any(row["value"] for row in found["rows"])
    assert any("지정면적" in note and "전국산업단지현황통계" in note for note in found["notes"])


def test_what_falls_is_a_hollow_circle_and_said(figures):
    asked = "/statistics?measure=operating_firms&shown=growth&level=complex&lang=ko"
    rows = figures.get(f"{asked}&f=json").json()["rows"]
    falling = sum((row["value"] or 0) < 0 for row in rows)
    assert falling
    shown = figures.get(asked, headers=HTML).text
    assert shown.count('fill-opacity="0" stroke="var(--series)"') == falling
    assert "속이 빈 원" in shown
    assert figures.get(f"{asked}&f=map").text.count('"falls":true') == falling


def test_full_briefs_show_the_figures_of_their_subject_as_a_map(figures, country):
    districts = Counter(code for code, _ in {(o.sido_code, o.sigungu) for o in country.made})
    (code, _), *_ = districts.most_common()
    own = {o.sigungu for o in country.made if o.sido_code == code}
    # Several cities have a 구 of one name.
    several = ",".join(sorted(name for name in own if not name.endswith("구")))
    for subject in ("mega-region/sudogwon", f"area/own:{several}", "sector/자동차"):
        page = figures.get(f"/briefs/{subject}.html?lang=ko&length=full").text
        assert " · 가동업체 (" in page, subject
    asked = f"/briefs/region/{code}.html?lang=en"
    assert " · Operating firms (" in figures.get(f"{asked}&length=full").text
    assert " · Operating firms (" not in figures.get(asked).text


def test_a_full_brief_of_a_view_shows_the_figures_of_its_places_as_a_map(figures):
    page = figures.get("/briefs/view/overview.html?region=41&lang=ko&length=full").text
    assert " · 가동업체 (" in page


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet", "geojson"])
def test_the_collection_is_a_file_of_any_form(figures, form):
    answer = figures.get(f"/collections/statistics/items?measure=tenants&f={form}")
    assert answer.status_code == 200
    assert len(answer.content) > 1000


def test_a_theme_gives_the_same_table_in_every_form(figures):
    asked = "/statistics?measure=tenants&level=sido"
    told = figures.get(f"{asked}&f=json").json()
    rows = list(csv.reader(io.StringIO(figures.get(f"{asked}&f=csv").content.decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(figures.get(f"{asked}&f=xlsx").content))
    values = [row["value"] for row in told["rows"]]
    assert values == sorted(values, reverse=True)
    assert [float(row[3]) for row in rows[1:]] == values
    assert [row[3] for row in book.worksheets[0].iter_rows(2, values_only=True)] == values
    assert "<svg" in figures.get(f"{asked}&f=svg").text


@pytest.mark.parametrize("level", ["sido", "sigungu", "complex"])
@pytest.mark.parametrize("shown", ["value", "growth", "per_km2"])
def test_a_theme_has_a_map_a_key_and_its_base(figures, level, shown):
    page = figures.get(f"/statistics?level={level}&shown={shown}&lang=ko", headers=HTML)
    assert page.status_code == 200
    assert 'id="theme-map-drawn"' in page.text
    assert "산업집적법에 따라 관리하는" in page.text


def test_sums_leave_parts_and_other_bases_out(figures, country):
    period = country.periods[-1]
    told = figures.get(f"/statistics?measure=tenants&base=trends&period={period}").json()
    asked = "/collections/statistics/items?measure=tenants&base=trends&industry=all"
    own = figures.get(f"{asked}&period={period}").json()
    expected = sum(feature["properties"]["value"] for feature in own["features"])
    assert sum(row["value"] for row in told["rows"]) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("address", "table"),
    [
        ("/statistics", "ages"),
        ("/statistics", "sources"),
        ("/statistics/complexes/namdong", "quarterly"),
        ("/statistics/targets", "apart"),
        ("/statistics/subjects/region/28", "trends"),
    ],
)
def test_each_table_of_a_page_is_a_file_with_the_columns_as_on_screen(figures, address, table):
    shown = figures.get(f"{address}?lang=ko", headers=HTML).text
    links = re.findall(rf'href="[?](f=\w+&amp;table={table}&amp;[^"]+)"', shown)
    assert len(links) == 3
    section = shown[shown.index(f'id="{table}-title"') :]
    heads = re.findall(r'<th scope="col"[^>]*>([^<]*)</th>', section[: section.index("</thead>")])
    csv_, xlsx, json_ = (figures.get(f"{address}?{html.unescape(one)}") for one in links)
    found = next(csv.reader(io.StringIO(csv_.text.removeprefix("\ufeff"))))
    assert [*found, *(["흐름"] if "흐름" in heads else [])] == heads
    assert json_.json()["rows"][0].keys() == {*found}
    book = openpyxl.load_workbook(io.BytesIO(xlsx.content))
    assert [cell.value for cell in book.worksheets[0][1]] == found
    refused = figures.get(f"{address}?f=csv&table=nothing")
    assert (refused.status_code, table in refused.json()["allowed"]) == (404, True)


def test_a_wrong_question_names_what_there_is(figures):
    problem = figures.get("/statistics?measure=tenant")
    assert problem.status_code == 400
    assert "tenants" in problem.json()["allowed"]
    # A form whose fields are chosen one by one is helped instead.
    page = figures.get("/statistics?measure=production&base=quarterly", headers=HTML)
    assert page.status_code == 200
    assert figures.get("/statistics?measure=production&base=quarterly").status_code == 400


def test_a_complex_has_its_series_on_its_page(figures, figures_data, country):
    place = next(p for p in read_statistics(figures_data).at_place if p == "namdong")
    page = figures.get(f"/complexes/{place}?lang=ko", headers=HTML).text
    assert page.count('class="spark"') > 10
    assert "전국산업단지현황통계" in page
    own = figures.get(f"/statistics/complexes/{place}").json()
    newest = [r for r in own["rows"] if r["measure"] == "가동업체" and "현황통계" in r["base"]]
    assert [row["period"] for row in newest] == country.periods


def test_targets_stand_beside_what_happened_only_where_they_measure_the_same(figures):
    rows = figures.get("/statistics/targets?lang=en").json()["rows"]
    by = {row["id"]: row for row in rows}
    assert by["t2021-gyeonggi-jobs-created-body"]["standing"] == "Not to be compared"
    beside = by["t2021-gyeonggi-tenant-firms-annex"]
    assert (beside["standing"], beside["happened"]) == ("Set beside", None)
    assert beside["series_value"] > 0
    page = figures.get("/statistics/targets?subject=t2021-gyeonggi&lang=ko", headers=HTML).text
    assert 'id="target-t2021-gyeonggi-tenant-firms-annex-drawn"' in page


def test_figures_are_shown_as_they_were_recorded_by_a_day(figures):
    assert figures.get("/statistics?recorded=2026-01-01").json()["rows"]
    assert figures.get("/statistics?recorded=2025-12-31").json()["rows"] == []
    assert figures.get("/statistics?recorded=yesterday").status_code == 400


def test_a_page_of_a_day_has_the_periods_that_had_ended(figures, country):
    page = figures.get("/complexes/namdong?as_of=2023-06-30&lang=ko", headers=HTML).text
    assert "2023-Q1" in page
    assert country.periods[-1] not in page


def test_two_counts_need_the_quarterly_collection(figures):
    assert figures.get("/statistics/counts").json()["rows"] == []


def test_maps_do_not_offer_what_has_no_place(figures):
    assert (
        json.dumps("단지별 통계", ensure_ascii=False)[1:-1]
        not in figures.get("/maps/overview").text
    )


def test_the_command_shows_tables_series_and_targets(sandan, figures_data, tmp_path):
    env = {"SANDAN_DATA": str(figures_data)}
    told = json.loads(sandan("statistics", "list", "--json", **env).stdout)
    assert {one["form"] for one in told["files"]} == {"quarterly", "trends", "register", "centres"}
    shown = json.loads(sandan("statistics", "show", "남동국가", "--json", **env).stdout)
    assert shown["title"] == "남동국가"
    out = tmp_path / "a.svg"
    assert sandan("statistics", "table", "tenants", "-o", str(out), **env).returncode == 0
    assert out.read_text("utf-8").startswith("<svg xmlns")
    wrong = sandan("statistics", "table", "tenantz", **env)
    assert (wrong.returncode, "tenants" in wrong.stderr) == (2, True)
    assert "남동" in sandan("statistics", "show", "남똥", **env).stderr


def test_the_command_writes_nothing_of_a_file_with_problems_unless_asked(
    sandan, own_data, country, tmp_path
):
    one = country.made[0]
    path = country.quarterly(tmp_path, country.periods[0], changed={one.name: -1})
    env = {"SANDAN_DATA": str(own_data)}
    told = sandan("import", "statistics", str(path), **env)
    assert (told.returncode, "가동업체" in told.stderr) == (1, True)
    assert not (own_data / "statistics").exists()
    assert sandan("import", "statistics", "--check", str(path), **env).returncode == 1
    kept = sandan("import", "statistics", "--keep-good", str(path), **env)
    assert kept.returncode == 1
    assert len(read_statistics(own_data).figures) == 24 * 9 - 1


def test_a_region_a_body_and_a_sector_have_the_figures_of_their_complexes(figures, country):
    code = Counter(one.sido_code for one in country.made).most_common(1)[0][0]
    own = [one for one in country.made if one.sido_code == code]
    told = figures.get(f"/statistics/subjects/region/{code}").json()
    assert len(told["complexes"]) == len(own)
    period = country.periods[-1]
    tenants = [
        row["value"]
        for row in told["rows"]
        if (row["measure"], row["period"]) == ("입주업체", period) and "현황통계" in row["base"]
    ]
    assert tenants == [sum(country.value(one, "tenants", period) for one in own)]
    page = figures.get(f"/regions/{code}?lang=ko", headers=HTML).text
    assert 'id="figures"' in page
    assert f"statistics/subjects/region/{code}?f=csv" in page
    for form in ("csv", "xlsx", "html"):
        assert figures.get(f"/statistics/subjects/region/{code}?f={form}").status_code == 200


@pytest.mark.parametrize(
    ("level", "shape"), [("sido", '"code":"'), ("sigungu", '"code":"'), ("complex", '"radius":')]
)
def test_a_theme_is_a_map_in_one_file_with_key_base_and_every_value(figures, level, shape):
    answer = figures.get(f"/statistics?level={level}&f=map&lang=ko")
    assert answer.headers["content-disposition"].endswith('-ko.html"')
    assert shape in answer.text
    assert "전국산업단지현황통계" in answer.text
    assert not re.search(r'src="https?://', answer.text)
    rows = figures.get(f"/statistics?level={level}&f=json&lang=ko").json()["rows"]
    greatest = next(row for row in rows if row["value"] is not None)
    assert f"{greatest['value']:,.0f}개사" in answer.text


@pytest.mark.parametrize("path", ["planet/48", "region/99", "complex/x"])
def test_a_subject_that_there_is_not_is_refused_with_what_there_is(figures, path):
    answer = figures.get(f"/statistics/subjects/{path}")
    assert answer.status_code == 404
    assert answer.json()["allowed"]


def test_a_brief_of_a_region_has_its_figures_where_they_were_imported(figures, client, country):
    code = Counter(one.sido_code for one in country.made).most_common(1)[0][0]
    said, without = (
        json.dumps(one.get(f"/briefs/region/{code}.json?lang=ko").json(), ensure_ascii=False)
        for one in (figures, client)
    )
    assert "(전국산업단지현황통계)" in said
    assert "(전국산업단지현황통계)" not in without


def test_every_complex_of_an_imported_quarter_is_drawn_on_one_sheet(
    data, figure_files, sandan, tmp_path
):
    own = tmp_path / "data"
    own.mkdir()
    for path in data.iterdir():
        if path.name not in {"imports", "statistics"}:
            (own / path.name).symlink_to(path)
    (quarter, *_) = sorted(figure_files.glob("*통계*"), reverse=True)
    none = sandan("statistics", "poster", "-o", tmp_path / "none.pdf", SANDAN_DATA=str(own))
    assert none.returncode == 4
    assert "sandan import kicox" in none.stderr
    made = sandan("statistics", "poster", quarter, "-o", tmp_path / "a.pdf", SANDAN_DATA=str(own))
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "a.pdf").read_bytes()[:5] == b"%PDF-"
    assert not (own / "imports").exists()
    with TestClient(create_app(Settings(data=own))) as client:
        assert client.get("/statistics/poster.pdf").status_code == 404
    assert sandan("import", "kicox", quarter, SANDAN_DATA=str(own)).returncode == 0
    with TestClient(create_app(Settings(data=own))) as client:
        sheet = client.get("/statistics/poster.svg?size=A0&lang=ko")
        assert (sheet.status_code, sheet.headers["content-type"]) == (200, "image/svg+xml")
        assert "841" in sheet.text[:400]
        assert client.get("/statistics/poster.svg?size=A7").status_code == 400
        assert client.get("/statistics/poster.docx").status_code == 404
        page = client.get("/statistics", headers=HTML).text
        assert "statistics/poster.pdf?size=A1" in page


@pytest.mark.parametrize(("form", "begins"), [("svg", b"<"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
@pytest.mark.parametrize("level", ["sido", "complex"])
def test_a_theme_is_a_picture_that_tells_its_source(figures, form, begins, level):
    answer = figures.get(f"/statistics?level={level}&f={form}&lang=ko")
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    if form == "svg":
        assert "전국산업단지현황통계" in answer.text


def test_a_theme_stands_in_a_frame_of_another_page(figures):
    answer = figures.get("/statistics?f=embed&lang=ko")
    assert answer.status_code == 200
    assert "<svg" in answer.text
    assert "<table" not in answer.text
    assert "frame-ancestors" in answer.headers["content-security-policy"]


def test_a_theme_of_one_region_has_its_complexes_alone(figures, country):
    code = Counter(one.sido_code for one in country.made).most_common(1)[0][0]
    sido = next(one.sido for one in country.made if one.sido_code == code)
    asked = "/statistics?level=complex&measure=tenants&base=quarterly"
    own = figures.get(f"{asked}&region={code}").json()
    assert {row["sido"] for row in own["rows"]} == {sido}
    assert len(own["rows"]) == sum(one.sido_code == code for one in country.made)
    assert figures.get(asked, params={"region": "없는도"}).status_code == 400


def test_ages_of_slow_and_fast_figures_stand_side_by_side(figures):
    page = figures.get("/statistics?lang=ko", headers=HTML).text
    ages = page.split('id="ages')[1].split("</table>")[0]
    assert "지정면적" in ages
    assert "생산" in ages
    assert "개월 전" in ages


def test_ties_stand_beside_the_figures_of_their_ends(figures, figures_data, country, served):
    held = read_statistics(figures_data)
    period = country.periods[-1]
    asked = f"/statistics/ties?measure=tenants&base=quarterly&period={period}"
    rows = figures.get(asked).json()["rows"]
    assert len(rows) == len(served.ties)
    known = [row for row in rows if row["sum"] is not None]
    assert [row["sum"] for row in known] == sorted((row["sum"] for row in known), reverse=True)
    named = {one.id: one for one in served.ties}
    values = {
        row["complex"]: row["value"]
        for row in held.figures.where(
            measure="tenants", base="quarterly", period=period, industry="all"
        ).dicts()
    }
    for row in rows:
        own = held.at_place.get(named[row["id"]].from_id, ())
        if own:
            assert row["from_value"] == sum(values[id_] for id_ in own)
    page = figures.get(f"{asked}&lang=ko", headers=HTML).text
    assert 'class="sketch"' in page
    assert "둘 사이의 거래나 협력의 양이 아닙니다" in page
    for form in ("csv", "xlsx"):
        assert figures.get(f"{asked}&f={form}").status_code == 200


def test_rates_of_two_ends_are_not_added_up(figures):
    answer = figures.get("/statistics/ties?measure=operating_rate")
    assert answer.status_code == 400
    assert "tenants" in answer.json()["allowed"]


def test_figures_have_no_shapes_so_that_their_tiles_are_empty_at_once(figures, monkeypatch):
    read = []
    monkeypatch.setattr(
        "geo.tiles.source.read_shapes", lambda *given: read.append(given) or pytest.fail("read")
    )
    answer = figures.get("/collections/statistics/tiles/WebMercatorQuad/7/50/109?f=mvt")
    assert (answer.status_code, read) == (204, [])
    described = figures.get("/collections/statistics/tiles/WebMercatorQuad").json()
    assert described["tileMatrixSetLimits"] == [] or "tileMatrixSetLimits" not in described
