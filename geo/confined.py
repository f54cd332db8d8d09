"""A function in a process of its own: without a network, bounded in memory and time (I/O).

What libraries take of memory goes with the process, what crashes them stops nobody else, and what
lures them into asking another host finds none. Called as ``python -m geo.confined FOLDER``.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import os
import pickle
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import GeoError

if TYPE_CHECKING:
    from collections.abc import Mapping

SECONDS = 900.0
"""For one file; half a million polygons take about one minute."""
_MEMORY = 4_000_000_000
"""Bytes that any process may take, and …"""
_TIMES = 32
"""… what a file may take for each byte of it, if that is more: text and objects about its bytes.

A million points of five properties as GeoJSON take 27."""
_CALL, _RESULT, _ERROR = "call", "result", "error"
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
"""Flags of unshare(2)."""


@dataclass(eq=False)
class Stopped(Exception):  # noqa: N818 - it says what has happened
    """The process ended without an answer."""

    reason: str


def call(
    function: str,
    *arguments: object,
    size: int = 0,
    seconds: float = SECONDS,
    environment: Mapping[str, str] | None = None,
) -> Any:  # noqa: ANN401 - what the function gives
    """Call ``module:function`` and return what it returns; both ways by pickle.

    Parameters
    ----------
    size
        Bytes of the file that it reads, by which its memory is bounded.
    seconds
        After which the process is killed.
    environment
        Variables that it gets besides.

    Raises
    ------
    GeoError
        What the function raises of ours.
    Stopped
        It crashed, took too much memory, or too long.
    """
    with tempfile.TemporaryDirectory() as folder:
        memory = max(_MEMORY, _TIMES * size)
        Path(folder, _CALL).write_bytes(pickle.dumps((function, arguments, memory)))
        paths = os.pathsep.join(filter(None, sys.path))
        try:
            ended = subprocess.run(  # noqa: S603 - ourselves
                [sys.executable, "-P", "-m", __name__, folder],
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                timeout=seconds,
                env={**os.environ, **(environment or {}), "PYTHONPATH": paths},
            )
        except subprocess.TimeoutExpired as error:
            message = f"> {seconds:.0f} s"
            raise Stopped(message) from error
        for name in (_ERROR, _RESULT):
            answer = Path(folder, name)
            if answer.exists():
                told = pickle.loads(answer.read_bytes())  # noqa: S301 - our own
                if name == _ERROR:
                    raise told
                return told
        last = ended.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise Stopped(last[0] if last else _said(ended.returncode, memory))


def _said(code: int, memory: int) -> str:
    """Tell how a process ended that said nothing: some libraries crash where memory ends."""
    if code >= 0:
        return f"exit {code}"
    return f"{signal.Signals(-code).name}, ≤ {memory / 1e9:.0f} GB"


def main(folder: str) -> None:
    """Do what `call` has left in `folder`."""
    # The process ends before any cycle could matter, and half a million rows make many rounds.
    gc.disable()
    function, arguments, memory = pickle.loads(Path(folder, _CALL).read_bytes())  # noqa: S301
    leave_network()
    bound(memory)
    module, _, name = function.partition(":")
    try:
        result = getattr(importlib.import_module(module), name)(*arguments)
    except GeoError as error:
        Path(folder, _ERROR).write_bytes(pickle.dumps(error))
        return
    Path(folder, _RESULT).write_bytes(pickle.dumps(result))


def leave_network() -> bool:
    """Give up every network, loopback too; False where the system does not let a process do so.

    Only Linux has such a thing; some distributions keep it for the administrator.
    """
    with suppress(OSError, AttributeError):
        user, group = os.getuid(), os.getgid()
        unshare = ctypes.CDLL(None).unshare
        if unshare(_NEW_NETWORK) == 0:
            return True
        if unshare(_NEW_USER | _NEW_NETWORK) == 0:
            # Without these the process could write no file of its own.
            Path("/proc/self/setgroups").write_text("deny", "ascii")
            Path("/proc/self/uid_map").write_text(f"{user} {user} 1", "ascii")
            Path("/proc/self/gid_map").write_text(f"{group} {group} 1", "ascii")
            return True
    return False


def bound(memory: int) -> None:
    """Let this process take no more than `memory` bytes of its own, and leave no core file."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - Windows has none

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


if __name__ == "__main__":
    main(*sys.argv[1:])
