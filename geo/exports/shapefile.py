"""Shapefiles in a zip, with what dBASE cannot hold told in a README beside them (I/O)."""

from __future__ import annotations

import tempfile
import warnings
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyogrio

from geo.exports.batches import stream_of
from geo.exports.survey import in_cells
from geo.exports.temporary import add_member, day_of, file_chunks
from geo.messages import LANGS, catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geo.exports.features import Job
    from geo.exports.formats import Encoding
    from geo.exports.survey import Family, Kind, Survey

NAME_BYTES, TEXT_BYTES = 10, 254
"""Of a field's name and of a text (dBASE III+)."""
_OWN: Mapping[Kind, Kind] = {"boolean": "integer", "datetime": "text", "local": "text"}
"""Kinds that dBASE does not have to those that they become."""
_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


@dataclass(slots=True)
class Texts:
    """Makes texts fit, and counts what that cost."""

    encoding: Encoding
    cut: int = 0
    replaced: int = 0

    def __call__(self, text: str) -> str:
        """Return `text` cut between characters, ``?`` for what the encoding does not have."""
        encoded = text.encode(self.encoding, "replace")
        if encoded.decode(self.encoding) != text:
            self.replaced += 1
        if len(encoded) > TEXT_BYTES:
            self.cut += 1
        return encoded[:TEXT_BYTES].decode(self.encoding, "ignore")


def short_names(names: Iterable[str], encoding: Encoding) -> dict[str, str]:
    """Return property to field name: at most 10 bytes, unique whatever the case.

    >>> short_names(["sigungu_code", "sigungu_code_old", "산업단지이름"], "utf-8")
    {'sigungu_code': 'sigungu_co', 'sigungu_code_old': 'sigungu__2', '산업단지이름': '산업단'}
    """
    used: set[str] = set()
    found: dict[str, str] = {}
    for name in names:
        free, number = _first_bytes(name, encoding, NAME_BYTES) or "field", 2
        while free.casefold() in used:
            free = f"{_first_bytes(name, encoding, NAME_BYTES - len(f'_{number}'))}_{number}"
            number += 1
        used.add(free.casefold())
        found[name] = free
    return found


def _first_bytes(text: str, encoding: Encoding, most: int) -> str:
    return text.encode(encoding, "replace")[:most].decode(encoding, "ignore").strip()


def write_shp(job: Job) -> Iterator[bytes]:
    """Give a zip with .shp, .shx, .dbf, .prj, .cpg and README.txt.

    A shapefile holds one kind of shape: of a mixture each kind becomes a shapefile of its own, and
    collections of shapes are left out. Truth values are 1 and 0, whatever the reader's age.
    """
    seen = job.survey()
    texts = Texts(job.encoding)
    names = short_names(seen.kinds, job.encoding)
    families: tuple[Family | None, ...] = seen.families or (None,)
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as stream:
        stems = []
        for family in families:
            stem = job.layer.id if len(families) == 1 else f"{job.layer.id}-{family}"
            stems.append(stem)
            _write(job, seen, names, texts, family, Path(folder) / f"{stem}.shp")
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for stem in stems:
                for part in _PARTS:
                    file = Path(folder) / f"{stem}{part}"
                    if file.exists():
                        add_member(archive, file.name, file)
            readme = _readme(job, names, texts, seen).encode("utf-8-sig")
            add_member(archive, "README.txt", readme)
        stream.seek(0)
        yield from file_chunks(stream)


def _write(
    job: Job,
    seen: Survey,
    names: Mapping[str, str],
    texts: Texts,
    family: Family | None,
    path: Path,
) -> None:
    kinds = {name: _OWN.get(kind, kind) for name, kind in in_cells(seen.kinds).items()}
    stream = stream_of(job, replace(seen, kinds=kinds), names, texts, family)
    with warnings.catch_warnings():
        # GDAL warns of numbers of more digits than it is sure of; nothing is lost.
        warnings.simplefilter("ignore", RuntimeWarning)
        pyogrio.write_arrow(
            stream.reader(),
            path,
            driver="ESRI Shapefile",
            geometry_name=stream.geometry,
            geometry_type=stream.geometry_type if family else "Point",
            crs=job.crs,
            encoding=job.encoding.upper(),
            # The day of the sources: a file says the same whenever it is made.
            layer_options={"DBF_DATE_LAST_UPDATE": day_of(job)},
        )


def _readme(job: Job, names: Mapping[str, str], texts: Texts, seen: Survey) -> str:
    """Say in both languages where the data comes from and what a shapefile made of it."""
    parts = []
    for lang in LANGS:
        words = catalogue("geo", lang)
        lines = [job.sources[lang].text(lang), "", words("export.shp.crs", crs=job.crs)]
        lines.append(words("export.shp.encoding", encoding=job.encoding.upper()))
        lines.append(words("export.shp.values"))
        if texts.cut:
            lines.append(words("export.shp.cut", count=texts.cut))
        if texts.replaced:
            lines.append(words("export.shp.replaced", count=texts.replaced))
        if len(seen.families) > 1:
            lines.append(words("export.shp.families"))
        if seen.collections:
            lines.append(words("export.shp.collections", count=seen.collections))
        lines += ["", words("export.shp.names")]
        lines += [f"  {short:<10}  {name}" for name, short in names.items()]
        parts.append("\n".join(lines))
    return f"\n\n{'-' * 60}\n\n".join(parts).replace("\n", "\r\n") + "\r\n"
