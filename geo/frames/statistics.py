"""The figures of the store as a data frame, made by columns (I/O)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas
import numpy as np
import pandas as pd
import shapely

from geo.crs import WGS84
from geo.frames.schemas import STATISTICS
from geo.store.figures import of_today, read_statistics

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from geo.regions.names import RegionNames


def statistics_frame(
    data: Path, regions: RegionNames, sidos: Collection[str] | None
) -> geopandas.GeoDataFrame:
    """Return the figures in force; those of the 시도 with the codes `sidos`, or all."""
    statistics = of_today(read_statistics(data), regions)
    figures = statistics.figures
    ids = [str(word) for word in figures["complex"].words]
    known = [statistics.complexes[id_] for id_ in ids]
    if sidos is not None:
        inside = np.array([complex_.sido_code in sidos for complex_ in known], bool)
        figures = figures.take(np.flatnonzero(inside[figures["complex"].codes]))
    codes = figures["complex"].codes
    of_complex = {
        "name_ko": [complex_.name_ko for complex_ in known],
        "kind": [complex_.kind.value if complex_.kind else None for complex_ in known],
        "part_of": [complex_.part_of for complex_ in known],
        "place_id": [complex_.place_id for complex_ in known],
        "sido": [complex_.sido for complex_ in known],
        "sido_code": [complex_.sido_code for complex_ in known],
        "sigungu": [", ".join(complex_.sigungu) or None for complex_ in known],
    }
    document: dict[str, pd.Series] = {}
    for name, dtype in STATISTICS.items():
        if name == "value":
            document[name] = pd.Series(figures.value, dtype=dtype)
            continue
        words, own = (
            (of_complex[name], codes)
            if name in of_complex
            else ([word or None for word in figures[name].words], figures[name].codes)
        )
        document[name] = pd.Series(np.array(words, object)[own], dtype=dtype)
    points = np.array(
        [None if o.lon is None or o.lat is None else shapely.Point(o.lon, o.lat) for o in known],
        object,
    )
    return geopandas.GeoDataFrame(document, geometry=points[codes], crs=WGS84)
