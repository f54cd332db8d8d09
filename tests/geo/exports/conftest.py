import pytest

from geo.exports.formats import FORMATS
from geo.exports.source import source_notes
from geo.exports.write import pieces, write
from geo.store.snapshot import Layer, load_snapshot


@pytest.fixture(scope="session")
def layers(data):
    return load_snapshot(data).layers


@pytest.fixture
def export(data, layers, tmp_path):
    """Write a layer, by its id or itself, and return the file."""

    def run(layer, format_id, **options):
        layer = layers[layer] if isinstance(layer, str) else layer
        # GDAL keeps notes beside a GML file, so each file has a folder of its own.
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        path = folder / f"{layer.id}{FORMATS[format_id].endings[0]}"
        notes = source_notes(layer, data)
        write(pieces(layer, FORMATS[format_id], notes, **options), path)
        return path

    return run


@pytest.fixture
def layer_of():
    """Make a layer of features, as an added file may hold them."""

    def make(*features, id_="factories"):
        import json

        fragments = tuple(
            json.dumps(
                {"type": "Feature", "id": str(at), "geometry": shape, "properties": values}
            ).encode()
            for at, (shape, values) in enumerate(features)
        )
        body = b'{"type":"FeatureCollection","features":[' + b",".join(fragments) + b"]}"
        rows = {str(at): at for at in range(len(fragments))}
        return Layer(id_, "공장", "Factories", "2026", body, fragments, rows, "v1", built=False)

    return make
