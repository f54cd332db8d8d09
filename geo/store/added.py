"""Files that the operator adds: each layer a collection beside the built ones (I/O)."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from geo.confined import Stopped, call
from geo.errors import UnreadableVectorError
from geo.gdal import ENVIRONMENT
from geo.store.fragments import Fragments, RowNumbers
from geo.store.snapshot import Layer, version_of
from geo.store.vectors.raw import READABLE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from geo.geocoding.query import Note
    from geo.store.vectors.raw import Remark
    from geo.store.vectors.reading import AddedBody

_OTHER = re.compile(r"[^a-z0-9]+")
_LONGEST_ID = 60
_WORKER = "geo.store.vectors.worker:read_into"


@dataclass(frozen=True, slots=True)
class Added:
    """The layers of the files that were added, and what of them could not be kept."""

    layers: tuple[Layer, ...]
    remarks: tuple[Note | Remark, ...]


def load_added(
    paths: Sequence[Path], data: Path, taken: Collection[str], assumed: str | None = None
) -> Added:
    """Read files, each in a process of its own, and make a layer of each of theirs.

    The processes keep the memory of GDAL and Arrow out of the server, and a file that crashes them
    from stopping it without a word. `data` is the folder with the boundaries, `taken` the ids that
    are in use, `assumed` the CRS of what declares none.

    Raises
    ------
    ImportFileError
        A file cannot be read; see `geo.store.vectors.reading.read_vector`.
    """
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        read = pool.map(lambda path: _read_apart(path, data, assumed), paths)
        bodies = [body for several in read for body in several]
    used = set(taken)
    layers = []
    for body in bodies:
        layers.append(as_layer(_unused(layer_id(body.title), used), body))
        used.add(layers[-1].id)
    return Added(tuple(layers), tuple(remark for body in bodies for remark in body.remarks))


def as_layer(id_: str, read: AddedBody) -> Layer:
    """Return the layer of a body, its features cut out of it when they are asked for."""
    fragments = Fragments.of(read.body)
    rows: Mapping[str, int] = RowNumbers(len(fragments))
    if read.ids is not None:
        rows = {feature: row for row, feature in enumerate(read.ids)}
    version = version_of(read.body)
    body = read.body
    return Layer(
        id_, read.title, read.title, read.as_of, body, fragments, rows, version, built=False
    )


def layer_id(title: str) -> str:
    """Return the id of a layer called `title`: ASCII as it is, anything else by its digest.

    >>> layer_id("Factories 2025_v2"), layer_id("공장")
    ('factories-2025-v2', 'added-19d82475')
    """
    name = unicodedata.normalize("NFC", title).strip()
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", name)
        if not unicodedata.combining(letter)
    )
    slug = _OTHER.sub("-", plain.casefold()).strip("-")[:_LONGEST_ID].strip("-")
    if slug and all(letter.isascii() or not letter.isalnum() for letter in plain):
        return slug
    return f"added-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}"


def _unused(id_: str, used: Collection[str]) -> str:
    again = (f"{id_}-{number}" for number in range(2, len(used) + 3))
    return next(free for free in (id_, *again) if free not in used)


def _read_apart(path: Path, data: Path, assumed: str | None) -> list[AddedBody]:
    with tempfile.TemporaryDirectory() as folder:
        arguments = path, data, assumed, Path(folder)
        size = path.stat().st_size if path.is_file() else 0
        try:
            read: list[AddedBody] = call(_WORKER, *arguments, size=size, environment=ENVIRONMENT)
        except Stopped as stopped:
            raise UnreadableVectorError(path.name, stopped.reason, READABLE) from stopped
        return [
            replace(one, body=Path(folder, str(number)).read_bytes())
            for number, one in enumerate(read)
        ]
