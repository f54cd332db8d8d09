"""Styles beside the data: for QGIS (QML), for map servers (SLD), for web maps (Mapbox)."""

from __future__ import annotations

from geo.exports.styles.mapbox import mapbox_style
from geo.exports.styles.qml import qml
from geo.exports.styles.sld import sld

__all__ = ["mapbox_style", "qml", "sld"]
