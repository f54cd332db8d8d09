"""VWorld (공간정보 오픈플랫폼, 국토교통부): Geocoder API 2.0 and Search API 2.0.

Documented at vworld.kr, 오픈API > 지오코더 2.0 (v4dv_geocoderguide2) and 검색 2.0 (v4dv_search2).
An answer is HTTP 200 with ``response.status`` OK, NOT_FOUND or ERROR; the last has ``error.code``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from geo.errors import ProviderAnswerError, ProviderQuotaError, ProviderUnreachableError
from geo.geocoding.address import parse_address
from geo.geocoding.providers.answers import Shape, point, read, tame, within_korea
from geo.geocoding.providers.client import Caller, askable
from geo.geocoding.providers.keys import Credential
from geo.geocoding.providers.protocol import Found

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.errors import ProviderError
    from geo.geocoding.providers.client import Limits
    from geo.geocoding.providers.keys import Key

BASE_URL: Final = "https://api.vworld.kr"
_KEY_CODES = {"INVALID_KEY", "INCORRECT_KEY", "UNAVAILABLE_KEY"}
_PASSING_CODES = {"SYSTEM_ERROR", "UNKNOWN_ERROR"}


class _Point(Shape):
    x: float
    y: float


class _Address(Shape):
    road: str = ""
    parcel: str = ""


class _Item(Shape):
    title: str = ""
    address: _Address = _Address()
    point: _Point

    def found(self) -> Found:
        """Return the place."""
        address = self.address.road or self.address.parcel
        return Found(self.title, address, self.point.x, self.point.y)


class _Result(Shape):
    point: _Point | None = None
    items: tuple[_Item, ...] = ()


class _Refined(Shape):
    text: str = ""


class _Error(Shape):
    code: str


class _Response(Shape):
    status: Literal["OK", "NOT_FOUND", "ERROR"]
    refined: _Refined = _Refined()
    result: _Result = _Result()
    error: _Error | None = None


class _Body(Shape):
    response: _Response


class VWorld:
    """Addresses by the geocoder, all else by the search for places.

    Not storable: the guide of the geocoder says that requests serve in real time and results
    may not be kept on a storage device or in a database (vworld.kr, v4dv_geocoderguide2).
    """

    name: Final = "vworld"
    storable: Final = False

    def __init__(self, key: Key, *, base_url: str = BASE_URL, limits: Limits | None = None) -> None:
        self._caller = Caller(self.name, base_url, [Credential(key, "query", "key")], limits)

    def close(self) -> None:
        """Close the connections."""
        self._caller.close()

    def search(self, query: str) -> tuple[Found, ...]:
        """Find an address or a place; an address that the geocoder lacks is sought as a place."""
        text = askable(query)
        if not text:
            return ()
        kind = parse_address(text).kind
        return (self._geocode(text, kind) if kind != "area" else ()) or self._places(text)

    def _geocode(self, text: str, kind: Literal["road", "lot"]) -> tuple[Found, ...]:
        type_ = "ROAD" if kind == "road" else "PARCEL"
        wanted = {"service": "address", "request": "getcoord", "type": type_, "address": text}
        response = self._ask("/req/address", wanted)
        if response.result.point is None:
            return ()
        lon, lat = point(response.result.point.x, response.result.point.y, self.name)
        return (Found("", response.refined.text or text, lon, lat),)

    def _places(self, text: str) -> tuple[Found, ...]:
        wanted = {"service": "search", "request": "search", "type": "PLACE", "query": text}
        items = self._ask("/req/search", {**wanted, "size": "10"}).result.items
        return within_korea((item.found() for item in items), self.name)

    def _ask(self, path: str, wanted: Mapping[str, str]) -> _Response:
        common = {"version": "2.0", "crs": "EPSG:4326", "format": "json", "errorformat": "json"}
        response = read(_Body, self._caller.get(path, {**wanted, **common}), self.name).response
        if response.status == "ERROR":
            raise self._error(response.error.code if response.error else "ERROR")
        return response

    def _error(self, code: str) -> ProviderError:
        if code in _KEY_CODES:
            return self._caller.key_refused(code)
        if code == "OVER_REQUEST_LIMIT":
            return ProviderQuotaError(self.name, code)
        if code in _PASSING_CODES:
            return ProviderUnreachableError(self.name, code)
        return ProviderAnswerError(self.name, tame(code))
