"""Whatever a text holds, what is written as XML can be read as XML."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import geopandas
import pytest

from geo.changes.compare import compare
from geo.changes.folder import read_built
from geo.changes.formats import as_atom
from geo.exports.formats import FORMATS
from geo.exports.networks.gexf import gexf
from geo.exports.networks.graph import about, network_of
from geo.exports.networks.graphml import graphml
from geo.exports.source import source_notes
from geo.exports.write import pieces, write
from geo.store.added import as_layer
from geo.store.snapshot import load_snapshot
from geo.store.vectors.reading import read_vector

HARMFUL = "가\x00\x01\x0b\x1b\x1f\ufffe\uffff]]><!--&amp;'\"\x7f나"


@pytest.mark.parametrize("format_id", ["gml", "kml"])
def test_a_file_of_hostile_texts_is_well_formed_and_read_back(data, tmp_path, format_id):
    path = tmp_path / "places.geojson"
    text = HARMFUL.encode("unicode_escape").decode()
    text = re.sub(r"\\x(..)", r"\\u00\1", text).replace('"', '\\"')
    path.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":'
        f'{{"name":"{text}","a {text}":1}},'
        '"geometry":{"type":"Point","coordinates":[127,37]}}]}',
        "utf-8",
    )
    (read,) = read_vector(path, data)
    layer = as_layer("places", read)
    out = tmp_path / f"out{FORMATS[format_id].endings[0]}"
    write(pieces(layer, FORMATS[format_id], source_notes(layer, data)), out)
    ET.parse(out)  # noqa: S314 - our own
    assert out.read_text("utf-8").count("]]&gt;&lt;!--") >= 1
    assert len(geopandas.read_file(out)) == 1


@pytest.mark.parametrize("write_network", [graphml, gexf])
def test_a_network_of_hostile_names_is_well_formed(data, write_network):
    snapshot = load_snapshot(data)
    network = network_of("consortia", snapshot.atlas, about("consortia", snapshot, "ko"), "ko")
    nodes = [replace(node, label=HARMFUL) for node in network.nodes]
    edges = [replace(edge, label=HARMFUL, owner=HARMFUL) for edge in network.edges]
    made = replace(network, nodes=tuple(nodes), edges=tuple(edges))
    root = ET.fromstring(write_network(made))  # noqa: S314 - our own
    values = {*root.itertext(), *(value for one in root.iter() for value in one.attrib.values())}
    assert any("\ufffd" in value for value in values)


def test_a_feed_of_hostile_names_is_well_formed(data, own_data):
    path = own_data / "complexes.geojson"
    harmful = "\\u0000\\u001b]]>"
    path.write_text(path.read_text("utf-8").replace("창원국가산업단지", harmful), "utf-8")
    old, new = read_built(data), read_built(own_data)
    feed = as_atom(compare(old, new), old, new, "ko")
    told = "".join(ET.fromstring(feed).itertext())  # noqa: S314 - our own
    assert "\ufffd\ufffd]]>" in told
