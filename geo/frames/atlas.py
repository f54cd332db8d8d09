"""An atlas as data frames: whole, or narrowed to some programmes and regions."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from geo.errors import MissingExtraError, RegionError, UnknownProgrammeError
from geo.frames import schemas
from geo.frames.collection import collection, features, ids
from geo.frames.statistics import statistics_frame
from geo.frames.table import geo_frame
from geo.layers.bodies import points_of
from geo.layers.bodies import values_of as values_of_body
from geo.layers.catalog import of_a_day
from geo.layers.collection import Feature
from geo.layers.complexes import complexes
from geo.layers.memberships import memberships
from geo.layers.ties import line_of
from geo.layers.ties import values_of as values_of_tie
from geo.model.bilingual import Bilingual
from geo.store.dated import shapes_of
from geo.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    import geopandas
    import networkx as nx
    import pandas as pd

    from geo.atlas import Atlas
    from geo.frames.table import Schema
    from geo.model.programmes import Body
    from geo.networks.models import Level, Model


@dataclass(frozen=True, eq=False)
class AtlasFrames:
    """The atlas as data frames; `programme` and `region` narrow it, and can be chained.

    Every frame is a new one, so that what is done to it changes no other. Geometries and points
    are longitude, latitude in degrees, WGS 84 (EPSG:4326, x before y). Names are in Korean
    (``name_ko``, ``sido``) and English (``name_en``, ``sido_en``). Every row tells its ``source``
    (ids of `sources`), the ``locator`` in it, and how sure it is (``confidence``).

    >>> import geo
    >>> ties = geo.load().programme("consortia").region("경남").ties
    >>> ties.crs.to_epsg(), {"경상남도"} <= {*ties.from_sido, *ties.to_sido}
    (4326, True)
    """

    model: Atlas
    """The facts themselves, by id: what the frames are made of."""
    data: Path
    """The data folder."""
    as_of: str
    """Day, month or year at whose end the programmes are shown; that of the newest fact else."""
    dated: bool = False
    """Whether `as_of` was asked for."""
    programmes: tuple[str, ...] = ()
    """Ids of the programmes that are in it."""
    sido_codes: frozenset[str] | None = None
    """Codes of the 시도 to which it is narrowed; None for the whole country."""
    _made: dict[str, geopandas.GeoDataFrame] = field(default_factory=dict, init=False, repr=False)

    def __repr__(self) -> str:
        where = "" if self.sido_codes is None else f", sido {', '.join(sorted(self.sido_codes))}"
        return f"<Sandan Atlas {self.as_of}: {', '.join(self.programmes)}{where}>"

    def programme(self, *ids: str) -> AtlasFrames:
        """Return the atlas of one programme, or of several.

        Raises
        ------
        UnknownProgrammeError
            No programme is called so; it lists those that are.

        >>> import geo
        >>> len(geo.load().programme("consortia").bodies)
        25
        """
        for id_ in ids:
            if id_ not in self.programmes:
                raise UnknownProgrammeError(id_, self.programmes)
        return replace(self, programmes=tuple(value for value in self.programmes if value in ids))

    def region(self, name: str) -> AtlasFrames:
        """Return the atlas of a 시도 or a 초광역권: what lies in it, and ties with an end in it.

        `name` is any name, old or new, Korean or English, or the code: 경남, Gyeongnam, 48, 동남권.

        Raises
        ------
        RegionError
            No region is called so.

        >>> import geo
        >>> sorted(geo.load().region("동남권").complexes.sido.unique())
        ['경상남도', '부산광역시', '울산광역시']
        """
        found = _codes_of(self.model, name)
        kept = found if self.sido_codes is None else found & self.sido_codes
        return replace(self, sido_codes=kept)

    @property
    def complexes(self) -> geopandas.GeoDataFrame:
        """Complexes, zones and groups of complexes that programmes name, as points.

        ``area_km2`` is the designated area; a point ``precision_km`` off is still in or beside the
        place; ``members`` are those of a group; ``programmes`` the ids of those in which it takes
        part now.
        """
        return self._frame("complexes", schemas.COMPLEXES, self._complexes)

    @property
    def ties(self) -> geopandas.GeoDataFrame:
        """Ties in force between places, as lines of two points, from the root to the others.

        ``length_km`` is geodesic, on GRS 80; ``crosses_sido`` says whether its ends are in
        different 시도; parallel and reciprocal ties are rows of their own.
        """
        return self._frame("ties", schemas.TIES, self._ties)

    @property
    def bodies(self) -> geopandas.GeoDataFrame:
        """What programmes select (consortia, projects, zones), as the points of their members.

        Ended ones too (``in_force``). The root's point comes first; ``attributes`` holds what only
        its programme has.
        """
        return self._frame("bodies", schemas.BODIES, self._bodies)

    @property
    def memberships(self) -> geopandas.GeoDataFrame:
        """Each place × body × role × period as a point; ended ones too (``ends_on``)."""
        return self._frame("memberships", schemas.MEMBERSHIPS, self._memberships)

    @property
    def regions(self) -> geopandas.GeoDataFrame:
        """The 시도 as polygons, by the boundaries of data/README.md."""
        return self._frame("regions", schemas.REGIONS, lambda: self._areas("regions", "code"))

    @property
    def districts(self) -> geopandas.GeoDataFrame:
        """The 시군구 as polygons, by the boundaries of data/README.md."""
        return self._frame(
            "districts", schemas.DISTRICTS, lambda: self._areas("districts", "sido_code")
        )

    @property
    def statistics(self) -> geopandas.GeoDataFrame:
        """Figures of complexes that ``sandan import statistics`` has taken in, a row each.

        ``complex`` is the id of `complexes` where the atlas has the place (``place_id``); a part
        (``part_of``) is counted in its complex already. ``value`` is in ``unit``; what it counts is
        the ``base``, and values on different bases are not to be compared. ``period`` is a year,
        a quarter (``2025-Q3``) or a month (``2025-09``). Points are those of the complexes, where
        they are known. Without an import it has the same columns and no rows.

        >>> import geo
        >>> figures = geo.load().statistics
        >>> own = figures[(figures.measure == "operating_firms") & (figures.industry == "all")]
        >>> table = own.pivot_table(index="period", columns="sido", values="value", aggfunc="sum")
        """
        if "statistics" not in self._made:
            self._made["statistics"] = statistics_frame(
                self.data, self.model.regions, self.sido_codes
            )
        return self._made["statistics"].copy()

    @property
    def sources(self) -> dict[str, str]:
        """Id of each source to its title."""
        return {id_: source.title_ko for id_, source in self.model.sources.items()}

    def collection(self, id_: str) -> geopandas.GeoDataFrame:
        """Return a collection as it was built or imported, whole, with all of its columns.

        Those of `collections`; docs/data.md describes each. Of the newest day, whatever `as_of`.

        Raises
        ------
        UnknownCollectionError
            There is none of this id; it lists those that there are.

        >>> import geo
        >>> "smart-green" in geo.load().collections
        True
        """
        return collection(self.data, id_)

    @property
    def collections(self) -> tuple[str, ...]:
        """Ids of the collections that were built or imported."""
        return ids(self.data)

    def network(
        self, *programmes: str, level: Level = "complex", sector: str | None = None
    ) -> nx.MultiDiGraph:
        """Return the ties of `programmes`, or of all, as a graph of networkx.

        Parameters
        ----------
        level
            ``complex``: nodes are ids of places with the columns of `complexes` and ``lon``,
            ``lat``, edges have the columns of `ties`. ``sigungu``, ``sido`` or ``zone``: nodes are
            regions, at the mean of their places, with all ties of the country; a tie within one is
            a loop. Edges have their id as key; parallel and reciprocal ties stay apart.
        sector
            Korean name of a sector or subsector; without it all.

        Raises
        ------
        UnknownProgrammeError
            No programme is called so.
        SelectionError
            There is no such level or sector.
        MissingExtraError
            networkx is not installed; ``sandan-atlas[analysis]`` brings it.

        >>> import geo
        >>> atlas = geo.load()
        >>> graph = atlas.network("consortia")
        >>> graph.is_multigraph(), graph.number_of_edges()
        (True, 29)
        >>> sorted(atlas.network("consortia", level="zone").nodes)[:2]
        ['강원권', '대경권']
        """
        if level != "complex" or sector is not None:
            return self._model(programmes, level, sector).directed()
        try:
            import networkx as nx  # noqa: PLC0415 - slow to load
        except ModuleNotFoundError as error:
            raise MissingExtraError(module="networkx", extra="analysis") from error

        if programmes:
            return self.programme(*programmes).network()
        ties, graph = self.ties.drop(columns="geometry"), nx.MultiDiGraph()
        ends = dict.fromkeys([*ties.from_id, *ties.to_id])
        places = self._every_complex().set_index("id").loc[list(ends)]
        plain = places.drop(columns="geometry").assign(lon=places.geometry.x, lat=places.geometry.y)
        graph.add_nodes_from(plain.to_dict("index").items())
        for row in ties.to_dict("records"):
            graph.add_edge(row["from_id"], row["to_id"], key=row["id"], **row)
        return graph

    def hypergraph(
        self, *programmes: str, level: Level = "complex", sector: str | None = None
    ) -> nx.Graph:
        """Return who takes part in what as a bipartite graph of networkx, of the whole country.

        Nodes have ``bipartite`` (0: a place or region, 1: a body) and names, edges ``root``:
        whether the place leads. Errors as `network`.

        >>> import geo
        >>> graph = geo.load().hypergraph("consortia")
        >>> sum(part for _, part in graph.nodes(data="bipartite"))
        25
        """
        return self._model(programmes, level, sector).incidence()

    def measures(
        self, *programmes: str, level: Level = "complex", sector: str | None = None
    ) -> geopandas.GeoDataFrame:
        """Return each place or region of a network as a point with its measures.

        ``memberships``, ``roots``, ``partners``, ``betweenness`` … as `geo.networks.metrics` has
        them, of the network of the whole country. Errors as `network`.

        >>> import geo
        >>> places = geo.load().measures("consortia").set_index("id")
        >>> places.loc["seongseo", ["memberships", "roots"]].tolist()
        [5.0, 1.0]
        """
        from geo.frames.networks import measured  # noqa: PLC0415 - slow to load

        return measured(self._model(programmes, level, sector))

    def beside_chance(
        self, *programmes: str, sector: str | None = None, samples: int = 1_000, seed: int = 1
    ) -> pd.DataFrame:
        """Return the measures of a network beside those of networks drawn at random.

        A row for each measure and for what the drawn networks keep (``degrees``, ``border``,
        ``distance``): ``observed``, the ``mean`` of the drawn ones, their 95 % range ``low`` to
        ``high``, ``p`` of two sides, ``by_lot`` where another lot among equal values would say
        otherwise, and the ``verdict`` (``below``, ``within``, ``above``, ``fixed``). What does not
        mix is left out. Errors as `network`.

        >>> import geo
        >>> table = geo.load().beside_chance("consortia", samples=200)
        >>> rows = table.query("kept == 'degrees'").set_index("measure")
        >>> rows.verdict["length_mean"]
        'below'
        """
        from geo.frames.networks import beside_chance  # noqa: PLC0415 - slow to load

        model = self._model(programmes, "complex", sector)
        return beside_chance(model, self.model.zoning.short, samples, seed)

    def _model(self, programmes: tuple[str, ...], level: Level, sector: str | None) -> Model:
        from geo.frames.networks import model_of  # noqa: PLC0415 - slow to load

        narrowed = len(self.programmes) < len(self.model.programmes)
        chosen = programmes or (self.programmes if narrowed else ())
        return model_of(self.model, chosen, level, sector)

    def _every_complex(self) -> geopandas.GeoDataFrame:
        """Return the complexes of the whole country: a tie may end beyond its region."""
        whole = replace(self, sido_codes=None, programmes=tuple(self.model.programmes))
        return whole.complexes

    def _frame(
        self, name: str, schema: Schema, made_of: Callable[[], Iterable[Feature]]
    ) -> geopandas.GeoDataFrame:
        if name not in self._made:
            self._made[name] = geo_frame(made_of(), schema)
        return self._made[name].copy()

    def _complexes(self) -> Iterator[Feature]:
        model = self.model
        whole = len(self.programmes) == len(model.programmes)
        for feature in complexes(model):
            id_ = str(feature.properties["id"])
            part = [body.programme for body, _ in model.memberships_at(id_)]
            own = [value for value in self.programmes if value in part]
            if self._here(id_) and (own or whole):
                yield Feature(feature.geometry, {**feature.properties, "programmes": own})

    def _ties(self) -> Iterator[Feature]:
        for id_ in self.programmes:
            programme = self.model.programmes[id_]
            for tie in self.model.ties_of(id_):
                if self._here(tie.from_id) or self._here(tie.to_id):
                    values = values_of_tie(self.model, programme, tie)
                    body = self.model.bodies[tie.body_id]
                    since = values["starts_on"] or body.starts_on
                    document = {**values, "programme": id_, "body_id": body.id, "starts_on": since}
                    yield Feature(line_of(self.model, tie), {**document, **_round(body)})

    def _bodies(self) -> Iterator[Feature]:
        for body in self._shown_bodies():
            programme = self.model.programmes[body.programme]
            document = {
                **values_of_body(self.model, programme, body),
                "in_force": body.in_force,
                "attributes": {
                    name: value._asdict() if isinstance(value, Bilingual) else value
                    for name, value in body.attributes.items()
                },
                **_round(body),
            }
            yield Feature(points_of(self.model, body), document)

    def _shown_bodies(self) -> Iterator[Body]:
        for id_ in self.programmes:
            for body in self.model.bodies_of(id_):
                everyone = (*body.members, *body.former)
                if self.sido_codes is None or any(self._here(m.place_id) for m in everyone):
                    yield body

    def _memberships(self) -> Iterator[Feature]:
        chosen = [body for id_ in self.programmes for body in self.model.bodies_of(id_)]
        for feature in memberships(self.model, chosen):
            values = feature.properties
            if self._here(str(values["place_id"])):
                body = self.model.bodies[str(values["body_id"])]
                yield Feature(feature.geometry, {**values, **_round(body)})

    def _areas(self, id_: str, code: str) -> Iterator[Feature]:
        if self.dated and id_ in _UNITS:
            result = of_a_day(self.model, partial(shapes_of, self.data))[id_]().features
        else:
            result = tuple(features(self.data, id_)) if id_ in self.collections else ()
        for feature in result:
            if self.sido_codes is None or feature.properties.get(code) in self.sido_codes:
                yield feature

    def _here(self, place_id: str) -> bool:
        return self.sido_codes is None or self.model.region_of(place_id).code in self.sido_codes


_UNITS = ("regions", "districts")
"""Collections of which each day has its own."""


def _round(body: Body) -> dict[str, object]:
    """Return the round as text, for it may be called anything, and the year as a number."""
    return {"round": body.round, "year": int(body.year) if body.year else None}


def _codes_of(model: Atlas, name: str) -> frozenset[str]:
    """Return the codes of the 시도 that any name of a 시도 or of a 초광역권 means."""
    current = model.regions.current
    zones = [zone for zone in model.zoning.zones if fold(name) in map(fold, (zone.id, *zone.names))]
    wider = frozenset(
        region.code for region in current for zone in zones if region.id in zone.regions
    )
    coded = frozenset(region.code for region in current if name in {region.code, region.id})
    if wider or coded:
        return wider or coded
    try:
        found = model.regions.find(name)
    except RegionError as error:
        known = [zone.name.ko for zone in model.zoning.zones]
        raise RegionError(name, (*error.allowed, *known)) from None
    parts = model.regions.parts_of(found.id)
    return frozenset(region.code for region in current if region.id in parts)
