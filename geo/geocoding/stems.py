"""The telling parts of a complex's name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_REMEMBERED = 4096
"""Names; a row asks for the same several times over."""
_BRACKETED = re.compile(r"[(\[〈<]([^)\]〉>]*)[)\]〉>]?")
_FORMER = re.compile(r"^구[\s.:]?")
_MARK = re.compile(r"[①-⑳*#]|\(\s*\)")
_NO_NAME = re.compile(
    r"(?:국가|일반|지방|도시첨단|농공|산업단지|산업|공업|산단|공단|단지|지구|지역|재생사업|특구)+"
)
"""Words that every complex bears: the roads 산단길 and 공단로 say nothing of one."""
_KIND = re.compile(r"(국가|일반|도시첨단|농공)?(산업단지|산업단|산단|공단|농공단지|단지)")
_NUMBER_BEHIND = re.compile(r"(\d+)(?:차|단계|단지|지구|공구)?\s*$")
_NUMBER_AT_END = re.compile(r"(?<=\D)\d+(?:차|단지|단계|지구|공구)?$")
_NUMBER_INSIDE = re.compile(r"[(\[]제?(\d+)(?:[·,~]\d+)*(?:차|단지)?[)\]]")
_ORDINAL = re.compile(r"제?\d+(?:-\d+)?(?:차|단계|단지|공구|지구|구역|산단)?|[IVX]+$|[가-하]지구$")
_GENERIC = re.compile(
    r"(?:신?재생에너지|외국인투자지역|외국인|자유무역지역|자유무역|재생사업지구|공공주택지구|"
    r"국가생태|국가|일반|도시첨단|농공|전문|특화|전용|지방|산업연구|연구|산업|협동화|복합문화|복합|"
    r"첨단과학|첨단산업|첨단|과학|테크노밸리|테크노폴리스|테크노파크|테크노빌|테크노|하이테크밸리|하이테크|"
    r"바이오밸리|바이오|생명과학|에너지밸리|에너지|메디컬|의료기기|의료|식품|수산물|수산|조선|해양|항공|"
    r"자동차부품|자동차|부품소재|부품|소재|기계|전자|전기전자|전기|금속|뿌리|화학|석유화학|섬유|피혁|염색|"
    r"스마트밸리|스마트그린|스마트|그린|에코|미래|융복합|혁신|비즈니스|물류단지|물류|유통|밸리|시티|파크|"
    r"지구|권역|단지|공업|클러스터|캠퍼스|타운|센터|북부|남부|동부|서부|중부)+"
)


def stems(name: str, own_names: Collection[str] = ()) -> tuple[str, ...]:
    """Return what is left of a complex's name when what any complex could bear is taken off.

    The first is the whole name, folded; then, most telling first, the parts.

    >>> stems("김해골든루트일반산업단지", ["김해"])
    ('김해골든루트', '골든루트')
    >>> stems("신평ㆍ장림(협동화)")
    ('신평장림', '신평', '장림', '협동화')
    """
    plain = unicodedata.normalize("NFKC", name[:200]).replace("ᆞ", "·")
    inside = [_FORMER.sub("", text).strip() for text in _BRACKETED.findall(plain)]
    outside = _BRACKETED.sub(" ", _MARK.sub("", plain))
    found: list[str] = []
    for text in (outside, *inside):
        pieces = [piece for piece in re.split(r"[\s·‧・,./&~\-–+]+", text) if piece]
        for piece in ("".join(pieces), *pieces):
            _add(found, piece, own_names)
    telling = (stem for stem in found if len(stem) > 1 and not _NO_NAME.fullmatch(stem))
    return tuple(dict.fromkeys(telling))


def number_of(name: str) -> str:
    """Return the number of a complex among its namesakes; empty for one without.

    >>> [number_of(name) for name in ("김천3일반산업단지", "센텀2지구", "예산", "구미(1단지)")]
    ['3', '2', '', '1']
    """
    found = _NUMBER_BEHIND.search(_BRACKETED.sub("", _KIND.sub("", name)))
    found = found or _NUMBER_INSIDE.search(name)
    return found[1] if found else ""


@lru_cache(maxsize=_REMEMBERED)
def is_telling(text: str) -> bool:
    """Tell whether a part of a name can stand for the whole: 에코델타 can, 테크노밸리 and 2 cannot.

    >>> is_telling("골든루트"), is_telling("첨단과학"), is_telling("제2")
    (True, False, False)
    """
    return len(_GENERIC.sub("", _ORDINAL.sub("", text))) > 1


def without_number(stem: str) -> str:
    """Return a stem without the number at its end.

    >>> without_number("제천4"), without_number("진천3차"), without_number("제천")
    ('제천', '진천', '제천')
    """
    return _NUMBER_AT_END.sub("", stem)


def without_generic_end(stem: str) -> str:
    """Return a stem without the words at its end that any complex could bear.

    >>> without_generic_end("오송생명과학"), without_generic_end("첨단과학")
    ('오송', '첨단과학')
    """
    for end in _GENERIC.finditer(stem):
        if end.end() == len(stem) and end.start() > 1:
            return stem[: end.start()]
    return stem


@lru_cache(maxsize=_REMEMBERED)
def without_generics(stem: str) -> str:
    """Return a stem without all words that any complex could bear; empty if nothing tells.

    >>> without_generics("용인첨단시스템반도체클러스터"), without_generics("첨단과학")
    ('용인시스템반도체', '')
    """
    left = _GENERIC.sub("", stem)
    return left if is_telling(left) else ""


def _add(found: list[str], piece: str, own_names: Collection[str]) -> None:
    bare = _ORDINAL.sub("", _KIND.sub("", piece)) or piece
    found.append(bare)
    rest = bare
    for own in own_names:
        if rest.startswith(own) and rest != own:
            rest = rest.removeprefix(own)
    if rest != bare:
        found.append(rest)
    short = _GENERIC.sub("", rest)
    if short not in ("", rest):
        found.append(short)
