"""Assistants ask the atlas by the protocol's own client."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import anyio
import pytest
from mcp import Client, StdioServerParameters
from starlette.testclient import TestClient

from api.app import create_app
from api.assistants import server_of
from api.settings import Settings


def asked(server, *calls):
    """Return the tools by name, and the results of the calls."""

    async def run():
        async with Client(server) as client:
            listed = {tool.name: tool for tool in (await client.list_tools()).tools}
            return listed, [await client.call_tool(name, sent) for name, sent in calls]

    # In a thread of its own: Playwright's loop stays in that of the browser's tests.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(anyio.run, run).result()


@pytest.fixture(scope="module")
def tools(client):
    return server_of(client.app)


def test_tools_are_read_only_and_described(tools):
    listed, _ = asked(tools)
    assert {"search", "describe", "features", "ties", "facts", "geocode", "reverse"} <= set(listed)
    for tool in listed.values():
        assert tool.annotations.read_only_hint
        assert " · " in tool.description


def test_answers_are_those_of_the_api_with_their_evidence(tools, client):
    _, results = asked(
        tools,
        ("search", {"query": "창원", "kind": "place"}),
        ("describe", {"kind": "complexes", "id": "changwon"}),
        ("describe", {"kind": "complexes", "id": "창원국가산업단지"}),
        ("features", {"collection": "complexes", "filter": "kind = 'national'", "limit": 3}),
        ("ties", {"place": "changwon", "programme": "consortia"}),
        ("facts", {"query": "창원", "source": "consortia-2025"}),
        ("geocode", {"name": "창원산단"}),
        ("reverse", {"lon": 128.65, "lat": 35.22}),
        ("collections", {"lang": "en"}),
    )
    assert not any(one.is_error for one in results)
    found, told, same, national, ties, facts, point, lies, listed = (
        one.structured_content for one in results
    )
    assert found["groups"][0]["hits"][0]["id"] == "changwon"
    assert (
        told == same == client.get("/complexes/changwon?f=json").json() | {"links": told["links"]}
    )
    assert (national["numberMatched"], len(national["features"])) == (45, 3)
    for tie in ties["consortium-ties"]["features"]:
        assert "changwon" in {tie["from_id"], tie["to_id"]}
        assert tie["source"]
        assert tie["locator"]
    assert facts["numberMatched"] > 3
    assert all(fact["source"] == ["consortia-2025"] for fact in facts["features"])
    assert all(fact["locator"] and fact["printed"] for fact in facts["features"])
    assert point["id"] == "changwon"
    assert lies["nearest"][0]["id"] == "changwon"
    assert {one["id"] for one in listed["collections"]} >= {"complexes", "facts"}


@pytest.mark.parametrize(
    ("tool", "sent", "said"),
    [
        ("describe", {"kind": "planets", "id": "x"}, "complexes"),
        ("describe", {"kind": "complexes", "id": "../../health"}, "health"),
        ("features", {"collection": "complexes", "filter": "no_such = 1"}, "name_ko"),
        ("features", {"collection": "no-such"}, "complexes"),
        ("features", {"collection": "complexes", "limit": 101}, "100"),
        ("ties", {"programme": "no-such"}, "consortia"),
        ("search", {"query": "창원", "as_of": "yesterday"}, "YYYY-MM-DD"),
        ("geocode", {"name": ""}, "창원산단"),
        ("reverse", {"lon": 0, "lat": 0}, "124"),
    ],
)
def test_what_cannot_be_asked_is_told_with_what_can(tools, tool, sent, said):
    _, (result,) = asked(tools, (tool, sent))
    assert result.is_error
    assert said in result.content[0].text


@pytest.mark.process
def test_a_process_answers_on_standard_input_and_output():
    sandan = str(Path(sys.executable).with_name("sandan"))
    server = StdioServerParameters(command=sandan, args=["mcp"])
    listed, (found,) = asked(server, ("geocode", {"name": "창원산단"}))
    assert "search" in listed
    assert found.structured_content["id"] == "changwon"


def test_http_answers_where_it_is_on(data):
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call"}
    message["params"] = {"name": "geocode", "arguments": {"name": "창원산단"}}
    accept = {"Accept": "application/json, text/event-stream"}
    with TestClient(create_app(Settings(data=data, mcp=True, max_body=10_000))) as client:
        answer = client.post("/mcp", json=message, headers=accept)
        assert answer.json()["result"]["structuredContent"]["id"] == "changwon"
        assert client.post("/mcp", content=b"x" * 20_000, headers=accept).status_code == 413
        assert client.get("/mcp").status_code == 405
    with TestClient(create_app(Settings(data=data, mcp=True, post="off"))) as client:
        assert client.post("/mcp", json=message, headers=accept).status_code == 403
    with TestClient(create_app(Settings(data=data))) as client:
        assert client.post("/mcp", json=message, headers=accept).status_code == 404
