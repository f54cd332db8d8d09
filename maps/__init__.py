"""How it looks: the atlas as Folium pages. Knows `geo`, not `api`.

`render` makes a page; Folium is imported only when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from maps.compose import Source, render
    from maps.links import ImportedLayer, Links, TileLayer
    from maps.page import Page

__all__ = ["ImportedLayer", "Links", "Page", "Source", "TileLayer", "render"]

_HOMES = {
    "ImportedLayer": "maps.links",
    "Links": "maps.links",
    "Page": "maps.page",
    "Source": "maps.compose",
    "TileLayer": "maps.links",
    "render": "maps.compose",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any of the names above
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module  # noqa: PLC0415 - only when a name is asked for

    return getattr(import_module(_HOMES[name]), name)
