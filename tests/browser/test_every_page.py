"""Each kind of page, light on a desk or dark on a phone: nothing to mend, nothing cut off.

The sweep looks at more pages of each kind, and at all in each language, theme and width.
"""

import itertools

import pytest

pytestmark = pytest.mark.browser
ALIKE = (
    "compare=t2021-gyeongnam-requested-projects-annex&compare=t2021-ulsan-requested-projects-annex"
)
UNLIKE = "compare=t2021-gyeonggi-production-annex&compare=t2021-jeonbuk-production-annex"
MAPS = (
    *("/maps/overview", "/maps/transformation", "/embed/overview", "/compare"),
    *("/maps/consortia", "/maps/overview?select=t2021-busan"),
)
REGISTERS = (
    *("/programmes", "/programmes/c07", "/requests", "/ledger", "/plan", "/checks", "/conflicts"),
    *("/sources", "/sources/convergence-plan-2023"),
    f"/ledger?{ALIKE}",
)
PROFILES = (
    *("/regions", "/regions/26", "/consortia", "/consortia/13", "/projects/t2021-gyeonggi"),
    *("/complexes", "/complexes/changwon", "/sectors", "/regions/대경권", "/sectors/자동차"),
)
SIDE_BY_SIDE = ("/requests", "/flows", "/gaps")
REFUSED = ("/nowhere", "/collections/complexes/items?limit=none")
DATA = (
    *("/", "/collections", "/collections/complexes", "/collections/complexes/items", "/networks"),
    *("/collections/complexes/items/changwon", "/collections/complexes/queryables", "/schemas"),
    *(
        "/conformance",
        "/functions",
        "/api.html",
        "/briefs",
        "/verify",
        "/charts",
        *REFUSED,
    ),
    *("/search", "/search?q=창원", "/accessibility"),
    *("/catalogue", "/collections/complexes/styles"),
)
ANALYSES = (
    *(
        "/networks/consortia/metrics",
        "/flows",
        "/gaps",
        "/partners?subject=제주",
        "/compare?region=26&region=27",
    ),
    "/scenario?step=withdraw:c15",
)
PAGES = (*MAPS[:4], *REGISTERS, *PROFILES, *DATA, *ANALYSES)
MORE = (
    *MAPS[4:],
    *("/styles", "/catalogue/complexes", "/catalogue?q=없음"),
    *("/regions/50", "/projects", "/search?q=수출&kind=fact", "/search?q=창윈 수출"),
    *("/regions/dongnamgwon", "/complexes/ulsan-mipo", "/projects/t2021-ulsan"),
    *("/projects/t2020-daegu", "/sectors/핵심소재", "/sources/transformation-2021"),
    *("/paths?from=changwon&to=seongseo", "/around?place=changwon", "/flows?level=zone"),
    *("/programmes/c05", "/programmes/c09", "/programmes/c32"),
    f"/ledger?{UNLIKE}",
)
"""Other pages of kinds that are among `PAGES`."""
LOOKS = (("ko", "light", 1280), ("en", "dark", 390))
"""Language, theme, width in CSS pixels."""
TWICE = (
    *("/maps/overview", "/compare", "/plan", "/regions/26", "/consortia/13", "/complexes/changwon"),
    *("/", "/collections/complexes/items", "/conformance", "/search?q=창원", "/flows"),
)
"""Seen on a desk and on a phone; the others, of the same parts, in turns on one of both."""
SHOWN = (
    *itertools.product(TWICE, LOOKS),
    *zip((path for path in PAGES if path not in TWICE), itertools.cycle(LOOKS), strict=False),
)
SWEPT = tuple(
    one
    for one in itertools.product(
        (*PAGES, *MORE), itertools.product(("ko", "en"), ("light", "dark"), (1280, 390))
    )
    if one not in SHOWN
)
CUT = """[...document.querySelectorAll('.scroll')].filter(
    (one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent.slice(0, 60))"""
"""Tables that go on beyond their frame."""
UNTAGGED = """(() => {
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const near = texts.currentNode.parentElement;
    if (/[가-힣]/.test(texts.currentNode.data) && near.closest('[lang]').lang !== 'ko'
        && !near.closest('script, style, svg, option')) found.push(texts.currentNode.data.trim());
  }
  return found;
})()"""
"""Korean texts that a screen reader would read as if they were English."""
WIDER = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"


@pytest.mark.parametrize(
    ("path", "look"),
    [
        *SHOWN,
        *(pytest.param(*one, marks=pytest.mark.sweep) for one in SWEPT),
    ],
)
def test_a_page_is_quiet_fits_its_window_and_has_no_violation(
    page, watch, address, violations, path, look
):
    look_at(page, watch, address, violations, path, look)


FIGURES = (
    *("/statistics", "/statistics?level=complex", "/statistics/targets", "/statistics/counts"),
    *("/statistics/ties", "/statistics/subjects/region/48"),
)
"""Pages that only a server with imported figures has."""


@pytest.fixture(scope="module")
def with_figures(figures_data, serve):
    return serve(figures_data)


@pytest.mark.parametrize(
    ("path", "look"),
    [
        *zip(FIGURES, itertools.cycle(LOOKS), strict=False),
        *(
            pytest.param(*one, marks=pytest.mark.sweep)
            for one in itertools.product(
                FIGURES, itertools.product(("ko", "en"), ("light", "dark"), (1280, 390))
            )
        ),
    ],
)
def test_a_page_of_figures_is_quiet_fits_its_window_and_has_no_violation(
    page, watch, with_figures, violations, path, look
):
    look_at(page, watch, with_figures, violations, path, look)


def look_at(page, watch, address, violations, path, look):
    lang, theme, width = look
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={lang}")
    if path in MAPS:
        page.wait_for_selector("body[data-ready]")
    assert page.get_attribute("html", "lang") == lang
    assert watch.outside(address) == []
    # Chromium itself complains of a page that is refused.
    assert path in REFUSED or watch.complaints == []
    assert page.evaluate(WIDER) <= 0
    # Marks of a map stand where the places are; the table beside it has the same links.
    assert violations(targets=path not in MAPS) == []
    assert lang == "ko" or page.evaluate(UNTAGGED) == []
    # A matrix is one only side by side.
    assert width > 390 or path in (*MAPS, *SIDE_BY_SIDE) or page.evaluate(CUT) == []
    # As a window of 1280 pixels at 200 %.
    page.set_viewport_size({"width": 640, "height": 422})
    assert page.evaluate(WIDER) <= 0


@pytest.mark.parametrize("path", ["/maps/overview", "/complexes/changwon"])
def test_nothing_moves_for_readers_who_want_no_motion(page, address, path):
    page.emulate_media(reduced_motion="reduce")
    page.goto(address + path)
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter((one) => "
        "getComputedStyle(one).transitionDuration.split(',').some((time) => parseFloat(time) > 0)"
        ").map((one) => one.className)"
    )
    assert moving == []
