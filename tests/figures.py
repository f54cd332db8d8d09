"""A made-up country of complexes with figures by quarter, in the layouts of the public files.

The real files may not be shipped. Names of 시도, 시군구 and of the complexes that the atlas knows
are real; every number is made up, from a seed: the same call writes the same values. None of them
says anything of the real complexes. The big one: ``Country(complexes=1350, quarters=12)``.
"""

from __future__ import annotations

import csv
import json
import random
import zipfile
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import xlsxwriter

from geo.regions.boundaries import Boundaries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from shapely import Point, Polygon

INDUSTRIES = (
    *(
        "음식료",
        "섬유의복",
        "목재종이",
        "석유화학",
        "비금속",
        "철강",
        "기계",
        "전기전자",
        "운송장비",
    ),
    *("기타", "에너지", "건설", "비제조"),
)
"""As KICOX heads its columns."""
KIND_WORDS = {"national": "국가", "general": "일반", "urban_high_tech": "도시첨단", "agro": "농공"}
_SHARES = (("national", 0.04), ("general", 0.56), ("urban_high_tech", 0.04), ("agro", 0.36))
_SYLLABLES = "가나다라마바사아자차카타파하고노도로모보소오조초코토포호구누두루무부수우주추쿠투푸후"
_REGISTER = {
    "2018": (
        *("시도명", "시군구명", "단지명", "회사명", "대표자명", "전화번호", "공장대표주소"),
        *("종업원수", "용지면적", "대표업종", "업종명", "생산품"),
    ),
    "2020": (
        *(
            "순번",
            "회사명",
            "단지명",
            "생산품",
            "업종명",
            "공장대표주소(도로명)",
            "시도명",
            "시군구명",
        ),
        *("공장관리번호", "종업원합계", "용지면적(㎡)", "전화번호"),
    ),
    "2023": (
        *(
            "순번",
            "단지명",
            "회사명",
            "공장대표주소(도로명)",
            "공장대표주소(지번)",
            "시도명",
            "시군구명",
        ),
        *("공장관리번호", "업종명", "생산품", "면적"),
    ),
}
"""Edition of the factory register to its headings."""


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up complex."""

    name: str
    kind: str
    sido: str
    sido_code: str
    sigungu: str
    area: int
    """Designated, thousand m²."""
    firms: int
    lon: float
    lat: float


@dataclass
class Country:
    """Complexes and their figures."""

    data: Path
    """A data folder, for names of regions and places."""
    complexes: int = 40
    quarters: int = 3
    first: tuple[int, int] = (2022, 4)
    """Year and quarter of the first figures."""
    seed: int = 20
    _values: dict[tuple[str, str, str, str], float] = field(default_factory=dict)

    @cached_property
    def periods(self) -> list[str]:
        """The quarters, ``2022-Q4`` and after."""
        year, quarter = self.first
        found = []
        for _ in range(self.quarters):
            found.append(f"{year}-Q{quarter}")
            year, quarter = (year, quarter + 1) if quarter < 4 else (year + 1, 1)
        return found

    @cached_property
    def made(self) -> list[Made]:
        """The complexes: those of the atlas first, a real name each; then made-up ones."""
        chance = random.Random(self.seed)  # noqa: S311 - no secret
        found = [*self._known()][: max(6, self.complexes // 6)]
        districts = [*_rows(self.data / "tables" / "districts.csv")]
        sidos = {row["code"]: row["name_ko"] for row in _rows(self.data / "tables" / "regions.csv")}
        current = [row for row in districts if not row["valid_to"] and row["sido_code"] in sidos]
        taken = {(one.name, one.sigungu) for one in found}
        while len(found) < self.complexes:
            row = chance.choice(current)
            kind = chance.choices([k for k, _ in _SHARES], [w for _, w in _SHARES])[0]
            name = "".join(chance.choices(_SYLLABLES, k=3)) + chance.choice(("", "제2", "테크노"))
            if (name, row["name_ko"]) in taken:
                continue
            taken.add((name, row["name_ko"]))
            sido = sidos[row["sido_code"]]
            area = int(chance.lognormvariate(6, 1))
            firms = max(1, int(area * chance.uniform(0.02, 0.2)))
            found.append(
                Made(name, kind, sido, row["sido_code"], row["name_ko"], area, firms, 0, 0)
            )
        return found

    def _known(self) -> Iterator[Made]:
        chance = random.Random(self.seed + 1)  # noqa: S311
        collection = json.loads((self.data / "complexes.geojson").read_bytes())
        order = {"national": 0, "general": 1, "agro": 2, "urban_high_tech": 3}
        features = [f for f in collection["features"] if f["properties"]["kind"] in order]
        features.sort(key=lambda f: order[f["properties"]["kind"]])
        names = set()
        for feature in features:
            told = feature["properties"]
            lon, lat = feature["geometry"]["coordinates"]
            name = told["name_ko"].replace("산업단지", "")
            if told["sigungu"] and name not in names:
                names.add(name)
                area = int((told["area_km2"] or 1) * 1000)
                firms = int(area * chance.uniform(0.1, 0.4)) + 3
                sigungu = told["sigungu"].split(",")[0].split(" ")[0]
                yield Made(
                    name,
                    told["kind"],
                    told["sido"],
                    told["sido_code"],
                    sigungu,
                    area,
                    firms,
                    lon,
                    lat,
                )

    @property
    def national(self) -> list[Made]:
        """The national complexes, of which 산업동향 tells."""
        return [one for one in self.made if one.kind == "national"]

    def value(self, one: Made, measure: str, period: str, industry: str = "") -> float:
        """Return a figure; the same for the same question."""
        at = self.periods.index(period)
        chance = random.Random(f"{self.seed}|{one.name}|{one.sigungu}|{measure}|{industry}")  # noqa: S311
        growth = 1 + chance.uniform(-0.01, 0.03) * at
        share = chance.uniform(0.2, 1.8) / len(INDUSTRIES) if industry else 1.0
        base = {
            "tenants": one.firms,
            "operating_firms": one.firms * 0.9,
            "employment": one.firms * 24,
            "production": one.firms * 2100,
            "exports": one.firms * 610,
            "operating_rate": 82 / (share or 1),
        }[measure]
        return max(1.0, float(round(base * share * growth)))

    def quarterly(self, folder: Path, period: str, **other: object) -> Path:
        """Write a quarter's 전국산업단지현황통계; `other` as in `quarterly_rows`."""
        last = {"1": "0331", "2": "0630", "3": "0930", "4": "1231"}[period[-1]]
        path = folder / f"한국산업단지공단_전국산업단지현황통계_{period[:4]}{last}.xlsx"
        title = f"{period[:4]}년 {period[-1]}분기 전국산업단지 현황"
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet("전국산업단지현황")
            _put(
                sheet,
                [[title], ["* 파란색은 상위단지를 의미함"], *self.quarterly_rows(period, **other)],
            )
        return path

    def quarterly_rows(
        self,
        period: str,
        unit: str = "천㎡",
        factor: float = 1,
        changed: dict[str, object] | None = None,
    ) -> Iterator[list[object]]:
        """Yield the rows; `changed` puts something else in the column 가동업체 of a complex."""
        yield [*[None] * 12, f"(단위 : 개, {unit}, %)"]
        yield [
            *("유형", "시도", "시군", "단지명", "조성상태", "지정면적", "관리면적", "산업시설구역"),
            *(None, None, None, None, "입주업체", "가동업체"),
        ]
        yield [*[None] * 7, "전체면적", "분양대상", "분양", "미분양", "분양률"]
        for one in self.made:
            area, usable = one.area * factor, one.area * 0.6 * factor
            sold = round(usable * 0.95)
            usable = round(usable)
            rate = round(100 * sold / usable, 2) if usable else 0
            firms = (self.value(one, m, period) for m in ("tenants", "operating_firms"))
            row = [
                *(
                    KIND_WORDS[one.kind],
                    one.sido,
                    one.sigungu,
                    one.name,
                    "완료",
                    area,
                    area,
                    usable,
                ),
                *(usable, sold, usable - sold, rate, *firms),
            ]
            if changed and one.name in changed:
                row[-1] = changed[one.name]
            yield row

    def trends(self, folder: Path, period: str, **other: str) -> Path:
        """Write a quarter's 국가산업단지 산업동향정보 (13 sheets); `other`: units by measure."""
        month = {"1": "0331", "2": "0630", "3": "0930", "4": "1231"}[period[-1]]
        path = folder / f"한국산업단지공단_국가산업단지산업동향정보_{period[:4]}{month}.xlsx"
        when = f"{period[:4]}년 {period[-1]}분기"
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet("1.총괄")
            _put(sheet, self._overview(when, period))
            number = 2
            for measure, (word, unit) in _TRENDS.items():
                sheet = book.add_worksheet(f"{number}.단지별 {word}")
                said = other.get(measure, unit)
                _put(sheet, self._by_industry(when, period, measure, word, said))
                number += 1
                sheet = book.add_worksheet(f"{number}.{word} 증감")
                _put(sheet, [[f"{when} {word} 전년동기 대비"], ["구분", "증감률"], ["창원", 1.5]])
                number += 1
        return path

    def _overview(self, when: str, period: str) -> Iterator[list[object]]:
        yield [f"{when} 국가산업단지 산업동향 총괄"]
        yield [*[None] * 6, "(단위 : 개사, 명, 백만원, 천달러, %)"]
        yield ["지역", "단지명", *(word for word, _ in _TRENDS.values())]
        yield [
            "",
            "합계",
            *(sum(self._whole(o, m, period) for o in self.national) for m in _TRENDS),
        ]
        for one in self.national:
            yield [one.sido, one.name, *(self._whole(one, m, period) for m in _TRENDS)]

    def _whole(self, one: Made, measure: str, period: str) -> float:
        if measure == "operating_rate":
            return self.value(one, measure, period)
        return sum(self.value(one, measure, period, industry) for industry in INDUSTRIES)

    def _by_industry(
        self, when: str, period: str, measure: str, word: str, unit: str
    ) -> Iterator[list[object]]:
        factor = {"억원": 0.01, "백만달러": 0.001}.get(unit, 1)
        yield [f"{when} 국가산업단지 단지별 업종별 {word}"]
        yield [*[None] * 12, f"(단위 : {unit})"]
        yield ["지역", "단지명", "계", *INDUSTRIES]
        for one in self.national:
            values = [self.value(one, measure, period, industry) for industry in INDUSTRIES]
            whole = self._whole(one, measure, period)
            yield [one.sido, one.name, whole * factor, *(v * factor for v in values)]

    def register(self, path: Path, edition: str = "2023", factories: int | None = None) -> Path:
        """Write 전국공장등록현황 with an edition's headings, CP949; all firms are made up."""
        headings = _REGISTER[edition]
        with path.open("w", encoding="cp949", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(headings)
            writer.writerows(self._factories(headings, factories))
        return path

    def _factories(self, headings: Sequence[str], most: int | None) -> Iterator[list[str]]:
        number = 0
        while most is None or number < most:
            for one in self.made:
                for _ in range(min(one.firms, 5 if most is None else one.firms)):
                    number += 1
                    if most is not None and number > most:
                        return
                    yield [_cell(heading, one, number) for heading in headings]
            if most is None:
                return

    def centres(self, path: Path) -> Path:
        """Write 지식산업센터 현황 as data.go.kr has it, CP949."""
        headings = [
            "시도",
            "지식산업센터명",
            "공장대표주소(도로명)",
            "입지구분",
            "분양형태",
            "건축상태",
        ]
        rows = [
            [
                one.sido,
                f"가짜{at}센터",
                f"{one.sido} {one.sigungu} 가짜로 {at}",
                "개별입지",
                "분양",
                "완료",
            ]
            for at, one in enumerate(self.made, 1)
        ]
        with path.open("w", encoding="cp949", newline="") as stream:
            csv.writer(stream).writerows([headings, *rows])
        return path

    def layer(self, folder: Path) -> Path:
        """Write the ministry's dam_dan.shp (EUC-KR, EPSG:5186) in a zip: a boundary a complex.

        As in the real one no row states its region: DAN_ID has a 시도, that of 강원 and 전북 as it
        was before, and a name may bear its city's or the word for its kind.
        """
        import geopandas

        chance = random.Random(self.seed + 2)  # noqa: S311
        grounds = Boundaries(self.data / "boundaries" / "korea.topojson").polygons("sigungu")
        ground = {(row.code[:2], row.name_ko): row.geometry for row in grounds.itertuples()}
        points = [_within(ground, one, chance) for one in self.made]
        centres = geopandas.GeoSeries(points, crs=4326).to_crs(5186)
        names = [_layer_name(one, chance) for one in self.made]
        former = {"51": "42", "52": "45"}
        frame = geopandas.GeoDataFrame(
            {
                "DAN_ID": [
                    f"{_DANJI_TYPES[one.kind]}{former.get(one.sido_code, one.sido_code)}{at:03X}"
                    for at, one in enumerate(self.made)
                ],
                "DAN_NAME": names,
                "DANJI_TYPE": [_DANJI_TYPES[one.kind] for one in self.made],
            },
            geometry=[
                _outline(at, one.area * 1000, chance)
                for at, one in zip(centres, self.made, strict=True)
            ],
            crs=5186,
        )
        shapes = folder / "dam_dan"
        shapes.mkdir()
        frame.to_file(shapes / "dam_dan.shp", encoding="EUC-KR", engine="pyogrio")
        path = folder / "dam_dan.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for part in sorted(shapes.iterdir()):
                package.write(part, part.name)
        return path


_DANJI_TYPES = {"national": "1", "general": "2", "urban_high_tech": "3", "agro": "4"}


def _within(ground: Mapping[tuple[str, str], Polygon], one: Made, chance: random.Random) -> Point:
    """Return where a complex lies; made-up ones lie somewhere in their 시군구."""
    import shapely

    if one.lon:
        return shapely.Point(one.lon, one.lat)
    area = ground[one.sido_code, one.sigungu]
    west, south, east, north = area.bounds
    while True:
        point = shapely.Point(chance.uniform(west, east), chance.uniform(south, north))
        if area.contains(point):
            return point


def _layer_name(one: Made, chance: random.Random) -> str:
    named, kind = chance.random(), KIND_WORDS[one.kind]
    if named < 0.1:
        word = "농공단지" if kind == "농공" else f"{kind}산업단지"
        return f"{one.name.removesuffix(kind)}{word}"
    city = one.sigungu.split()[-1]
    return f"{city[:-1]}{one.name}" if named < 0.2 and len(city) > 2 else one.name


def _outline(at: Point, area: float, chance: random.Random) -> Polygon:
    """Return a boundary of `area` m² about a point, with the corners that plots have."""
    import numpy as np
    import shapely

    corners = chance.randint(40, 160)
    angles = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    turns = [chance.uniform(0, 2 * np.pi) for _ in range(3)]
    waves = zip((2, 3, 7), (0.25, 0.12, 0.05), turns, strict=True)
    reach = 1 + sum(height * np.sin(count * angles + turn) for count, height, turn in waves)
    ring = np.column_stack([np.cos(angles), np.sin(angles)]) * reach[:, None]
    shape = shapely.Polygon(ring)
    return shapely.Polygon(ring * np.sqrt(area / shape.area) + np.array((at.x, at.y)))


_TRENDS = {
    "tenants": ("입주업체", "개사"),
    "operating_firms": ("가동업체", "개사"),
    "production": ("생산", "백만원"),
    "exports": ("수출", "천달러"),
    "employment": ("고용", "명"),
    "operating_rate": ("가동률", "%"),
}


def _cell(heading: str, one: Made, number: int) -> str:
    if "주소" in heading:
        return f"{one.sido} {one.sigungu} 가짜로 {number}"
    plain = heading.partition("(")[0]
    return {
        "순번": str(number),
        "단지명": f"{one.name}산업단지" if number % 7 else "",
        "회사명": f"가짜회사{number}",
        "대표자명": "홍길동",
        "전화번호": "000-0000-0000",
        "시도명": one.sido,
        "시군구명": one.sigungu,
        "공장관리번호": f"{number:015d}",
        "종업원수": str(number % 90),
        "종업원합계": str(number % 90),
        "용지면적": str(1000 + number % 500),
        "면적": str(1000 + number % 500),
    }.get(plain, "기타 기계 제조업")


def _put(sheet: xlsxwriter.worksheet.Worksheet, rows: Iterable[Sequence[object]]) -> None:
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is not None:
                sheet.write(at, column, cell)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)
