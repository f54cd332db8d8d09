"""Collections that were published to a database, as the layers of a snapshot."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast, overload

import numpy as np

from geo.errors import EmptyStoreError, OtherStoreError
from geo.model.bilingual import Bilingual
from geo.postgis.connect import Replicas, shown
from geo.postgis.publish import FORM, POINTER, SCHEMA
from geo.postgis.search import Search
from geo.store.declared import Declared
from geo.store.distant import Distant, Page
from geo.store.fragments import CLOSING, RowNumbers
from geo.store.snapshot import Layer, version_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.jsons import Properties
    from geo.query.selection import Selection
    from geo.store.snapshot import Snapshot

_AT_ONCE = 2000
"""Features of a long answer that are in memory at a time."""


def stored_in(urls: Sequence[str], snapshot: Snapshot) -> Snapshot:
    """Return a snapshot whose collections lie in a database, or in any of several replicas.

    `snapshot` is that of the data folder, whose build was published; collections that were not
    published are not served. What is made of columns (figures) is read from the folder.

    Raises
    ------
    StoreUnavailableError
        No database answers.
    EmptyStoreError
        Nothing was published to it.
    OtherStoreError
        Another build was.
    """
    replicas, address = Replicas(urls), shown(urls[0])
    inner = _in_force(replicas, address)
    told = replicas.fetch(f"SELECT place, told FROM {inner}.collections ORDER BY place")
    layers = {}
    for place, text in told:
        facts = json.loads(text)
        same = snapshot.layers.get(facts["id"])
        # Maps draw the build from the folder, which is at hand.
        body = same.body if same and same.built and same.version == facts["version"] else None
        layer = _layer(Stored(replicas, f"{inner}.view_{place}", facts, _samples(facts), body))
        if facts["columnar"] and layer.id in snapshot.layers:
            layer = snapshot.layers[layer.id]
        layers[layer.id] = layer
    for item in snapshot.layers.values():
        if item.built and (item.id not in layers or layers[item.id].version != item.version):
            raise OtherStoreError(address, str(snapshot.given.data))
    return snapshot.in_store(layers)


def _in_force(replicas: Replicas, address: str) -> str:
    if not replicas.fetch("SELECT to_regclass(%s)::text", [f"{SCHEMA}.{POINTER}"])[0][0]:
        raise EmptyStoreError(address)
    found = replicas.fetch(
        f"SELECT inner_schema FROM {SCHEMA}.{POINTER} WHERE in_force AND form = %s", [FORM]
    )
    if not found:
        raise EmptyStoreError(address)
    return str(found[0][0])


def _layer(features: Stored) -> Layer:
    values, count = features.told, len(features)
    rows: Mapping[str, int] = _Rows(features.replicas, features.view, count)
    if values["numbered"]:
        rows = RowNumbers(count)
    return StoredLayer(
        values["id"],
        values["title_ko"],
        values["title_en"],
        values["as_of"],
        b"",
        features,
        rows,
        values["version"],
        values["built"],
        features.samples.types,
    )


def _samples(values: Properties) -> Layer:
    fragments = tuple(feature.encode() for _, feature in values["samples"])
    rows = {json.loads(fragment)["id"]: row for row, fragment in enumerate(fragments)}
    types = {
        name: Declared(type_, format_, items, title and Bilingual(*title))
        for name, (type_, format_, items, title) in values["types"].items()
    }
    return Layer(
        values["id"],
        values["title_ko"],
        values["title_en"],
        values["as_of"],
        b"",
        fragments,
        rows,
        version_of(values["version"].encode()),
        values["built"],
        types,
    )


class StoredLayer(Layer):
    """A layer whose body is read when it is asked for."""

    __slots__ = ()

    @property
    def body(self) -> bytes:
        """Return the whole GeoJSON feature collection."""
        return cast("Stored", self.fragments).body()

    @body.setter
    def body(self, _nothing: bytes) -> None:
        """Take what the constructor of `Layer` sets."""


@dataclass(frozen=True, eq=False)
class Stored(Distant):
    """The features of one view."""

    replicas: Replicas
    view: str
    told: Properties
    samples: Layer
    kept: bytes | None = None
    """The whole collection, where it is in memory anyway."""

    @property
    def size(self) -> int:
        """Return the bytes of the whole collection."""
        return int(self.told["size"])

    @cached_property
    def _search(self) -> Search:
        return Search(self.replicas, self.view, self.told, self.samples)

    def __len__(self) -> int:
        return int(self.told["count"])

    @overload
    def __getitem__(self, index: int) -> bytes: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[bytes, ...]: ...
    def __getitem__(self, index: int | slice) -> bytes | tuple[bytes, ...]:
        if isinstance(index, slice):
            rows = range(*index.indices(len(self)))
            return tuple(self.pick(np.array(rows, np.int32)))
        row = range(len(self))[index]
        (feature,) = self.pick(np.array([row], np.int32))
        return feature

    def __iter__(self) -> Iterator[bytes]:
        statement = f"SELECT feature FROM {self.view} ORDER BY fid"
        for some in self.replicas.stream(statement, (), _AT_ONCE):
            yield from (feature for (feature,) in some)

    def find(self, id_: str) -> tuple[int, bytes] | None:
        """See `Distant`."""
        if "\0" in id_ or not _is_text(id_):
            return None
        found = self.replicas.fetch(
            f"SELECT fid, feature FROM {self.view} WHERE feature_id = %s", [id_]
        )
        return (int(found[0][0]), found[0][1]) if found else None

    def pick(self, rows: NDArray[np.int32]) -> list[bytes]:
        """See `Distant`."""
        found: dict[int, bytes] = dict(
            self.replicas.fetch(
                f"SELECT fid, feature FROM {self.view} WHERE fid = ANY(%s)", [rows.tolist()]
            )
        )
        return [found[row] for row in rows.tolist()]

    def select(self, selection: Selection) -> NDArray[np.int32]:
        """See `Distant`."""
        return self._search.select(selection)

    def page(self, selection: Selection, start: int, stop: int) -> Page:
        """See `Distant`."""
        return self._search.page(selection, start, stop)

    def located(
        self, west: float, south: float, east: float, north: float
    ) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """See `Distant`."""
        return self._search.located((west, south, east, north))

    def body(self) -> bytes:
        """See `Distant`."""
        if self.kept is not None:
            return self.kept
        opening: str = self.told["opening"]
        return opening.encode() + b",\n".join(self) + CLOSING


@dataclass(frozen=True, slots=True)
class _Rows(Mapping[str, int]):
    """Feature id to its row."""

    replicas: Replicas
    view: str
    count: int

    def __getitem__(self, key: str) -> int:
        if "\0" in key or not _is_text(key):
            raise KeyError(key)
        found = self.replicas.fetch(f"SELECT fid FROM {self.view} WHERE feature_id = %s", [key])
        if not found:
            raise KeyError(key)
        return int(found[0][0])

    def __iter__(self) -> Iterator[str]:
        statement = f"SELECT feature_id FROM {self.view} ORDER BY fid"
        for some in self.replicas.stream(statement, (), _AT_ONCE):
            yield from (id_ for (id_,) in some)

    def __len__(self) -> int:
        return self.count


def _is_text(text: str) -> bool:
    """Tell whether a database can be asked for it: halves of letters are none."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)
