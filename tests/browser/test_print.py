"""What is printed of a map is its picture, on one page."""

import pypdfium2
import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("serving", [True, False])
def test_one_page_with_the_picture_and_nothing_of_the_page_around(page, address, serving):
    page.goto(f"{address}/maps/overview?sector=조선&lang=ko")
    page.wait_for_selector("body[data-ready]")
    if not serving:
        page.route("**/*.svg*", lambda route: route.abort())
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    text = document[0].get_textpage().get_text_range().replace("\r\n", " ")
    assert len(document) == 1
    assert [round(side) for side in document[0].get_size()] == [595, 842]
    for words in ("산업단지 연결망", "분야: 조선", "연결선 4", "미래모빌리티", "자료:"):
        assert words in text
    for words in ("표로 보기", "모두 보기", "더 보기", "2025년까지", "흐름으로 보기"):
        assert words not in text
