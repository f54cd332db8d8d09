"""Features as data frames whose columns have the same types whatever rows there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas
import pandas as pd

from geo.crs import WGS84

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.layers.collection import Feature

Schema = dict[str, str]
"""Column to its pandas dtype, in the order of the columns."""
TEXT, WHOLE, NUMBER, TRUTH, LISTS = "string", "Int64", "float64", "boolean", "object"


def columns(dtype: str, names: str) -> Schema:
    """Give each of `names`, parted by blanks, one dtype."""
    return dict.fromkeys(names.split(), dtype)


def geo_frame(features: Iterable[Feature], schema: Schema) -> geopandas.GeoDataFrame:
    """Return a row for each feature: the columns of `schema`, then ``geometry``, EPSG:4326.

    A column that no feature has is empty; a property that `schema` lacks is left out.
    """
    rows = list(features)
    values = typed(({**row.properties} for row in rows), schema)
    return geopandas.GeoDataFrame(values, geometry=[row.geometry for row in rows], crs=WGS84)


def typed(records: Iterable[Mapping[str, object]], schema: Schema) -> pd.DataFrame:
    """Return a row for each record with the columns and dtypes of `schema`."""
    rows = list(records)
    return pd.DataFrame(
        {
            name: pd.Series([row.get(name) for row in rows], dtype=dtype)
            for name, dtype in schema.items()
        }
    )
