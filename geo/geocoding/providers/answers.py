"""From the bytes of an answer to its documented shape."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from geo.crs import require_korea
from geo.errors import CoordinateError, OutsideKoreaError, ProviderAnswerError, SwappedAxesError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.geocoding.providers.client import Answer
    from geo.geocoding.providers.protocol import Found

_CODE = re.compile(r"[\w.*-]{1,40}", re.ASCII)


class Shape(BaseModel):
    """A JSON object of a provider; what is not documented is passed over."""

    model_config = ConfigDict(frozen=True, allow_inf_nan=False, coerce_numbers_to_str=True)


S = TypeVar("S", bound=Shape)


def read(shape: type[S], answer: Answer, provider: str) -> S:
    """Return the answer's body as `shape`.

    Raises
    ------
    ProviderAnswerError
        The body is not JSON, or not of that shape; the code says where.
    """
    found = attempt(shape, answer)
    if isinstance(found, str):
        code = found if answer.status == 200 else f"HTTP {answer.status}"
        raise ProviderAnswerError(provider, code)
    return found


def attempt(shape: type[S], answer: Answer) -> S | str:
    """Return the answer's body as `shape`, or where it departs from it."""
    try:
        return shape.model_validate_json(answer.body)
    except ValidationError as error:
        # The error itself quotes the answer; only the place is told on.
        place = error.errors(include_input=False, include_url=False, include_context=False)[0]
        return ".".join(str(part) for part in place["loc"]) or "JSON"


def point(lon: float, lat: float, provider: str) -> tuple[float, float]:
    """Return the pair of degrees (WGS 84), checked to lie in Korea.

    Raises
    ------
    ProviderAnswerError
        The axes are swapped, or the point is not in Korea.
    """
    try:
        return require_korea(lon, lat)
    except CoordinateError:
        code = f"({lon}, {lat})"
    raise ProviderAnswerError(provider, code)


def within_korea(found: Iterable[Found], provider: str) -> tuple[Found, ...]:
    """Return the places in the south; services know some beyond, which are no use here.

    Raises
    ------
    ProviderAnswerError
        The axes of a place are swapped.
    """
    return tuple(place for place in found if _in_south(place, provider))


def _in_south(place: Found, provider: str) -> bool:
    if place.lon is None or place.lat is None:
        return True
    try:
        require_korea(place.lon, place.lat)
    except OutsideKoreaError:
        return False
    except SwappedAxesError:
        code = f"({place.lon}, {place.lat})"
    else:
        return True
    raise ProviderAnswerError(provider, code)


def tame(code: str) -> str:
    """Return a provider's error code, or a question mark where it is no code."""
    return code if _CODE.fullmatch(code) else "?"
