"""The query parameters of a read of features, checked one by one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.errors import ParameterError
from api.ogc.finding import ORDERS, Wanted
from geo.crs import CRS84, OUTPUT_CRS, crs_of, crs_uri
from geo.query.returned import Returned
from geo.query.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from starlette.datastructures import QueryParams

    from geo.query.selection import FilterLang

DEFAULT_LIMIT = 10_000
"""Features of a page: every collection of the build is whole, and QGIS, which waits for page after
page, asks seldom."""
MOST = 100_000
"""Features in one answer at most; what is beyond stands behind the link ``next``."""
ALL = 1_000_000_000
"""More features than any collection has."""
MOST_RECORDS = 1000
"""Of the catalogue in one answer: more than it holds, so that harvesters need one request."""
RECORDS = ("bbox", "datetime", "externalIds", "ids", "limit", "offset", "q", "sortby", "type")
"""Query parameters of the catalogue, and of the list of collections."""
KNOWN = (
    "bbox",
    "bbox-crs",
    "crs",
    "datetime",
    "f",
    "filter",
    "filter-crs",
    "filter-lang",
    "ids",
    "lang",
    "limit",
    "offset",
    "profile",
    "properties",
    "q",
    "skipGeometry",
    "sortby",
)
OF_FILES = "encoding"
"""Known beside them where a file is asked for."""
STAND = ("as_of", "zoning")
"""Known beside them where a collection has days, which is checked before."""
PROFILES = ("flat",)
_TRUTHS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsRequest:
    """What a read of features asks for."""

    limit: int
    offset: int
    crs: str
    """Of the answer, one of `geo.crs.OUTPUT_CRS`."""
    returned: Returned
    """Which parts of the features."""
    selection: Selection

    @property
    def is_plain(self) -> bool:
        """Tell whether the features come as they are stored."""
        return self.crs == CRS84 and self.returned.is_whole

    @property
    def selects_all(self) -> bool:
        """Tell whether every feature is asked for, in its own order."""
        return self.selection == Selection()


def read_items_request(
    asked: QueryParams,
    names: Collection[str],
    in_region: Callable[[str], tuple[str, ...] | None] | None = None,
    *,
    of_file: bool = False,
) -> ItemsRequest:
    """Read the parameters of a request on a collection with the properties `names`.

    A file (`of_file`) holds all that is selected unless `limit` says otherwise; its CRS is left to
    the format. `in_region` leads from a region to the ids in it, see `api.ogc.regions.reader_of`.

    Raises
    ------
    ParameterError
        400: the first that cannot be used, with what is allowed.
    """
    # A plain dictionary answers several times as fast.
    params = dict(asked.multi_items())
    known = (*KNOWN, *STAND, OF_FILES) if of_file else (*KNOWN, *STAND)
    within = in_region(params["region"]) if in_region and params.get("region") else None
    if within is not None:
        known = (*known, "region")
    for name in params:
        if name not in known and name not in names:
            raise ParameterError(400, "unknown_name", name, "", (*known, *names))
        if len(params) < len(asked.multi_items()) and len(every := asked.getlist(name)) > 1:
            raise ParameterError(400, "repeated", name, ", ".join(every), ("1",))
    equals = {name: value for name, value in params.items() if name not in known and value != ""}
    selection = Selection(
        bbox=_bbox(params),
        bbox_crs=_crs(params, "bbox-crs"),
        datetime=params.get("datetime") or None,
        filter=params.get("filter") or None,
        filter_lang=_filter_lang(params),
        filter_crs=_crs(params, "filter-crs"),
        properties=equals,
        sortby=_sortby(params, names),
        ids=_ids(params, within),
        terms=tuple(_parted(params.get("q", ""))),
    )
    most = ALL if of_file else MOST
    return ItemsRequest(
        limit=_whole(params, "limit", 1, most, ALL if of_file else DEFAULT_LIMIT),
        offset=_whole(params, "offset", 0, ALL, 0),
        crs=CRS84 if of_file else _crs(params, "crs"),
        returned=_returned(params, names),
        selection=selection,
    )


def _ids(params: Mapping[str, str], within: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """Return the ids that are asked for, of those in the region that is; None for all."""
    asked = tuple(_parted(params["ids"])) if params.get("ids") else None
    if asked is None or within is None:
        return within if asked is None else asked
    return tuple(value for value in asked if value in within)


def _returned(params: Mapping[str, str], names: Collection[str]) -> Returned:
    if not params.keys() & {"properties", "profile", "skipGeometry"}:
        return Returned()
    profile, skip = params.get("profile", ""), params.get("skipGeometry", "false")
    if profile and profile not in PROFILES:
        raise ParameterError(400, "invalid", "profile", profile, PROFILES)
    if skip.lower() not in _TRUTHS:
        raise ParameterError(400, "invalid", "skipGeometry", skip, tuple(_TRUTHS))
    return Returned(
        properties=_properties(params, names),
        geometry=not _TRUTHS[skip.lower()],
        flat=profile == "flat",
    )


def read_records_request(asked: QueryParams) -> tuple[Wanted, int, int]:
    """Read what a request wants of the catalogue, and the page of it: limit and offset.

    Raises
    ------
    ParameterError
        400: the first that cannot be used, with what is allowed.
    """
    params = dict(asked.multi_items())

    def listed(name: str) -> tuple[str, ...] | None:
        return tuple(_parted(params[name])) if params.get(name) else None

    box = _bbox(params)
    if box is not None and box[1] > box[3]:
        raise ParameterError(400, "invalid", "bbox", params["bbox"], ("124,33,132,39",))
    wanted = Wanted(
        terms=listed("q") or (),
        ids=listed("ids"),
        external_ids=listed("externalIds"),
        types=listed("type"),
        box=box,
        datetime=params.get("datetime") or None,
        order=_sortby(params, tuple(ORDERS)),
    )
    limit = _whole(params, "limit", 1, MOST_RECORDS, MOST_RECORDS)
    return wanted, limit, _whole(params, "offset", 0, ALL, 0)


def _parted(written: str) -> list[str]:
    return [part.strip() for part in written.split(",") if part.strip()]


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
    # "cql-text" is the name of the drafts, by which GDAL knows that it may send whole filters.
    if written in {"cql2-text", "cql-text"}:
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
    if not written:
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
    found = _parted(params.get(name, ""))
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
