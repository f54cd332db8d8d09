"""Names, addresses and points of one's own, one or many, through the geocoders."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, cast, overload

import geopandas
import pandas as pd

from geo.batch.columns import Columns, find_columns
from geo.batch.run import geocode_table
from geo.batch.table import Table
from geo.batch.values import written
from geo.crs import WGS84
from geo.engine import make_geocoder, make_reverse_geocoder
from geo.errors import GeoError
from geo.folder import data_folder
from geo.frames.schemas import ANSWERS, PLACES
from geo.frames.table import typed
from geo.geocoding.query import Query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from geo.geocoding.geocoder import Geocoder
    from geo.geocoding.query import Answer
    from geo.geocoding.reverse import Found, ReverseGeocoder
    from geo.messages import Lang
    from geo.vocabulary.words import Role

_REGION = ("sido", "sido_code", "sigungu", "sigungu_code")


@overload
def geocode(
    places: str,
    *,
    region: str = ...,
    best_guess: bool = ...,
    data: str | Path | None = ...,
) -> Answer: ...
@overload
def geocode(
    places: pd.DataFrame | pd.Series | Iterable[str],
    *,
    region: str = ...,
    columns: Mapping[Role, str | Sequence[str]] | None = ...,
    best_guess: bool = ...,
    lang: Lang = ...,
    data: str | Path | None = ...,
) -> geopandas.GeoDataFrame: ...
def geocode(
    places: str | pd.DataFrame | pd.Series | Iterable[str],
    *,
    region: str = "",
    columns: Mapping[Role, str | Sequence[str]] | None = None,
    best_guess: bool = False,
    lang: Lang = "ko",
    data: str | Path | None = None,
) -> Answer | geopandas.GeoDataFrame:
    """Find what names or addresses mean; nothing is guessed unasked, and nothing asked of others.

    Parameters
    ----------
    places
        One name or address; or a list or Series of them; or a table whose columns are found by
        their headings and cells (단지명, 주소, 시군구, PNU …).
    region
        시도 or 시군구 within which names are looked for.
    columns
        Of a table: role to heading, where it is not found: ``{"address": "공장 소재지"}``.
    best_guess
        Whether what may mean several places gets the first one's point, and the status
        ``ambiguous`` still.
    lang
        Language of ``note``.
    data
        The data folder; see `geo.load`.

    Returns
    -------
    Answer or GeoDataFrame
        Of one text an `Answer` with ``lon``, ``lat`` (degrees, WGS 84), ``method``, ``score``,
        ``precision_km`` (radius that holds the place in 95 % of cases) and ``candidates``. Of
        many a row for each in their order and with their index: the column ``query`` or those of
        the table, then ``status`` (ok, ambiguous, none), ``lon``, ``lat``, ``matched_id``,
        ``matched_name``, ``method``, ``score``, ``precision_km``, ``sido``,
        ``sido_code``, ``sigungu``, ``sigungu_code`` (of today; a column of the table that is called
        so gets ``_in`` behind its name), ``note``, and ``geometry``, EPSG:4326, empty where there
        is no one place. docs/geocoding.md has the method.

    Raises
    ------
    RegionError
        `region` is neither a 시도 nor a 시군구.
    NoUsableColumnError, ColumnOptionError
        A table has no column of names, addresses or 시군구, or none that `columns` names.

    >>> import geo
    >>> geo.geocode("창원산단").id
    'changwon'
    >>> geo.geocode(["여수국가산단", "천안산단", "없는산단"]).status.tolist()
    ['ok', 'ambiguous', 'none']
    """
    geocoder = geocoder_of(data_folder(data))
    sido, sigungu = geocoder.read_region(region)
    if isinstance(places, str):
        return geocoder.answer(
            Query(name=places, sido=sido, sigungu=sigungu), best_guess=best_guess
        )

    def answer(query: Query) -> Answer:
        if query.sido or query.sigungu:
            return geocoder.answer(query, best_guess=best_guess)
        within = Query(
            name=query.name,
            address=query.address,
            sido=sido,
            sigungu=sigungu,
            kind=query.kind,
        )
        return geocoder.answer(within, best_guess=best_guess)

    frame = _table(places)
    table = Table("DataFrame", tuple(map(str, frame.columns)), _cells(frame))
    found = find_columns(table, columns) if isinstance(places, pd.DataFrame) else Columns(name=0)
    pieces = geocode_table(table, found, answer, lang=lang)
    results = [result._asdict() for piece in pieces for result in piece]
    told = typed(results, ANSWERS).set_index(frame.index)
    clashing = [name for name in _REGION if name in frame.columns]
    again = frame.drop(
        columns=[value for value in ANSWERS if value in frame and value not in clashing]
    )
    # What a table states of its rows stays beside what is true of them today.
    kept = again.rename(columns={name: f"{name}_in" for name in clashing})
    points = geopandas.points_from_xy(told.lon, told.lat)
    points[told.lon.isna().to_numpy()] = None
    return geopandas.GeoDataFrame(pd.concat([kept, told], axis=1), geometry=points, crs=WGS84)


def _table(places: pd.DataFrame | pd.Series | Iterable[str]) -> pd.DataFrame:
    if isinstance(places, pd.DataFrame):
        frame = pd.DataFrame(places)
        return frame.drop(columns="geometry", errors="ignore")
    series = places if isinstance(places, pd.Series) else pd.Series(list(places))
    return series.rename("query").to_frame()


def _cells(frame: pd.DataFrame) -> list[tuple[str, ...]]:
    rows = frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None)
    return [tuple(written(value) for value in row) for row in rows]


@overload
def reverse(
    lon: float, lat: float, *, nearest: int = ..., data: str | Path | None = ...
) -> Found: ...
@overload
def reverse(
    lon: geopandas.GeoDataFrame | geopandas.GeoSeries,
    lat: None = ...,
    *,
    lang: Lang = ...,
    data: str | Path | None = ...,
) -> pd.DataFrame: ...
@overload
def reverse(
    lon: Sequence[float] | pd.Series,
    lat: Sequence[float] | pd.Series,
    *,
    lang: Lang = ...,
    data: str | Path | None = ...,
) -> pd.DataFrame: ...
def reverse(
    lon: float | Sequence[float] | pd.Series | geopandas.GeoDataFrame | geopandas.GeoSeries,
    lat: float | Sequence[float] | pd.Series | None = None,
    *,
    nearest: int = 5,
    lang: Lang = "ko",
    data: str | Path | None = None,
) -> Found | pd.DataFrame:
    """Tell what lies at a point or at many: 시도, 시군구, 읍면동, 리, and the nearest complex.

    Parameters
    ----------
    lon, lat
        Degrees, WGS 84, longitude first: two numbers, or two lists or Series of one length. Or
        instead of both a GeoDataFrame or GeoSeries of points in any CRS.
    nearest
        Of one point: how many complexes are told with distance and bearing.
    lang
        Language of ``note``.
    data
        The data folder; see `geo.load`.

    Returns
    -------
    Found or DataFrame
        Of many a row for each, with their index: ``sido``, ``sigungu``, ``emd``, ``ri`` and their
        codes, ``nearest_id``, ``nearest_name``, ``nearest_km`` (geodesic, to the complex's point).
        A row outside of Korea is empty and says why in ``note``.

    Raises
    ------
    SwappedAxesError, OutsideKoreaError
        Of one point: latitude stands first, or it is not in Korea.

    >>> import geo
    >>> geo.reverse(128.68, 35.23).sigungu
    '창원시 성산구'
    >>> geo.reverse([128.68, 126.98], [35.23, 37.56]).sido.tolist()
    ['경상남도', '서울특별시']
    """
    tell = _reverse_geocoder(data_folder(data)).reverse
    if isinstance(lon, int | float) and isinstance(lat, int | float):
        return tell(lon, lat, nearest)
    if isinstance(lon, geopandas.GeoDataFrame | geopandas.GeoSeries):
        points = lon.geometry.to_crs(WGS84)
        lons, lats, index = points.x, points.y, points.index
    else:
        pair = pd.Series(lon), pd.Series(cast("Sequence[float]", lat))
        lons, lats, index = *pair, pair[0].index
    rows = [
        _told(tell, float(x), float(y), lang)
        for x, y in zip(lons.to_numpy(), lats.to_numpy(), strict=True)
    ]
    return typed(rows, PLACES).set_index(index)


@lru_cache(maxsize=2)
def geocoder_of(folder: Path) -> Geocoder:
    """Make the geocoder of a data folder once."""
    return make_geocoder(folder)


@lru_cache(maxsize=2)
def _reverse_geocoder(folder: Path) -> ReverseGeocoder:
    return make_reverse_geocoder(geocoder_of(folder))


def _told(
    tell: Callable[[float, float, int], Found], lon: float, lat: float, lang: Lang
) -> dict[str, object]:
    try:
        found = tell(lon, lat, 1)
    except GeoError as error:
        return {"lon": lon, "lat": lat, "note": error.text(lang)}
    near = found.nearest[0] if found.nearest else None
    return {
        **{name: getattr(found, name, None) for name in PLACES if not name.startswith("nearest")},
        "nearest_id": near and near.id,
        "nearest_name": near and near.name,
        "nearest_km": near and near.distance_km,
        "note": " ".join(note.text(lang) for note in found.notes),
    }
