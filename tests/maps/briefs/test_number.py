"""Numbers of documents: written, read from any layout, and told apart."""

import pytest

from maps.briefs.content import Asked
from maps.briefs.number import address_of, items_of, number_of, read_number
from maps.briefs.telling import in_notes

ITEMS = [("title", "먼 연결 + 1 & 100% @ - R1K"), ("distance", "100-"), ("region", "own:창원,김해")]


@pytest.mark.parametrize(
    ("kind", "id_", "zoning"),
    [
        ("region", "27", ""),
        ("body", "t2021-busan", ""),
        ("mega-region", "daegyeonggwon", "5poles3"),
        ("selection", address_of("overview", ITEMS), ""),
        ("page", address_of("scenario", [("step", "withdraw:c15")]), "5poles3"),
    ],
)
@pytest.mark.parametrize("day", ["", "2021-03-24"])
def test_a_number_is_read_back_from_any_text_around_it(kind, id_, zoning, day):
    asked = Asked("en", "full", "report")
    as_of = day or "2026-02-26"
    made = number_of(kind, id_, asked, as_of=as_of, version="v1", day=day, zoning=zoning)
    written = str(made)
    assert read_number(written) == made
    assert read_number(f"see {written}, please") == made
    broken = "\n".join(written[at : at + 9] for at in range(0, len(written), 9))
    assert read_number(f"자료 기준 2026. 2. 26. · 문서번호 {broken}- 1 -") == made
    assert made.told == as_of
    # A file has the printed one at the foot of each page, and the address once.
    assert len(str(made.printed)) < 50
    assert read_number(f"{made.printed} ... 「{made.id}」") == made


def test_an_address_keeps_every_sign_and_has_no_blank():
    address = address_of("maps/x", ITEMS)
    assert " " not in address
    assert "@" not in address
    assert items_of(address) == ("maps/x", ITEMS)


@pytest.mark.parametrize("text", ["", "R27", "27-R1K-20260226-657520", "R27-R1K-2026-65"])
def test_what_is_no_number_is_none(text):
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("said", "noted"),
    [
        ("연결 29개가 지역을 넘습니다.", "연결 29개가 지역을 넘음"),
        (
            "이것은 가정입니다. 문서에 있는 사실이 아닙니다.",
            "이것은 가정임. 문서에 있는 사실이 아님",
        ),
        ("이름이 나옵니다(보도).", "이름이 나옵니다(보도)"),
        ("찾지 못했습니다", "찾지 못했음"),
        ("연결 7건, 16개 시도 중 10위", "연결 7건, 16개 시도 중 10위"),
    ],
)
def test_korean_sentences_become_notes(said, noted):
    assert in_notes(said, "ko") == noted
    assert in_notes(said, "en") == said
