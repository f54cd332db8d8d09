"""How it looks: the atlas as Folium maps. Knows `geo`, not `api`.

For those who work in Python: `overview`, `network` and `thematic` make a map of what `geo.load`
gives, `brief` a brief. `render` makes a page of the server. Folium is imported only when one of
them is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from maps.briefing import Briefing, brief
    from maps.compose import Source, render
    from maps.library import network, overview, thematic
    from maps.links import ImportedLayer, Links, TileLayer
    from maps.page import Page
    from maps.standalone import FileMap, NetworkMap
    from maps.thematic_map import ThematicMap

__all__ = [
    "Briefing",
    "FileMap",
    "ImportedLayer",
    "Links",
    "NetworkMap",
    "Page",
    "Source",
    "ThematicMap",
    "TileLayer",
    "brief",
    "network",
    "overview",
    "render",
    "thematic",
]

_HOMES = {
    "Briefing": "maps.briefing",
    "FileMap": "maps.standalone",
    "ImportedLayer": "maps.links",
    "Links": "maps.links",
    "NetworkMap": "maps.standalone",
    "Page": "maps.page",
    "Source": "maps.compose",
    "ThematicMap": "maps.thematic_map",
    "TileLayer": "maps.links",
    "brief": "maps.briefing",
    "network": "maps.library",
    "overview": "maps.library",
    "render": "maps.compose",
    "thematic": "maps.library",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any of the names above
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module  # noqa: PLC0415 - only when a name is asked for

    return getattr(import_module(_HOMES[name]), name)
