"""What maps and pictures of a snapshot are made of."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import orjson

from geo.model.bilingual import Bilingual
from geo.query.temporal import times_of
from geo.store.columnar import Columnar
from maps.scene import Scene

if TYPE_CHECKING:
    from api.state import State
    from geo.exports.features import Style
    from geo.messages import Lang
    from geo.store.snapshot import Layer
    from maps.compose import Source
    from maps.links import Links
    from maps.locator import Outlines
    from maps.shades import Shades
    from maps.still.sheet import Facts
    from maps.symbols import Symbols
    from maps.view import View


@lru_cache(maxsize=8)
def scene_of(state: State) -> Scene:
    """Index the atlas of a state for drawing, once."""
    newest = state.newest.snapshot.atlas if state.day else None
    return Scene(state.snapshot.atlas, newest, tuple(layer.id for layer in imported_of(state)))


def imported_of(state: State) -> list[Layer]:
    """Return the collections that were imported or added and have places to show on a map.

    Figures kept as columns have none.
    """
    every = state.snapshot.layers.values()
    return [layer for layer in every if not (layer.built or isinstance(layer.fragments, Columnar))]


@lru_cache(maxsize=4)
def outlines_of(state: State) -> Outlines:
    """Return the land that small maps draw: the polygons of the 시도."""
    from maps.locator import Outlines  # noqa: PLC0415 - drawing is loaded with the first map

    return Outlines.of(state.snapshot.layers["regions"].collection()["features"])


@lru_cache(maxsize=2)
def symbols_of(state: State) -> Symbols:
    """Return how the collections of a snapshot look in styles, the same on every day."""
    from maps.symbols import Symbols  # noqa: PLC0415 - most answers have no style

    return Symbols(scene_of(state))


def qml_of(state: State, layer: Layer, lang: Lang) -> Style:
    """Return what writes the QGIS style of a collection, by the geometry that a file has of it."""
    from maps.symbols import qml  # noqa: PLC0415

    symbols = symbols_of(state.newest)
    return lambda geometry: qml(symbols.of(layer.id, geometry), lang, times_of(layer))


@lru_cache(maxsize=8)
def source_of(state: State) -> Source:
    """Return what every map of a state is made of."""
    from maps.compose import Source  # noqa: PLC0415 - Folium is imported with the first map
    from maps.search_index import frames_of  # noqa: PLC0415

    snapshot = state.snapshot
    frames = frames_of(snapshot.layers["regions"].collection()["features"])
    newest = state.newest.snapshot.atlas if state.day else None
    usual = (state.loaded or state).snapshot.atlas.zoning.id
    return Source(scene_of(state), frames, snapshot.as_of, newest, usual_zoning=usual)


def maps_of(state: State) -> tuple[str, ...]:
    """Return the names of all maps."""
    return scene_of(state).maps


def file_of(state: State, name: str, lang: Lang, view: View, links: Links | None = None) -> str:
    """Return the map `name` as one HTML file that opens with `view`; it leads where `links` say."""
    from maps.standalone import (  # noqa: PLC0415 - Folium
        BASEMAP,
        LINKS,
        MEASURED,
        NetworkMap,
        collections_in,
    )

    layers = state.snapshot.layers
    source = source_of(state)
    wanted = collections_in(source.scene, name, view.programme)
    data = {id_: layers[id_].body for id_ in wanted}
    boundaries = state.settings.data / "boundaries"
    data |= {file: (boundaries / file).read_bytes() for file in BASEMAP}
    reckoned = measured_of(state, name, view, lang)
    data |= {MEASURED: reckoned} if reckoned else {}
    network_map = NetworkMap(name, source, data, lang=lang, view=view, links=links or LINKS)
    page: str = network_map.get_root().render()
    return page


def measured_of(state: State, name: str, view: View, lang: Lang) -> bytes | None:
    """Return as JSON what a view of a map draws of networks; None where it asks for nothing."""
    from maps.measured import as_bytes, measured  # noqa: PLC0415 - with shapely

    result = measured(scene_of(state), name, view, lang)
    return as_bytes(result) if result else None


def shades_of(state: State, layer: Layer) -> Shades | None:
    """Return how the regions of a collection of figures are filled; None for any other."""
    from geo.analysis.regional import columns_of, regional_ids, telling  # noqa: PLC0415 - few have figures
    from geo.store.figures_layer import ID, FigureRows  # noqa: PLC0415
    from maps.shades import Shades, Told  # noqa: PLC0415

    figures = state.snapshot.layers.get(ID)
    if (
        layer.id not in regional_ids()
        or not figures
        or not isinstance(figures.fragments, FigureRows)
    ):
        return None
    columns = columns_of(figures.fragments.statistics)
    shown = telling(columns)
    if shown is None:
        return None
    rows = (orjson.loads(fragment)["properties"][shown.name] for fragment in layer.fragments)
    told = [Told(column.name, column.heading, column.label) for column in columns]
    return Shades.of(shown.name, shown.title, told, [row for row in rows if row is not None])


def facts_of(state: State) -> Facts:
    """Return what a picture of a map is drawn from."""
    from maps.still.ground import load_ground  # noqa: PLC0415 - only pictures read the base map
    from maps.still.overlays import Added  # noqa: PLC0415
    from maps.still.sheet import Facts  # noqa: PLC0415

    snapshot = state.snapshot
    ground = load_ground(state.settings.data, snapshot.day)

    def collection(id_: str) -> Added:
        layer = snapshot.layers[id_]
        title = Bilingual(layer.title_ko, layer.title_en)
        return Added(title, layer.collection()["features"], shades_of(state, layer))

    return Facts(scene_of(state), ground, snapshot.as_of, snapshot.version, collection)
