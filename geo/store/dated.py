"""The snapshot of an earlier day or another zoning, its layers made as the build makes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from threading import RLock
from typing import TYPE_CHECKING

from geo.layers.catalog import OF_A_ZONING, of_a_day
from geo.layers.geojson import to_bytes
from geo.store.snapshot import Layer, Snapshot, layer_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geo.atlas import Atlas
    from geo.regions.borders import Shapes


@lru_cache(maxsize=2)
def shapes_of(data: Path) -> Shapes:
    """Read the shapes of the 시도 and 시군구 of every day when they are first asked for."""
    from geo.regions.borders import Shapes  # noqa: PLC0415 - the newest state is served without
    from geo.regions.boundaries import Boundaries  # noqa: PLC0415

    return Shapes.of(Boundaries(data / "boundaries" / "korea.topojson"))


def standing(snapshot: Snapshot, day: str, zoning: str = "") -> Snapshot:
    """Return the newest snapshot as it stood on `day`, by a scheme of 초광역권.

    `day` is one of its atlas's `states`, or empty for the newest; `zoning` is one of its zonings,
    or empty for the usual one. Layers are made when they are first asked for; those that neither
    changes are the same objects.
    """
    atlas = snapshot.atlas.zoned(zoning) if zoning else snapshot.atlas
    atlas = atlas.as_of(day) if day else atlas
    version = "@".join((snapshot.version, *filter(None, (day, zoning))))
    return replace(
        snapshot,
        layers=_Layers(snapshot.layers, atlas, day, snapshot.given.data),
        version=version,
        atlas=atlas,
        day=day,
    )


@dataclass(frozen=True, eq=False)
class _Layers(Mapping[str, Layer]):
    """The layers of a day or a zoning, each made once."""

    newest: Mapping[str, Layer]
    atlas: Atlas
    day: str
    data: Path
    """The folder of the boundaries."""
    _made: dict[str, Layer] = field(default_factory=dict)
    _turn: RLock = field(default_factory=RLock)

    def __getitem__(self, id_: str) -> Layer:
        newest = self.newest[id_]
        with self._turn:
            if id_ not in self._made:
                makers = of_a_day(self.atlas, partial(shapes_of, self.data))
                # Without a day only what tells of 초광역권 changes.
                make = makers.get(id_) if self.day or id_ in OF_A_ZONING else None
                self._made[id_] = (
                    newest
                    if make is None
                    else layer_of(
                        id_,
                        to_bytes(replace(make(), as_of=self.day or newest.as_of)),
                        self.atlas.programmes.values(),
                    )
                )
            return self._made[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self.newest)

    def __len__(self) -> int:
        return len(self.newest)
