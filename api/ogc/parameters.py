"""The query parameters of a read of features, checked one by one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.errors import ParameterError
from geo.crs import CRS84, OUTPUT_CRS, crs_of, crs_uri
from geo.query.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from starlette.datastructures import QueryParams

    from geo.query.selection import FilterLang

DEFAULT_LIMIT = 10_000
MOST = 100_000
"""Features in one answer at most; what is beyond stands behind the link ``next``."""
KNOWN = (
    "bbox",
    "bbox-crs",
    "crs",
    "datetime",
    "f",
    "filter",
    "filter-crs",
    "filter-lang",
    "lang",
    "limit",
    "offset",
    "properties",
    "sortby",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsRequest:
    """What a read of features asks for."""

    limit: int
    offset: int
    crs: str
    """Of the answer, one of `geo.crs.OUTPUT_CRS`."""
    properties: tuple[str, ...] | None
    """Which to give; None: all."""
    selection: Selection

    @property
    def is_plain(self) -> bool:
        """Tell whether the features come as they are stored."""
        return self.crs == CRS84 and self.properties is None

    @property
    def selects_all(self) -> bool:
        """Tell whether every feature is asked for, in its own order."""
        return self.selection == Selection()


def read_items_request(asked: QueryParams, names: Collection[str]) -> ItemsRequest:
    """Read the parameters of a request on a collection with the properties `names`.

    Raises
    ------
    ParameterError
        400: the first that cannot be used, with what is allowed.
    """
    # A plain dictionary answers several times as fast.
    params = dict(asked.multi_items())
    for name in params:
        if name not in KNOWN and name not in names:
            raise ParameterError(400, "unknown_name", name, "", (*KNOWN, *names))
        if len(params) < len(asked.multi_items()) and len(every := asked.getlist(name)) > 1:
            raise ParameterError(400, "repeated", name, ", ".join(every), ("1",))
    equals = {name: value for name, value in params.items() if name not in KNOWN and value != ""}
    selection = Selection(
        bbox=_bbox(params),
        bbox_crs=_crs(params, "bbox-crs"),
        datetime=params.get("datetime") or None,
        filter=params.get("filter") or None,
        filter_lang=_filter_lang(params),
        filter_crs=_crs(params, "filter-crs"),
        properties=equals,
        sortby=_sortby(params, names),
    )
    return ItemsRequest(
        limit=_whole(params, "limit", 1, MOST, DEFAULT_LIMIT),
        offset=_whole(params, "offset", 0, 1_000_000_000, 0),
        crs=_crs(params, "crs"),
        properties=_properties(params, names),
        selection=selection,
    )


def _whole(params: Mapping[str, str], name: str, least: int, most: int, default: int) -> int:
    written = params.get(name)
    if written is None:
        return default
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 12 else -1
    if number < least:
        raise ParameterError(400, "invalid", name, written, (f"{least}–{most}",))
    # Part 1, 7.15.2: a limit beyond the most is no error.
    return min(number, most)


def _filter_lang(params: Mapping[str, str]) -> FilterLang:
    written = params.get("filter-lang", "cql2-text")
    if written == "cql2-text":
        return "cql2-text"
    if written == "cql2-json":
        return "cql2-json"
    raise ParameterError(400, "invalid", "filter-lang", written, ("cql2-text", "cql2-json"))


def _crs(params: Mapping[str, str], name: str) -> str:
    written = params.get(name)
    if written is None:
        return CRS84
    crs = crs_of(written)
    if crs is None:
        raise ParameterError(400, "invalid", name, written, tuple(map(crs_uri, OUTPUT_CRS)))
    return crs


def _bbox(params: Mapping[str, str]) -> tuple[float, float, float, float] | None:
    written = params.get("bbox")
    if written is None:
        return None
    allowed = ("126.5,37.0,127.5,38.0",)
    try:
        numbers = [float(part) for part in written.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) == 6:  # with heights, which no feature has
        numbers = [*numbers[:2], *numbers[3:5]]
    if len(numbers) != 4 or not all(map(math.isfinite, numbers)):
        raise ParameterError(400, "invalid", "bbox", written, allowed)
    return numbers[0], numbers[1], numbers[2], numbers[3]


def _listed(params: Mapping[str, str], name: str, names: Collection[str]) -> list[str]:
    found = [part.strip() for part in params.get(name, "").split(",") if part.strip()]
    for part in found:
        if part.lstrip("+-") not in names and part not in names:
            raise ParameterError(400, "invalid", name, part, tuple(names))
    return found


def _properties(params: Mapping[str, str], names: Collection[str]) -> tuple[str, ...] | None:
    if "properties" not in params:
        return None
    return tuple(_listed(params, "properties", names))


def _sortby(params: Mapping[str, str], names: Collection[str]) -> tuple[str, ...]:
    # A plus sign arrives as a blank, which is stripped; ascending is what remains.
    return tuple(_listed(params, "sortby", names))
