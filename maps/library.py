"""Maps for those who work in Python: Folium maps of an atlas, made in a line."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from geo.messages import catalogue
from maps.scene import OVERVIEW, Scene
from maps.search_index import frames_of
from maps.standalone import BASEMAP, MEASURED, NetworkMap, collections_in
from maps.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import pandas as pd

    from geo import AtlasFrames
    from geo.layers.collection import Collection
    from geo.messages import Lang
    from maps.compose import Source
    from maps.locator import Outlines
    from maps.thematic_map import ThematicMap


def overview(  # noqa: PLR0913 - the conditions of a view
    atlas: AtlasFrames | None = None,
    *,
    sectors: Iterable[str] = (),
    regions: Iterable[str] = (),
    rounds: Iterable[str | int] = (),
    roles: Iterable[str] = (),
    kinds: Iterable[str] = (),
    crosses: Iterable[str] = (),
    select: Iterable[str] = (),
    measure: str = "",
    colour: str = "",
    flows: str = "",
    lang: Lang = "ko",
    theme: str | None = None,
) -> NetworkMap:
    """Return the map of all programmes of an atlas as a Folium map.

    It shows itself in a notebook without a network, takes what Folium's own elements and plugins
    add, ``save`` writes one file, ``to_png``, ``to_svg`` and ``to_pdf`` draw it for paper.

    Parameters
    ----------
    atlas
        From `geo.load`, whole or narrowed: what it is narrowed to is what the map shows first.
    sectors, regions, rounds, roles, kinds, crosses
        What is shown first, as the map's own conditions: sectors or subsectors (``조선``), names or
        codes of 시도 and 초광역권, years, roles (``lead``, ``hub``), kinds of places
        (``national``), borders that ties cross (``sido``, ``superregion``). Readers may change it.
    select
        Ids of places or bodies that are lit: ``changwon``, ``c13``.
    measure, colour
        Measures of the network (``betweenness``, ``partners`` …) by which symbols are sized and
        coloured, with a key; without one they show memberships and roles.
    flows
        ``sido`` or ``zone``: ties are added up to arrows between provinces or mega-regions.
    lang
        Language of the map: ``ko`` or ``en``.
    theme
        ``light`` or ``dark``; without it as the reader's system has it.

    Raises
    ------
    ViewError
        A condition that the atlas does not have; it says what there is.

    >>> import geo, maps
    >>> shown = maps.overview(geo.load(), sectors=["조선"], lang="en")
    >>> "<title>" in shown.get_root().render(), shown.location
    (True, [36.1, 127.8])
    """
    asked = {
        "sector": sectors, "region": regions, "round": rounds, "role": roles, "kind": kinds,
        "crosses": crosses, "select": select,
        **_drawn(measure, colour, flows),
    }  # fmt: skip
    return _map(OVERVIEW, atlas, asked, lang, theme)


def network(  # noqa: PLR0913 - the conditions of a view
    atlas: AtlasFrames | None = None,
    programme: str = "consortia",
    *,
    sectors: Iterable[str] = (),
    regions: Iterable[str] = (),
    rounds: Iterable[str | int] = (),
    roles: Iterable[str] = (),
    kinds: Iterable[str] = (),
    crosses: Iterable[str] = (),
    select: Iterable[str] = (),
    measure: str = "",
    colour: str = "",
    flows: str = "",
    lang: Lang = "ko",
    theme: str | None = None,
) -> NetworkMap:
    """Return the map of one programme, with a number or name for each of its bodies.

    Parameters
    ----------
    atlas
        From `geo.load`.
    programme
        Id of the programme.
    sectors, regions, rounds, roles, kinds, crosses, select, measure, colour, flows, lang, theme
        As in `overview`.

    Raises
    ------
    UnknownMapError
        No programme is called so; it says which there are.
    ViewError
        A condition that the atlas does not have.

    >>> import maps
    >>> shown = maps.network(programme="transformation", rounds=[2021])
    >>> shown.to_svg(size="A4")[:5]
    b'<svg '
    """
    asked = {
        "sector": sectors, "region": regions, "round": rounds, "role": roles, "kind": kinds,
        "crosses": crosses, "select": select,
        **_drawn(measure, colour, flows),
    }  # fmt: skip
    return _map(programme, atlas, asked, lang, theme)


def _drawn(measure: str, colour: str, flows: str) -> dict[str, tuple[str, ...]]:
    asked = {"measure": measure, "colour": colour, "flows": flows}
    return {name: (value,) if value else () for name, value in asked.items()}


def thematic(  # noqa: PLR0913 - what a thematic map says
    atlas: AtlasFrames,
    values: pd.Series | pd.DataFrame | Mapping[str, float],
    column: str | None = None,
    *,
    title: str,
    unit: str = "",
    caption: str = "",
    classes: int = 5,
    lang: Lang = "ko",
    theme: str | None = None,
) -> ThematicMap:
    """Return a map of numbers: 시도 or 시군구 filled by class, or circles on points.

    Parameters
    ----------
    atlas
        From `geo.load`: its boundaries are drawn.
    values
        Numbers by region: a Series or mapping whose keys are names or codes of 시도 (``경남``,
        ``48``), or 5-digit codes of 시군구 (``48123``); a table of `AtlasFrames.regions` or
        `AtlasFrames.districts` with `column`. Or a GeoDataFrame of points in any CRS with
        `column`: each becomes a circle whose area stands for the value.
    column
        Of a table: where the numbers stand.
    title, unit, caption
        What the key is called, what the numbers count, and what else is to be said: their source
        and day.
    classes
        Of areas: how many classes of equally many areas, 2 to 9.
    lang, theme
        As in `overview`.

    Raises
    ------
    ViewError
        No 시도 or 시군구 has such a key; there is no such column; a circle has a value below 0; or
        there are no values.

    >>> import geo, maps
    >>> atlas = geo.load()
    >>> ends = atlas.programme("consortia").memberships.groupby("sido").size()
    >>> shown = maps.thematic(atlas, ends, title="협의체 참여", unit="곳")
    >>> "thematic-area" in shown.get_root().render()
    True
    """
    from maps.thematic_map import ThematicMap, circles_of, values_of  # noqa: PLC0415 - pandas

    words = catalogue("maps", lang)
    if hasattr(values, "geom_type") and set(values.geom_type.dropna()) <= {"Point"}:
        shown = circles_of(values, column, words, unit)
    else:
        shown = values_of(values, column, atlas.model, words, unit, classes)
    data = {file: (atlas.data / "boundaries" / file).read_bytes() for file in BASEMAP}
    return ThematicMap(
        shown,
        _source(atlas),
        data,
        title=title,
        caption=caption,
        lang=lang,
        theme=theme,
        outlines=partial(_outlines, atlas),
    )


def _outlines(atlas: AtlasFrames, level: str) -> Outlines:
    from maps.locator import Outlines  # noqa: PLC0415 - only pictures need them

    frame = atlas.districts if level == "sigungu" else replace(atlas, sido_codes=None).regions
    return Outlines(dict(zip(frame.code, frame.geometry, strict=True)))


def _map(
    name: str,
    atlas: AtlasFrames | None,
    asked: Mapping[str, Iterable[str | int]],
    lang: Lang,
    theme: str | None,
) -> NetworkMap:
    from maps.measured import as_bytes, measured  # noqa: PLC0415 - with shapely
    from maps.still.ground import load_ground  # noqa: PLC0415 - only pictures read it

    if atlas is None:
        import geo  # noqa: PLC0415 - pandas is slow to load

        atlas = geo.load()
    source = _source(atlas)
    scene = source.scene
    conditions = [(key, str(value)) for key, values in asked.items() for value in values]
    if name == OVERVIEW and len(atlas.programmes) < len(atlas.model.programmes):
        conditions += [("programme", programme) for programme in atlas.programmes]
    if atlas.sido_codes is not None and not asked["region"]:
        conditions += [("region", code) for code in sorted(atlas.sido_codes)]
    conditions += [("theme", theme)] if theme else []
    view = View.parse(conditions, scene)
    ground = partial(load_ground, atlas.data)
    data = _data(atlas, collections_in(scene, name, view.programme) if name in scene.maps else ())
    reckoned = measured(scene, name, view, lang) if name in scene.maps else None
    data |= {MEASURED: as_bytes(reckoned)} if reckoned else {}
    return NetworkMap(name, source, data, lang=lang, view=view, ground=ground)


def _source(atlas: AtlasFrames) -> Source:
    import json  # noqa: PLC0415

    from geo.layers.geojson import to_bytes  # noqa: PLC0415
    from maps.compose import Source  # noqa: PLC0415

    regions = json.loads(to_bytes(_of_its_day(atlas)["regions"]()))["features"]
    return Source(Scene(atlas.model), frames_of(regions), atlas.as_of)


def _data(atlas: AtlasFrames, wanted: Iterable[str]) -> dict[str, bytes]:
    """Return the collections of the atlas as it is, by id, and the base map."""
    from geo.layers.geojson import to_bytes  # noqa: PLC0415
    from geo.store.publish import read_published  # noqa: PLC0415
    from geo.store.snapshot import file_of  # noqa: PLC0415

    document = _of_its_day(atlas)
    boundaries = atlas.data / "boundaries"
    return {
        **{
            id_: to_bytes(document[id_]())
            if id_ in document
            else read_published(atlas.data, file_of(id_))
            for id_ in wanted
        },
        **{file: (boundaries / file).read_bytes() for file in BASEMAP},
    }


def _of_its_day(atlas: AtlasFrames) -> dict[str, Callable[[], Collection]]:
    """Return what makes each collection that changes with the day or with own programmes."""
    from geo.layers.catalog import of_a_day  # noqa: PLC0415
    from geo.store.dated import shapes_of  # noqa: PLC0415

    return of_a_day(atlas.model, partial(shapes_of, atlas.data))
