"""`sandan serve`."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import threading
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click
import uvicorn
from anyio.to_thread import current_default_thread_limiter

from api.beside import Post, can_fork, hold_hang_up, split, take_hang_up
from api.cli import EXIT_ENVIRONMENT, reader_language, words
from api.control import Control
from api.door import door, watch
from api.guard import Rates
from api.log import configure
from api.memory import settle
from api.served import Served
from api.settings import Settings, unknown_settings

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from api.state import State
    from geo.jsons import OpenObject


_THREADS = 4
"""That compute short answers at a time; those that wait for a database may be more."""
_SWITCH = 0.001
"""Seconds that a thread keeps the interpreter while the event loop wants it: a light read gives it
up and asks for it again several times, and waits this long each time beside a thread that works."""


class AnnouncingServer(uvicorn.Server):
    """Says where it is once it answers, looks after its connections, and reloads when told."""

    def __init__(
        self,
        config: uvicorn.Config,
        served: Served,
        settings: Settings,
        post: Post | None,
        path: str,
    ) -> None:
        super().__init__(config)
        self._served = served
        self._settings = settings
        self._post = post
        self._path = path
        self._tasks: set[asyncio.Task[object]] = set()
        first = os.getppid() if post else os.getpid()
        answers = {"reload": self._reloaded, "metrics": self._metrics}
        self._control = Control(settings.run, str(first), answers)
        metrics = served.observer.metrics
        metrics.connections = lambda: len(self.server_state.connections)
        if post:
            metrics.worker, metrics.peers = post.number, self._control.peers
        self._address = ""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then print the address."""
        await super().startup(sockets)
        if not self._settings.store:
            # Threads that compute gain nothing from each other; each makes the event loop wait.
            current_default_thread_limiter().total_tokens = _THREADS
        host, port = (sockets or [])[0].getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        self._address = f"http://{shown}:{port}/"
        if self._settings.telemetry:
            from api.telemetry import Traces  # noqa: PLC0415 - an extra

            # Not before the processes are apart: it has a thread.
            self._served.observer.traces = Traces()
        self._go_on(watch(self.server_state.connections))
        await self._control.open()
        if self._settings.watch:
            self._go_on(self._served.watch(self._settings.watch))
        loop, post = asyncio.get_running_loop(), self._post
        with suppress(NotImplementedError, AttributeError):  # Windows has no such signal
            if _may_hang_up():
                loop.add_signal_handler(signal.SIGHUP, self._reload)
                take_hang_up()
        if post:
            loop.add_reader(post.others, self._stop, loop, post.others)
        if post and post.again:
            self._reload()
        if post is None or post.first:
            click.echo(words()("cli.serve.ready", address=f"{self._address}{self._path}"))
            sys.stdout.flush()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Be found no longer, then end."""
        self._control.close()
        await super().shutdown(sockets)
        if self._served.observer.traces:
            self._served.observer.traces.stop()

    def _go_on(self, work: Coroutine[None, None, object]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _reload(self) -> None:
        self._go_on(self._served.reload())

    def _stop(self, loop: asyncio.AbstractEventLoop, others: int) -> None:
        loop.remove_reader(others)
        self.should_exit = True

    async def _reloaded(self) -> OpenObject:
        document = asdict(await self._served.reload())
        return {**document, "address": self._address, "process": os.getpid()}

    async def _metrics(self) -> OpenObject:
        return self._served.observer.metrics.told()


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
@click.option("--store", multiple=True, help=words()("cli.serve.store"))
@click.option("--workers", type=click.IntRange(1, 64), help=words()("cli.serve.workers"))
@click.option("--strict", is_flag=True, default=None, help=words()("cli.serve.strict"))
def serve(
    host: str | None,
    port: int | None,
    add: tuple[Path, ...],
    add_crs: str | None,
    programme: tuple[Path, ...],
    store: tuple[str, ...],
    workers: int | None,
    strict: bool | None,  # noqa: FBT001 - click gives options so
) -> None:
    """Serve the built files, and those that are added, until interrupted."""
    given: dict[str, object] = {
        "host": host,
        "port": port,
        "add": add or None,
        "add_crs": add_crs,
        "strict": strict,
    }
    given |= {"programme": programme or None, "store": store or None, "workers": workers}
    run(Settings(**{name: value for name, value in given.items() if value is not None}))  # type: ignore[arg-type]


def run(settings: Settings, path: str = "") -> None:
    """Serve until interrupted; print the address of `path` when it answers."""
    for name, nearest in unknown_settings().items():
        click.echo(words()("cli.serve.unknown_setting", name=name, nearest=nearest), err=True)
    if settings.workers > 1 and not can_fork():
        click.echo(words()("cli.serve.one_worker"), err=True)
        sys.exit(EXIT_ENVIRONMENT)
    if _may_hang_up():
        hold_hang_up()
    if settings.telemetry:
        import api.telemetry  # noqa: F401, PLC0415 - without its extra, the command ends here
    # The port first: whoever cannot have it need not wait for the data.
    with _bound(settings) as listener:
        configure(settings.log)
        rates, post = Rates(), None
        if settings.workers > 1 and settings.store:
            # Connections to a database cannot be shared: each process has its own.
            post = split(settings.workers, settings.stop_seconds)
        served = Served(settings, apart=True, rates=rates)
        if post is None or post.first:
            for remark in served.state.remarks:
                click.echo(remark.text(reader_language()), err=True)
        if settings.workers > 1 and post is None:
            _prepare(served.state)
            post = split(settings.workers, settings.stop_seconds)
        else:
            threading.Thread(target=_prepare, args=[served.state], daemon=True).start()
        _allow_connections(settings.max_connections)
        sys.setswitchinterval(_SWITCH)
        config = uvicorn.Config(
            served,
            http=door(served, settings),
            ws="none",
            log_config=None,
            server_header=False,
            # `Published` reads what proxies say, of which uvicorn knows a part.
            proxy_headers=False,
            timeout_keep_alive=settings.idle_seconds,
            timeout_graceful_shutdown=settings.stop_seconds,
        )
        # uvicorn raises the interrupt again once it has shut down; being stopped is no failure.
        with suppress(KeyboardInterrupt):
            AnnouncingServer(config, served, settings, post, path).run(sockets=[listener])
        _end()


def _may_hang_up() -> bool:
    """Tell whether SIGHUP means to reload; at a terminal it means that that has been closed."""
    return sys.stdin is None or not sys.stdin.isatty()


def _bound(settings: Settings) -> socket.socket:
    """Return the socket to listen at, or end the command with what stands in the way."""
    try:
        family, _, _, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM
        )[0]
        listener = socket.socket(family)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
        except OSError:
            listener.close()
            raise
    except OSError as error:
        facts = {"host": settings.host, "port": settings.port, "reason": error.strerror}
        click.echo(words()("cli.serve.no_port", **facts), err=True)
        sys.exit(EXIT_ENVIRONMENT)
    return listener


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
    """Make what filters need, and leave it out of what is collected later."""
    state.prepare()
    settle()
