"""Networks as files for Gephi, networkx, igraph, XGI and their like, with the geometry kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.exports.networks.documents import hif, node_link
from geo.exports.networks.gexf import gexf
from geo.exports.networks.graph import REQUESTS, about, network_of, networks_of, title_of
from geo.exports.networks.graphml import graphml
from geo.exports.networks.requests import requests_network

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo.messages import Lang
    from geo.networks.network import Network
    from geo.store.snapshot import Snapshot

__all__ = ["MEDIA_TYPES", "REQUESTS", "network_file", "networks_of", "title_of"]

_WRITERS: dict[str, Callable[[Network], bytes]] = {
    "graphml": graphml,
    "hif": hif,
    "json": node_link,
}
MEDIA_TYPES = {
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
    "hif": "application/json",
    "json": "application/json",
}
"""Format to the media type of its files."""


def network_file(
    network: str,
    format_: str,
    snapshot: Snapshot,
    lang: Lang,
    colours: Mapping[str, str] | None = None,
) -> bytes:
    """Write one of `networks_of` as a file of a format of `MEDIA_TYPES`, UTF-8.

    Edges run from the root of a body to its others; parallel and reciprocal ones
    stay apart, each with the id of its tie. Nodes are the ends of the ties, with ``lon`` and
    ``lat`` (degrees, WGS 84); an edge's ``wkt`` is its line, longitude first. In ``requests``
    edges run from regions to programmes, without place. `lang` is that of the labels; the names
    stand in both languages. `colours` gives ids of places and bodies a ``#rrggbb``.

    Raises
    ------
    KeyError
        There is no such network or format.
    """
    network_in = requests_network if network == REQUESTS else network_of
    result = network_in(network, snapshot.atlas, about(network, snapshot, lang), lang)
    return gexf(result, colours) if format_ == "gexf" else _WRITERS[format_](result)
