"""Runs within QGIS's own Python: opens each file, tells what QGIS makes of its styles, as JSON.

Arguments: a folder with ``{collection}.gpkg`` and ``{collection}.sld``, the GeoJSON of the
complexes, and a picture to write.
"""

import json
import os
import sys
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsDateTimeRange,
    QgsExpression,
    QgsExpressionContext,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsRectangle,
    QgsRuleBasedRenderer,
    QgsVectorLayer,
    QgsVectorLayerTemporalContext,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QSize


def values_of(layer, expression):
    """Return how many features with a shape have which value of `expression`."""
    parsed, context, found = QgsExpression(expression), QgsExpressionContext(), {}
    for feature in layer.getFeatures():
        if not feature.hasGeometry():
            continue
        context.setFeature(feature)
        context.setFields(layer.fields())
        value = str(parsed.evaluate(context))
        if parsed.hasEvalError():
            value = parsed.evalErrorString()
        found[value] = found.get(value, 0) + 1
    return found


def played(layer):
    """Return how many features the temporal controller shows of each year."""
    # QGIS 3.22 forgets the times of a style that comes with its file until it is loaded again.
    layer.loadDefaultStyle()
    when, context = layer.temporalProperties(), QgsVectorLayerTemporalContext()
    if not when.isActive():
        return None
    context.setLayer(layer)
    found = {}
    for year in range(2018, 2027):
        days = (QDateTime(QDate(year, 1, 1)), QDateTime(QDate(year, 12, 31)))
        shown = when.createFilterString(context, QgsDateTimeRange(*days))
        found[year] = sum(1 for _ in layer.getFeatures(shown))
    return found


def told(path):
    """Return the facts of one file, and its layer in the style that came with it."""
    layer = QgsVectorLayer(f"{path}|layername={path.stem}", path.stem, "ogr")
    renderer = layer.renderer()
    facts = {"valid": layer.isValid(), "type": renderer.type(), "labels": layer.labelsEnabled()}
    facts["years"] = played(layer.clone())
    if renderer.type() == "categorizedSymbol":
        attribute = renderer.classAttribute()
        one = attribute if attribute.startswith("CASE") else f'"{attribute}"'
        facts["categories"] = {c.value(): c.label() for c in renderer.categories()}
        facts["colours"] = {c.value(): c.symbol().color().name() for c in renderer.categories()}
        facts["values"] = values_of(layer, one)
    other = layer.clone()
    facts["sld"] = other.loadSldStyle(str(path.with_suffix(".sld")))[1]
    if isinstance(other.renderer(), QgsRuleBasedRenderer):
        rules = other.renderer().rootRule().children()
        facts["rules"] = {
            rule.label(): values_of(layer, rule.filterExpression()).get("1", 0)
            for rule in rules
            if rule.filterExpression()
        }
    return facts, layer


def draw(layers, picture):
    """Draw the layers, the first lowest; return the colours and how many pixels have them."""
    settings = QgsMapSettings()
    settings.setLayers(layers[::-1])
    settings.setOutputSize(QSize(700, 750))
    settings.setExtent(QgsRectangle(126.0, 34.2, 130.0, 38.4))
    settings.setDestinationCrs(layers[0].crs())
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    image.save(picture)
    found = {}
    for x in range(image.width()):
        for y in range(image.height()):
            colour = f"#{image.pixel(x, y) & 0xFFFFFF:06x}"
            found[colour] = found.get(colour, 0) + 1
    return {colour: count for colour, count in found.items() if count > 8}


def main(folder, complexes, picture):
    """Print the facts of every file of `folder`."""
    QgsApplication.setPrefixPath("/usr", True)  # noqa: FBT003 - QGIS's own
    application = QgsApplication([], False)  # noqa: FBT003
    application.initQgis()
    everything = {path.stem: told(path) for path in sorted(Path(folder).glob("*.gpkg"))}
    order = ("regions", "transformation-ties", "consortium-ties", "complexes")
    drawn = draw([everything[collection][1] for collection in order], picture)
    facts = {collection: found for collection, (found, _) in everything.items()}
    roles = everything["complexes"][1].renderer().classAttribute()
    listed = values_of(QgsVectorLayer(complexes, "complexes", "ogr"), roles)
    print(json.dumps({"layers": facts, "listed": listed, "drawn": drawn}))  # noqa: T201
    sys.stdout.flush()
    # QGIS 3.22 may crash while it is taken down.
    os._exit(0)


main(*sys.argv[1:])
