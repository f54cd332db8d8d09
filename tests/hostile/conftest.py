"""Faults made on purpose."""

import errno
import os
import signal
import sys
from contextlib import contextmanager

import pytest

TOUCHING = {
    *("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.truncate"),
    *("tempfile.mkdtemp", "tempfile.mkstemp"),
}
"""What Python tells its audit hooks of writing to a disk; a hook that raises makes it fail."""


KILL = getattr(signal, "SIGKILL", None)
"""As the error of a step: the process is killed there."""


class Killed(BaseException):
    """Nothing more happens: what a process that is killed leaves, stands."""


class Disk:
    """Counts what writes (or reads) below a folder, and makes one of it fail."""

    def __init__(self):
        self.folder, self.count, self.fail_at, self.dead = None, 0, None, False
        self.reading, self.error = False, None
        self.failed = ""
        """What was made to fail."""
        sys.addaudithook(self._heard)

    def _heard(self, event, arguments):
        if self.folder is None or event not in TOUCHING:
            return
        path = arguments[0]
        read_only = event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR)
        below = isinstance(path, (str, os.PathLike)) and self.folder in str(path)
        if below and read_only is self.reading:
            self.step(event)

    def step(self, event="fsync"):
        if self.folder is None:
            return
        if self.dead and self.count >= self.fail_at:
            raise Killed
        self.count += 1
        if self.count == self.fail_at:
            self.failed = event
            if self.dead:
                raise Killed
            if self.error is KILL:
                os.kill(os.getpid(), KILL)
            raise self.error or OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    @contextmanager
    def failing(self, folder, at=None, *, killed=False, reading=False, error=None):
        """Let the step number `at` fail, for want of room; with `killed`, nothing follows it.

        `reading`: what is opened to be read, as what is written is else.
        """
        self.reading, self.error = reading, error
        self.folder, self.count, self.fail_at, self.dead = str(folder), 0, at, killed
        try:
            yield self
        finally:
            self.folder = None


_DISK = []


@pytest.fixture
def disk(monkeypatch):
    if not _DISK:  # a hook stays for ever: one for all tests
        _DISK.append(Disk())
    made, flush = _DISK[0], os.fsync

    def fsync(handle):
        made.step()
        flush(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    return made
