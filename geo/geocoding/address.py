"""Korean addresses into their parts: lot-number (지번) and road-name (도로명) alike."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

AddressKind = Literal["road", "lot", "area"]

_PARENTHESISED = re.compile(r"[(\[][^)\]]*(?:[)\]]|$)")
_INSIDE = re.compile(r"[(\[]([^)\]]*)(?:[)\]]|$)")
_SIDO = re.compile(
    r"(?:서울|부산|대구|인천|광주|대전|울산|세종)(?:특별자치시|특별시|광역시|직할시|시)?$"
    r"|(?:경기|강원|충청?[남북]|전라?[남북]|경상?[남북]|제주|충청[남북]|전라[남북]|경상[남북])"
    r"(?:특별자치도|도)?$"
)
_SIGUNGU = re.compile(r"[가-힣]{1,8}[시군구]$")
_JOINED_CITY = re.compile(r"([가-힣]{1,4}시)([가-힣]+구)$")
_EMD = re.compile(r"[가-힣]{1,10}[\d·.]*(?:\d?가?\d?동|[읍면]|\d가|가)$")
_RI = re.compile(r"(?!.*밸리$)[가-힣]{1,8}\d*리$")
_ROAD = re.compile(
    r"(?P<road>[가-힣A-Za-z·]*[가-힣\d·]*?(?:대로|로|길)(?:\d+번?[가-힣]?길|\d*[가-힣]*길)?)"
    r"(?P<rest>\d[\d-]*)?$"
)
_NUMBER = re.compile(r"(?P<main>\d{1,5})(?:\s*[-–의]\s*(?P<sub>\d{1,5}))?(?:번지|번|호)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """The parts of an address, as written; what it does not say is None."""

    sido: str | None = None
    sigungu: str | None = None
    """시군구; of a city with 구 both, such as ``안산시 단원구``."""
    emd: str | None = None
    """읍면동, legal or administrative as written."""
    ri: str | None = None
    road: str | None = None
    main_no: int | None = None
    """Building number of a road address, else the lot's main number (본번)."""
    sub_no: int | None = None
    mountain: bool = False
    """Whether the lot is numbered among the hills (산)."""
    underground: bool = False
    bracketed: str | None = None
    """Legal dong in parentheses, as road addresses carry it."""
    rest: str = ""
    """What follows: building, floor, complex."""

    @property
    def kind(self) -> AddressKind:
        """``road`` with road and number, ``lot`` with place and number, else ``area``."""
        if self.road is not None:
            return "road"
        named = self.emd is not None or self.ri is not None
        return "lot" if named and self.main_no is not None else "area"

    @property
    def says_anything(self) -> bool:
        """Tell whether any part was recognised."""
        return any((self.sido, self.sigungu, self.emd, self.ri, self.road))


def parse_address(text: str) -> Address:
    """Take an address apart, from the largest unit to the number; never fails.

    The order 시도, 시군구, 읍면동, 리 or road, number is that of the law (도로명주소법 시행령,
    지번주소: 부동산등기법); units may be missing, blanks between 시 and 구 too.

    >>> parse_address("경남 창원시 성산구 공단로 474").road
    '공단로'
    >>> parse_address("경기도 안산시 단원구 원시동 773").main_no
    773
    """
    written = unicodedata.normalize("NFKC", text[:400])
    plain = _PARENTHESISED.sub(" ", written)
    reader = _Reader(plain.replace(",", " ").split())
    sido = reader.take(_SIDO)
    sigungu = _sigungu(reader)
    emd = reader.take(_EMD) if not reader.next_is_road() else None
    ri = reader.take(_RI) if not reader.next_is_road() else None
    road = _road(reader)
    underground = reader.take_word("지하")
    mountain = reader.take_mountain()
    main_no, sub_no = _numbers(reader)
    return Address(
        sido=sido,
        sigungu=sigungu,
        emd=emd,
        ri=ri,
        road=road,
        main_no=main_no,
        sub_no=sub_no,
        mountain=mountain,
        underground=underground,
        bracketed=_bracketed(written),
        rest=" ".join(reader.words),
    )


def _bracketed(text: str) -> str | None:
    """Return the dong in parentheses: (오류동), (원시동, 반월타워)."""
    inside = [word for part in _INSIDE.findall(text) for word in re.split(r"[,\s]+", part)]
    return next((word for word in inside if _EMD.match(word) or _RI.match(word)), None)


class _Reader:
    """The words that are still to be read."""

    def __init__(self, words: list[str]) -> None:
        self.words = words

    def take(self, pattern: re.Pattern[str]) -> str | None:
        if self.words and pattern.match(self.words[0]):
            return self.words.pop(0)
        return None

    def take_word(self, word: str) -> bool:
        if not self.words or not self.words[0].startswith(word):
            return False
        rest = self.words[0].removeprefix(word)
        if rest and not rest[0].isdigit():
            return False
        self.words[:1] = [rest] if rest else []
        return True

    def take_mountain(self) -> bool:
        return self.take_word("산")

    def next_is_road(self) -> bool:
        """Tell roads from places: 종로1가 is a dong, 공단로 474 a road with its number."""
        if not self.words:
            return False
        found = _ROAD.match(self.words[0])
        if found is None:
            return False
        numbered = found["rest"] is not None
        behind = "".join(self.words[1:3]).removeprefix("지하")
        follows = behind[:1].isdigit()
        return numbered or follows or len(self.words) == 1


def _sigungu(reader: _Reader) -> str | None:
    if reader.words and (joined := _JOINED_CITY.match(reader.words[0])):
        reader.words[:1] = list(joined.groups())
    city = reader.take(_SIGUNGU)
    if city is None or not city.endswith("시"):
        return city
    gu = reader.words[0] if reader.words and reader.words[0].endswith("구") else None
    if gu is None or reader.take(_SIGUNGU) is None:
        return city
    return f"{city} {gu}"


def _road(reader: _Reader) -> str | None:
    if not reader.next_is_road():
        return None
    found = _ROAD.match(reader.words[0])
    assert found is not None  # noqa: S101 - next_is_road has just matched it
    reader.words[:1] = [found["rest"]] if found["rest"] else []
    return found["road"]


def _numbers(reader: _Reader) -> tuple[int | None, int | None]:
    if not reader.words:
        return None, None
    found = _NUMBER.match(reader.words[0])
    if found is None:
        return None, None
    reader.words.pop(0)
    return int(found["main"]), int(found["sub"]) if found["sub"] else None
