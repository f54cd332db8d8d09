"""Data of the reader's own: read, placed, drawn and kept in the browser; what is wrong is told."""

import io
import json

import openpyxl
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

POINTS = """우리 지역 공장,,,
회사명,경도,위도,업종
가나정밀,128.65,35.22,기계
다라화학,127.70,34.85,화학
<img src=x onerror=window.hit=1>,126.72,37.34,"<script>window.hit=1</script>"
자차,35.2,128.6,기계
카타,동경,35.2,화학
"""
OWN = "Object.values(window).find((one) => one instanceof L.Map).sandan.own().shown"
# Only what is looked at: with its layers, each would take the whole map along to here.
SHOWN = f"() => {OWN}.map(({{ cells, geometry }}) => ({{ cells, geometry }}))"


def choose(page, name, body):
    page.locator("details.data summary").click()
    page.locator("[data-more=own]").click()
    page.locator(".own-file input").set_input_files(
        {"name": name, "mimeType": "text/plain", "buffer": body}
    )


def draw(page, name, body):
    choose(page, name, body)
    page.locator(".own-dialog .primary").click()
    page.wait_for_selector(".legend .own")


def opened(page, address, path="maps/overview?lang=ko"):
    page.goto(f"{address}/{path}" if address else path)
    page.wait_for_selector("body[data-ready]")


@pytest.fixture
def overview(page, address):
    opened(page, address)
    return page


def test_points_are_drawn_listed_and_filtered_and_bad_rows_told(overview, watch):
    asked = [url for url in watch.requests if "more-" in url]
    assert asked == []  # Who has no data loads nothing for it.
    before = len(watch.requests)
    draw(overview, "공장.csv", POINTS.encode())
    told = overview.locator(".own-problems li").all_inner_texts()
    assert [text.partition(":")[0] for text in told] == [
        "6행 ‘경도’ 열",
        "6행 ‘위도’ 열",
        "7행 ‘경도’ 열",
    ]
    assert "바뀐" in told[0]
    overview.locator(".own-dialog form button").click()
    assert len(overview.evaluate(SHOWN)) == 3
    overview.locator(".legend .own select").select_option(label="업종")
    overview.locator(".legend .own .chip", has_text="화학").click()
    assert [one["cells"][0] for one in overview.evaluate(SHOWN)] == ["다라화학"]
    overview.locator(".drawer-toggle").click()
    overview.locator("#tab-own").click()
    assert overview.locator(".drawer-table tbody th").all_inner_texts() == ["다라화학"]
    assert overview.evaluate("window.hit") is None
    sent = watch.requests[before:]
    assert {url.split("?")[0].rpartition("/")[2] for url in sent} <= {
        "more-ko.js",
        "more.css",
        "korea.topojson",
    }
    assert watch.complaints == []


def test_names_in_a_workbook_are_asked_for_and_nothing_else_is_sent(overview, watch):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["단지명", "비밀"], ["창원국가산업단지", "1급"], ["없는산단이름", "2급"]):
        sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    choose(overview, "단지.xlsx", made.getvalue())
    # The dialog that asks closes as the one that tells opens: for a moment there are both.
    expect(overview.locator("[role=status].own-told")).to_contain_text("이름 2개만")
    with overview.expect_request("**/geocode") as asked:
        overview.locator(".own-dialog .primary").click()
    assert json.loads(asked.value.post_data) == {
        "rows": [{"name": "창원국가산업단지"}, {"name": "없는산단이름"}]
    }
    overview.wait_for_selector(".own-problems")
    expect(overview.locator(".own-problems")).to_contain_text("3행 ‘단지명’ 열: ‘없는산단이름’")
    assert len(overview.evaluate(SHOWN)) == 1
    assert watch.complaints == []


def test_places_of_the_map_and_own_points_tell_of_themselves_beside_each_other(overview, watch):
    draw(overview, "공장.csv", "이름,경도,위도,업종\n가나정밀,127.9,36.6,기계\n".encode())
    overview.evaluate(f"void {OWN}[0].layer.openPopup()")
    assert "기계" in overview.locator(".facts-popup").inner_text()
    overview.keyboard.press("Escape")
    overview.locator(".place[data-id='changwon']").evaluate("element => element.click()")
    assert overview.locator(".panel h2").inner_text() == "창원국가산업단지"
    assert watch.complaints == []


def test_pairs_of_names_become_lines(overview):
    text = "출발,도착,물동량\n창원국가산단,울산미포,120\n여수국가산단,울산미포,80\n"
    draw(overview, "물동량.csv", text.encode("cp949"))
    shown = overview.evaluate(SHOWN)
    assert [one["geometry"]["type"] for one in shown] == ["LineString", "LineString"]
    assert overview.locator(".own-dialog").count() == 0


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("옛.xls", b"\xd0\xcf\x11\xe0" + bytes(600), ".xlsx로 저장"),
        ("사진.png", b"\x89PNG\r\n\x1a\n" + bytes(40), "형식이 아닙니다"),
        ("깨짐.xlsx", b"PK\x03\x04" + bytes(60), "깨졌거나"),
        ("빈.csv", b"", "내용이 없습니다"),
        ("점.geojson", b'{"type":"Feature",', "GeoJSON으로 읽을 수 없습니다"),
        (
            "미터.geojson",
            b'{"type":"Point","coordinates":[967000,1850000]}',
            "1번째 피처의 좌표(967000, 1850000)",
        ),
        ("따옴표.csv", '이름,경도,위도\n"가,127,36\n'.encode(), "따옴표"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(overview, watch, name, body, words):
    choose(overview, name, body)
    expect(overview.locator(".own-dialog [role=alert]")).to_contain_text(words)
    assert watch.complaints == []


def test_the_map_as_one_file_and_the_picture_carry_it(page, address, tmp_path):
    opened(page, address, "maps/consortia?lang=ko")
    overview = page
    draw(overview, "공장.csv", POINTS.encode())
    overview.locator(".own-dialog form button").click()
    overview.locator("details.data summary").click()
    for kind in ("SVG", "한 파일로"):
        with overview.expect_download() as kept:
            overview.locator("a[data-picture]", has_text=kind).first.click()
        path = tmp_path / kept.value.suggested_filename
        kept.value.save_as(path)
        if kind == "SVG":
            drawn = path.read_text("utf-8")
            assert "가나정밀" in drawn
            # A name that finds no room is left out; one that is written is text.
            assert "<img" not in drawn
    opened(overview, "", path.as_uri())
    overview.wait_for_selector(".legend .own")
    assert len(overview.evaluate(SHOWN)) == 3
    # Without a server, names are looked for among those of the map.
    draw(overview, "단지.csv", "단지명\n울산·미포국가산업단지\n없는이름\n".encode())
    assert len(overview.evaluate(SHOWN)) == 1
    assert overview.evaluate("window.hit") is None


def test_it_stays_through_another_map_until_it_is_removed(overview):
    draw(overview, "공장.csv", POINTS.encode())
    overview.locator(".own-dialog form button").click()
    overview.get_by_role("link", name="English").click()
    overview.wait_for_selector(".legend .own")
    overview.get_by_role("button", name="Remove my data").click()
    overview.reload()
    overview.wait_for_selector("body[data-ready]")
    assert overview.locator(".legend .own").count() == 0
