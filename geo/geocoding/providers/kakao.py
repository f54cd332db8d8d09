"""Kakao Local: address search and keyword search.

Documented at developers.kakao.com, Local > REST API and REST API > Error code. Errors are
``{"errorType": …, "message": …}`` or ``{"code": …, "msg": …}`` with status 400, 401, 403 or 429.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.errors import ProviderAnswerError, ProviderQuotaError, ProviderUnreachableError
from geo.geocoding.providers.answers import Shape, attempt, read, tame, within_korea
from geo.geocoding.providers.client import Caller, askable
from geo.geocoding.providers.keys import Credential
from geo.geocoding.providers.protocol import Found

if TYPE_CHECKING:
    from geo.errors import ProviderError
    from geo.geocoding.providers.client import Answer, Limits
    from geo.geocoding.providers.keys import Key

BASE_URL: Final = "https://dapi.kakao.com"
_QUOTA_CODES = {"-10", "-11"}
_PASSING_CODES = {"-1", "-7", "-603", "-9798"}
"""Inner error, maintenance, time-out within Kakao, maintenance."""


class _Road(Shape):
    address_name: str
    building_name: str = ""


class _Address(Shape):
    address_name: str
    road_address: _Road | None = None
    x: float
    y: float

    def found(self) -> Found:
        """Return the place, by its road address if it has one."""
        if self.road_address is None:
            return Found("", self.address_name, self.x, self.y)
        road = self.road_address
        return Found(road.building_name, road.address_name, self.x, self.y)


class _Addresses(Shape):
    documents: tuple[_Address, ...]


class _Place(Shape):
    place_name: str
    address_name: str = ""
    road_address_name: str = ""
    x: float
    y: float

    def found(self) -> Found:
        """Return the place."""
        address = self.road_address_name or self.address_name
        return Found(self.place_name, address, self.x, self.y)


class _Places(Shape):
    documents: tuple[_Place, ...]


class _Error(Shape):
    code: str = ""
    errorType: str = ""  # noqa: N815 - Kakao's spelling


class Kakao:
    """Addresses first; what is none is sought as a keyword.

    Not storable: Kakao's terms (developers.kakao.com, terms and operating policy) grant no right
    to keep results that could be named here, so none is assumed.
    """

    name: Final = "kakao"
    storable: Final = False

    def __init__(self, key: Key, *, base_url: str = BASE_URL, limits: Limits | None = None) -> None:
        credential = Credential(key, "header", "Authorization", "KakaoAK ")
        self._caller = Caller(self.name, base_url, [credential], limits)

    def close(self) -> None:
        """Close the connections."""
        self._caller.close()

    def search(self, query: str) -> tuple[Found, ...]:
        """Find an address, else places by keyword."""
        text = askable(query)
        if not text:
            return ()
        return self._addresses(text) or self._places(text)

    def _addresses(self, text: str) -> tuple[Found, ...]:
        documents = read(_Addresses, self._ask("address", text), self.name).documents
        return within_korea((item.found() for item in documents), self.name)

    def _places(self, text: str) -> tuple[Found, ...]:
        documents = read(_Places, self._ask("keyword", text), self.name).documents
        return within_korea((item.found() for item in documents), self.name)

    def _ask(self, what: str, text: str) -> Answer:
        answer = self._caller.get(
            f"/v2/local/search/{what}.json", {"query": text, "page": "1", "size": "10"}
        )
        if answer.status != 200:
            raise self._error(answer)
        return answer

    def _error(self, answer: Answer) -> ProviderError:
        said = attempt(_Error, answer)
        code = "" if isinstance(said, str) else said.code or said.errorType
        if answer.status in {401, 403}:
            return self._caller.key_refused(tame(code) if code else f"HTTP {answer.status}")
        if code in _QUOTA_CODES:
            return ProviderQuotaError(self.name, code)
        if code in _PASSING_CODES:
            return ProviderUnreachableError(self.name, code)
        return ProviderAnswerError(self.name, tame(code) if code else f"HTTP {answer.status}")
