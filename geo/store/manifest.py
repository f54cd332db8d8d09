"""What belongs to one build: the manifest with the hash of every file (RFC 6234, SHA-256)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.errors import BrokenLayerError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MANIFEST = "build.json"
"""File below the data folder; a build writes it last."""
GIVEN = ("boundaries/*.topojson", "index/*.parquet")
"""Files that a build does not make, but a server reads while it runs."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of one build and the given ones beside it: path below the data folder to hash."""

    built: Mapping[str, str]
    given: Mapping[str, str]

    @classmethod
    def of(cls, data: Path, files: Mapping[str, bytes]) -> Manifest:
        """Take the hashes of the `files` of a build and of what is given below `data`."""
        given = sorted(path for pattern in GIVEN for path in data.glob(pattern))
        return cls(
            {file: digest(content) for file, content in sorted(files.items())},
            {path.relative_to(data).as_posix(): digest(path.read_bytes()) for path in given},
        )

    def to_bytes(self) -> bytes:
        """Write it as JSON, a line for each file; the same files give the same bytes."""
        plain = {"built": dict(self.built), "given": dict(self.given)}
        return f"{json.dumps(plain, ensure_ascii=False, indent=1)}\n".encode()

    @classmethod
    def read(cls, content: bytes) -> Manifest:
        """Read what `to_bytes` wrote.

        Raises
        ------
        BrokenLayerError
            It is something else.
        """
        try:
            plain = json.loads(content)
            built, given = (
                {str(file): str(hashed) for file, hashed in plain[part].items()}
                for part in ("built", "given")
            )
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise BrokenLayerError(MANIFEST) from error
        return cls(built, given)


@dataclass(slots=True, eq=False)
class Given:
    """The given files, looked at again and again: one is read again only when it has changed."""

    data: Path
    manifest: Manifest
    _sound: dict[str, tuple[int, int]] = field(default_factory=dict)
    """File to size and time of change (ns) when its hash was right."""

    def damaged(self) -> list[str]:
        """Return the files that are not as the build found them."""
        return [file for file in self.manifest.given if not self._is_sound(file)]

    def _is_sound(self, file: str) -> bool:
        path = self.data / file
        try:
            told = path.stat()
            stamp = told.st_size, told.st_mtime_ns
            if self._sound.get(file) == stamp:
                return True
            if digest(path.read_bytes()) != self.manifest.given[file]:
                return False
        except OSError:
            return False
        self._sound[file] = stamp
        return True


def digest(content: bytes) -> str:
    """Return the hash by which a manifest knows a content: SHA-256, hexadecimal."""
    return hashlib.sha256(content).hexdigest()
