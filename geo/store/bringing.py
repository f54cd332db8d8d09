"""A file of figures into the store of a data folder: read, matched, told, and written if asked."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.disk import locked
from geo.importers import imported
from geo.importers.statistics import read_statistics_file
from geo.store.figures import digest_of, read_statistics, write_taken
from geo.store.imports import read_import, write_import
from geo.store.snapshot import STATISTICS
from geo.store.taking import Located, Roster, take

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from geo.geocoding.geocoder import Geocoder
    from geo.importers.kicox import KicoxTable
    from geo.layers.collection import Collection
    from geo.statistics.model import Reading, Taken


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was read."""

    path: Path
    reading: Reading
    table: KicoxTable | None
    """Of the quarterly table."""
    collection: Collection | None = None
    """That of the table, where it has been made already."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file adds to the store."""

    reading: Reading
    taken: Taken
    file: Path | None
    """Of the store; None where nothing was written."""


def read_all(paths: Iterable[Path], geocoder: Geocoder, period: str = "") -> list[Read]:
    """Read files in the order in which they are to be brought.

    The newest quarter first, which says which complexes there are; then what names them.

    Raises
    ------
    ImportFileError
        A file cannot be read, or is of no known form.
    """
    regions = geocoder.resolver.regions
    read = [Read(path, *read_statistics_file(path, regions, period)) for path in paths]
    return sorted(
        read, key=lambda item: (item.table is not None, item.reading.periods), reverse=True
    )


def bring(
    data: Path, geocoder: Geocoder, read: Read, day: str, *, keep_good: bool, write: bool = True
) -> Brought:
    """Add what a file says to the store; nothing of one with problems unless `keep_good`.

    Raises
    ------
    UnwritableOutputError
        The disk is full, or the folder may not be written to.
    """
    with locked(data / STATISTICS) if write else nullcontext():
        return _brought(data, geocoder, read, day, keep_good=keep_good, write=write)


def _brought(
    data: Path, geocoder: Geocoder, read: Read, day: str, *, keep_good: bool, write: bool
) -> Brought:
    located, collection = _located(data, geocoder, read)
    store = read_statistics(data)
    places = geocoder.resolver.gazetteer.places.values()
    taken = take(
        store,
        read.reading,
        Roster.of(store, places, geocoder.resolver.regions, imported.codes_by(geocoder.areas)),
        digest=digest_of(read.path),
        recorded=day,
        located=located,
    )
    if not write or (taken.problems and not keep_good):
        return Brought(read.reading, taken, None)
    if collection is not None:
        write_import(data, collection)
    return Brought(read.reading, taken, write_taken(data, taken))


def _located(
    data: Path, geocoder: Geocoder, read: Read
) -> tuple[Mapping[str, Located], Collection | None]:
    """Return where the complexes of a quarterly table are, if none is newer, and a collection.

    The collection is that of the table where it has to be made for that.
    """
    result, collection = None, read.collection
    if collection is None and read.table is not None:
        older = read_import(data, imported.KICOX)
        if older is not None and older["as_of"] > imported.as_of(read.table):
            return {}, None
        collection = result = imported.kicox_collection(read.table, geocoder)
    found = {}
    for feature in collection.features if collection else ():
        values, point = feature.properties, feature.geometry
        at = (point.x, point.y) if point is not None else (None, None)
        place = values["complex_id"]
        found[str(values["id"])] = Located(str(place) if place else None, *at)
    return found, result
