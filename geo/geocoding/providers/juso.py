"""Juso (도로명주소, 행정안전부): address search, and coordinates where the key is good for them.

Documented at business.juso.go.kr, 검색API and 좌표제공API. An answer is HTTP 200 with
``results.common.errorCode``, 0 where all is well. Coordinates are of the building's entrance in
EPSG:5179 (UTM-K, metres); the service wants a key of its own kind for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.crs import metric_to_lon_lat
from geo.errors import ProviderAnswerError, ProviderUnreachableError
from geo.geocoding.providers.answers import Shape, point, read, tame
from geo.geocoding.providers.client import Caller, askable
from geo.geocoding.providers.keys import Credential
from geo.geocoding.providers.protocol import Found

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.errors import ProviderError
    from geo.geocoding.providers.client import Limits
    from geo.geocoding.providers.keys import Key

BASE_URL: Final = "https://business.juso.go.kr"
RESULTS = 5
"""Addresses a search returns: each costs one more request for its point."""
_FINE = "0"
_BROKEN = "-999"
_KEY_CODES = {"E0001", "E0014"}
"""Not approved; trial over."""
_QUERY_CODES = {f"E{number:04}" for number in (*range(5, 14), 15)}
"""The query is too short, too vague (a 시도 alone), too long or of signs only: nothing found."""


class _Common(Shape):
    errorCode: str  # noqa: N815 - Juso's spelling


class _Juso(Shape):
    roadAddr: str  # noqa: N815
    bdNm: str = ""  # noqa: N815
    admCd: str = ""  # noqa: N815
    rnMgtSn: str = ""  # noqa: N815
    udrtYn: str = ""  # noqa: N815
    buldMnnm: str = ""  # noqa: N815
    buldSlno: str = ""  # noqa: N815

    def keys(self) -> Mapping[str, str]:
        """Return what names the building to the coordinate service."""
        fields = ("admCd", "rnMgtSn", "udrtYn", "buldMnnm", "buldSlno")
        return {field: str(getattr(self, field)) for field in fields}


class _Entrance(Shape):
    entX: str = ""  # noqa: N815
    entY: str = ""  # noqa: N815


class _Addresses(Shape):
    common: _Common
    juso: tuple[_Juso, ...] | None = None


class _Entrances(Shape):
    common: _Common
    juso: tuple[_Entrance, ...] | None = None


class _AddressBody(Shape):
    results: _Addresses


class _EntranceBody(Shape):
    results: _Entrances


class Juso:
    """Addresses; points too as long as the coordinate service takes the key.

    Not storable: the address data of the ministry are open, but no clause of the service's own
    terms that lets answers be kept could be confirmed, so none is assumed.
    """

    name: Final = "juso"
    storable: Final = False

    def __init__(self, key: Key, *, base_url: str = BASE_URL, limits: Limits | None = None) -> None:
        self._caller = Caller(self.name, base_url, [Credential(key, "query", "confmKey")], limits)
        self._gives_points = True

    def close(self) -> None:
        """Close the connections."""
        self._caller.close()

    def search(self, query: str) -> tuple[Found, ...]:
        """Find addresses; a query that Juso cannot take finds nothing."""
        text = askable(query)
        if not text:
            return ()
        wanted = {"keyword": text, "currentPage": "1", "countPerPage": str(RESULTS)}
        answer = self._caller.get("/addrlink/addrLinkApi.do", {**wanted, "resultType": "json"})
        results = read(_AddressBody, answer, self.name).results
        if results.common.errorCode in _QUERY_CODES:
            return ()
        if results.common.errorCode != _FINE:
            raise self._error(results.common.errorCode)
        return tuple(
            Found(item.bdNm, item.roadAddr, *self._point(item)) for item in results.juso or ()
        )

    def _point(self, item: _Juso) -> tuple[float, float] | tuple[None, None]:
        """Return longitude and latitude of the entrance, or nothing where Juso gives none."""
        if not self._gives_points:
            return None, None
        wanted = {**item.keys(), "resultType": "json"}
        answer = self._caller.get("/addrlink/addrCoordApi.do", wanted)
        results = read(_EntranceBody, answer, self.name).results
        code = results.common.errorCode
        if code in _KEY_CODES:
            self._gives_points = False
            return None, None
        if code == _BROKEN:
            raise self._error(code)
        entrance = next(iter(results.juso or ()), None)
        if entrance is None or not (entrance.entX.strip() and entrance.entY.strip()):
            return None, None
        return self._degrees(entrance)

    def _degrees(self, entrance: _Entrance) -> tuple[float, float]:
        try:
            x, y = float(entrance.entX), float(entrance.entY)
        except ValueError:
            x = y = float("nan")
        return point(*metric_to_lon_lat(x, y), self.name)

    def _error(self, code: str) -> ProviderError:
        if code in _KEY_CODES:
            return self._caller.key_refused(code)
        if code == _BROKEN:
            return ProviderUnreachableError(self.name, code)
        return ProviderAnswerError(self.name, tame(code))
