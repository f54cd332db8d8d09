"""What a running server holds: the snapshot, and the pages made from it so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from api.once import once
from geo.errors import ZoningError
from geo.store.dated import standing
from geo.store.snapshot import STATISTICS as FIGURES
from geo.store.snapshot import Layer, Snapshot, load_snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from api.settings import Settings
    from geo.geocoding.geocoder import Geocoder
    from geo.geocoding.query import Note
    from geo.geocoding.reverse import ReverseGeocoder
    from geo.store.added import Refused
    from geo.store.vectors.raw import Remark

Stand: TypeAlias = tuple[str, str]
"""A day and a zoning; empty ones are the newest and the usual."""


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """One snapshot and the settings it is served with; immutable, compared by identity."""

    settings: Settings
    snapshot: Snapshot
    remarks: tuple[Note | Remark | Refused, ...] = ()
    """What of the added files could not be kept."""
    loaded: State | None = None
    """The state from which this one was made, where it is of a day or of another zoning."""
    zoning: str = ""
    """Scheme of 초광역권 that was asked for; empty for the usual one."""

    @property
    def day(self) -> str:
        """Of which this is the state; empty for the newest."""
        return self.snapshot.day

    @property
    def stand(self) -> Stand:
        """Day and zoning, by which `at` makes the same state in another process."""
        return self.day, self.zoning

    @property
    def mark(self) -> str:
        """What the names of its files carry: the day and the zoning, each after a hyphen."""
        return "".join(f"-{value}" for value in self.stand if value)

    @property
    def newest(self) -> State:
        """The newest state of the same zoning; itself, where it is that."""
        return self.as_of("")

    def on(self, asked: str | None) -> State:
        """Return the state at the end of a day, month or year; the newest where none is given.

        Raises
        ------
        DayError
            It is no day, or nothing had begun by then.
        """
        return self.as_of(self.snapshot.atlas.state_on(asked)) if asked else self

    def as_of(self, day: str) -> State:
        """Return the state of one of the atlas's `states`; the newest for no day."""
        return self.at((day, self.zoning))

    def zoned(self, asked: str | None) -> State:
        """Return the same state by another scheme of 초광역권; the usual one for none.

        Raises
        ------
        ZoningError
            There is no such scheme; it lists those that there are.
        """
        known = (self.loaded or self).snapshot.atlas.zonings
        if asked and asked not in known:
            raise ZoningError(asked[:200], tuple(known))
        usual = next(iter(known), "")
        return self.at((self.day, "" if asked in {None, usual} else asked or ""))

    def at(self, stand: Stand) -> State:
        """Return the state of another `stand`."""
        loaded = self.loaded or self
        return _at(loaded, stand) if any(stand) else loaded

    @classmethod
    def load(cls, settings: Settings) -> State:
        """Read the snapshot that `settings` points at, and after its layers the added files.

        Of a database the added files are those that were published with the others. See
        `load_snapshot`, `load_added` and `stored_in` for what it raises.
        """
        snapshot = _with_own(load_snapshot(settings.data), settings)
        if FIGURES in snapshot.layers:
            from geo.analysis.regional import regional_layers  # noqa: PLC0415 - few have figures

            snapshot = snapshot.with_layers(regional_layers(snapshot))
        if settings.store:
            from geo.postgis.stored import stored_in  # noqa: PLC0415 - it needs an extra

            return cls(settings, stored_in(settings.store, snapshot))
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
            from api.errors import refuse_unknown  # noqa: PLC0415 - commands need no HTTP

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
    atlas, collections = join(snapshot.atlas, folders, geocoder_of(data), boundaries)
    changed = (complexes_of(atlas), memberships_of(atlas), *collections)
    layers = [
        layer_of(collection.id, to_bytes(collection), atlas.programmes.values())
        for collection in changed
    ]
    return snapshot.with_atlas(atlas, layers)


@once(24)
def _at(loaded: State, stand: Stand) -> State:
    day, zoning = stand
    snapshot = standing(loaded.snapshot, day, zoning)
    return replace(loaded, snapshot=snapshot, loaded=loaded, zoning=zoning)


def geocoder_of(data: Path, day: str = "") -> Geocoder:
    """Make the geocoder of the folder `data` when it is first asked for.

    It answers in the units of `day` (``YYYY-MM-DD``), of the newest state without one.
    """
    newest = _geocoder(data)
    timeline = newest.areas.districts.standing.timeline
    began = timeline.began(day or None)
    return newest if began is None else _geocoder_on(newest, began)


@once(2)
def _geocoder(data: Path) -> Geocoder:
    from geo.engine import make_geocoder  # noqa: PLC0415 - maps are served without it

    return make_geocoder(data)


@once(4)
def _geocoder_on(newest: Geocoder, day: str) -> Geocoder:
    return newest.of_day(day)


def reverse_geocoder_of(data: Path, day: str = "") -> ReverseGeocoder:
    """Make the reverse geocoder of the folder `data`, see `geocoder_of`."""
    return _reverse_geocoder(geocoder_of(data, day))


@once(4)
def _reverse_geocoder(geocoder: Geocoder) -> ReverseGeocoder:
    from geo.engine import make_reverse_geocoder  # noqa: PLC0415

    return make_reverse_geocoder(geocoder)
