"""The tests: for each requirement what is asked, and what is wrong with the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import shapely

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from api.inside import Answer, Client
    from geo.jsons import Json

_GEOJSON = "application/geo+json"
_CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_GRID = "http://www.opengis.net/def/crs/EPSG/0/5179"
REL = "http://www.opengis.net/def/rel/ogc/1.0/"
F1, _F2, _F3 = (f"ogcapi-features-{part}/1.0/req" for part in (1, 2, 3))
_C3, CQL2, TILES = "ogcapi-common-3/1.0/req", "cql2/1.0/req", "ogcapi-tiles-1/1.0/req"


@dataclass(frozen=True, slots=True)
class Collection:
    """One collection under test, with what of it the tests need."""

    id: str
    first: dict[str, Any] | None
    """A feature; None where there is none."""
    matched: int

    @property
    def path(self) -> str:
        """Return its path."""
        return f"/collections/{self.id}"

    @property
    def items(self) -> str:
        """Return the path of its features."""
        return f"{self.path}/items"


@dataclass(frozen=True, slots=True)
class Test:
    """One requirement and how it is tested."""

    requirement: str
    """Below ``http://www.opengis.net/spec/``."""
    run: Callable[[Client, Collection | None], Iterator[str]]
    """Gives what is wrong; nothing where the requirement is met."""
    of_collection: bool

    @property
    def part(self) -> str:
        """Return the standard that it is from."""
        return self.requirement.partition("/")[0]


TESTS: list[Test] = []


def service(requirement: str) -> Callable[[Callable[[Client], Iterator[str]]], None]:
    """Keep a test of the service."""

    def keep(run: Callable[[Client], Iterator[str]]) -> None:
        TESTS.append(Test(requirement, lambda client, _: run(client), of_collection=False))

    return keep


def of_collection(requirement: str) -> Callable[[Callable[[Client, Any], Iterator[str]]], None]:
    """Keep a test of each collection."""

    def keep(run: Callable[[Client, Any], Iterator[str]]) -> None:
        TESTS.append(Test(requirement, run, of_collection=True))

    return keep


def expect(answer: Answer, status: int = 200, media_type: str = "") -> Iterator[str]:
    """Say what of status and type is not as it has to be."""
    if answer.status != status:
        yield f"{answer.status} ≠ {status}"
    elif media_type and answer.media_type != media_type:
        yield f"{answer.media_type} ≠ {media_type}"


def rels(links: list[dict[str, str]]) -> set[str]:
    """Return the relations of links."""
    return {link.get("rel", "") for link in links}


def count(client: Client, of: Collection, **params: str) -> int:
    """Return how many features fit; -1 where that is not told."""
    named = {name.replace("_", "-"): value for name, value in params.items()}
    found = client.get(of.items, {"limit": "1", **named}).json() or {}
    return int(found.get("numberMatched", -1))


@service(f"{F1}/core/root-success")
def _(client: Client) -> Iterator[str]:
    answer = client.get("/", accept="application/json")
    yield from expect(answer, media_type="application/json")
    missing = {"service-desc", "conformance", "data"} - rels((answer.json() or {}).get("links", []))
    yield from missing


@service(f"{F1}/core/api-definition-success")
def _(client: Client) -> Iterator[str]:
    answer = client.get("/api", accept="application/vnd.oai.openapi+json;version=3.0")
    yield from expect(answer, media_type="application/vnd.oai.openapi+json")
    if not str((answer.json() or {}).get("openapi", "")).startswith("3.0"):
        yield "openapi ≠ 3.0"


@service(f"{F1}/core/conformance-success")
def _(client: Client) -> Iterator[str]:
    answer = client.get("/conformance", accept="application/json")
    yield from expect(answer, media_type="application/json")
    if not (answer.json() or {}).get("conformsTo"):
        yield "conformsTo"


@service(f"{F1}/core/query-param-unknown")
def _(client: Client) -> Iterator[str]:
    for path in ("/collections", "/conformance"):
        yield from expect(client.get(path, {"no-such-parameter": "1"}), 400)


@service(f"{F1}/core/fc-md-success")
def _(client: Client) -> Iterator[str]:
    answer = client.get("/collections", accept="application/json")
    yield from expect(answer, media_type="application/json")
    if "self" not in rels((answer.json() or {}).get("links", [])):
        yield "rel=self"


@service(f"{F1}/html/definition")
def _(client: Client) -> Iterator[str]:
    # The page of these results would wait for itself.
    for path in ("/", "/collections", "/api.html"):
        yield from expect(client.get(path, accept="text/html"), media_type="text/html")


@of_collection(f"{F1}/core/sfc-md-success")
def _(client: Client, of: Collection) -> Iterator[str]:
    answer = client.get(of.path, accept="application/json")
    yield from expect(answer, media_type="application/json")
    told = answer.json() or {}
    if told.get("id") != of.id:
        yield f"id: {told.get('id')}"
    if "items" not in rels(told.get("links", [])):
        yield "rel=items"


@of_collection(f"{F1}/core/fc-response")
def _(client: Client, of: Collection) -> Iterator[str]:
    answer = client.get(of.items, {"limit": "2"}, accept=_GEOJSON)
    yield from expect(answer, media_type=_GEOJSON)
    told = answer.json() or {}
    if told.get("type") != "FeatureCollection":
        yield f"type: {told.get('type')}"
    if told.get("numberReturned") != len(told.get("features", [])):
        yield "numberReturned"
    if not {"self", "alternate"} <= rels(told.get("links", [])):
        yield "rel=self, rel=alternate"


@of_collection(f"{F1}/core/fc-limit-response-1")
def _(client: Client, of: Collection) -> Iterator[str]:
    for limit in ("1", "3"):
        told = client.get(of.items, {"limit": limit}).json() or {}
        if len(told.get("features", [])) > int(limit):
            yield f"limit={limit}"
    for limit in ("0", "-1", "x"):
        yield from expect(client.get(of.items, {"limit": limit}), 400)


@of_collection(f"{F1}/core/fc-links")
def _(client: Client, of: Collection) -> Iterator[str]:
    seen: list[str] = []
    address, params = of.items, {"limit": str(max(1, of.matched // 3))}
    for _page in range(6):
        told = client.get(address, params).json() or {}
        seen += [item["id"] for item in told.get("features", [])]
        following = [link["href"] for link in told.get("links", []) if link["rel"] == "next"]
        if not following:
            break
        address, params = following[0], {}
    if len(seen) != of.matched or len(set(seen)) != len(seen):
        yield f"{len(set(seen))} / {of.matched}"


@of_collection(f"{F1}/core/fc-bbox-response")
def _(client: Client, of: Collection) -> Iterator[str]:
    whole, nowhere = count(client, of, bbox="-180,-90,180,90"), count(client, of, bbox="0,0,1,1")
    unplaced = count(client, of, filter="geometry IS NULL")
    if whole != of.matched:
        yield f"-180,-90,180,90: {whole} / {of.matched}"
    if nowhere != unplaced:
        yield f"0,0,1,1: {nowhere} / {unplaced}"
    shape = of.first and of.first["geometry"]
    if shape:
        box = ",".join(map(str, shapely.geometry.shape(shape).bounds))
        found = client.get(of.items, {"bbox": box}).json() or {}
        if of.first and of.first["id"] not in {item["id"] for item in found.get("features", [])}:
            yield f"bbox={box}"
    yield from expect(client.get(of.items, {"bbox": "1,2,3"}), 400)


@of_collection(f"{F1}/core/fc-time-response")
def _(client: Client, of: Collection) -> Iterator[str]:
    for written in ("2025-01-16", "2025-01-16T00:00:00Z", "../2030-01-01", "2000-01-01/.."):
        yield from expect(client.get(of.items, {"datetime": written, "limit": "1"}))
    if count(client, of, datetime="../..") != of.matched:
        yield "datetime=../.."
    yield from expect(client.get(of.items, {"datetime": "yesterday"}), 400)


@of_collection(f"{F1}/core/query-param-invalid")
def _(client: Client, of: Collection) -> Iterator[str]:
    yield from expect(client.get(of.items, {"no-such-parameter": "1"}), 400)


@of_collection(f"{F1}/core/f-success")
def _(client: Client, of: Collection) -> Iterator[str]:
    if of.first is None:
        return
    answer = client.get(f"{of.items}/{quote(of.first['id'], safe='')}", accept=_GEOJSON)
    yield from expect(answer, media_type=_GEOJSON)
    told = answer.json() or {}
    if told.get("id") != of.first["id"] or told.get("properties") != of.first["properties"]:
        yield "≠"
    if not {"self", "collection"} <= rels(told.get("links", [])):
        yield "rel=self, rel=collection"
    yield from expect(client.get(f"{of.items}/no-such-feature"), 404)


@of_collection(f"{_F2}/crs/fc-md-crs-list")
def _(client: Client, of: Collection) -> Iterator[str]:
    told = client.get(of.path, accept="application/json").json() or {}
    if _CRS84 not in told.get("crs", []) or told.get("storageCrs") not in told.get("crs", []):
        yield "crs, storageCrs"


@of_collection(f"{_F2}/crs/fc-crs-action")
def _(client: Client, of: Collection) -> Iterator[str]:
    plain = client.get(of.items, {"limit": "1"})
    other = client.get(of.items, {"limit": "1", "crs": _GRID})
    if plain.headers.get("content-crs") != f"<{_CRS84}>":
        yield f"Content-Crs: {plain.headers.get('content-crs')}"
    if other.headers.get("content-crs") != f"<{_GRID}>":
        yield f"Content-Crs: {other.headers.get('content-crs')}"
    shape = of.first and of.first["geometry"]
    if shape and (other.json() or {})["features"][0]["geometry"] == shape:
        yield "geometry"
    yield from expect(client.get(of.items, {"crs": "http://example.org/no-such-crs"}), 400)


@of_collection(f"{_F2}/crs/fc-bbox-crs-action")
def _(client: Client, of: Collection) -> Iterator[str]:
    # Northing before easting, as EPSG has it; the box holds the whole country.
    box = {"bbox": "1000000,500000,3000000,2000000", "bbox_crs": _GRID}
    if count(client, of, **box) != of.matched:
        yield f"bbox-crs={_GRID}"
    refused = client.get(of.items, {"bbox": "1,2,3,4", "bbox-crs": "http://example.org/x"})
    yield from expect(refused, 400)


@of_collection(f"{_F3}/queryables/get-queryables-links")
def _(client: Client, of: Collection) -> Iterator[str]:
    told = client.get(of.path, accept="application/json").json() or {}
    yield from _schema(client, told.get("links", []), f"{REL}queryables")


@of_collection(f"{_F3}/queryables-query-parameters/parameters")
def _(client: Client, of: Collection) -> Iterator[str]:
    for name, value in scalars(of):
        if count(client, of, filter=f'"{name}" = {literal(value)}') < 1:
            yield f"{name} = {value}"


@of_collection(f"{_F3}/filter/filter-param")
def _(client: Client, of: Collection) -> Iterator[str]:
    if count(client, of, filter="TRUE") != of.matched:
        yield "TRUE"
    if count(client, of, filter="FALSE"):
        yield "FALSE"
    yield from expect(client.get(of.items, {"filter": "no_such_property = 1"}), 400)
    yield from expect(client.get(of.items, {"filter": "= ="}), 400)


@of_collection(f"{_C3}/returnables-and-receivables/get-schema-links")
def _(client: Client, of: Collection) -> Iterator[str]:
    told = client.get(of.path, accept="application/json").json() or {}
    yield from _schema(client, told.get("links", []), f"{REL}schema")


@of_collection(f"{_C3}/sortables/get-sortables-links")
def _(client: Client, of: Collection) -> Iterator[str]:
    told = client.get(of.path, accept="application/json").json() or {}
    yield from _schema(client, told.get("links", []), f"{REL}sortables")
    for name in list(_properties(client, told.get("links", []), f"{REL}sortables"))[:3]:
        yield from expect(client.get(of.items, {"sortby": f"-{name}", "limit": "1"}))


@of_collection(f"{CQL2}/basic-cql2/logical-operators")
def _(client: Client, of: Collection) -> Iterator[str]:
    for name, value in scalars(of)[:3]:
        same = f'"{name}" = {literal(value)}'
        known = count(client, of, filter=f'"{name}" IS NOT NULL')
        equal, other = count(client, of, filter=same), count(client, of, filter=f"NOT ({same})")
        if equal + other != known:
            yield f"NOT {same}: {equal} + {other} ≠ {known}"
        if count(client, of, filter=f"{same} OR NOT ({same})") != known:
            yield f"OR: {same}"
        if count(client, of, filter=f"{same} AND NOT ({same})"):
            yield f"AND: {same}"


@of_collection(f"{CQL2}/advanced-comparison-operators/like-operator")
def _(client: Client, of: Collection) -> Iterator[str]:
    for name, value in texts(of)[:3]:
        start = value[:1].replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        if count(client, of, filter=f'"{name}" LIKE {literal(f"{start}%")}') < 1:
            yield f"{name} LIKE {start}%"
        if count(client, of, filter=f'"{name}" IN ({literal(value)}, {literal("~")})') < 1:
            yield f"{name} IN"


@of_collection(f"{CQL2}/case-insensitive-comparison/casei-function")
def _(client: Client, of: Collection) -> Iterator[str]:
    for name, value in texts(of)[:2]:
        for function in ("CASEI", "ACCENTI"):
            text = f'{function}("{name}") = {function}({literal(value)})'
            if count(client, of, filter=text) < 1:
                yield text


@of_collection(f"{CQL2}/basic-spatial-functions/spatial-predicates")
def _(client: Client, of: Collection) -> Iterator[str]:
    placed = of.matched - count(client, of, filter="geometry IS NULL")
    world = "POLYGON((-180 -90,180 -90,180 90,-180 90,-180 -90))"
    for text in (f"S_INTERSECTS(geometry,{world})", "S_INTERSECTS(geometry,BBOX(-180,-90,180,90))"):
        if count(client, of, filter=text) != placed:
            yield text
    if count(client, of, filter=f"S_DISJOINT(geometry,{world})"):
        yield "S_DISJOINT"


@of_collection(f"{CQL2}/cql2-json/cql2-json")
def _(client: Client, of: Collection) -> Iterator[str]:
    for name, _value in scalars(of)[:1]:
        asked = f'{{"op":"isNull","args":[{{"property":"{name}"}}]}}'
        found = count(client, of, filter=asked, filter_lang="cql2-json")
        if found != count(client, of, filter=f'"{name}" IS NULL'):
            yield asked


@of_collection(f"{TILES}/tileset/desc-links")
def _(client: Client, of: Collection) -> Iterator[str]:
    told = client.get(of.path, accept="application/json").json() or {}
    placed = of.matched - count(client, of, filter="geometry IS NULL")
    if bool(placed) != (f"{REL}tilesets-vector" in rels(told.get("links", []))):
        yield "rel=tilesets-vector"
    answer = client.get(f"{of.path}/tiles", accept="application/json")
    yield from expect(answer, media_type="application/json")
    if not (answer.json() or {}).get("tilesets"):
        yield "tilesets"


@of_collection(f"{TILES}/core/tc-success")
def _(client: Client, of: Collection) -> Iterator[str]:
    answer = client.get(f"{of.path}/tiles/WebMercatorQuad/0/0/0")
    if answer.status not in {200, 204}:
        yield str(answer.status)
    yield from expect(client.get(f"{of.path}/tiles/WebMercatorQuad/0/1/1"), 404)


def _schema(client: Client, links: list[dict[str, str]], rel: str) -> Iterator[str]:
    href = next((link["href"] for link in links if link["rel"] == rel), None)
    if href is None:
        yield f"rel={rel}"
        return
    answer = client.get(href, accept="application/schema+json")
    yield from expect(answer, media_type="application/schema+json")
    if (answer.json() or {}).get("type") != "object" or "$schema" not in (answer.json() or {}):
        yield "$schema, type"


def _properties(client: Client, links: list[dict[str, str]], rel: str) -> dict[str, Json]:
    href = next((link["href"] for link in links if link["rel"] == rel), "/")
    found: dict[str, Json] = (client.get(href).json() or {}).get("properties", {})
    return found


def scalars(of: Collection) -> list[tuple[str, str | float]]:
    """Return some properties of the first feature with their values."""
    properties = (of.first or {}).get("properties") or {}
    plain = [
        (name, value)
        for name, value in properties.items()
        if isinstance(value, str | int | float) and not isinstance(value, bool) and '"' not in name
    ]
    return plain[:6]


def texts(of: Collection) -> list[tuple[str, str]]:
    """Return those of the properties that are texts."""
    return [(name, value) for name, value in scalars(of) if isinstance(value, str)]


def literal(value: Json) -> str:
    """Return a value as CQL2 writes it."""
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return repr(value)
