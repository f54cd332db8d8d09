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
from geo.errors import GeoError, UnreadableVectorError
from geo.gdal import ENVIRONMENT
from geo.messages import catalogue
from geo.store.fragments import Fragments, RowNumbers
from geo.store.letters import latin
from geo.store.prepared import keep, key_of, recall
from geo.store.snapshot import Layer, version_of
from geo.store.vectors.raw import READABLE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from geo.geocoding.query import Note
    from geo.messages import Lang
    from geo.store.vectors.raw import Remark
    from geo.store.vectors.reading import AddedBody

_OTHER = re.compile(r"[^a-z0-9]+")
_WITH_CRS = re.compile(r"(?P<name>.+)@(?:EPSG:)?(?P<code>\d{4,5})", re.IGNORECASE)
_LONGEST_ID = 60
"""Characters; it stands in every address of the collection."""
_WORKER = "geo.store.vectors.worker:read_into"


@dataclass(frozen=True, slots=True)
class Added:
    """The layers of the files that were added, and what of them could not be kept."""

    layers: tuple[Layer, ...]
    remarks: tuple[Note | Remark | Refused, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that cannot be read; the others are served without it."""

    error: GeoError

    def text(self, lang: Lang) -> str:
        """Say it in `lang`."""
        return catalogue("geo", lang)("note.added.refused", error=self.error.text(lang))


def load_added(
    paths: Sequence[Path],
    data: Path,
    taken: Collection[str],
    assumed: str | None = None,
    *,
    strict: bool = False,
) -> Added:
    """Read files, each in a process of its own, and make a layer of each of theirs.

    The processes keep the memory of GDAL and Arrow out of the server, and a file that crashes them
    from stopping it without a word. `data` is the folder with the boundaries, `taken` the ids that
    are in use, `assumed` the CRS of what declares none; a path that ends in ``@5174`` has its own.

    Raises
    ------
    ImportFileError
        A file cannot be read and `strict` is asked for; see
        `geo.store.vectors.reading.read_vector`.
    """

    def read(path: Path) -> list[AddedBody] | Refused:
        try:
            return _known(*crs_of_path(path, assumed), data)
        except GeoError as error:
            if strict:
                raise
            return Refused(error)

    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        answers = list(pool.map(read, paths))
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    bodies = [body for answer in answers if isinstance(answer, list) for body in answer]
    used = set(taken)
    layers = []
    for body in bodies:
        layers.append(as_layer(_unused(layer_id(body.title), used), body))
        used.add(layers[-1].id)
    remarks = [remark for body in bodies for remark in body.remarks]
    return Added(tuple(layers), (*refused, *remarks))


def crs_of_path(path: Path, assumed: str | None) -> tuple[Path, str | None]:
    """Return the file that a user named, and the CRS that he named behind it.

    >>> crs_of_path(Path("공장.shp@5174"), None)
    (PosixPath('공장.shp'), 'EPSG:5174')
    """
    found = None if path.exists() else _WITH_CRS.fullmatch(path.name)
    if found is None:
        return path, assumed
    return path.with_name(found["name"]), f"EPSG:{found['code']}"


def as_layer(id_: str, read: AddedBody) -> Layer:
    """Return the layer of a body, its features cut out of it when they are asked for."""
    fragments = Fragments.of(read.body)
    rows: Mapping[str, int] = RowNumbers(len(fragments))
    if read.ids is not None:
        rows = {feature: row for row, feature in enumerate(read.ids)}
    version = version_of(read.body)
    titles = read.title, read.title
    return Layer(
        id_,
        *titles,
        read.as_of,
        read.body,
        fragments,
        rows,
        version,
        built=False,
        types=read.types,
    )


def layer_id(title: str) -> str:
    """Return the id of a layer called `title`: in Latin letters, other scripts by their digest.

    >>> layer_id("Factories 2025_v2"), layer_id("공장"), layer_id("工場")
    ('factories-2025-v2', 'gongjang', 'added-6afcfe4a')
    """
    name = latin(unicodedata.normalize("NFC", title).strip())
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


def _known(path: Path, assumed: str | None, data: Path) -> list[AddedBody]:
    """Return what is kept of a file since an earlier start, else read it and keep it."""
    key = key_of(path, assumed, data)
    added_bodies = recall(key) if key else None
    if added_bodies is not None:
        return added_bodies
    read = _read_apart(path, assumed, data)
    if key:
        keep(key, read)
    return read


def _read_apart(path: Path, assumed: str | None, data: Path) -> list[AddedBody]:
    with tempfile.TemporaryDirectory() as folder:
        arguments = path, data, assumed, Path(folder)
        size = path.stat().st_size if path.is_file() else 0
        try:
            read: list[AddedBody] = call(_WORKER, *arguments, size=size, environment=ENVIRONMENT)
        except Stopped as stopped:
            raise UnreadableVectorError(path.name, stopped.reason, READABLE) from stopped
        return [
            replace(added_body, body=Path(folder, str(number)).read_bytes())
            for number, added_body in enumerate(read)
        ]
