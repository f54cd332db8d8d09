"""What a run has answered so far, beside its output, so that it can go on (I/O)."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from typing import TYPE_CHECKING, TypeGuard

from geo.batch.run import Result
from geo.errors import UnwritableOutputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from types import TracebackType
    from typing import BinaryIO, Self

    from geo.columns import Column
    from geo.jsons import Json

_WIDTH = len(Result._fields)


def journal_path(output: Path) -> Path:
    """Return where the journal of a run with this output stands."""
    return output.with_name(f"{output.name}.journal")


def fingerprint(data: bytes, options: Mapping[str, object]) -> str:
    """Return a digest of the input's bytes and of all that the answers depend on."""
    digest = hashlib.sha256(data)
    digest.update(json.dumps(options, ensure_ascii=False, sort_keys=True).encode())
    return digest.hexdigest()


class Journal:
    """Results in the order of the rows: JSON lines, the first with the fingerprint of the run.

    Each chunk is a line, flushed; a process that is killed loses at most the chunk at hand. Opened
    with another fingerprint, the journal starts anew.
    """

    def __init__(self, path: Path, mark: str) -> None:
        self.path = path
        self.mark = mark
        self.results: list[Result] = []
        """What earlier runs and this one have answered."""
        self._stream: BinaryIO | None = None

    def __enter__(self) -> Self:
        """Read what is there, drop a torn end, and go on behind it.

        Raises
        ------
        UnwritableOutputError
            The journal cannot be written.
        """
        sound = self._read()
        try:
            self._stream = self.path.open("r+b" if sound else "wb")
            self._stream.truncate(sound)
            self._stream.seek(sound)
            if not sound:
                self._write({"fingerprint": self.mark})
        except OSError as error:
            raise UnwritableOutputError(str(self.path), error.strerror or "") from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the journal and keep it."""
        self._close()

    def append(self, results: Sequence[Result]) -> None:
        """Write down a chunk.

        Raises
        ------
        UnwritableOutputError
            The disk is full, or gone.
        """
        try:
            self._write(results)
        except OSError as error:
            raise UnwritableOutputError(str(self.path), error.strerror or "") from error
        self.results.extend(results)

    def remove(self) -> None:
        """Delete the journal: the output is written, whether this can be done or not."""
        self._close()
        with suppress(OSError):
            self.path.unlink(missing_ok=True)

    def _close(self) -> None:
        # What could not be written is tried again here, and fails again: it has been told.
        if self._stream is not None:
            with suppress(OSError):
                self._stream.close()

    def _write(self, value: object) -> None:
        if self._stream is None:
            message = "a journal is written inside its with statement"
            raise RuntimeError(message)
        line = json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
        self._stream.write(line.encode("utf-8", "surrogatepass"))
        self._stream.flush()

    def _read(self) -> int:
        """Take over the results of an earlier run; return the bytes up to the last whole line."""
        try:
            lines = self.path.read_bytes().splitlines(keepends=True)
        except OSError:
            return 0
        if not lines or _parsed(lines[0]) != {"fingerprint": self.mark}:
            return 0
        sound = len(lines[0])
        for line in lines[1:]:
            chunk = _parsed(line)
            if not _is_chunk(chunk):
                break
            self.results.extend(Result(*values) for values in chunk)
            sound += len(line)
        return sound


def _parsed(line: bytes) -> Json:
    if not line.endswith(b"\n"):
        return None
    try:
        parsed: Json = json.loads(line.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        return None
    return parsed


def _is_chunk(value: Json) -> TypeGuard[list[Column]]:
    return isinstance(value, list) and all(
        isinstance(values, list) and len(values) == _WIDTH for values in value
    )
