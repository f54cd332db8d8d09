"""What assistants may ask, as tools of the Model Context Protocol; all of it is read-only.

Each tool asks the application itself, so that an assistant gets what everybody gets, within the
same limits, and is told what is wrong with what it asks in the same words.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import quote, urljoin

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from api.inside import Client
from api.profiles.folders import folders
from geo.jsons import OpenObject  # noqa: TC001 - read when tools are described
from geo.search.entry import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI

MOST = 100
"""Features or facts of one answer: an assistant reads all that it is given."""
_READS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_INSTRUCTIONS = """\
산단 아틀라스: 한국 산업단지와 이를 잇는 정책 사업, 근거 문서.
답에 source와 locator가 있으면 함께 밝힌다.
Sandan Atlas: Korean industrial complexes, the programmes that tie them, and the documents behind.
Cite `source` and `locator` where an answer has them. `as_of` asks for the state of a day.
Begin with `search` for names in words; `describe` tells all of one thing by its id.
"""
Lang = Annotated[Literal["ko", "en"], Field(description="답의 언어 · language of the answer")]
Day = Annotated[str, Field(description="기준일 · day, month or year: 2021, 2021-03-24")]
Limit = Annotated[int, Field(ge=1, le=MOST)]
_KINDS = ", ".join(kind.value for kind in Kind)


def server_of(app: FastAPI, host: str = "localhost") -> MCPServer:
    """Return the tools over an application; addresses in answers begin with `host`."""
    asking = Tools(Client(app), host, app)
    result: MCPServer = MCPServer(
        "sandan-atlas",
        title="산단 아틀라스 · Sandan Atlas",
        instructions=_INSTRUCTIONS,
        version=version("sandan-atlas"),
        log_level="WARNING",
    )
    for tool, title in (
        (asking.search, "통합 검색 · Search"),
        (asking.describe, "하나를 모두 · All about one"),
        (asking.collections, "컬렉션 목록 · Collections"),
        (asking.features, "피처 · Features"),
        (asking.ties, "연결 · Ties"),
        (asking.facts, "근거 · Facts with evidence"),
        (asking.geocode, "이름과 주소의 자리 · Geocode"),
        (asking.reverse, "점의 행정구역과 가까운 단지 · Reverse geocode"),
    ):
        _add(result, tool, title)
    return result


def _add(server: MCPServer, tool: Callable[..., object], title: str) -> None:
    server.add_tool(tool, title=title, annotations=_READS, structured_output=True)


class Tools:
    """The tools, each a question to the application."""

    def __init__(self, client: Client, host: str, app: FastAPI) -> None:
        self._client = client
        self._host = host
        self._app = app

    async def search(
        self,
        query: Annotated[str, Field(min_length=1, max_length=200, description="낱말 · words")],
        kind: Annotated[str, Field(description=_KINDS)] = "",
        limit: Annotated[int, Field(ge=1, le=MOST)] = 5,
        as_of: Day = "",
        lang: Lang = "ko",
    ) -> OpenObject:
        """사실·사업·단지·지역·출처를 낱말로 찾는다 · Find anything by words."""
        asked = {"q": query, "kind": kind, "limit": str(limit), "as_of": as_of}
        return await self._ask("/search", lang, asked)

    async def describe(
        self,
        kind: Annotated[
            str, Field(description="complexes, regions, sectors, consortia, projects, …")
        ],
        id: Annotated[str, Field(max_length=200, description="id, 이름 · id or name")],  # noqa: A002 - the name that clients see
        as_of: Day = "",
        lang: Lang = "ko",
    ) -> OpenObject:
        """한 단지·지역·분야·협의체의 참여, 연결, 지표, 어긋남, 근거 · All that is known of one."""
        known = self._kinds()
        if kind not in known:
            message = f"kind: {kind!r}. {', '.join(known)}"
            raise ToolError(message)
        return await self._ask(f"/{kind}/{quote(id, safe='')}", lang, {"as_of": as_of})

    async def collections(self, lang: Lang = "ko") -> OpenObject:
        """자료 목록과 속성 이름 · Collections, and what their properties are called."""
        document = await self._ask("/collections", lang, {})
        result = []
        for item in document["collections"]:
            found = await self._ask(f"/collections/{quote(item['id'])}/queryables", lang, {})
            kept = {name: item[name] for name in ("id", "title", "description") if name in item}
            result.append({**kept, "properties": list(found["properties"])})
        return {"collections": result}

    async def features(  # noqa: PLR0913 - one argument for each parameter, as clients see them
        self,
        *,
        collection: Annotated[str, Field(description="complexes, regions, consortium-ties, …")],
        filter: Annotated[  # noqa: A002 - the name that clients see
            str, Field(description="CQL2: kind = 'national' AND sido LIKE '경%'")
        ] = "",
        q: Annotated[str, Field(description="글자열 · texts, one of which must stand in it")] = "",
        bbox: Annotated[str, Field(description="west,south,east,north")] = "",
        properties: Annotated[str, Field(description="쉼표로 구분 · names between commas")] = "",
        sortby: Annotated[str, Field(description="-area_km2")] = "",
        limit: Limit = 20,
        offset: Annotated[int, Field(ge=0)] = 0,
        geometry: Annotated[bool, Field(description="도형도 · with geometry")] = False,
        as_of: Day = "",
        lang: Lang = "ko",
    ) -> OpenObject:
        """컬렉션의 피처를 조건으로 고른다 · Features of a collection that fit conditions."""
        asked = {
            "filter": filter,
            "q": q,
            "bbox": bbox,
            "sortby": sortby,
            "limit": str(limit),
            "offset": str(offset),
            "skipGeometry": "false" if geometry else "true",
            "as_of": as_of,
            **({"properties": properties} if properties else {}),
        }
        return _features(await self._items(collection, lang, asked))

    async def ties(
        self,
        place: Annotated[str, Field(description="단지 id · id of a complex, else all")] = "",
        programme: Annotated[str, Field(description="사업 id · id of a programme, else all")] = "",
        limit: Limit = 50,
        as_of: Day = "",
        lang: Lang = "ko",
    ) -> OpenObject:
        """단지 사이의 연결과 그 근거 · Ties between complexes, with source and locator."""
        programmes = self._app.state.sandan.snapshot.atlas.programmes
        layers = {
            id_: item.ties_layer.collection for id_, item in programmes.items() if item.ties_layer
        }
        if programme and programme not in layers:
            message = f"programme: {programme!r}. {', '.join(layers)}"
            raise ToolError(message)
        literal = place.replace("'", "''")
        asked = {
            "filter": f"from_id = '{literal}' OR to_id = '{literal}'" if place else "",
            "limit": str(limit),
            "skipGeometry": "true",
            "as_of": as_of,
        }
        chosen = [layers[programme]] if programme else list(layers.values())
        return {item: _features(await self._items(item, lang, asked)) for item in chosen}

    async def facts(
        self,
        query: Annotated[str, Field(max_length=200, description="글자열 · text")] = "",
        source: Annotated[str, Field(description="출처 id · id of a source")] = "",
        limit: Limit = 20,
        offset: Annotated[int, Field(ge=0)] = 0,
        lang: Lang = "ko",
    ) -> OpenObject:
        """사실과 그 근거(출처, 위치, 적힌 그대로) · Facts: source, locator, and as printed."""
        literal = source.replace("'", "''")
        asked = {
            "q": query,
            "filter": f"A_CONTAINS(source, ('{literal}'))" if source else "",
            "limit": str(limit),
            "offset": str(offset),
            "skipGeometry": "true",
        }
        return _features(await self._items("facts", lang, asked))

    async def geocode(
        self,
        name: Annotated[str, Field(max_length=200, description="이름·주소 · name or address")],
        region: Annotated[str, Field(description="시도·시군구 · province or district")] = "",
        lang: Lang = "ko",
    ) -> OpenObject:
        """이름이나 주소의 점과 오차, 후보 · The point of a name or address, or its candidates."""
        return await self._ask("/geocode", lang, {"q": name, "region": region})

    async def reverse(
        self,
        lon: Annotated[float, Field(description="경도 · longitude, WGS 84")],
        lat: Annotated[float, Field(description="위도 · latitude, WGS 84")],
        nearest: Annotated[int, Field(ge=0, le=50)] = 5,
        lang: Lang = "ko",
    ) -> OpenObject:
        """점이 든 행정구역과 가까운 단지 · Regions at a point, and the nearest complexes."""
        asked = {"lon": str(lon), "lat": str(lat), "nearest": str(nearest)}
        return await self._ask("/reverse", lang, asked)

    def _kinds(self) -> tuple[str, ...]:
        return tuple(folder for folder, _ in folders(self._app.state.sandan.snapshot.atlas, "ko"))

    async def _items(self, collection: str, lang: str, asked: dict[str, str]) -> OpenObject:
        return await self._ask(f"/collections/{quote(collection, safe='')}/items", lang, asked)

    async def _ask(self, path: str, lang: str, asked: dict[str, str]) -> OpenObject:
        """Return the JSON of an answer.

        Raises
        ------
        ToolError
            With what is wrong, and what is allowed.
        """
        params = {name: value for name, value in asked.items() if value}
        answer = await self._client.asked(
            path, {**params, "lang": lang}, "application/json", self._host
        )
        if answer.status in {301, 302, 307, 308}:
            location = urljoin(path, answer.headers["location"])
            answer = await self._client.asked(location, {}, "application/json", self._host)
        told = answer.json()
        if answer.status != 200 or not isinstance(told, dict):
            message = told.get("detail") if isinstance(told, dict) else None
            raise ToolError(message or f"{path}: {answer.status}")
        return told


def _features(document: OpenObject) -> OpenObject:
    """Return what of a feature collection says something: each feature once, without links."""
    kept = ("numberMatched", "numberReturned", "as_of")
    features = [
        {
            "id": item["id"],
            **(item["properties"] or {}),
            **({"geometry": item["geometry"]} if item.get("geometry") else {}),
        }
        for item in document["features"]
    ]
    return {**{name: document[name] for name in kept if name in document}, "features": features}
