"""The server, made from settings alone: wiring and nothing else."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from fastapi import Depends, FastAPI
from fastapi.middleware.cors import CORSMiddleware

from api.bodies import Bodies
from api.cache import Answers, Remembering
from api.coding import Kept
from api.dated import Dated, check_day
from api.description import describe
from api.errors import answer_errors, check_language
from api.guard import Guard, Rates, check_admission
from api.heavy import Threads, Workers
from api.hosts import AllowedHosts, Hosts
from api.html import problem_page
from api.known import check_known
from api.mementos import Mementos, answer_gate
from api.metrics import Now
from api.middleware import ContentCoding, HeadAsGet, SecureHeaders
from api.observer import Observed, Observer, name_route
from api.ogc import (
    collections,
    conformance,
    files,
    functions,
    items,
    layers,
    records,
    searching,
    tiles,
)
from api.prepared import Files
from api.published import Published
from api.routes import (
    accessibility,
    analysis,
    briefs,
    changes,
    charts,
    comparison,
    evidence,
    galleries,
    geocoding,
    ledger,
    maps,
    networks,
    oembed,
    operations,
    pages,
    pictures,
    plan,
    profiles,
    programmes,
    reconcile,
    requests,
    schemas,
    search,
    sitemap,
    standalone,
    static,
    statistics,
    styles,
    timemap,
    verify,
)
from api.state import State
from api.turns import Turns

if TYPE_CHECKING:
    from api.settings import Settings


def create_app(
    settings: Settings,
    *,
    apart: bool = False,
    observer: Observer | None = None,
    rates: Rates | None = None,
) -> FastAPI:
    """Build a server over the snapshot that `settings` points at; nothing is global.

    `apart` does heavy work in processes of its own; `observer` and `rates` go on counting what
    an earlier application has counted.

    Raises
    ------
    SnapshotError
        The built files are missing or broken.
    UnreadableSnapshotError
        The older build that `settings` names cannot be read.
    """
    app = FastAPI(
        title="산단 아틀라스 · Sandan Atlas",
        version=version("sandan-atlas"),
        description=(
            "산업단지가 서로 어떻게 이어져 있는지: 지도와 GeoJSON. "
            "How Korea's industrial complexes are tied together: maps and GeoJSON."
        ),
        dependencies=[
            Depends(item)
            for item in (name_route, check_language, check_admission, check_known, check_day)
        ],
        # Our own route serves it, in the media type that OGC API names.
        openapi_url=None,
        # Both pages would load scripts from other hosts.
        docs_url=None,
        redoc_url=None,
    )
    app.state.sandan = state = State.load(settings)
    app.state.dated = dated = Dated(state)
    app.add_middleware(Mementos, dated=dated)
    app.state.published = published = Published(settings.public_url, settings.trusted_proxies)
    app.add_middleware(published.around)
    app.add_middleware(HeadAsGet)
    # Each one is outside of those before: an answer to HEAD has the headers of the coded one.
    kept = Kept.of(layer.body for layer in state.snapshot.layers.values() if layer.is_here)
    app.add_middleware(ContentCoding, kept=kept)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=settings.cors_origins,
        allow_methods=("GET", "HEAD", "POST"),
        allow_headers=("*",),
        expose_headers=(
            *("Content-Crs", "Content-Disposition", "ETag", "Last-Modified", "Link"),
            *("Memento-Datetime", "Retry-After", "X-Request-Id"),
        ),
    )
    app.state.files = Files()
    app.add_middleware(SecureHeaders)
    app.state.hosts = hosts = Hosts(settings.allowed_hosts)
    app.add_middleware(AllowedHosts, hosts=hosts)
    app.state.bodies = Bodies(settings)
    app.state.heavy = Workers(state) if apart else Threads(state)
    # What is made once and kept: its makers never wait behind files and tiles.
    app.state.pages = Turns(2, settings.max_connections, 2 * settings.job_seconds)
    app.state.turns = Turns(settings.job_count, settings.job_queue, settings.job_seconds)
    # A tile takes less than a tenth of a file's time; pages do not wait for a map's tiles.
    app.state.tiles = Turns(settings.job_count, settings.job_queue, settings.job_seconds)
    app.state.answers = answers = Answers(settings.max_cache)
    app.add_middleware(Remembering, answers=answers)
    app.state.observer = observer = observer or Observer()
    app.add_middleware(Observed, observer=observer, client=published.client)
    app.state.guard = Guard(settings, published.client, rates)
    queues = {
        "jobs": app.state.heavy.turns,
        "files": app.state.turns,
        "tiles": app.state.tiles,
        "pages": app.state.pages,
    }
    observer.metrics.now = Now(state.snapshot, answers, queues)
    answer_errors(app, problem_page)
    answer_gate(app)
    describe(app)
    for routes in (
        pages,
        standalone,
        pictures,
        search,
        sitemap,
        maps,
        oembed,
        comparison,
        conformance,
        collections,
        items,
        searching,
        functions,
        records,
        tiles,
        galleries,
        briefs,
        accessibility,
        verify,
        files,
        layers,
        styles,
        networks,
        analysis,
        requests,
        schemas,
        geocoding,
        reconcile,
        operations,
        timemap,
        ledger,
        evidence,
        plan,
        statistics,
        charts,
        static,
    ):
        app.include_router(dated.learn(routes.router))
    app.include_router(dated.learn(profiles.router_of(state.snapshot.atlas)))
    app.include_router(dated.learn(programmes.router))
    if settings.metrics != "off":
        app.include_router(operations.metrics_router)
    if settings.mcp:
        from api.routes import mcp  # noqa: PLC0415 - it needs an extra of the package

        app.include_router(mcp.router)
    if settings.previous is not None:
        changes.report_of(settings.previous, settings.data)
        app.include_router(changes.router)
    return app
