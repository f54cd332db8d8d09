"""How servers that run are told to reload: a socket each, in a folder that is their user's alone.

A line is asked, a line of JSON is answered. Processes that serve from one port ask one another so
for their metrics, too.
"""

from __future__ import annotations

import asyncio
import errno
import json
import logging
import os
import socket
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from pathlib import Path

    from geo.jsons import OpenObject

_LOG = logging.getLogger("sandan.serve")
_ENDING = ".sock"
_WHILE = 300.0
"""Seconds that an answer may take: a reload reads everything anew."""
_PEERS = 2.0
"""Seconds that another process may take to tell its metrics."""
_LONGEST = 2**24
"""Bytes of an answer."""


class Control:
    """The socket of this process; those of one `group` serve from one port."""

    def __init__(
        self,
        folder: Path,
        group: str,
        answers: Mapping[str, Callable[[], Awaitable[OpenObject]]],
    ) -> None:
        self._path = folder / f"{group}-{os.getpid()}{_ENDING}"
        self._fellows = f"{group}-*{_ENDING}"
        self._answers = answers
        self._server: asyncio.AbstractServer | None = None

    async def open(self) -> None:
        """Listen; where that cannot be, say so and go on: signals are left."""
        try:
            _claim(self._path.parent)
            self._path.unlink(missing_ok=True)
            self._server = await asyncio.start_unix_server(self._answer, self._path)
        except (OSError, AttributeError) as error:  # Windows has no such sockets
            _LOG.warning("'sandan reload' cannot reach this server: %s", error)

    def close(self) -> None:
        """Listen no longer."""
        if self._server is not None:
            self._server.close()
            with suppress(OSError):
                self._path.unlink()

    async def peers(self) -> list[OpenObject]:
        """Return the metrics of the other processes of this server that answer."""
        others = sorted(set(self._path.parent.glob(self._fellows)) - {self._path})
        told = await asyncio.gather(*(_asked(path, "metrics") for path in others))
        return [item for item in told if item is not None]

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, ValueError, TimeoutError):
            question = (await asyncio.wait_for(reader.readline(), _PEERS)).decode().strip()
            if question in self._answers:
                document = await self._answers[question]()
                writer.write(f"{json.dumps(document, ensure_ascii=False)}\n".encode())
                await writer.drain()
        writer.close()


async def _asked(path: Path, question: str) -> OpenObject | None:
    with suppress(OSError, ValueError, TimeoutError):
        async with asyncio.timeout(_PEERS):
            reader, writer = await asyncio.open_unix_connection(path, limit=_LONGEST)
            try:
                writer.write(f"{question}\n".encode())
                document: OpenObject = json.loads(await reader.readline())
                return document
            finally:
                writer.close()
    return None


def ask(folder: Path, question: str) -> list[OpenObject]:
    """Ask every server of this user that runs; what killed ones have left is removed."""
    asked = []
    for path in sorted(folder.glob(f"*{_ENDING}")):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(_WHILE)
        try:
            connection.connect(str(path))
        except ConnectionRefusedError:
            connection.close()
            with suppress(OSError):
                path.unlink()
            continue
        except OSError:
            connection.close()
            continue
        # All are asked before the first answer is awaited: they reload at the same time.
        with suppress(OSError):
            connection.sendall(f"{question}\n".encode())
        asked.append(connection)
    answers = []
    for connection in asked:
        with connection, connection.makefile("rb") as stream, suppress(OSError, ValueError):
            answers.append(json.loads(stream.readline()))
    return answers


def _claim(folder: Path) -> None:
    """Make the folder, and see that nobody else can put or ask anything there.

    Raises
    ------
    OSError
        It cannot be made, or is another's.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    told = folder.stat()
    if told.st_uid != os.geteuid() or stat.S_IMODE(told.st_mode) & 0o022:
        raise PermissionError(errno.EPERM, "not this user's alone", str(folder))
