"""The documentation site: both languages have the same pages and sections, and links resolve."""

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)\s]*)?\)")


def load(name):
    spec = spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


site = load("build_docs")
PAGES = [page for pages in site.SECTIONS.values() for page in pages]
REFERENCE = [page for page in PAGES if page.startswith("docs/reference/")]
WRITTEN = [site.HOME, *(page for page in PAGES if page not in REFERENCE)]


def shape(text):
    """Return what both languages share: levels of headings, kinds of blocks, rows of tables."""
    kinds = re.findall(r"^```(\w+)$", text, re.MULTILINE)
    plain = FENCE.sub("", text)
    levels = [len(marks) for marks in re.findall(r"^(#+) ", plain, re.MULTILINE)]
    return levels, kinds, len(re.findall(r"^\|", plain, re.MULTILINE))


@pytest.mark.parametrize("guide", WRITTEN)
def test_both_languages_have_the_same_sections_blocks_and_rows(guide):
    shapes = [shape(site.source(guide, lang).read_text("utf-8")) for lang in site.LANGS]
    assert shapes[0] == shapes[1]


def test_every_page_of_a_guide_has_both_languages():
    alone = {
        path.relative_to(ROOT).as_posix()
        for folder in ("docs", "docs/roles")
        for path in (ROOT / folder).glob("*.md")
        if not path.stem.endswith(".ko") and not path.with_suffix(".ko.md").exists()
    }
    # For auditors, who read the standard that it answers in English.
    assert alone == {"docs/security-asvs.md"}


def test_every_guide_is_on_the_site():
    guides = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md")}
    assert {page for page in guides if not page.endswith(".ko.md")} <= set(PAGES)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    out = tmp_path_factory.mktemp("site")
    return {lang: site.stage(lang, out) for lang in site.LANGS}


@pytest.mark.process
def test_links_lead_to_pages_and_files_of_the_site(pages):
    for lang, folder in pages.items():
        for path in folder.rglob("*.md"):
            text = FENCE.sub("", path.read_text("utf-8"))
            to = [one for one in LINK.findall(text) if not re.match("[a-z]+:", one)]
            gone = [one for one in to if not (path.parent / one).is_file()]
            assert gone == [], (lang, path)


@pytest.mark.process
def test_the_reference_has_the_same_sections_in_each_language(pages):
    for page in REFERENCE:
        text = {lang: (folder / page).read_text("utf-8") for lang, folder in pages.items()}
        headings = {lang: re.findall("^## (.+)$", one, re.MULTILINE) for lang, one in text.items()}
        assert headings["ko"] == headings["en"]
        assert text["ko"].count("\n|") == text["en"].count("\n|")
        assert re.search("[가-힣]", text["ko"])


@pytest.mark.process
def test_the_reference_knows_every_command_and_route(pages):
    text = (pages["en"] / "docs/reference/cli.md").read_text("utf-8")
    assert "## sandan programme check" in text
    assert "| `--json` |" in text
    api = (pages["ko"] / "docs/reference/api.md").read_text("utf-8")
    assert "## POST /geocode" in api
    assert "## GET /collections/{collection}/items" in api


def test_what_would_ask_another_host_is_found(tmp_path):
    (tmp_path / "a.html").write_text('<script src="https://cdn.example/x.js"></script>')
    (tmp_path / "b.css").write_text("@import url(//fonts.example/f.css);")
    (tmp_path / "c.html").write_text('<a href="https://example.kr">다른 곳</a><img src="a.png">')
    assert [found.partition(":")[0] for found in sorted(site.outside(tmp_path))] == [
        "a.html",
        "b.css",
    ]
