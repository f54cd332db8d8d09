"""What was read of files that were added, kept for the next start in the cache folder (I/O).

A file is read anew when it, a file beside it, what is assumed of it, the boundaries or the reader
has changed. What is kept is derived: whatever ails it, the file is read again.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import geo
from geo.geocoding.query import Note
from geo.model.bilingual import Bilingual
from geo.regions.raster import cache_folder
from geo.store.declared import Declared
from geo.store.manifest import MANIFEST
from geo.store.vectors.raw import Remark, Trouble
from geo.store.vectors.reading import AddedBody

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.jsons import Properties

_FOLDER = "added"
_TOLD = "told.json"
_MOST = 64
"""Files whose layers are kept; those not asked for longest go."""
_LEAST = 1_000_000
"""Bytes of a file; a smaller one is read as fast as its layers are found."""


def key_of(path: Path, assumed: str | None, data: Path) -> str | None:
    """Return what names everything that the layers of a file depend on; None for what is not kept.

    Files beside it that share its stem belong to it, as those of a shapefile do.
    """
    try:
        if not path.is_file() or path.stat().st_size < _LEAST:
            return None
        digest = hashlib.sha256(f"{_reader()} {assumed} {path.name}".encode())
        for item in sorted(path.parent.glob(f"{_escaped(path.stem)}.*")):
            if item.is_file():
                # The day of its last change is told as the layer's.
                digest.update(f"{item.name} {int(item.stat().st_mtime)}".encode())
                with item.open("rb") as stream:
                    digest.update(hashlib.file_digest(stream, "sha256").digest())
        with suppress(FileNotFoundError):
            digest.update((data / MANIFEST).read_bytes())
    except OSError:
        return None
    return digest.hexdigest()


def recall(key: str) -> list[AddedBody] | None:
    """Return the layers that are kept under a key."""
    folder = cache_folder() / _FOLDER / key
    try:
        told = json.loads((folder / _TOLD).read_bytes())
        bodies = [(folder / str(number)).read_bytes() for number in range(len(told))]
        if any(_digest(body) != item["digest"] for item, body in zip(told, bodies, strict=True)):
            return None
        found = [_read(item, body) for item, body in zip(told, bodies, strict=True)]
        folder.touch()
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found


def keep(key: str, bodies: Sequence[AddedBody]) -> None:
    """Keep the layers of a file, whole or not at all; a folder that refuses is no fault."""
    home = cache_folder() / _FOLDER
    with suppress(OSError, TypeError, ValueError):
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        staged = Path(tempfile.mkdtemp(dir=home, prefix=".part-"))
        try:
            for number, body in enumerate(bodies):
                (staged / str(number)).write_bytes(body.body)
            text = json.dumps([_told(body) for body in bodies], ensure_ascii=False)
            (staged / _TOLD).write_text(text, "utf-8")
            # One that was found damaged stands in the way.
            shutil.rmtree(home / key, ignore_errors=True)
            staged.rename(home / key)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
        paths = sorted(home.iterdir(), key=lambda path: path.stat().st_mtime)
        for old in paths[:-_MOST]:
            shutil.rmtree(old, ignore_errors=True)


@lru_cache(maxsize=1)
def _reader() -> str:
    """Return what changes with the code that reads."""
    root = Path(geo.__file__).parent
    stats = ((path, path.stat()) for path in sorted(root.rglob("*.py")))
    lines = (f"{path.relative_to(root)} {stat.st_size} {stat.st_mtime_ns}" for path, stat in stats)
    return _digest("\n".join(lines).encode())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _escaped(stem: str) -> str:
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in stem)


def _told(body: AddedBody) -> dict[str, object]:
    return {
        "title": body.title,
        "as_of": body.as_of,
        "ids": body.ids,
        "digest": _digest(body.body),
        "remarks": [
            _told_note(remark)
            if isinstance(remark, Note)
            else {
                "file": remark.file,
                "rows": remark.rows,
                "first": [
                    {"row": each.row, "note": _told_note(each.note)} for each in remark.first
                ],
            }
            for remark in body.remarks
        ],
        "types": {
            name: [
                type_.type,
                type_.format,
                type_.items,
                type_.title and [type_.title.ko, type_.title.en],
            ]
            for name, type_ in body.types.items()
        },
    }


def _told_note(note: Note) -> dict[str, object]:
    return {"code": note.code, "facts": dict(note.facts)}


def _read(values: Properties, body: bytes) -> AddedBody:
    remarks = [
        Note(item["code"], item["facts"])
        if "code" in item
        else Remark(
            item["file"],
            item["rows"],
            tuple(Trouble(each["row"], Note(**each["note"])) for each in item["first"]),
        )
        for item in values["remarks"]
    ]
    types = {
        name: Declared(type_, format_, items, title and Bilingual(*title))
        for name, (type_, format_, items, title) in values["types"].items()
    }
    ids = None if values["ids"] is None else tuple(values["ids"])
    return AddedBody(values["title"], values["as_of"], body, ids, tuple(remarks), types)
