"""Register, ledger, plan, checks and sources: nothing for axe-core to mend, no sideways scroll."""

import pytest

pytestmark = pytest.mark.browser

ALIKE = (
    "compare=t2021-gyeongnam-requested-projects-annex&compare=t2021-ulsan-requested-projects-annex"
)
UNLIKE = "compare=t2021-gyeonggi-production-annex&compare=t2021-jeonbuk-production-annex"
PAGES = [
    "programmes",
    "programmes/c32",
    f"ledger?{ALIKE}",
    f"ledger?{UNLIKE}",
    "plan",
    "checks",
    "requests",
    "sources",
    "sources/transformation-2021",
    "conflicts",
    "schemas",
]
SIZES = {"ko": (1440, 900), "en": (390, 844)}


@pytest.mark.parametrize("lang", SIZES)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_violation_and_fits_its_window(page, watch, address, violations, path, lang):
    width, height = SIZES[lang]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{address}/{path}{'&' if '?' in path else '?'}f=html&lang={lang}")
    assert violations() == []
    assert watch.complaints == []
    assert watch.outside(address) == []
    # Tables scroll for themselves; the page does not.
    assert page.evaluate("document.documentElement.scrollWidth") == width
