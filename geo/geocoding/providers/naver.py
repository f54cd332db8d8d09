"""NAVER Maps Geocoding (NAVER Cloud Platform): addresses only.

Documented at api.ncloud-docs.com, Maps overview and Geocoding. Errors of the gateway are
``{"error": {"errorCode": …, "message": …}}``; the service's own have ``status`` beside OK.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.errors import ProviderAnswerError, ProviderUnreachableError
from geo.geocoding.providers.answers import Shape, attempt, read, tame, within_korea
from geo.geocoding.providers.client import Caller, askable
from geo.geocoding.providers.keys import Credential
from geo.geocoding.providers.protocol import Found

if TYPE_CHECKING:
    from geo.errors import ProviderError
    from geo.geocoding.providers.client import Answer, Limits
    from geo.geocoding.providers.keys import Key

BASE_URL: Final = "https://maps.apigw.ntruss.com"


class _Element(Shape):
    types: tuple[str, ...] = ()
    longName: str = ""  # noqa: N815 - NAVER's spelling


class _Address(Shape):
    roadAddress: str = ""  # noqa: N815
    jibunAddress: str = ""  # noqa: N815
    addressElements: tuple[_Element, ...] = ()  # noqa: N815
    x: float
    y: float

    def found(self) -> Found:
        """Return the place, by its road address if it has one, with the building's name."""
        names = (item.longName for item in self.addressElements if "BUILDING_NAME" in item.types)
        return Found(next(names, ""), self.roadAddress or self.jibunAddress, self.x, self.y)


class _Body(Shape):
    status: str
    addresses: tuple[_Address, ...] = ()


class _Fault(Shape):
    errorCode: str  # noqa: N815
    message: str = ""


class _Refusal(Shape):
    error: _Fault


class Naver:
    """Addresses; the service knows no names of places.

    Not storable: the special terms for Maps (AI·NAVER API terms of service, Maps API, 2) forbid
    to store result data rather than use it at once, as NAVER Cloud's support has confirmed in
    public (ncloud.com/policy/terms/opapi).
    """

    name: Final = "naver"
    storable: Final = False

    def __init__(
        self, id_: Key, secret: Key, *, base_url: str = BASE_URL, limits: Limits | None = None
    ) -> None:
        credentials = [
            Credential(id_, "header", "x-ncp-apigw-api-key-id"),
            Credential(secret, "header", "x-ncp-apigw-api-key"),
        ]
        self._caller = Caller(self.name, base_url, credentials, limits)

    def close(self) -> None:
        """Close the connections."""
        self._caller.close()

    def search(self, query: str) -> tuple[Found, ...]:
        """Find an address."""
        text = askable(query)
        if not text:
            return ()
        answer = self._caller.get("/map-geocode/v2/geocode", {"query": text, "count": "10"})
        if answer.status != 200:
            raise self._refusal(answer)
        body = read(_Body, answer, self.name)
        if body.status == "SYSTEM_ERROR":
            raise ProviderUnreachableError(self.name, body.status)
        if body.status != "OK":
            raise ProviderAnswerError(self.name, tame(body.status))
        return within_korea((item.found() for item in body.addresses), self.name)

    def _refusal(self, answer: Answer) -> ProviderError:
        said = attempt(_Refusal, answer)
        code = f"HTTP {answer.status}"
        if not isinstance(said, str):
            code = f"{code}, {tame(said.error.errorCode)}"
        if answer.status in {401, 403}:
            return self._caller.key_refused(code)
        return ProviderAnswerError(self.name, code)
