"""Which network a request asks for, and the form to ask for another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.analysis.content import Field
from api.errors import ParameterError, refuse_unknown
from geo.exports.networks import title_of
from geo.networks.models import COMBINED, sectors_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.state import State
    from geo.atlas import Atlas
    from geo.messages import Catalogue


@dataclass(frozen=True, slots=True)
class Question:
    """A network of an atlas."""

    state: State
    network: str
    sector: str | None

    @property
    def atlas(self) -> Atlas:
        """The atlas of its day."""
        return self.state.snapshot.atlas

    @property
    def as_of(self) -> str:
        """The day of which it tells."""
        return self.state.day or self.state.snapshot.as_of

    def levels(self, words: Catalogue, levels: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Return each level with its name; that of zones names their scheme."""
        zoning = self.atlas.zoning.short.of(words.lang)
        return tuple((level, words(f"analysis.level.{level}", zoning=zoning)) for level in levels)

    def fields(self, words: Catalogue, *, network: bool = True) -> tuple[Field, ...]:
        """Return the fields for network and sector."""
        atlas, lang = self.atlas, words.lang
        result = []
        if network:
            names = tuple((id_, title_of(id_, atlas).of(lang)) for id_ in networks(atlas))
            result.append(
                Field("network", words("analysis.network"), "select", self.network, names)
            )
        sectors = tuple(
            (value, atlas.sector_names[value].of(lang)) for value in sectors_in(atlas, self.network)
        )
        if sectors:
            result.append(
                Field(
                    "sector",
                    words("analysis.sector"),
                    "select",
                    self.sector or "",
                    sectors,
                    words("data.any"),
                )
            )
        return tuple(result)


def question(state: State, network: str | None, sector: str | None = None) -> Question:
    """Return what is asked for; without a network the first programme that has ties.

    Raises
    ------
    ParameterError
        404: there is no such network; 400: no such sector in it.
    """
    atlas = state.snapshot.atlas
    known = networks(atlas)
    chosen = network or known[0]
    if chosen not in known:
        refuse_unknown("network", chosen, known)
    sectors = sectors_in(atlas, chosen)
    if sector and sector not in sectors:
        raise ParameterError(400, "unknown", "sector", sector, sectors)
    return Question(state, chosen, sector or None)


def networks(atlas: Atlas) -> tuple[str, ...]:
    """Return the ids of all networks, those with ties first, then their union."""
    tied = [programme.id for programme in atlas.programmes.values() if programme.ties_layer]
    rest = [programme.id for programme in atlas.programmes.values() if not programme.ties_layer]
    return (*tied, COMBINED, *rest)


def programmes(atlas: Atlas, network: str) -> tuple[str, ...]:
    """Return the programmes of a network."""
    if network != COMBINED:
        return (network,)
    return tuple(programme.id for programme in atlas.programmes.values() if programme.ties_layer)


def sectors_in(atlas: Atlas, network: str) -> tuple[str, ...]:
    """Return the Korean names of the sectors of a network's bodies, as they come."""
    own = programmes(atlas, network)
    bodies = (body for body in atlas.bodies.values() if body.programme in own and body.in_force)
    return tuple(dict.fromkeys(name for body in bodies for name in sectors_of(body)))


def figures_of(state: State) -> dict[str, dict[str, float]]:
    """Return tenants and the share sold of each place, where a quarterly table was imported."""
    layer = state.snapshot.layers.get("kicox-complexes")
    found: dict[str, dict[str, float]] = {}
    for feature in layer.collection()["features"] if layer else ():
        values = feature["properties"]
        numbers = {"tenants": values.get("tenants"), "sold": values.get("sold_percent")}
        if values.get("complex_id"):
            found[values["complex_id"]] = {k: float(v) for k, v in numbers.items() if v is not None}
    return found
