"""Headings of tables, as public bodies and firms write them, and what each of them promises.

Met in the files of data.go.kr (English codes such as ``rnAdres`` are its own), of KICOX, of the
ministry's layers and of local governments.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal, get_args

from geo.text import without_parentheses

Role = Literal[
    "name",
    "address",
    "sido",
    "sigungu",
    "kind",
    "firm",
    "emd",
    "ri",
    "lot",
    "main_no",
    "sub_no",
    "mountain",
    "road",
    "building_no",
    "building_sub",
    "pnu",
    "legal_code",
    "complex_code",
    "lon",
    "lat",
    "wkt",
]
ROLES: tuple[Role, ...] = get_args(Role)

KNOWN: dict[Role, tuple[str, ...]] = {
    "name": (
        *("단지명", "산업단지명", "산업단지명칭", "산단명", "산단명칭", "단지명칭", "공단명"),
        *("농공단지명", "irsttnm", "danname", "dannm", "danjiname", "danjinm", "dongjinm"),
        *("icname", "icnm", "indstnm", "complexname", "complexnm", "industrialcomplexname"),
        *("소속산단", "소속산업단지", "소속단지", "입주산단", "입주산업단지", "입주단지"),
        *("산업단지", "산단", "공단", "농공단지", "지식산업센터명", "지식산업센터"),
        *("complex", "industrialcomplex", "industrialpark", "단지", "명칭", "이름", "지명"),
        *("장소", "장소명", "nameko", "name", "placename"),
    ),
    "address": (
        *("도로명주소", "주소도로명", "소재지도로명", "roadaddress", "rnadres", "rdnmadr"),
        *("주소", "소재지", "위치", "address", "addr", "adres", "location", "주소지", "소재"),
        *("지번주소", "주소지번", "소재지지번", "lotaddress", "lnmadres", "lnmadr"),
    ),
    "sido": (
        *("시도", "시도명", "광역시도", "광역시도명", "광역", "광역지자체", "sido", "sidoname"),
        *(
            "sidonm",
            "sidokornm",
            "ctprvnnm",
            "ctprvn",
            "ctpkornm",
            "ctpnm",
            "brtcnm",
            "시도이름",
            "sdnm",
            "광역단체",
        ),
        *("region", "province"),
    ),
    "sigungu": (
        *(
            "시군구",
            "시군구명",
            "시군",
            "시군명",
            "구군",
            "구군명",
            "군구",
            "기초지자체",
            "기초단체",
            "자치구",
        ),
        *("sigungu", "sigunguname", "sigungunm", "signgu", "signgunm", "sigkornm", "sggnm", "sgg"),
        "sigungukornm",
        *("시군구이름", "행정구역", "행정구역명", "지역", "지역명", "소재지역"),
        *("district", "city", "county"),
    ),
    "emd": (
        *("읍면동", "읍면동명", "법정동", "법정동명", "행정동", "행정동명", "읍면", "동", "동명"),
        *("legaldongnm", "ldongnm", "emdnm", "emdkornm", "emd", "dong"),
    ),
    "ri": ("리", "리명", "법정리", "법정리명", "linm", "likornm", "ri"),
    "lot": ("지번", "번지", "번지수", "지번번호", "본번부번", "lnbrno", "lnbr", "jibun", "lot"),
    "main_no": ("본번", "지번본번", "본번지", "주번", "lnbrmnnm", "bonbun", "bun"),
    "sub_no": ("부번", "지번부번", "부번지", "lnbrslno", "bubun", "ji"),
    "mountain": ("산", "산여부", "산구분", "대지구분", "지번구분", "특수지구분명", "mntnyn"),
    "road": ("도로명", "도로이름", "rn", "rdnm", "roadnm", "roadname"),
    "building_no": ("건물본번", "건물번호", "건물번호본번", "buldmnnm"),
    "building_sub": ("건물부번", "건물번호부번", "buldslno"),
    "pnu": ("pnu", "pnucd", "pnucode", "pnu코드", "필지고유번호", "토지고유번호"),
    "legal_code": (
        *("법정동코드", "법정코드", "bjdcd", "bjdcode", "bjdongcd", "ldongcd", "legaldongcd"),
        *("legaldongcode", "emdcd", "adstrdcode", "법정동cd"),
    ),
    "complex_code": ("danid", "dancd", "danjiid", "danjicd", "단지코드", "단지id", "산단코드"),
    "kind": (
        *("단지유형", "산단유형", "산업단지유형", "단지구분", "산단구분", "산업단지구분"),
        *("단지종류", "산단종류", "complextype", "danjitype", "dantype", "dangubun", "ictype"),
        *("유형", "종류", "구분", "kind", "type"),
    ),
    "firm": (
        *("회사명", "업체명", "상호", "상호명", "기업명", "기업체명", "사업장명", "법인명"),
        *("공장명", "회사", "업체", "기업", "사업체명", "업소명", "입주기업", "입주업체"),
        *("입주기업명", "입주업체명", "회사이름", "업체이름", "기업이름", "사업장", "사업자명"),
        *("company", "companyname", "companynm", "cmpnynm", "conm", "entrpsnm", "bplcnm"),
        *("corpnm", "firm", "firmname", "fctrynm"),
    ),
    "lon": (
        *("lon", "lng", "long", "longitude", "경도", "경도x", "x경도", "lclo", "lo", "gpsx"),
        *("x", "x좌표", "좌표x", "좌표정보x", "xcoord", "xcrd", "xcrdnt", "xcoordinate"),
        *("pointx", "posx", "xpos", "mapx", "easting"),
    ),
    "lat": (
        *("lat", "latitude", "위도", "위도y", "y위도", "lcla", "la", "gpsy"),
        *("y", "y좌표", "좌표y", "좌표정보y", "ycoord", "ycrd", "ycrdnt", "ycoordinate"),
        *("pointy", "posy", "ypos", "mapy", "northing"),
    ),
    "wkt": ("wkt", "wktgeom", "geometry", "geom", "thegeom"),
}
"""Headings folded, the more telling first."""

OTHER = frozenset(
    {"연번", "번호", "순번", "no", "id", "비고", "업체수", "기업수", "입주", "면적", "업종"}
    | {"대표자", "전화번호", "우편번호", "종업원", "종업원수", "고용", "생산", "수출", "지목"}
    | {"기준일", "데이터기준일자", "홈페이지", "지정일", "조성상태", "단위", "용도지역", "note"}
)
"""Headings that tell where no place is, but that a row is the one of headings."""

WEAK: frozenset[str] = frozenset(
    {"유형", "종류", "구분", "kind", "type", "region", "지역", "지역명", "소재지역", "location"}
    | {"위치", "행정구역", "행정구역명", "district", "city", "county", "province", "state"}
    | {"산", "동", "리", "bun", "ji", "소재", "광역", "산업단지", "산단", "공단", "농공단지"}
    | {"단지", "지식산업센터", "장소", "대지구분", "지번구분", "지번", "번지", "lot", "건물번호"}
    | {"입주업체", "입주기업", "기업", "업체", "회사", "사업장"}
)
"""Headings that also stand above something else; what is below them decides."""

_ENDINGS: dict[Role, re.Pattern[str]] = {
    "name": re.compile(
        r"(?:단지|산단|공단)(?:명|명칭|이름)$"
        r"|(?:complex|cmplx|danji|irstt|ind(?:us)?park|industprk)(?:nm|name)$"
    ),
    "firm": re.compile(r"(?:회사|업체|기업|법인|사업장|공장|업소)(?:명|명칭|이름)$|^상호"),
    "kind": re.compile(
        r"(?:단지|산단|complex|cmplx|danji|irstt|industprk)(?:유형|구분|종류|성격|형태|type|se)(?:명|nm)?$"
    ),
    "sigungu": re.compile(
        r"(?:시군구|구군|군구|시군)(?:명|이름|별)?$|sigun(?:gu)?(?:kor)?(?:nm|name)?$"
    ),
    "sido": re.compile(r"시도(?:명|이름|구분|별)?$|sido(?:nm|name)?$"),
    "emd": re.compile(r"(?:읍면동|법정동|행정동|동리)(?:명|이름)?$|dongnm$"),
    "lon": re.compile(
        r"경도값?$|longitude$|logt$|^lonwgs84$|좌표.*x$|^x좌표|(?:gis|location)x$|^x(?:axis|\d{4})$"
    ),
    "lat": re.compile(
        r"위도값?$|latitude$|^refine.*lat$|^latwgs84$|좌표.*y$|^y좌표|(?:gis|location)y$|^y(?:axis|\d{4})$"
    ),
    "address": re.compile(
        r"(?:주소|소재지|주소지|대지위치|address|addr|adres|adr)(?:전체|nm|road)?\d?$"
    ),
}
"""How headings that nobody has listed end, what holds more first: 공장소재지 시도 is a 시도."""
_COMPLEXES = re.compile(
    r"(?:(?:국가|일반|지방|도시첨단|농공|및|와|과|또는)*(?:산업단지|공업단지|산단|공단|단지))+"
)
"""Complexes of several kinds as one heading, folded: 국가·일반산업단지, 일반산단 및 농공단지."""
_DEGREES = re.compile(r"경도|위도|lon|lng|lat|logt|^l[oa]t?$|lc(?:lo|la)|gps")
"""Headings of longitudes and latitudes; other coordinates may be metres of a grid."""
_NO_WHOLE = re.compile(
    r"메일|홈페이지|누리집|인터넷|웹|전자|email|mail|web|home|url|^ip|mac|상세|나머지|detail|dtl"
)
"""Addresses that lead to no place on the ground, and parts of one: floors, rooms."""
_OFFICE = re.compile(r"본사|본점|대표자|법인|사무소|우편|송달|head|office")
_ROAD = re.compile(r"도로명|신주소|road|^rn|rdnm")
_LOT = re.compile(r"지번|구주소|lot|lnm|jibun")
_LATIN = re.compile(r"영문|영어|english|eng$")
_CUT_BYTES = frozenset({9, 10})
"""What a DBF keeps of a heading (dBASE III: 11 bytes, the last one 0), half a Hangul dropped."""

_ROLE_OF: dict[str, Role] = {known: role for role in ROLES for known in KNOWN[role]}


def headings(*roles: Role) -> dict[Role, tuple[tuple[str, ...], str | None]]:
    """Return what is written above columns of some roles: whole headings, and how others end.

    Folded, for a reader in another language; the ends are regular expressions of any.
    """
    endings = {role: ending.pattern for role, ending in _ENDINGS.items()}
    return {role: (KNOWN[role], endings.get(role)) for role in roles}


def fold_heading(heading: str) -> str:
    r"""Fold what headings differ in without meaning: case, width, blanks, line breaks, signs.

    >>> fold_heading("시·군·구"), fold_heading("Complex\n Name *")
    ('시군구', 'complexname')
    """
    # NFKC makes a letter of the dot between syllables: 시ㆍ군ㆍ구.
    plain = unicodedata.normalize("NFKC", heading[:200]).casefold().replace("\u119e", "")
    return "".join(letter for letter in plain if letter.isalnum())


def role_of(heading: str) -> Role | None:
    """Return what a column with this heading holds, None where it is not known.

    >>> role_of("시·도"), role_of("단지명(국문)"), role_of("공장 소재지(도로명)"), role_of("업종")
    ('sido', 'name', 'address', None)
    >>> role_of("소재지(시도)"), role_of("SIG_KOR_NM"), role_of("이메일 주소"), role_of("상세주소")
    ('sido', 'sigungu', None, None)
    >>> role_of("국가·일반산업단지"), role_of("일반산단 및 농공단지"), role_of("국가산업단지 수")
    ('name', 'name', None)
    """
    for folded in _spellings(heading):
        if folded in _ROLE_OF:
            return _ROLE_OF[folded]
        if _COMPLEXES.fullmatch(folded):
            return "name"
        for role, ending in _ENDINGS.items():
            if ending.search(folded) and not (role == "address" and _NO_WHOLE.search(folded)):
                return role
    return None


def known_as(heading: str) -> str | None:
    """Return the word of the vocabulary that a heading is, None where it is not listed."""
    return next((folded for folded in _spellings(heading) if folded in _ROLE_OF), None)


@lru_cache(maxsize=16_384)
def is_heading(cell: str) -> bool:
    """Tell whether a cell is a heading that is known, be it of nothing that can be asked."""
    return role_of(cell) is not None or fold_heading(cell) in OTHER


def is_weak(heading: str) -> bool:
    """Tell whether a heading may well stand above something else than it promises.

    >>> is_weak("산업단지명"), is_weak("구분"), is_weak("국가산업단지")  # it heads counts, too
    (False, True, True)
    """
    if any(_COMPLEXES.fullmatch(folded) for folded in _spellings(heading)):
        return True
    return known_as(heading) in WEAK


def is_degrees(heading: str) -> bool:
    """Tell whether a heading of coordinates promises degrees.

    >>> is_degrees("LC_LO"), is_degrees("좌표정보(X)")
    (True, False)
    """
    return _DEGREES.search(fold_heading(heading)) is not None


def rank(heading: str) -> tuple[int, int]:
    """Return the order among headings of one role: the site's before the office's, road, lot.

    >>> rank("공장주소(도로명)") < rank("공장주소(지번)") < rank("본사 도로명주소")
    True
    >>> rank("단지명") < rank("단지명(영문)")
    True
    """
    folded = fold_heading(heading)
    if role_of(heading) == "address":
        way = 0 if _ROAD.search(folded) else 2 if _LOT.search(folded) else 1
        return int(bool(_OFFICE.search(folded))), way
    known = known_as(heading)
    place = KNOWN[_ROLE_OF[known]].index(known) if known else len(_ROLE_OF)
    return int(bool(_LATIN.search(folded))), place


def cut_role_of(heading: str) -> Role | None:
    """Return the role of a heading of which a DBF has kept ten bytes, in UTF-8 or CP949.

    >>> cut_role_of("산업단"), cut_role_of("SIGUNGU_KO")  # 산업단지명 in UTF-8; SIGUNGU_KOR_NM
    ('name', 'sigungu')
    """
    folded = fold_heading(heading)
    lengths = {len(heading.encode(encoding, "ignore")) for encoding in ("cp949", "utf-8")}
    if not lengths & _CUT_BYTES or not folded:
        return None
    return next((role for known, role in _ROLE_OF.items() if known.startswith(folded)), None)


_CRS = re.compile(r"(?<=\w)_epsg\d{4,5}$", re.IGNORECASE)
"""End of a heading of coordinates that names their CRS, as our own tables have it."""


def _spellings(heading: str) -> tuple[str, ...]:
    """Return a heading folded whole, then without what stands in parentheses, or names a CRS."""
    plain = _CRS.sub("", without_parentheses(heading[:200]))
    return fold_heading(heading), fold_heading(plain)
