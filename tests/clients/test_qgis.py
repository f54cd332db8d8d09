"""QGIS opens the collections through its own OGC API provider."""

import json
import os
import subprocess
from pathlib import Path

import pytest

PYTHON = "/usr/bin/python3"


def _has_qgis():
    try:
        done = subprocess.run(  # noqa: S603
            [PYTHON, "-c", "import qgis.core"], capture_output=True, check=False, timeout=60
        )
    except OSError:
        return False
    return done.returncode == 0


pytestmark = [
    pytest.mark.clients,
    pytest.mark.skipif(not _has_qgis(), reason="python3-qgis is not installed"),
]

SCRIPT = """
import json, sys, urllib.request
from qgis.core import (
    QgsApplication, QgsFeatureRequest, QgsLayerDefinition, QgsProject, QgsRectangle, QgsVectorLayer
)
QgsApplication.setPrefixPath("/usr", True)
app = QgsApplication([], False)
app.initQgis()
told = {}
for name in ("complexes", "districts"):
    uri = f"restrictToRequestBBOX='1' url='{sys.argv[1]}' typename='{name}' pageSize='100'"
    layer = QgsVectorLayer(uri, name, "OAPIF")
    features = list(layer.getFeatures())
    told[name] = {
        "valid": layer.isValid(),
        "crs": layer.crs().authid(),
        "count": len(features),
        "fields": [field.name() for field in layer.fields()],
    }
    if name == "complexes":
        there = QgsRectangle(128.5, 35.1, 128.8, 35.3)
        near = layer.getFeatures(QgsFeatureRequest(there))
        told["near"] = sorted(feature["id"] for feature in near)
        chosen = layer.getFeatures(QgsFeatureRequest().setFilterExpression("\\"id\\" = 'changwon'"))
        told["chosen"] = [[f["name_ko"], f.geometry().asPoint().x()] for f in chosen]
project = QgsProject.instance()
for name in ("consortium-ties", "indicators"):
    file, _ = urllib.request.urlretrieve(f"{sys.argv[1]}/collections/{name}/layer.qlr?lang=en")
    project.clear()
    QgsLayerDefinition.loadLayerDefinition(file, project, project.layerTreeRoot())
    (layer,) = project.mapLayers().values()
    told["layer of " + name] = {
        "name": layer.name(),
        "count": sum(1 for _ in layer.getFeatures()),
        "categories": len(layer.renderer().categories()) if layer.renderer() else 0,
        "begins": layer.temporalProperties().startField(),
        "attribution": layer.attribution(),
    }
print("TOLD" + json.dumps(told))
"""


@pytest.fixture(scope="module")
def told(address, tmp_path_factory):
    home = tmp_path_factory.mktemp("qgis")
    script = home / "open.py"
    script.write_text(SCRIPT)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(home)}
    environment.pop("PYTHONPATH", None)
    done = subprocess.run(  # noqa: S603
        [PYTHON, str(script), address],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=environment,
        cwd=Path(home),
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("TOLD")]
    assert lines, done.stderr
    return json.loads(lines[0].removeprefix("TOLD"))


def test_the_layers_are_valid_and_in_wgs84(told):
    for name in ("complexes", "districts"):
        assert told[name]["valid"]
        assert told[name]["crs"] in ("OGC:CRS84", "EPSG:4326")


def test_every_feature_is_read_page_by_page(told, complexes):
    counts = (told["complexes"]["count"], told["districts"]["count"])
    assert counts == (complexes, 256)


def test_korean_values_arrive_with_longitude_first(told):
    assert told["chosen"] == [["창원국가산업단지", pytest.approx(128.65302)]]


def test_a_rectangle_finds_what_lies_in_it(told):
    assert "changwon" in told["near"]
    assert len(told["near"]) < 10


def test_a_layer_definition_opens_in_its_style_with_its_times(told):
    layer = told["layer of consortium-ties"]
    assert layer["name"] == "Ties of the super-regional consortia"
    assert (layer["count"], layer["categories"], layer["begins"]) == (29, 10, "launched_on")
    assert layer["attribution"].endswith("Sandan Atlas")


def test_a_layer_definition_of_a_table_has_its_rows(told):
    assert told["layer of indicators"]["count"] == 149
