"""`sandan serve`."""

from __future__ import annotations

import asyncio
import ctypes
import os
import socket
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click
import uvicorn

from api.app import create_app
from api.cli import EXIT_ENVIRONMENT, reader_language, words
from api.door import door, watch
from api.ogc.direct import direct_reader
from api.settings import Settings

if TYPE_CHECKING:
    from api.state import State


_SWITCH = 0.001
"""Seconds that a thread keeps the interpreter while the event loop wants it: a light read gives it
up and asks for it again several times, and waits this long each time beside a thread that works."""


class AnnouncingServer(uvicorn.Server):
    """Says where it is once it answers, and looks after its connections."""

    _watching: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then print the address."""
        await super().startup(sockets)
        self._watching = asyncio.create_task(watch(self.server_state.connections))
        host, port = (sockets or [])[0].getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        click.echo(words()("cli.serve.ready", address=f"http://{shown}:{port}/"))
        sys.stdout.flush()


@click.command(help=words()("cli.serve.help"))
@click.option("--host", help=words()("cli.serve.host"))
@click.option("--port", type=click.IntRange(0, 65535), help=words()("cli.serve.port"))
@click.option(
    "--add", multiple=True, type=click.Path(path_type=Path), help=words()("cli.serve.add")
)
@click.option("--add-crs", help=words()("cli.serve.add_crs"))
@click.option(
    "--programme",
    multiple=True,
    type=click.Path(path_type=Path),
    help=words()("cli.serve.programme"),
)
@click.option("--strict", is_flag=True, default=None, help=words()("cli.serve.strict"))
def serve(
    host: str | None,
    port: int | None,
    add: tuple[Path, ...],
    add_crs: str | None,
    programme: tuple[Path, ...],
    strict: bool | None,  # noqa: FBT001 - click gives options so
) -> None:
    """Serve the built files, and those that are added, until interrupted."""
    given = {"host": host, "port": port, "add": add or None, "add_crs": add_crs, "strict": strict}
    given["programme"] = programme or None
    settings = Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    app = create_app(settings, apart=True)
    for remark in app.state.sandan.remarks:
        click.echo(remark.text(reader_language()), err=True)
    try:
        family, _, _, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM
        )[0]
        listener = socket.socket(family)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        facts = {"host": settings.host, "port": settings.port, "reason": error.strerror}
        click.echo(words()("cli.serve.no_port", **facts), err=True)
        sys.exit(EXIT_ENVIRONMENT)
    state = app.state
    direct = direct_reader(state.sandan, state.published)
    protocol = door(state.answers, direct, state.hosts, settings)
    threading.Thread(target=_prepare, args=[state.sandan], daemon=True).start()
    _allow_connections(settings.max_connections)
    sys.setswitchinterval(_SWITCH)
    config = uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        log_level="warning",
        server_header=False,
        # `Published` reads what proxies say, of which uvicorn knows a part.
        proxy_headers=False,
        timeout_keep_alive=settings.idle_seconds,
        timeout_graceful_shutdown=settings.stop_seconds,
    )
    # uvicorn raises the interrupt again once it has shut down; being stopped is no failure.
    with suppress(KeyboardInterrupt):
        AnnouncingServer(config).run(sockets=[listener])
    _end()


def _end() -> None:
    """See that the process ends: a thread that makes an answer for nobody may go on for long."""
    last = threading.Timer(1.0, os._exit, args=[0])
    last.daemon = True
    last.start()


def _allow_connections(count: int) -> None:
    """Ask the system for as many files as connections need; each may have one of disk besides."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - Windows has none

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = min(hard, 2 * count + 200) if hard != resource.RLIM_INFINITY else 2 * count + 200
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))


def _prepare(state: State) -> None:
    """Make what filters need, and give back the memory that making it took."""
    state.prepare()
    # Only glibc keeps it; elsewhere there is no such function.
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
