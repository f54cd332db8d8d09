"""The atlas of a data folder, with programmes of the user's own."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import MissingLayerError, TableError, ZoningError
from geo.folder import data_folder
from geo.frames.atlas import AtlasFrames
from geo.store.atlas import load_atlas
from geo.store.manifest import MANIFEST
from geo.store.publish import read_published

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from geo.atlas import Atlas
    from geo.own.reading import Own


@dataclass(frozen=True, slots=True, eq=False)
class OwnProgramme:
    """A programme of the user's own, as `read_programme` reads it and `load` takes it."""

    id: str
    name: str
    """Korean."""
    files: Mapping[str, bytes]
    """Its declaration and tables: what ``data/programmes/ID`` would hold."""
    given: Own | None = None
    """The rows as the user wrote them, to tell of problems where they can be mended."""


def load(
    as_of: str | date | None = None,
    programmes: Iterable[str] | None = None,
    *,
    zoning: str | None = None,
    own: Iterable[OwnProgramme | str | Path] = (),
    data: str | Path | None = None,
) -> AtlasFrames:
    """Return the atlas.

    Parameters
    ----------
    as_of
        Day, month or year (``2021-12-31``, ``2021-12``, ``2021``) at whose end the programmes are
        shown; without it the newest state.
    programmes
        Ids of the programmes that it holds; without it all.
    zoning
        Scheme of 초광역권: ``5plus2`` (without it) or ``5poles3``.
    own
        Programmes of one's own, from `read_programme`, or their workbooks; held in any case.
    data
        The data folder; without it ``SANDAN_DATA``, else the one that is installed.

    Raises
    ------
    UnknownProgrammeError
        No programme is called so; the error lists those that are.
    DayError
        `as_of` is no day, or before everything that the data tell of.
    ZoningError
        There is no such scheme.
    TableError
        An own programme has rows that are wrong, or names that lead nowhere or to several places.
    MissingLayerError
        `data` is no data folder.

    >>> import geo
    >>> atlas = geo.load(as_of="2021-12-31", programmes=["transformation"])
    >>> sorted(atlas.bodies["round"].unique())
    ['2020', '2021']
    """
    folder = data_folder(data)
    try:
        model = _model(folder, read_published(folder, MANIFEST))
    except FileNotFoundError as error:
        raise MissingLayerError(str(folder / MANIFEST)) from error
    mine = [item if isinstance(item, OwnProgramme) else read_programme(item) for item in own]
    if mine:
        model = _joined(model, mine, folder)
    if zoning is not None and zoning not in model.zonings:
        raise ZoningError(zoning[:200], tuple(model.zonings))
    model = model.zoned(zoning) if zoning else model
    day = "" if as_of is None else str(as_of)
    newest = model.edition
    atlas = AtlasFrames(
        model.as_of(model.state_on(day)) if day else model,
        folder,
        day or newest,
        dated=bool(day),
        programmes=tuple(model.programmes),
    )
    if programmes is None:
        return atlas
    return atlas.programme(*programmes, *(own_programme.id for own_programme in mine))


def read_programme(*paths: str | Path, name: str = "") -> OwnProgramme:
    """Read a programme of one's own: the workbook of ``sandan programme template``, or tables.

    `paths` are one workbook, one or several tables (CSV, XLSX, in the layout of the template or of
    official notices), or one folder with ``programme.toml``; `name` is the programme's where a
    table does not tell it. Names of places are read by `load`.

    Raises
    ------
    TableError
        With every problem of the rows: file, sheet, row, column, what is allowed.
    InputError
        A file that is not there or cannot be read.

    >>> import geo
    >>> mine = geo.read_programme("notebooks/own-programme.csv", name="내 사업")
    >>> geo.load(own=[mine]).programme(mine.id).bodies.name_ko.tolist()
    ['남해안 조선', '내륙 소재']
    """
    from geo.own.registry import prepare  # noqa: PLC0415 - only own programmes need it

    with tempfile.TemporaryDirectory() as below:
        folder, given = prepare([Path(path) for path in paths], name, Path(below))
        files = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
        called = given.programme["name"] if given else folder.name
        return OwnProgramme(folder.name, called, files, given)


@lru_cache(maxsize=2)
def _model(folder: Path, manifest: bytes) -> Atlas:
    """Read the atlas of a folder once for each build, which its manifest tells."""
    del manifest
    return load_atlas(folder)


def _joined(model: Atlas, mine: list[OwnProgramme], folder: Path) -> Atlas:
    from geo.frames.geocoding import geocoder_of  # noqa: PLC0415 - only own programmes need them
    from geo.own.join import join  # noqa: PLC0415
    from geo.own.reading import at_home  # noqa: PLC0415
    from geo.regions.boundaries import Boundaries  # noqa: PLC0415

    boundaries = Boundaries(folder / "boundaries" / "korea.topojson")
    for own_programme in mine:
        with tempfile.TemporaryDirectory() as below:
            written = Path(below) / own_programme.id
            for file, content in own_programme.files.items():
                (written / file).parent.mkdir(parents=True, exist_ok=True)
                (written / file).write_bytes(content)
            try:
                model, _ = join(model, [written], geocoder_of(folder), boundaries)
            except TableError as error:
                given = own_programme.given
                if given is None:
                    raise
                problems = tuple(at_home(problem, given) for problem in error.problems)
                raise TableError(problems) from None
    return model
