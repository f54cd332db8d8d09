"""Files as users add them, written small."""

import json

import geopandas
import pytest
import shapely

from geo.store.added import as_layer, layer_id
from geo.store.vectors.reading import read_vector

PLACES = {
    "창원": (128.65302, 35.22157),
    "여수": (127.69, 34.84),
    "군산": (126.6, 35.95),
    "구미": (128.39, 36.1),
    "충주": (127.86, 37.0),
    "원주": (127.93, 37.35),
}


@pytest.fixture(scope="session")
def read(data):
    """Read a file as `sandan serve --add` does, without a process of its own."""

    def layers(path, assumed=None):
        return [as_layer(layer_id(r.title), r) for r in read_vector(path, data, assumed)]

    return layers


@pytest.fixture(scope="session")
def remarks(data):
    return lambda path: [r.text("ko") for r in read_vector(path, data) for r in r.remarks]


@pytest.fixture(scope="session")
def factories():
    """Six factories with Korean headings and values, WGS 84."""
    return geopandas.GeoDataFrame(
        {"공장명": [f"{name}정밀" for name in PLACES], "종업원": [3, 5, 8, 13, 21, 34]},
        geometry=[shapely.Point(xy) for xy in PLACES.values()],
        crs=4326,
    )


@pytest.fixture(scope="session")
def complexes(data):
    """The complexes of the whole country, as points in WGS 84."""
    frame = geopandas.read_file(data / "complexes.geojson")[["name_ko", "geometry"]]
    return frame[frame.geom_type == "Point"]


def features(layer):
    """The features of a layer, each from its own fragment."""
    assert [json.loads(one) for one in layer.fragments] == layer.collection()["features"]
    return layer.collection()["features"]
