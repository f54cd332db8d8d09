"""Which column of a layer holds what, by its heading: Korean or English, whole or cut."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from geo.model.places import KIND_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.model.places import PlaceKind

Role = Literal["name", "kind", "sido", "sigungu"]

HEADINGS: dict[Role, tuple[str, ...]] = {
    "name": (
        "단지명",
        "산단명",
        "산업단지명",
        "산업단지명칭",
        "단지명칭",
        "산단명칭",
        "산업단지",
        "명칭",
        "이름",
        "dan_name",
        "dan_nm",
        "danji_name",
        "danji_nm",
        "dongji_nm",
        "ic_name",
        "ic_nm",
        "indst_nm",
        "complex_name",
        "name_ko",
        "name",
    ),
    "kind": (
        "유형",
        "단지유형",
        "산단유형",
        "산업단지유형",
        "단지구분",
        "산업단지구분",
        "종류",
        "단지종류",
        "구분",
        "dan_type",
        "dan_gubun",
        "danji_type",
        "ic_type",
        "kind",
        "type",
    ),
    "sido": (
        "시도",
        "시도명",
        "광역시도",
        "시도이름",
        "sido",
        "sido_nm",
        "sido_name",
        "sido_kor_nm",
        "ctp_kor_nm",
        "ctprvn_nm",
    ),
    "sigungu": (
        "시군구",
        "시군구명",
        "시군",
        "시군명",
        "시군구이름",
        "sigungu",
        "sigungu_nm",
        "sigungu_name",
        "sig_kor_nm",
        "sgg_nm",
        "sgg",
    ),
}
"""Headings by role, the surest first."""
_CUT = 10
"""Bytes of a heading in a DBF."""
_BLANKS = re.compile(r"[\s_\-]+")


def find_columns(columns: Iterable[str]) -> dict[Role, str]:
    """Return the column of each role that a heading tells.

    >>> find_columns(["DAN_NAME", "SIGUNGU_NM", "geometry"])
    {'name': 'DAN_NAME', 'sigungu': 'SIGUNGU_NM'}
    >>> find_columns(["산업단"])  # 산업단지명, cut in UTF-8
    {'name': '산업단'}
    """
    folded: dict[str, str] = {}
    for column in columns:
        folded.setdefault(_folded(column), column)
    found: dict[Role, str] = {}
    for role, headings in HEADINGS.items():
        spellings = [*map(_folded, headings), *(cut for word in headings for cut in _cuts(word))]
        named = next((word for word in spellings if word in folded), None)
        if named is not None:
            # A column has one role: a cut heading may stand for several.
            found[role] = folded.pop(named)
    return found


def kind_of(written: str) -> PlaceKind | None:
    """Return the kind that a cell names, as 국가산업단지 does; None for codes and the like."""
    for word, kind in KIND_WORDS.items():
        if word in written:
            return kind
    return None


def _folded(heading: str) -> str:
    return _BLANKS.sub("", heading).casefold()


def _cuts(heading: str) -> tuple[str, ...]:
    """Return what a DBF leaves of a heading that is too long for it."""
    return tuple(
        _folded(heading.encode(encoding)[:_CUT].decode(encoding, "ignore"))
        for encoding in ("cp949", "utf-8")
        if len(heading.encode(encoding)) > _CUT
    )
