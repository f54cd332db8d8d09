"""One sheet has every complex: a sign where it is known to lie, and its name."""

import json

import pytest

from maps.locator import Outlines
from maps.poster import KINDS, SIZES, Listed, Said, poster
from maps.still.model import Clip, Shape, texts


@pytest.fixture(scope="module")
def outlines(data):
    regions = json.loads((data / "layers" / "regions.geojson").read_bytes())["features"]
    return Outlines.of(one for one in regions if one["geometry"])


def listed(count, sidos=("경기도", "경상남도", "제주특별자치도")):
    kinds = [*KINDS]
    return [
        Listed(
            f"가짜{number}",
            kinds[number % 4],
            sidos[number * len(sidos) // count],
            "가짜시",
            126.6 + number % 40 / 20,
            34.8 + number % 60 / 30,
            900.0,
            20.0 if number % 9 == 0 else 1.0,
        )
        for number in range(count)
    ]


def drawn(rows, outlines, size="A1", lang="ko"):
    counts = {"": len(rows), **{k: sum(one.kind == k for one in rows) for k in KINDS}}
    said = Said(title="전국", counts=counts, notes=("자료: 가짜.xlsx",), as_of="2025-09-30")
    return poster(rows, outlines, said, size=size, lang=lang)


@pytest.mark.parametrize("count", [3, 1353, 2600])
def test_every_name_stands_on_the_sheet_once_beside_the_map(outlines, count):
    rows = listed(count)
    sheet = drawn(rows, outlines)
    names = [
        one.text for mark in sheet.marks if not isinstance(mark, Clip) for one in texts([mark])
    ]
    assert [one for one in names if one.startswith("가짜") and one != "가짜시"] == [
        one.name for one in rows
    ]
    width, height = (side / sheet.scale for side in SIZES["A1"])
    for one in texts(sheet.marks):
        assert 0 <= one.x <= width
        assert 0 <= one.y <= height + 1


def test_every_complex_with_a_point_has_a_sign_and_far_ones_are_hollow(outlines):
    rows = listed(40)
    rows[0] = rows[0]._replace(lon=None, lat=None)
    sheet = drawn(rows, outlines)
    (country,) = (mark for mark in sheet.marks if isinstance(mark, Clip))
    signs = [m for m in country.marks if isinstance(m, Shape) and m.opacity == 0.92]
    assert len(signs) == 39
    assert sum(one.fill == "#ffffff" for one in signs) == sum(
        one.precision_km > 10 for one in rows[1:]
    )


def test_complexes_of_one_point_do_not_hide_each_other(outlines):
    rows = [one._replace(lon=127.5, lat=36.5) for one in listed(12)]
    (country,) = (mark for mark in drawn(rows, outlines).marks if isinstance(mark, Clip))
    signs = [m for m in country.marks if isinstance(m, Shape) and m.opacity == 0.92]
    middles = {
        (round(sum(x for x, _ in ring) / len(ring)), round(sum(y for _, y in ring) / len(ring)))
        for one in signs
        for ring in one.rings
    }
    assert len(middles) == 12


def test_a0_is_the_same_sheet_larger(outlines):
    small, large = (drawn(listed(20), outlines, size) for size in ("A1", "A0"))
    assert small.marks == large.marks
    assert (large.width_mm, large.height_mm) == (841, 1189)
