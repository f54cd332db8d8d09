"""Labels are short, and places with the same name keep their kind."""

import pytest

from maps.labels import short_name, short_names


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("창원국가산업단지", "창원"),
        ("반월·시화국가산업단지(묶음)", "반월·시화"),
        ("울산·미포국가산업단지", "울산·미포"),
        ("성서일반산업단지(1~5차)", "성서"),
        ("판교제2테크노밸리도시첨단산업단지", "판교제2테크노밸리"),
        ("한국수출산업(주안)국가산업단지", "주안"),
        ("전주과학산업연구단지(완주과학산업단지)", "전주과학"),
        ("부산진해경제자유구역 지사지역(부산과학일반산업단지 등)", "지사지역"),
        ("사상공업지역", "사상공업지역"),
        ("친환경자동차벨트(울산 중산1·중산2·매곡2·매곡3·이화·모듈화)", "친환경자동차벨트"),
        ("산업단지", "산업단지"),
    ],
)
def test_a_korean_label_leaves_out_the_kind(full, short):
    assert short_name(full, "ko") == short


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Changwon National Industrial Complex", "Changwon"),
        ("Sacheon 1 and Sacheon 2 General Industrial Complexes", "Sacheon 1 and Sacheon 2"),
        ("Korea Export Industry (Juan) National Industrial Complex", "Juan"),
        ("Pangyo 2 Techno Valley Urban High-Tech Industrial Complex", "Pangyo 2 Techno Valley"),
        ("Sasang Industrial Zone", "Sasang Industrial Zone"),
    ],
)
def test_an_english_label_leaves_out_the_kind(full, short):
    assert short_name(full, "en") == short


def test_gunsan_national_and_gunsan_general_are_not_merged():
    places = {
        "gunsan-nat": ("군산국가산업단지", "national"),
        "gunsan-gen": ("군산일반산업단지", "general"),
        "gumi": ("구미국가산업단지(1단지)", "national"),
    }
    assert short_names(places, "ko") == {
        "gunsan-nat": "군산국가",
        "gunsan-gen": "군산일반",
        "gumi": "구미",
    }
