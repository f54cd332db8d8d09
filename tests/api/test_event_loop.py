"""The event loop answers from memory and hands out work: nothing that takes long is done in it."""

import ast
import asyncio
from contextlib import suppress
from pathlib import Path

from starlette.testclient import TestClient

import api.html
from api.app import create_app
from api.cache import Answers
from api.settings import Settings

API = Path(api.html.__file__).parent
ROUTES = sorted([*(API / "routes").glob("*.py"), *(API / "ogc").glob("*.py")])
IN_THE_LOOP = {"live"}
"""What takes no time, and must be answered while every thread is taken."""
PAGES = (
    *("/?f=html", "/api.html", "/regions?f=html", "/regions/11?f=html", "/complexes/changwon"),
    *("/sectors?f=html", "/programmes?f=html", "/sources?f=html", "/conflicts?f=html"),
    *("/collections?f=html", "/collections/complexes?f=html", "/search?q=창원&f=html"),
    *("/collections/complexes/items?f=html", "/collections/complexes/items/changwon?f=html"),
    *("/catalogue?f=html", "/briefs?f=html", "/charts?f=html", "/accessibility?f=html"),
)


def test_a_page_is_rendered_in_a_thread_never_in_the_event_loop(data, monkeypatch):
    templates, seen = api.html.environment, []

    def watched():
        with suppress(RuntimeError):
            seen.append(asyncio.get_running_loop())
        return templates()

    monkeypatch.setattr(api.html, "environment", watched)
    with TestClient(create_app(Settings(data=data))) as client:
        answers = [client.get(page, headers={"accept": "text/html"}) for page in PAGES]
    assert [one.status_code for one in answers] == [200] * len(PAGES)
    assert not seen


def test_a_route_that_waits_for_nothing_else_runs_in_a_thread():
    """FastAPI runs a plain function in a thread, and a coroutine in the loop."""
    found = [
        route.name
        for path in ROUTES
        for route in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(route, ast.AsyncFunctionDef)
        and any("outer.get" in ast.unparse(one) for one in route.decorator_list)
        and {ast.unparse(one.value.func) for one in ast.walk(route) if isinstance(one, ast.Await)}
        <= {"run_in_threadpool"}
    ]
    assert set(found) <= IN_THE_LOOP


def test_a_file_drives_no_page_out_of_the_cache():
    answers = Answers(most=3000)
    length, page, file = [(b"content-length", b"900")], (b"/page",), (b"/file",)
    answers.offer(page, 200, length, b"p" * 900)
    answers.offer(file, 200, [*length, (b"content-disposition", b"attachment")], b"f" * 900)
    assert answers.get(page)
    assert not answers.get(file)
