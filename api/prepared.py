"""Files made for readers: on disk for a while, so that parts of one can be asked for again (I/O).

A file is told by a strong validator, the digest of its bytes, and `Range` reads are answered from
it (RFC 9110 §14): GDAL's ``/vsicurl/`` opens a GeoPackage, a FlatGeobuf or GeoParquet in place.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import weakref
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from fastapi import Response
from starlette.datastructures import MutableHeaders
from starlette.responses import FileResponse

from api.respond import REVALIDATE, is_known, last_modified

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from fastapi import Request
    from starlette.types import Receive, Scope, Send


MOST_BYTES = 2_000_000_000
"""Of all files that are kept; one that is being sent stays until it is sent."""
MOST_FILES = 256
"""Each keeps a file open while it is sent; systems give a process 1,024 by default."""
_RANGE = re.compile(r"bytes=\s*(\d+-\d*|-\d+)(\s*,\s*(\d+-\d*|-\d+))*\s*", re.IGNORECASE)
"""What of `Range` is understood; any other is to be ignored (RFC 9110 §14.2)."""


@dataclass(frozen=True, eq=False)
class Prepared:
    """One file; it is deleted when nobody holds this any longer."""

    path: Path
    size: int
    """Bytes."""
    digest: str
    facts: Mapping[str, str]
    """Headers that its making gave."""


@dataclass(slots=True, eq=False)
class Files:
    """The files that were asked for last."""

    most_bytes: int = MOST_BYTES
    most_files: int = MOST_FILES
    _held: OrderedDict[Hashable, Prepared] = field(default_factory=OrderedDict)
    _making: dict[Hashable, Lock] = field(default_factory=dict)
    _turn: Lock = field(default_factory=Lock)

    def get(
        self,
        key: Hashable,
        make: Callable[[Path], Mapping[str, str]],
    ) -> Prepared:
        """Return the file of `key`, made once however many ask for it at the same time.

        `make` writes it and returns what headers tell of it. What it raises is raised, and nothing
        is kept.
        """
        with self._turn:
            prepared = self._find(key)
            making = self._making.setdefault(key, Lock())
        if prepared is not None:
            return prepared
        with making:
            with self._turn:
                prepared = self._find(key)
            try:
                if prepared is None:
                    prepared = _written(make)
            finally:
                with self._turn:
                    self._making.pop(key, None)
            with self._turn:
                self._keep(key, prepared)
        return prepared

    def clear(self) -> None:
        """Let go of every file."""
        with self._turn:
            self._held.clear()

    def _find(self, key: Hashable) -> Prepared | None:
        prepared = self._held.get(key)
        if prepared is not None:
            self._held.move_to_end(key)
        return prepared

    def _keep(self, key: Hashable, result: Prepared) -> None:
        self._held[key] = result
        while len(self._held) > 1 and (
            len(self._held) > self.most_files
            or sum(prepared.size for prepared in self._held.values()) > self.most_bytes
        ):
            self._held.popitem(last=False)


def _written(make: Callable[[Path], Mapping[str, str]]) -> Prepared:
    handle, name = tempfile.mkstemp(prefix="sandan-")
    path = Path(name)
    try:
        os.close(handle)
        facts = make(path)
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()[:32]
        prepared = Prepared(path, path.stat().st_size, digest, facts)
    except BaseException:
        _delete(name)
        raise
    weakref.finalize(prepared, _delete, name)
    return prepared


def _delete(name: str) -> None:
    with suppress(OSError):
        Path(name).unlink()


def wants_part(request: Request) -> bool:
    """Tell whether `request` asks for a part of a file, which is then sent uncoded."""
    return _RANGE.fullmatch(request.headers.get("range", "")) is not None


def file_content(
    request: Request,
    prepared: Prepared,
    media_type: str,
    headers: Mapping[str, str],
    as_of: str = "",
) -> Response:
    """Answer with the file, the parts of it that are asked for, or 304.

    `as_of` is told as the last modification, as `api.respond.content` does.
    """
    every = {
        "ETag": f'"{prepared.digest}"',
        "Cache-Control": REVALIDATE,
        "Accept-Ranges": "bytes",
        **prepared.facts,
        **headers,
    }
    modified, text = last_modified(as_of)
    if modified:
        every["Last-Modified"] = text
    if is_known(request, every["ETag"], modified):
        return Response(status_code=304, headers=every)
    return _Sent(prepared, media_type, every)


class _Sent(FileResponse):
    """A file or parts of it; holds what keeps the file on disk."""

    def __init__(self, prepared: Prepared, media_type: str, headers: Mapping[str, str]) -> None:
        super().__init__(
            prepared.path, headers=headers, media_type=media_type, stat_result=prepared.path.stat()
        )
        self._made = prepared

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = MutableHeaders(raw=list(scope["headers"]))
        # The date is that of the sources, a day: two files may share it, so only the digest holds.
        stale = headers.get("if-range", self.headers["etag"]) != self.headers["etag"]
        if stale or not _RANGE.fullmatch(headers.get("range", "")):
            del headers["range"]
        await super().__call__({**scope, "headers": headers.raw}, receive, send)
