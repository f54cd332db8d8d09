"""Korean sentences carry the particle that fits what they are filled with."""

import re
import unicodedata

import pytest

from geo.messages import LANGS, Catalogue, catalogue
from geo.messages.particles import PAIRS, fill

ANY_PAIR = re.compile("|".join(map(re.escape, PAIRS)))


def after(value, pair="을(를)"):
    """Return `value` and the particle that was chosen for it."""
    return fill("{value}" + pair, {"value": value})


@pytest.mark.parametrize(
    ("pair", "closed", "rieul", "open_"),
    [
        ("을(를)", "창원을", "서울을", "여수를"),
        ("은(는)", "창원은", "서울은", "여수는"),
        ("이(가)", "창원이", "서울이", "여수가"),
        ("와(과)", "창원과", "서울과", "여수와"),
        ("과(와)", "창원과", "서울과", "여수와"),
        ("(으)로", "창원으로", "서울로", "여수로"),
        ("(이)라는", "창원이라는", "서울이라는", "여수라는"),
    ],
)
def test_hangul_chooses_by_its_final_consonant(pair, closed, rieul, open_):
    assert after("창원", pair) == closed
    assert after("서울", pair) == rieul
    assert after("여수", pair) == open_


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0으로"),  # 영
        (1, "1로"),  # 일
        (2, "2로"),
        (3, "3으로"),  # 삼
        (4, "4로"),
        (5, "5로"),
        (6, "6으로"),  # 육
        (7, "7로"),  # 칠
        (8, "8로"),  # 팔
        (9, "9로"),
        (10, "10으로"),  # 십
        (100, "100으로"),  # 백
        ("2,000", "2,000으로"),  # 천
        (30_000, "30000으로"),  # 만
        (100_000_000, "100000000으로"),  # 억
        (221, "221로"),
        ("100-20", "100-20으로"),  # 이십
        (35.2, "35.2로"),
        ("EPSG:5186", "EPSG:5186으로"),
        ("EPSG:5174", "EPSG:5174로"),
    ],
)
def test_a_number_chooses_as_it_is_read(number, said):
    assert after(number, "(으)로") == said


def test_a_number_that_ends_in_a_vowel_takes_what_vowels_take():
    said = "".join(after(n, "이(가)")[-1] for n in range(11))
    assert said == "이이가이가가이이이가이"


@pytest.mark.parametrize(
    ("letters", "said"),
    [
        ("URL", "URL로"),  # 엘
        ("CRM", "CRM으로"),  # 엠
        ("ERROR_NNN", "ERROR_NNN으로"),  # 엔
        ("CCR", "CCR로"),  # 알
        ("SHP", "SHP로"),
        ("단지 목록.xlsx", "단지 목록.xlsx로"),  # 엑스
        ("목록.csv", "목록.csv로"),
        ("complexes.geojson", "complexes.geojson으로"),  # 제이슨
        ("Gumi", "Gumi로"),
        ("/api", "/api로"),
        ("KICOX", "KICOX로"),
    ],
)
def test_latin_letters_choose_where_their_sound_is_sure(letters, said):
    assert after(letters, "(으)로") == said


@pytest.mark.parametrize(
    "value",
    ["Busan Port", "table", "server", "목록.parquet", "?", "…", "", "😀", "水原", "100 ha²"],
)
def test_the_pair_stays_where_the_sound_is_not_sure(value):
    assert after(value) == value + "을(를)"


def test_units_are_read_by_their_names():
    assert after("5 km") == "5 km를"
    assert after("95 %") == "95 %를"
    assert after("KM") == "KM을"


def test_initial_consonants_are_read_by_their_names():
    assert after("ㅊㅇ") == "ㅊㅇ을"
    assert after("ㄴㄹ", "(으)로") == "ㄴㄹ로"
    assert after("ㅏ") == "ㅏ를"


def test_decomposed_syllables_as_file_names_of_a_mac_have_them_count_as_syllables():
    assert after(unicodedata.normalize("NFD", "창원")).endswith("을")
    assert after(unicodedata.normalize("NFD", "여수")).endswith("를")


@pytest.mark.parametrize(
    "written",
    ["'{}'", '"{}"', "‘{}’", "“{}”", "「{}」", "『{}』", "《{}》", "{} ", "({})", "[{}]", "('{}')"],
)
def test_closing_marks_are_passed_over(written):
    assert after(written.format("창원")).endswith("을")
    assert after(written.format("여수")).endswith("를")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("검색어(q)", "검색어(q)를"),
        ("행(rows)", "행(rows)을"),
        ("구미국가산업단지(1단지)", "구미국가산업단지(1단지)를"),
        ("남동[재생사업지구]", "남동[재생사업지구]을"),
        ("'창원(국가)'", "'창원(국가)'을"),
        ("좌표 (35.2, 128.6)", "좌표 (35.2, 128.6)를"),
        ("점 (126.7, 37.4)", "점 (126.7, 37.4)을"),
        ("(주)창원", "(주)창원을"),
        ("여수)", "여수)를"),
        (")", ")을(를)"),
    ],
)
def test_what_stands_in_brackets_is_not_read(value, said):
    assert after(value) == said


def test_only_the_sentence_s_own_pairs_are_settled_and_not_those_of_a_value():
    text = fill(
        "'{value}'을(를) {name}(으)로 읽었습니다.", {"value": "은(는)창원", "name": "{x}시"}
    )
    assert text == "'은(는)창원'을 {x}시로 읽었습니다."


def test_a_value_of_any_length_is_answered():
    assert after("가" * 1_000_000).endswith("가를")
    assert after(")" * 1_000).endswith(")을(를)")
    assert after("여수" + " " * 1_000).endswith("을(를)")


def test_formats_of_fields_are_kept():
    assert fill("{km:g} km, {share:.1f}이(가)", {"km": 5.0, "share": 1.04}) == "5 km, 1.0이"


def test_english_sentences_are_not_touched():
    words = Catalogue("en", {"a": "{x}을(를)"})
    assert words("a", x="창원") == "창원을(를)"


@pytest.mark.parametrize("package", ["geo", "maps", "api"])
def test_every_korean_sentence_is_free_of_pairs_once_it_is_filled(package):
    words = catalogue(package, "ko")
    for key, text in words.texts.items():
        names = dict(re.findall(r"(?<!\{)\{(\w+)(:[^}]*)?\}", text))
        for hangul in ("창원", "여수", "서울"):
            fields = {name: 3 if spec else hangul for name, spec in names.items()}
            assert not ANY_PAIR.search(words(key, **fields)), key


@pytest.mark.parametrize("package", ["geo", "maps", "api"])
def test_korean_sentences_end_formally(package):
    for key, text in catalogue(package, "ko").texts.items():
        assert not re.search(r"(?:세요|어요|아요|네요|해요|군요|한다|이다|했다|된다)[.!?]", text), (
            key
        )


@pytest.mark.parametrize("package", ["geo", "maps", "api"])
def test_both_languages_fill_the_same_fields(package):
    korean, english = (catalogue(package, lang).texts for lang in LANGS)
    for key, text in korean.items():
        # Each language takes its own of a pair such as what_ko and what_en.
        fields = [
            {re.sub(f"_{lang}$", "", field) for field in re.findall(r"(?<!\{)\{(\w+)", one)}
            for lang, one in zip(LANGS, (text, english[key]), strict=True)
        ]
        assert fields[0] == fields[1], key
