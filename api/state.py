"""What a running server holds: the snapshot, and the pages made from it so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from fastapi import Request  # noqa: TC002 - FastAPI reads it at run time

from api.errors import refuse_unknown
from api.once import once
from geo.store.snapshot import Layer, Snapshot, load_snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from api.settings import Settings
    from geo.geocoding.geocoder import Geocoder
    from geo.geocoding.query import Note
    from geo.geocoding.reverse import ReverseGeocoder
    from geo.store.added import Refused
    from geo.store.vectors.raw import Remark


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """One snapshot and the settings it is served with; immutable, compared by identity."""

    settings: Settings
    snapshot: Snapshot
    remarks: tuple[Note | Remark | Refused, ...] = ()
    """What of the added files could not be kept."""

    @classmethod
    def load(cls, settings: Settings) -> State:
        """Read the snapshot that `settings` points at, and after its layers the added files.

        See `load_snapshot` and `load_added` for what it raises.
        """
        snapshot = _with_own(load_snapshot(settings.data), settings)
        if not settings.add:
            return cls(settings, snapshot)
        from geo.store.added import load_added  # noqa: PLC0415 - most servers add nothing

        taken = snapshot.layers.keys()
        crs, strict = settings.add_crs, settings.strict
        added = load_added(settings.add, settings.data, taken, crs, strict=strict)
        return cls(settings, snapshot.with_layers(added.layers), added.remarks)

    def prepare(self) -> None:
        """Make what filters need of every layer, so that no reader waits for it."""
        from geo.query.table import FeatureTable  # noqa: PLC0415 - the first answers need none

        for layer in self.snapshot.layers.values():
            FeatureTable.of(layer).prepare()

    def layer(self, collection: str) -> Layer:
        """Return a layer, or raise the 404 that lists the collections."""
        layer = self.snapshot.layers.get(collection)
        if layer is None:
            refuse_unknown("collection", collection, tuple(self.snapshot.layers))
        return layer


def _with_own(snapshot: Snapshot, settings: Settings) -> Snapshot:
    """Return the snapshot with the programmes that users registered or named.

    Raises
    ------
    TableError
        With every problem of theirs.
    """
    from geo.own.registry import registered  # noqa: PLC0415

    folders = (*registered(settings.programmes), *settings.programme)
    if not folders:
        return snapshot
    from geo.layers.catalog import complexes_of, memberships_of  # noqa: PLC0415 - most servers have none
    from geo.layers.geojson import to_bytes  # noqa: PLC0415
    from geo.own.join import join  # noqa: PLC0415
    from geo.regions.boundaries import Boundaries  # noqa: PLC0415
    from geo.store.snapshot import layer_of  # noqa: PLC0415

    data = settings.data
    boundaries = Boundaries(data / "boundaries" / "korea.topojson")
    atlas, made = join(snapshot.atlas, folders, geocoder_of(data), boundaries)
    changed = (complexes_of(atlas), memberships_of(atlas), *made)
    layers = [layer_of(one.id, to_bytes(one)) for one in changed]
    return snapshot.with_atlas(atlas, layers)


def state_of(request: Request) -> State:
    """Return the state of the server that answers `request`."""
    return cast("State", request.app.state.sandan)


@once(2)
def geocoder_of(data: Path) -> Geocoder:
    """Make the geocoder of the folder `data` when it is first asked for."""
    from geo.engine import make_geocoder  # noqa: PLC0415 - maps are served without it

    return make_geocoder(data)


@once(2)
def reverse_geocoder_of(data: Path) -> ReverseGeocoder:
    """Make the reverse geocoder of the folder `data` when it is first asked for."""
    from geo.engine import make_reverse_geocoder  # noqa: PLC0415

    return make_reverse_geocoder(data, geocoder_of(data))
