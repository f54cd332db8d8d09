"""What is true: places, programmes and ties of Korea's industrial complexes.

For those who work in Python: `load` gives the atlas as data frames, `geocode` and `reverse` find
names and points, `read_programme` reads a programme of one's own. Knows nothing of maps and HTTP.

>>> import geo
>>> atlas = geo.load()
>>> atlas.complexes.crs.to_epsg()
4326
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.errors import GeoError
    from geo.frames.atlas import AtlasFrames
    from geo.frames.geocoding import geocode, reverse
    from geo.frames.importing import import_statistics
    from geo.frames.load import OwnProgramme, load, read_programme
    from geo.geocoding.query import Answer
    from geo.geocoding.reverse import Found

__all__ = [
    "Answer",
    "AtlasFrames",
    "Found",
    "GeoError",
    "OwnProgramme",
    "geocode",
    "import_statistics",
    "load",
    "read_programme",
    "reverse",
]

_HOMES = {
    "Answer": "geo.geocoding.query",
    "AtlasFrames": "geo.frames.atlas",
    "Found": "geo.geocoding.reverse",
    "GeoError": "geo.errors",
    "OwnProgramme": "geo.frames.load",
    "geocode": "geo.frames.geocoding",
    "import_statistics": "geo.frames.importing",
    "load": "geo.frames.load",
    "read_programme": "geo.frames.load",
    "reverse": "geo.frames.geocoding",
}
"""Name to the module that has it, which is imported when the name is first asked for."""


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any of the names above
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module  # noqa: PLC0415 - only when a name is asked for

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
