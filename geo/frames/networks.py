"""Networks of an atlas as graphs of networkx and as data frames."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import geopandas
import numpy as np
import pandas as pd

from geo.crs import WGS84
from geo.errors import MissingExtraError, UnknownProgrammeError
from geo.messages import LANGS, catalogue
from geo.networks.models import COMBINED, network

if TYPE_CHECKING:
    from geo.atlas import Atlas
    from geo.model.bilingual import Bilingual
    from geo.networks.models import Level, Model


def model_of(atlas: Atlas, programmes: tuple[str, ...], level: Level, sector: str | None) -> Model:
    """Return the network of programmes as `geo.networks` has it.

    Raises
    ------
    MissingExtraError
        networkx or scipy is not installed.
    SelectionError
        There is no such level or sector.
    UnknownProgrammeError
        No programme is called so.
    """
    try:
        import_module("networkx")
        import_module("scipy")
    except ModuleNotFoundError as error:
        raise MissingExtraError(module=error.name or "networkx", extra="analysis") from error
    for id_ in programmes:
        if id_ not in {*atlas.programmes, COMBINED}:
            raise UnknownProgrammeError(id_, (*atlas.programmes, COMBINED))
    if len(programmes) == 1:
        return network(atlas, programmes[0], level=level, sector=sector)
    whole = network(atlas, COMBINED, level=level, sector=sector)
    return whole.only(lambda body: body.programme in programmes) if programmes else whole


def measured(model: Model) -> geopandas.GeoDataFrame:
    """Return a row for each node with every measure of `geo.networks.metrics.of_nodes`."""
    from geo.networks.metrics import of_nodes  # noqa: PLC0415 - slow to load

    values = of_nodes(model, model.together())
    table = pd.DataFrame(
        {
            "id": pd.Series([vertex.id for vertex in model.vertices], dtype="string"),
            "name_ko": pd.Series([vertex.name.ko for vertex in model.vertices], dtype="string"),
            "name_en": pd.Series([vertex.name.en for vertex in model.vertices], dtype="string"),
            **{name: np.asarray(column, dtype=np.float64) for name, column in values.items()},
        }
    )
    points = geopandas.points_from_xy(
        [vertex.lon for vertex in model.vertices], [vertex.lat for vertex in model.vertices]
    )
    return geopandas.GeoDataFrame(table, geometry=points, crs=WGS84)


def beside_chance(model: Model, zoning: Bilingual, samples: int, seed: int) -> pd.DataFrame:
    """Return a row for each measure and null that it can be compared with.

    `zoning` is the name of the scheme of mega-regions.
    """
    from geo.networks.chains import KEPT  # noqa: PLC0415 - slow to load
    from geo.networks.nulls import draw, expectations  # noqa: PLC0415

    words = {lang: catalogue("geo", lang) for lang in LANGS}
    rows = []
    for kept in KEPT:
        ensemble = draw(model, kept, samples=samples, seed=seed)
        if not ensemble.mixed:
            continue
        for name, expectation in expectations(model, ensemble).items():
            named = {
                f"name_{lang}": words[lang](f"measure.{name}", zoning=zoning.of(lang))
                for lang in LANGS
            }
            document = {
                "observed": expectation.observed,
                "mean": expectation.mean,
                "low": expectation.low,
                "high": expectation.high,
                "p": np.nan if expectation.p is None else expectation.p,
                "by_lot": expectation.by_lot,
                "verdict": expectation.verdict,
            }
            rows.append({"measure": name, **named, "kept": kept, **document})
    return pd.DataFrame(rows).astype(
        dict.fromkeys(("measure", "name_ko", "name_en", "kept", "verdict"), "string")
    )
