"""Pages of regions, consortia, complexes, projects and sectors, and the list of all pages."""

import html
import io
import re
from html.parser import HTMLParser
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from api.profiles.addresses import FOLDERS, Addresses, lists_of
from geo.messages import LANGS
from geo.profiles.subjects import subjects
from geo.store.atlas import load_atlas

LISTS = ("regions", "sectors", "consortia", "projects", "complexes")
HANGUL = re.compile(r"[ㄱ-ㆎ가-힣]")
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
VOID = {"meta", "link", "br", "input", "img"}


@pytest.fixture(scope="module")
def atlas(data):
    return load_atlas(data)


class Page(HTMLParser):
    """Texts with the language that holds for them, and links."""

    def __init__(self, text):
        super().__init__()
        self.stack, self.texts, self.links, self.ids = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found["href"]] if tag == "a" else []
        lang = found.get("lang") or (self.stack[-1][1] if self.stack else "")
        for name in ("aria-label", "alt", "title"):
            if found.get(name):
                self.texts.append((lang, found[name]))
        if tag not in VOID:
            self.stack.append((tag, lang))

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        while self.stack.pop()[0] != tag:
            pass

    def handle_data(self, text):
        if text.strip():
            self.texts.append((self.stack[-1][1], text.strip()))

    @property
    def title(self):
        return next(text for _, text in self.texts)


def every_path(atlas):
    return [*lists_of(atlas), *map(Addresses(atlas).of, subjects(atlas))]


def some_subjects(atlas):
    """The first of each kind, and of each programme's bodies, and one in eight of the others."""
    seen, chosen = set(), []
    for number, one in enumerate(subjects(atlas)):
        kind = atlas.bodies[one.id].programme if one.kind == "body" else one.kind
        if kind not in seen or number % 8 == 0:
            chosen.append(one)
        seen.add(kind)
    return chosen


def some_paths(atlas):
    return [*lists_of(atlas), *map(Addresses(atlas).of, some_subjects(atlas))]


def page_of(client, path, lang):
    answer = client.get(f"/{path}", params={"lang": lang})
    assert answer.status_code == 200, path
    assert answer.headers["content-language"] == lang
    page = Page(answer.text)
    assert len(set(page.ids)) == len(page.ids), path
    return page


def test_every_page_answers_under_the_name_of_its_subject(client, atlas):
    for one in some_subjects(atlas):
        for lang in LANGS:
            title = page_of(client, Addresses(atlas).of(one), lang).title
            assert one.name.of(lang) in title
            assert title.endswith("산단 아틀라스" if lang == "ko" else "Sandan Atlas")


@pytest.mark.sweep
def test_every_page_of_a_subject_answers_in_both_languages(client, atlas):
    for path in every_path(atlas):
        for lang in LANGS:
            page_of(client, path, lang)


def test_pages_in_english_hold_hangul_only_where_it_is_marked_as_korean(client, atlas):
    for path in some_paths(atlas):
        page = page_of(client, path, "en")
        told = [text for lang, text in page.texts if lang == "en" and HANGUL.search(text)]
        assert told == [], path


def test_pages_in_korean_hold_no_english_sentence(client, atlas):
    for path in some_paths(atlas):
        text = " ".join(text for _, text in page_of(client, path, "ko").texts)
        assert not re.search(r"\b(the|is|are)\b|[a-z]+ [a-z]+ [a-z]+", text), path


@pytest.mark.parametrize("folder", [*LISTS, "programmes", "programmes/smart-green"])
@pytest.mark.parametrize("name", ["atlantis", "99", "%00", "<script>", "가" * 500, "{x}"])
def test_an_unknown_one_is_404_and_lists_what_there_is(client, folder, name):
    answer = client.get(f"/{folder}/{name}")
    assert answer.status_code == 404
    problem = answer.json()
    assert problem["allowed"][0] in {
        "11",
        "c01",
        "cheonan3",
        "t2020-gyeongbuk",
        "디스플레이",
        "consortia",
        "smart-green-banwol-sihwa",
    }
    assert problem["parameter"] in {*FOLDERS, "subject"}
    assert problem["allowed"][0] in problem["detail"]


@pytest.mark.parametrize(
    ("asked", "own"),
    [
        ("regions/daegu", "27"),
        ("regions/대구", "27"),
        ("regions/Daegu", "27"),
        ("regions/대경권", "daegyeonggwon"),
        ("consortia/c13", "13"),
        ("consortia/013", None),
        ("complexes/창원국가산업단지", "changwon"),
        ("sectors/Automotive", quote("자동차")),
    ],
)
def test_another_name_leads_to_the_own_address(client, asked, own):
    answer = client.get(f"/{asked}?lang=en&f=json", follow_redirects=False)
    if own is None:
        assert answer.status_code == 404
        return
    # Relative, so that the server may stand below a path.
    assert (answer.status_code, answer.headers["location"]) == (308, f"{own}?lang=en&f=json")


def test_json_tells_the_same_as_the_page(client):
    made = client.get("/regions/27", params={"f": "json"}).json()
    assert made["name"] == {"ko": "대구광역시", "en": "Daegu"}
    consortia = [one for one in made["participations"] if one["programme"] == "consortia"]
    assert len([one for one in consortia if one["role"] == "partner"]) == 4
    assert {"in", "out"} <= {one["way"] for one in made["ties"]}
    page = client.get("/regions/27", params={"lang": "ko"}).text
    for tie in made["ties"]:
        assert f"{tie['length_km']:,.1f}" in page


def test_json_links_to_the_features_it_is_made_of(client):
    for path in ("regions/27", "regions/sudogwon", "consortia/13", "complexes/ulsan-mipo",
                 "projects/t2021-busan", "sectors/자동차"):  # fmt: skip
        made = client.get(f"/{path}", params={"f": "json"}).json()
        items = [one["href"] for one in made["links"] if one["rel"] == "item"]
        for address in items:
            parts = urlsplit(address)
            answer = client.get(f"{parts.path}?{parts.query}")
            assert answer.status_code == 200, address
        first = urlsplit(items[0])
        assert client.get(f"{first.path}?{first.query}").json()["features"]


def test_an_unknown_form_is_406(client):
    assert client.get("/regions/27", params={"f": "xml"}).status_code == 406


@pytest.mark.parametrize("path", ["regions/26", "projects/t2021-ulsan", "regions"])
@pytest.mark.slow
def test_the_links_of_a_page_lead_somewhere(client, path):
    links = Page(client.get(f"/{path}", params={"lang": "en"}).text).links
    assert len(links) > 10
    for href in {one for one in links if not one.startswith(("#", "?")) and "maps/" not in one}:
        address = f"/{path.rpartition('/')[0]}/{href}" if "/" in path else f"/{href}"
        address = html.unescape(address)
        assert client.get(re.sub(r"/[^/]+/\.\./", "/", address)).status_code == 200, href


@pytest.mark.parametrize(
    "path", ["regions/26", "regions/daegyeonggwon", "sectors/조선", "consortia/6", "complexes/jisa"]
)
def test_a_page_leads_to_the_map_that_shows_its_subject(client, path):
    text = client.get(f"/{path}", params={"lang": "en"}).text
    links = Page(text[text.index("<main") : text.index("<footer")]).links
    shown, *pictures = [one.removeprefix("..") for one in links if one.startswith("../maps/")]
    assert client.get(shown).status_code == 200
    assert [re.sub(r"\.(png|svg|pdf)\?", "?", one) for one in pictures] == [shown] * 3


def test_a_page_leads_to_pictures_of_its_map(client):
    links = Page(client.get("/consortia/13", params={"lang": "en"}).text).links
    (picture,) = [one.removeprefix("..") for one in links if ".svg?" in one]
    answer = client.get(picture)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")


def test_a_complex_in_no_programme_says_honestly_that_there_is_nothing(client, atlas):
    taking = {m.place_id for body in atlas.bodies.values() for m in body.members}
    ids = (one.id for one in subjects(atlas) if one.kind == "complex")
    alone = next(id_ for id_ in ids if atlas.names_of(id_).isdisjoint(taking))
    page = client.get(f"/complexes/{alone}", params={"lang": "ko"}).text
    assert "참여 단지로 적지 않음" in page


def test_a_region_names_its_neighbours_without_a_tie(client):
    page = client.get("/regions/36", params={"lang": "ko"}).text
    assert "연결선이 없는 이웃 시도" in page


def test_a_number_stands_with_base_and_period_or_says_that_none_is_stated(client):
    page = client.get("/projects/t2021-busan", params={"lang": "ko"}).text
    assert "적혀 있지 않음" in page
    assert "1.3조 원" in page
    assert "5조 원" in page
    assert "문서가 다름" in page


def test_the_sitemap_lists_every_page_in_both_languages(client, atlas):
    tree = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own
    listed = [loc.text for loc in tree.iter(f"{SITEMAP}loc")]
    assert len(set(listed)) == len(listed)
    root = "http://testserver"
    for path in every_path(atlas):
        assert {f"{root}/{path}?lang={lang}" for lang in LANGS} <= set(listed)
    for entry in tree:
        others = {one.get("hreflang"): one.get("href") for one in entry if one.get("hreflang")}
        assert set(others) == set(LANGS)
        assert entry.find(f"{SITEMAP}loc").text in others.values()


def test_what_else_the_sitemap_lists_answers_with_a_page(client, atlas):
    tree = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own
    listed = {urlsplit(loc.text).path for loc in tree.iter(f"{SITEMAP}loc")}
    others = listed - {f"/{path}" for path in every_path(atlas)}
    of_folders = [path for path in sorted(others) if path.count("/") >= 2]
    for path in [*(others - set(of_folders)), *of_folders[::8]]:
        answer = client.get(path, headers={"accept": "text/html"})
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/html")


def test_every_page_of_the_server_is_in_the_sitemap(client):
    listed = client.get("/sitemap.xml").text
    # The description also has the data of each collection by its name.
    for path in client.app.openapi()["paths"]:
        if "{" not in path:
            answer = client.get(path, headers={"accept": "text/html"})
            if answer.is_success and answer.headers["content-type"].startswith("text/html"):
                assert f"<loc>http://testserver{path}?lang=ko</loc>" in listed


def test_robots_are_led_to_the_sitemap(client):
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").text


@pytest.mark.parametrize(
    ("item", "page"),
    [
        ("complexes/items/changwon", "complexes/changwon"),
        ("consortia/items/c07", "consortia/7"),
        ("consortium-ties/items/c13-mipo-onsan", "consortia/13"),
        ("transformation-ties/items/t2021-ulsan-maegok", "projects/t2021-ulsan"),
        ("regions/items/daegu", "regions/27"),
    ],
)
def test_a_feature_leads_to_its_page(client, item, page):
    html = client.get(f"/collections/{item}", params={"f": "html", "lang": "en"}).text
    assert f'href="../../../{page}?lang=en"' in html


def test_the_start_page_and_the_landing_lead_to_every_list(client):
    page = client.get("/", headers={"accept": "text/html"}).text
    landing = client.get("/", headers={"accept": "application/json"}).json()
    linked = {link["href"] for link in landing["links"]}
    for folder in LISTS:
        assert f'href="{folder}?lang=ko"' in page
        assert f"http://testserver/{folder}" in linked


def test_a_programme_counts_and_lists_bodies_of_which_no_member_is_known(client):
    page = client.get("/programmes/mpe", params={"f": "html", "lang": "ko"}).text
    listed = re.search(r'<h2 id="bodies">.*?</table>', page, re.DOTALL)[0].count("<tr>") - 1
    counted = re.search(r"<dt>특화단지</dt><dd>(\d+)</dd>", page)[1]
    assert int(counted) == listed


def test_a_body_without_known_members_says_so(client):
    page = client.get("/programmes/mpe/mpe-2021-yongin", params={"lang": "ko", "f": "html"})
    assert page.status_code == 200
    assert "참여 산업단지의 이름이 없음" in page.text


def test_a_page_has_a_headline_an_abstract_and_a_picture_for_other_sites(client):
    for path in ("/regions/27", "/complexes/changwon", "/consortia/13", "/regions/50"):
        page = client.get(path, params={"f": "html", "lang": "ko"}).text
        told = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', page))
        assert told["og:title"]
        assert told["og:description"]
        assert told["description"].startswith(told["og:title"])
    (address,) = re.findall(r'og:image" content="http://testserver([^"]*)"', page)
    picture = client.get(html.unescape(address))
    assert picture.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(picture.content)).size == (1200, 630)
