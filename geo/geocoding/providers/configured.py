"""The providers whose keys the environment holds; without a key there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import ProviderKeyError
from geo.geocoding.providers.keys import Key, handed_over

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.geocoding.providers.client import Limits
    from geo.geocoding.providers.protocol import Provider


def providers_from(
    environ: Mapping[str, str], limits: Limits | None = None
) -> tuple[Provider, ...]:
    """Return the providers whose variables are set, in the order VWorld, Kakao, Naver, Juso.

    SANDAN_VWORLD_KEY, SANDAN_KAKAO_KEY, SANDAN_NAVER_ID with SANDAN_NAVER_SECRET,
    SANDAN_JUSO_KEY; a blank one counts as not set, and files may hold them
    (`keys.handed_over`). `limits` hold for each provider alone.

    Raises
    ------
    ProviderKeyError
        A value cannot be a key, or one of Naver's two is missing.
    """
    held = {name: value for name, value in handed_over(environ).items() if value.strip()}
    makers = (_vworld, _kakao, _naver, _juso)
    return tuple(provider for make in makers if (provider := make(held, limits)) is not None)


def _vworld(held: Mapping[str, str], limits: Limits | None) -> Provider | None:
    if (key := _key(held, "vworld", "SANDAN_VWORLD_KEY")) is None:
        return None
    # Here and below: the HTTP client takes a tenth of a second, and most runs ask nobody.
    from geo.geocoding.providers.vworld import VWorld  # noqa: PLC0415

    return VWorld(key, limits=limits)


def _kakao(held: Mapping[str, str], limits: Limits | None) -> Provider | None:
    if (key := _key(held, "kakao", "SANDAN_KAKAO_KEY")) is None:
        return None
    from geo.geocoding.providers.kakao import Kakao  # noqa: PLC0415

    return Kakao(key, limits=limits)


def _naver(held: Mapping[str, str], limits: Limits | None) -> Provider | None:
    variables = ("SANDAN_NAVER_ID", "SANDAN_NAVER_SECRET")
    keys = [key for name in variables if (key := _key(held, "naver", name)) is not None]
    if not keys:
        return None
    if len(keys) < len(variables):
        missing = next(name for name in variables if name not in held)
        raise ProviderKeyError(provider="naver", variable=missing, code="–")
    from geo.geocoding.providers.naver import Naver  # noqa: PLC0415

    return Naver(*keys, limits=limits)


def _juso(held: Mapping[str, str], limits: Limits | None) -> Provider | None:
    if (key := _key(held, "juso", "SANDAN_JUSO_KEY")) is None:
        return None
    from geo.geocoding.providers.juso import Juso  # noqa: PLC0415

    return Juso(key, limits=limits)


def _key(held: Mapping[str, str], provider: str, variable: str) -> Key | None:
    value = held.get(variable)
    return None if value is None else Key(value, provider=provider, variable=variable)
