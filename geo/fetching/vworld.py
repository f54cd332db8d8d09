"""Boundaries of complexes from VWorld: 2D data API and WFS, tiled, each feature once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from geo.errors import ProviderAnswerError, ProviderQuotaError, ProviderUnreachableError
from geo.fetching.source import Source, impersonal, is_last
from geo.geocoding.providers.keys import Credential

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geo.columns import Column
    from geo.geocoding.providers.client import Answer, Caller
    from geo.geocoding.providers.keys import Key
    from geo.jsons import OpenObject

BASE_URL: Final = "https://api.vworld.kr"
PER_DAY: Final = 40_000
"""Requests a day of a key as VWorld grants it; what is beyond waits for the next day."""
LAYERS: Final = (
    *("LT_C_DAMDAN", "LT_C_DAMYOD", "LT_C_DAMYOJ", "LT_C_DAMYUCH"),
    *("LT_C_WGISIEGUG", "LT_C_WGISIEILBAN", "LT_C_WGISIEDOSI", "LT_C_WGISIENONG"),
)
"""Boundaries, zones, plots, allowed industries; national, general, high-tech, agro zones."""
_MOST = 1000
"""Features of one answer: so many are taken for a list that was cut off."""
_KEY_CODES = {"INVALID_KEY", "INCORRECT_KEY", "UNAVAILABLE_KEY"}
_QUOTA_CODES = {"OVER_REQUEST_LIMIT"}
_PASSING = {"SYSTEM_ERROR", "UNKNOWN_ERROR"}
_DEEPEST = 8
"""Halvings of a tile."""


class Box(NamedTuple):
    """Degrees, WGS 84."""

    west: float
    south: float
    east: float
    north: float

    def quarters(self) -> Iterator[Box]:
        """Yield its four quarters."""
        x, y = (self.west + self.east) / 2, (self.south + self.north) / 2
        for west, east in ((self.west, x), (x, self.east)):
            for south, north in ((self.south, y), (y, self.north)):
                yield Box(west, south, east, north)


KOREA: Final = Box(125.8, 33.0, 129.8, 38.7)
"""Where complexes are."""
_STEP = 0.95
"""Degrees of a tile at first: the services bound the area of a question."""
_PROBE = Box(128.5, 35.1, 128.8, 35.4)
"""Around 창원, where complexes are for certain: tells the order of the axes."""


def source(
    key: Key,
    cache: Path,
    base_url: str = BASE_URL,
    **more: Any,  # noqa: ANN401 - fields of `Source`
) -> Source:
    """Return VWorld."""
    return Source("vworld", base_url, Credential(key, "query", "key"), cache, PER_DAY, **more)


def boundaries(
    vworld: Source,
    layer: str = "LT_C_DAMDAN",
    *,
    via: Literal["data", "wfs"] = "data",
    domain: str = "",
    within: Box = KOREA,
) -> OpenObject:
    """Return every feature of a layer, once, as GeoJSON; what is personal is left out.

    Raises
    ------
    ProviderError
        See `Source.items`.
    """
    found: dict[str, OpenObject] = {}
    more = {"domain": domain} if domain else {}
    swapped = via == "wfs" and _is_swapped(vworld, more)
    for tile in _tiles(within):
        every = (
            _data(vworld, layer, tile, more)
            if via == "data"
            else _wfs(vworld, layer, tile, more, swapped=swapped)
        )
        for feature in every:
            found.setdefault(_id(feature), feature)
    return {"type": "FeatureCollection", "features": list(found.values())}


def _tiles(within: Box) -> Iterator[Box]:
    south = within.south
    while south < within.north:
        west = within.west
        while west < within.east:
            east, north = min(west + _STEP, within.east), min(south + _STEP, within.north)
            yield Box(west, south, east, north)
            west += _STEP
        south += _STEP


def _id(feature: OpenObject) -> str:
    """Return what a feature is known by: its id, else its DAN_ID, else itself."""
    properties = feature.get("properties") or {}
    for name in ("id", "dan_id", "DAN_ID", "yoj_id", "upj_id"):
        value = feature.get(name) or properties.get(name)
        if value:
            return f"{name} {value}"
    return json.dumps(feature, sort_keys=True, ensure_ascii=False)


def _data(vworld: Source, layer: str, tile: Box, more: dict[str, str]) -> Iterator[OpenObject]:
    page = 1
    while True:
        params = {
            "service": "data",
            "request": "GetFeature",
            "data": layer,
            "format": "json",
            "crs": "EPSG:4326",
            "size": str(_MOST),
            "page": str(page),
            **more,
            "geomFilter": "BOX({:g},{:g},{:g},{:g})".format(*tile),
        }
        document = vworld.items("/req/data", params, _read_data)
        yield from document["features"]
        if is_last(page * _MOST, document["total"], len(document["features"]), _MOST):
            return
        page += 1


def _read_data(answer: Answer, caller: Caller) -> OpenObject:
    response = _object(answer, caller).get("response")
    if not isinstance(response, dict):
        raise ProviderAnswerError(caller.provider, "response")
    status = response.get("status")
    if status == "NOT_FOUND":
        return {"total": 0, "features": []}
    if status != "OK":
        _refuse(response.get("error"), caller)
    try:
        features = response["result"]["featureCollection"]["features"]
        total = int((response.get("record") or {}).get("total") or 0)
        return {"total": total, "features": [_clean(feature) for feature in features]}
    except (KeyError, TypeError, ValueError) as error:
        raise ProviderAnswerError(caller.provider, "response.result") from error


def _wfs(
    vworld: Source, layer: str, tile: Box, more: dict[str, str], *, swapped: bool, depth: int = 0
) -> Iterator[OpenObject]:
    features = _wfs_of(vworld, layer, tile, more, swapped=swapped)
    if len(features) < _MOST:
        yield from features
        return
    if depth >= _DEEPEST:
        # What was cut off would be missing without a word.
        raise ProviderAnswerError(vworld.provider, f"MAXFEATURES {_MOST}")
    for quarter in tile.quarters():
        yield from _wfs(vworld, layer, quarter, more, swapped=swapped, depth=depth + 1)


def _wfs_of(
    vworld: Source, layer: str, tile: Box, more: dict[str, str], *, swapped: bool
) -> list[OpenObject]:
    west, south, east, north = tile
    edges = (south, west, north, east) if swapped else tile
    params = {
        "SERVICE": "WFS",
        "VERSION": "1.1.0",
        "REQUEST": "GetFeature",
        "TYPENAME": layer.lower(),
        "SRSNAME": "EPSG:4326",
        "OUTPUT": "application/json",
        "MAXFEATURES": str(_MOST),
        "BBOX": ",".join(f"{edge:g}" for edge in edges),
        **more,
    }
    features: list[OpenObject] = vworld.items("/req/wfs", params, _read_wfs)["features"]
    return features


def _read_wfs(answer: Answer, caller: Caller) -> OpenObject:
    parsed = _object(answer, caller)
    if "response" in parsed:
        _refuse((parsed["response"] or {}).get("error"), caller)
    features = parsed.get("features")
    if not isinstance(features, list):
        raise ProviderAnswerError(caller.provider, "features")
    return {"features": [_longitude_first(_clean(feature)) for feature in features]}


def _is_swapped(vworld: Source, more: dict[str, str]) -> bool:
    """Tell whether the service wants latitude first: by which order it finds complexes.

    Whatever layer is asked for: there may be none of its kind where complexes are for certain.
    """
    if _wfs_of(vworld, LAYERS[0], _PROBE, more, swapped=False):
        return False
    if _wfs_of(vworld, LAYERS[0], _PROBE, more, swapped=True):
        return True
    raise ProviderAnswerError(vworld.provider, "BBOX")


def _clean(feature: OpenObject) -> OpenObject:
    return {**feature, "properties": impersonal(feature.get("properties") or {})}


def _longitude_first(feature: OpenObject) -> OpenObject:
    """Turn positions around that have latitude first: none of Korea's passes 90."""
    geometry = feature.get("geometry")
    if not geometry:
        return feature
    first = geometry.get("coordinates")
    while isinstance(first, list) and first and isinstance(first[0], list):
        first = first[0]
    if isinstance(first, list) and first and float(first[0]) < 90:
        turned = {**geometry, "coordinates": _turned(geometry["coordinates"])}
        return {**feature, "geometry": turned}
    return feature


def _turned(value: Column) -> Column:
    if value and isinstance(value[0], list):
        return [_turned(item) for item in value]
    return [value[1], value[0], *value[2:]]


def _object(answer: Answer, caller: Caller) -> OpenObject:
    try:
        parsed = json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        code = "JSON" if answer.status == 200 else f"HTTP {answer.status}"
        if b"KEY" in answer.body[:2000]:
            code = "INCORRECT_KEY"
            raise caller.key_refused(code) from error
        raise ProviderAnswerError(caller.provider, code) from error
    if not isinstance(parsed, dict):
        raise ProviderAnswerError(caller.provider, "JSON")
    return parsed


def _refuse(error: object, caller: Caller) -> None:
    code = str(error.get("code", "–"))[:40] if isinstance(error, dict) else "–"
    if code in _KEY_CODES:
        raise caller.key_refused(code)
    if code in _QUOTA_CODES:
        raise ProviderQuotaError(caller.provider, code)
    if code in _PASSING:
        raise ProviderUnreachableError(caller.provider, code)
    raise ProviderAnswerError(caller.provider, code)
