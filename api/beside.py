"""Processes that serve from one port: made by forking, ended together, made anew when one dies.

The first process reads the data and opens the port, and from then on only looks after the others,
which share with it what it has read.
"""

from __future__ import annotations

import logging
import os
import select
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass

_LOG = logging.getLogger("sandan.serve")
_SOON = 5.0
"""Seconds; a process that lived no longer is made anew only after as long a pause."""
_GRACE = 5.0
"""Seconds beyond those that answers have for their end, after which a process is killed."""


@dataclass(frozen=True, slots=True)
class Post:
    """Where one of the processes stands."""

    number: int
    """From 1."""
    again: bool
    """Whether it follows one that has died: what was read at the start may be old by now."""
    others: int
    """Is at its end (EOF) when the first process has ended, however that was."""

    @property
    def first(self) -> bool:
        """Whether this is the one that tells what is told once."""
        return self.number == 1 and not self.again


def can_fork() -> bool:
    """Tell whether this system can make such processes; Windows cannot."""
    return hasattr(os, "fork")


def hold_hang_up() -> None:
    """Keep a signal to reload until there is somebody who can: else it would end the process."""
    if hasattr(signal, "SIGHUP"):
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGHUP])


def take_hang_up() -> None:
    """Take such signals from now on."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGHUP])


def split(count: int, stop_seconds: float) -> Post:
    """Return in each of `count` new processes; the first one ends here, after them.

    It passes on what signals tell it: to stop, and to reload.
    """
    return _First(count, stop_seconds + _GRACE).watch()


class _First:
    """The first process."""

    def __init__(self, count: int, patience: float) -> None:
        self._patience = patience
        self._due = dict.fromkeys(range(1, count + 1), 0.0)
        """Number to when a process is to be made for it."""
        self._made: dict[int, tuple[int, float]] = {}
        """Process to its number, and when it was made."""
        self._until: float | None = None
        """When those that have not ended are killed; None while they are to serve."""
        self._others, self._own = os.pipe()
        self._heard, number = os.pipe()
        os.set_blocking(number, False)
        # By a pipe: the libraries have threads, and a signal may come to any of them.
        signal.set_wakeup_fd(number, warn_on_full_buffer=False)
        self._handlers = {
            item: signal.signal(item, lambda *_: None)
            for item in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD)
        }
        if signal.SIGHUP in signal.pthread_sigmask(signal.SIG_BLOCK, []):
            self._handlers[signal.SIGHUP] = signal.signal(signal.SIGHUP, lambda *_: None)
            take_hang_up()

    def watch(self) -> Post:
        """Make the processes, and make anew those that end; return in the new ones."""
        again = False
        while True:
            for number in [
                number for number, when in self._due.items() if when <= time.monotonic()
            ]:
                if self._fork(number):
                    return Post(number, again, self._others)
            again = True
            self._hear()
            self._count_ended()
            if self._until is not None:
                if not self._made:
                    sys.exit(0)
                if time.monotonic() > self._until:
                    self._tell(signal.SIGKILL)

    def _fork(self, number: int) -> bool:
        """Make a process; tell whether this is it."""
        del self._due[number]
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, self._handlers)
        process = os.fork()
        if process:
            self._made[process] = number, time.monotonic()
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
            return False
        signal.set_wakeup_fd(-1)
        os.close(self._own)
        for item, handler in self._handlers.items():
            signal.signal(item, handler)
        held = blocked | ({signal.SIGHUP} & self._handlers.keys())
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        return True

    def _hear(self) -> None:
        """Wait for signals, or for the next thing that is to be done."""
        whens = [*self._due.values(), *([self._until] if self._until is not None else [])]
        wait = max(0.0, min(whens) - time.monotonic()) if whens else None
        if not select.select([self._heard], [], [], wait)[0]:
            return
        told = set(os.read(self._heard, 1024))
        if told & {signal.SIGTERM, signal.SIGINT} and self._until is None:
            self._until = time.monotonic() + self._patience
            self._due.clear()
            self._tell(signal.SIGTERM)
        elif signal.SIGHUP in told:
            self._tell(signal.SIGHUP)

    def _count_ended(self) -> None:
        with suppress(ChildProcessError):
            while (told := os.waitpid(-1, os.WNOHANG))[0]:
                number, since = self._made.pop(told[0], (0, 0.0))
                if not number or self._until is not None:
                    continue
                code = os.waitstatus_to_exitcode(told[1])
                _LOG.error("worker %d (process %d) ended with %d", number, told[0], code)
                soon = time.monotonic() - since < _SOON
                self._due[number] = time.monotonic() + (_SOON if soon else 0.0)

    def _tell(self, number: int) -> None:
        for process in self._made:
            with suppress(ProcessLookupError):
                os.kill(process, number)
