"""The base map without its 시군구."""

import json

import pytest

from maps.layers.provinces import provinces


@pytest.fixture(scope="module")
def korea(data):
    return (data / "boundaries" / "korea.topojson").read_bytes()


def lines(topology):
    """Return each arc of each 시도 as its points, in the order in which it is walked."""

    def walked(arcs):
        if isinstance(arcs, list):
            return [walked(one) for one in arcs]
        return topology["arcs"][arcs] if arcs >= 0 else topology["arcs"][~arcs][::-1]

    areas = topology["objects"]["sido"]["geometries"]
    return {area["properties"]["code"]: walked(area["arcs"]) for area in areas}


def test_each_province_keeps_its_borders_and_the_file_shrinks(korea):
    small = provinces(korea)
    assert lines(json.loads(small)) == lines(json.loads(korea))
    assert list(json.loads(small)["objects"]) == ["sido", "sido_former"]
    assert len(small) < 0.6 * len(korea)
