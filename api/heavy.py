"""Heavy work apart from light reads: pictures, briefs, batches, in processes that truly end.

A job is a function of a module, called with the state and arguments that pickle. `Workers` runs it
in one of a few processes without a network, with a bound on memory, and kills the process when its
time is over; `Threads` runs it beside the event loop, where no processes are wanted.
"""

from __future__ import annotations

import logging
import os
import pickle
import shutil
import tempfile
import weakref
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

import anyio
from anyio import BrokenWorkerProcess, from_thread
from anyio.to_process import run_sync as run_apart
from anyio.to_thread import run_sync
from fastapi import HTTPException, Request

from api.memory import give_back
from api.once import forget
from api.state import State
from api.turns import Turns, busy
from geo.confined import bound, leave_network
from geo.messages import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.settings import Settings
    from api.state import Stand
    from geo.messages import Lang
    from geo.store.snapshot import Layer

LARGEST_LAYER = 20_000_000
"""Bytes; a larger one was added by the operator, and is read but never drawn."""
T = TypeVar("T")
_USUAL = ("", "")
_LOG = logging.getLogger("sandan.jobs")
_POLITE = 5
"""Added to the niceness of a worker: light reads go first where both want the processor."""


class Heavy(Protocol):
    """Where heavy work is done."""

    turns: Turns

    async def run(
        self, lang: Lang, job: Callable[..., T], *arguments: object, stand: Stand = _USUAL
    ) -> T:
        """Return what ``job(state, *arguments)`` returns, of the state of `stand`.

        Raises
        ------
        HTTPException
            503, when too many wait already, or it takes too long or too much memory.
        """

    async def now(
        self, lang: Lang, job: Callable[..., T], *arguments: object, stand: Stand = _USUAL
    ) -> T:
        """Do the same without waiting for a turn: for what has had one in another queue."""


class Threads:
    """In threads, which go on when nobody waits for them any longer."""

    def __init__(self, state: State) -> None:
        self._state = state
        limits = state.settings
        self.turns = Turns(limits.job_count, limits.job_queue, limits.job_seconds)

    async def run(
        self, lang: Lang, job: Callable[..., T], *arguments: object, stand: Stand = _USUAL
    ) -> T:
        """See `Heavy`."""
        async with self.turns.turn(lang):
            return await self.now(lang, job, *arguments, stand=stand)

    async def now(
        self, lang: Lang, job: Callable[..., T], *arguments: object, stand: Stand = _USUAL
    ) -> T:
        """See `Heavy`."""
        seconds = self._state.settings.job_seconds
        try:
            with anyio.fail_after(seconds):
                work = partial(job, self._state.at(stand), *arguments)
                return await run_sync(work, abandon_on_cancel=True)
        except TimeoutError as error:
            raise busy(lang, seconds) from error


class Workers:
    """In processes; each reads the snapshot as this server has it, whatever was built since."""

    def __init__(self, state: State) -> None:
        self._state = state
        # Arrow's own allocator reserves a gigabyte that it does not use, which a worker's bound
        # would count. Workers start with this: a job may bring Arrow along before it is run.
        os.environ["ARROW_DEFAULT_MEMORY_POOL"] = "system"
        limits = state.settings
        self.turns = Turns(limits.job_count, limits.job_queue, limits.job_seconds)
        self._folder: Path | None = None
        self._making = Lock()

    async def run(
        self, lang: Lang, job: Callable[..., T], *arguments: object, stand: Stand = _USUAL
    ) -> T:
        """See `Heavy`."""
        async with self.turns.turn(lang):
            return await self.now(lang, job, *arguments, stand=stand)

    async def now(
        self, lang: Lang, job: Callable[..., T], *arguments: object, stand: Stand = _USUAL
    ) -> T:
        """See `Heavy`."""
        limits = self._state.settings
        try:
            with anyio.fail_after(limits.job_seconds):
                file = await run_sync(self._snapshot)
                # anyio forgets a process whose start is cancelled, and does not end it: so a start
                # is waited for, and then the job, whose process it kills, has no time left.
                with anyio.CancelScope(shield=True):
                    await run_apart(os.getpid, limiter=anyio.CapacityLimiter(1))
                return await run_apart(
                    _work,
                    *(file, limits, job, arguments, stand),
                    cancellable=True,
                    # The turns bound it already.
                    limiter=anyio.CapacityLimiter(1),
                )
        except (TimeoutError, BrokenWorkerProcess) as error:
            _LOG.warning("a job was ended: %s", error.__cause__ or repr(error))
            raise busy(lang, limits.job_seconds) from error
        except MemoryError as error:
            words = catalogue("api", lang)
            detail = words("problem.too_big", megabytes=limits.job_memory / 1_000_000)
            raise HTTPException(503, detail) from error

    def _snapshot(self) -> str:
        """Write what workers need of the snapshot, once."""
        snapshot = self._state.snapshot
        with self._making:
            if self._folder is None:
                # Not before it is needed: by then this process is the one that serves.
                self._folder = Path(tempfile.mkdtemp(prefix="sandan-workers-"))
                weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
            path = self._folder / snapshot.version
            if not path.exists():
                small = {
                    id_: layer.brought()
                    for id_, layer in snapshot.layers.items()
                    if is_drawn(layer)
                }
                beside = path.with_suffix(".new")
                beside.write_bytes(pickle.dumps(snapshot.only(small), pickle.HIGHEST_PROTOCOL))
                beside.replace(path)
        return str(path)


def heavy_of(request: Request) -> Heavy:
    """Return where the server that answers `request` does heavy work."""
    return cast("Heavy", request.app.state.heavy)


def is_drawn(layer: Layer) -> bool:
    """Tell whether those who do heavy work have a layer."""
    return layer.size <= LARGEST_LAYER


def wait_for(
    heavy: Heavy, lang: Lang, job: Callable[..., T], *arguments: object, stand: Stand = _USUAL
) -> T:
    """Do it from a thread that has had its turn in another queue, and only waits meanwhile."""
    return from_thread.run(partial(heavy.now, lang, job, *arguments, stand=stand))


def _work(
    file: str,
    settings: Settings,
    job: Callable[..., T],
    arguments: tuple[object, ...],
    stand: Stand,
) -> T:
    """Do a job in a worker, and give back the memory that it took."""
    try:
        return job(_state(file, settings).at(stand), *arguments)
    finally:
        give_back()


@lru_cache(maxsize=1)
def _state(file: str, settings: Settings) -> State:
    """Read the snapshot, the first thing that a worker does, and whenever there is another one."""
    forget()
    leave_network()
    bound(settings.job_memory)
    with suppress(AttributeError):  # Windows has no such thing
        os.nice(_POLITE)
    return State(settings, pickle.loads(Path(file).read_bytes()))  # noqa: S301 - our own
