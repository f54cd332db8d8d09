"""Layer definitions of QGIS (QLR): a file that adds a layer in its style, data where they lie.

QLR has no specification; the names are those that QGIS 3.22 to 3.44 read and write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from geo.xml import to_text
from maps.symbols.qml import styled

if TYPE_CHECKING:
    from geo.messages import Lang
    from geo.query.temporal import Times
    from maps.symbols.model import Symbology

_DOCTYPE = "<!DOCTYPE qgis-layer-definition>\n"
_PROVIDER = "ogr"


def layer_definition(  # noqa: PLR0913 - what a layer is made of
    title: str,
    source: str,
    crs: str,
    look: Symbology,
    lang: Lang,
    times: Times | None = None,
    *,
    abstract: str = "",
    attribution: str = "",
    geometry: str = "",
) -> str:
    """Return the definition of a layer that GDAL reads from `source`, in the CRS `crs`.

    `geometry` is a GeoJSON type; empty for a table. QGIS gives the layer an id of its own.
    """
    id_ = "layer"
    root = ET.Element("qlr")
    tree = ET.SubElement(root, "layer-tree-group", name="", expanded="1", checked="Qt::Checked")
    ET.SubElement(
        tree,
        "layer-tree-layer",
        id=id_,
        name=title,
        source=source,
        providerKey=_PROVIDER,
        expanded="1",
        checked="Qt::Checked",
    )
    # A table has no symbols.
    layer = styled(look, lang, times) if geometry else ET.Element("maplayer")
    layer.tag = "maplayer"
    layer.set("type", "vector")
    document = {"id": id_, "datasource": source, "layername": title, "abstract": abstract}
    for name, text in (*document.items(), ("attribution", attribution)):
        ET.SubElement(layer, name).text = text
    ET.SubElement(layer, "provider", encoding="UTF-8").text = _PROVIDER
    reference = ET.SubElement(ET.SubElement(layer, "srs"), "spatialrefsys")
    ET.SubElement(reference, "authid").text = crs
    ET.SubElement(root, "maplayers").append(layer)
    return _DOCTYPE + to_text(root) + "\n"
