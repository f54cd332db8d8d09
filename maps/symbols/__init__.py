"""How collections look, by the declarations of the programmes; QML, SLD and Mapbox styles of it."""

from __future__ import annotations

from maps.symbols.derived import Symbols
from maps.symbols.layer_definition import layer_definition
from maps.symbols.mapbox import mapbox_style
from maps.symbols.qml import qml
from maps.symbols.sld import sld

__all__ = ["Symbols", "layer_definition", "mapbox_style", "qml", "sld"]
