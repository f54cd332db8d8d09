"""The sheet with every complex of a quarter, from what was imported or from the file itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.analysis.counts import counts
from geo.importers.imported import KICOX
from geo.messages import catalogue
from maps.locator import Outlines
from maps.poster import Listed, Said, poster
from maps.still.formats import write

if TYPE_CHECKING:
    from api.state import State
    from geo.jsons import CollectionObject, Properties
    from geo.messages import Lang

DPI = 150
"""Of a PNG."""


def quarter_of(state: State) -> CollectionObject | None:
    """Return the complexes of the quarter that was imported; None where none was."""
    layer = state.snapshot.layers.get(KICOX)
    return layer.collection() if layer is not None else None


def poster_of(
    state: State, size: str, lang: Lang, form: str = "pdf", quarter: CollectionObject | None = None
) -> bytes:
    """Write the sheet of a quarter, without one of the quarter that was imported.

    Raises
    ------
    LookupError
        None was imported.
    """
    result = quarter or quarter_of(state)
    found = counts(result, None)
    if result is None or found is None:
        raise LookupError(KICOX)
    words = catalogue("maps", lang)
    whole = [item for item in result["features"] if item["properties"]["part_of"] is None]
    listed = [_listed(item, lang) for item in whole]
    order = {sido: at for at, sido in enumerate(dict.fromkeys(item.sido for item in listed))}
    listed.sort(key=lambda item: order[item.sido])
    day = result["as_of"]
    files = dict.fromkeys(place["source"] for item in whole for place in _named(item))
    shared = ", ".join(found.shared)
    said = Said(
        title=words("poster.title", day=day),
        counts={kind.kind: kind.complexes for kind in found.kinds},
        notes=(
            words("poster.source", files=", ".join(files), product=words("product")),
            words("poster.counted", rows=f"{len(listed):,}", names=shared)
            if shared
            else words("poster.counted.once"),
        ),
        as_of=day,
    )
    regions = state.snapshot.layers["regions"].collection()["features"]
    outlines = Outlines.of(region for region in regions if region["geometry"])
    return write(poster(listed, outlines, said, size=size, lang=lang), form, DPI)


def _named(feature: Properties) -> list[Properties]:
    named: list[Properties] = feature["properties"]["named_at"]
    return named


def _listed(feature: Properties, lang: Lang) -> Listed:
    told, geometry = feature["properties"], feature["geometry"]
    lon, lat = geometry["coordinates"][:2] if geometry else (None, None)
    return Listed(
        told["name_ko"],
        told["kind"],
        told["sido_en"] if lang == "en" else told["sido"],
        told["sigungu"] or "",
        lon,
        lat,
        told["designated_area_thousand_m2"] or 0,
        told["precision_km"],
    )
