"""A spatial file into a frame: shapefiles as they are found in Korea, GeoJSON, GeoPackage (I/O)."""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from geo import gdal
from geo.batch.package import require_end
from geo.confined import Stopped, call
from geo.crs import CRS84, WGS84
from geo.errors import SeveralLayersError, UnreadableLayerError, UnreadableVectorError
from geo.importers.dbf import judge_encoding, without_cut_characters

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas

JSON = (".geojson", ".json")
SHAPES = (".shp", ".zip")
_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_LARGEST_BYTES = 2_000_000_000
"""Unpacked."""


@dataclass(frozen=True, slots=True)
class RawLayer:
    """A layer as the file has it."""

    frame: geopandas.GeoDataFrame
    encoding: str
    """Of its text: ``utf-8``, ``cp949`` or what the .cpg says."""


def read_layer(path: Path, layer: str | None = None) -> RawLayer:
    """Read a .shp with its companions, a .zip with one such, GeoJSON or GeoPackage.

    The text of a shapefile is in the encoding that the .cpg names or, where that does not read as
    Hangul, in UTF-8 or CP949; half characters at the end of a heading or value are dropped.

    Raises
    ------
    UnreadableLayerError
        The file is missing or none of these, or its text is in another encoding.
    SeveralLayersError
        It has several layers and `layer` names none.
    """
    if not path.exists():
        raise UnreadableLayerError(path.name, "no such file")
    if path.suffix.lower() in JSON:
        return RawLayer(_json_frame(path), "utf-8")
    if path.suffix.lower() not in SHAPES:
        return RawLayer(_frame(path, path, layer, None), "utf-8")
    # Of a zip with several, the one that `layer` names.
    member = layer if path.suffix.lower() == ".zip" else None
    with open_shape(path, member) as (shape, encoding):
        return RawLayer(_frame(path, shape, None, encoding), encoding)


def read_layer_apart(path: Path, layer: str | None = None) -> RawLayer:
    """Do as `read_layer` in a confined process: for a file of which nothing is known."""
    size = path.stat().st_size if path.is_file() else 0
    name = f"{read_layer.__module__}:{read_layer.__name__}"
    try:
        read: RawLayer = call(name, path, layer, size=size, environment=gdal.ENVIRONMENT)
    except Stopped as stopped:
        raise UnreadableLayerError(path.name, stopped.reason) from stopped
    return read


def shapes_in(path: Path) -> tuple[str, ...]:
    """Return the names of the shapefiles in a zip, or of the one that `path` is.

    Raises
    ------
    UnreadableLayerError
        The zip is damaged or has none.
    """
    if path.suffix.lower() != ".zip":
        return (path.stem,)
    with _unreadable(path, path), _package(path) as package:
        names = tuple(_decoded(shape.stem) for shape in _shapes(package))
    if not names:
        raise UnreadableLayerError(path.name, "0 .shp: –")
    return names


@contextmanager
def open_shape(path: Path, name: str | None = None) -> Iterator[tuple[Path, str]]:
    """Give the path of a mended copy of a shapefile, also of one in a zip, and its encoding.

    `name` is that of one of several in a zip. The copy lasts as long as the context; see
    `read_layer` for the text and what is raised.
    """
    with tempfile.TemporaryDirectory() as folder:
        with _unreadable(path, path):
            shape = _copied(path, Path(folder), name)
        yield shape, _mend_text(path.name, shape)


def _frame(
    given: Path, path: Path, layer: str | None, encoding: str | None
) -> geopandas.GeoDataFrame:
    try:
        with gdal.opened(path, given.name, ()) as ours:
            layers = [title for title, kind in gdal.layers_of(ours) if kind is not None]
            if not layers:
                raise UnreadableLayerError(given.name, "0 layers: –")
            if layer not in layers and (layer or len(layers) > 1):
                raise SeveralLayersError(given.name, tuple(layers))
            return gdal.read_frame(ours, layer or layers[0], encoding)
    except UnreadableVectorError as error:
        raise UnreadableLayerError(given.name, error.reason) from error


def _json_frame(path: Path) -> geopandas.GeoDataFrame:
    """Read GeoJSON without GDAL, which takes JSON of other kinds for instructions."""
    import geopandas  # noqa: PLC0415 - slow to load

    with _unreadable(path, path):
        parsed = json.loads(path.read_bytes().decode("utf-8-sig"))
        features = parsed["features"] if parsed["type"] == "FeatureCollection" else [parsed]
        named = (parsed.get("crs") or {}).get("properties", {}).get("name") or CRS84
        crs = WGS84 if "CRS84" in named else named
        return geopandas.GeoDataFrame.from_features(features, crs=crs)


@contextmanager
def _unreadable(given: Path, read: Path) -> Iterator[None]:
    """Turn what reading raises into our error, in words about the file given, not our copy."""
    try:
        yield
    except (
        *(OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError),
        *(zipfile.BadZipFile, zlib.error, RuntimeError),  # RuntimeError: encrypted
    ) as error:
        reason = (str(error).splitlines() or [""])[0] or type(error).__name__
        reason = reason.replace(str(read.with_suffix("")), given.stem)
        raise UnreadableLayerError(given.name, reason) from error


def _copied(path: Path, folder: Path, name: str | None) -> Path:
    """Copy a shapefile or unpack the one of a zip; return the copy's .shp."""
    copy = folder / "layer.shp"
    if path.suffix.lower() == ".zip":
        _unpack(path, copy, name)
        return copy
    for part in path.parent.iterdir():
        if part.stem == path.stem and part.suffix.lower() in _PARTS:
            shutil.copyfile(part, copy.with_suffix(part.suffix.lower()))
    return copy


def _package(path: Path) -> zipfile.ZipFile:
    with path.open("rb") as stream:
        require_end(path.name, stream)
    return zipfile.ZipFile(path)


def _shapes(package: zipfile.ZipFile) -> list[PurePosixPath]:
    members = [PurePosixPath(name) for name in package.namelist() if "__MACOSX" not in name]
    return [member for member in members if member.suffix.lower() == ".shp"]


def _unpack(path: Path, copy: Path, wanted: str | None) -> None:
    with _package(path) as package:
        for name in package.namelist():
            if _leads_out(name):
                raise UnreadableLayerError(path.name, f"../ : {_decoded(name)[:80]}")
        members = [PurePosixPath(name) for name in package.namelist() if "__MACOSX" not in name]
        shapes = _shapes(package)
        names = tuple(_decoded(shape.stem) for shape in shapes)
        if not names:
            raise UnreadableLayerError(path.name, "0 .shp: –")
        if wanted is not None:
            shapes = [shape for shape in shapes if _decoded(shape.stem) == wanted][:1]
        if len(shapes) != 1:
            raise SeveralLayersError(path.name, names)
        parts = [m for m in members if m.with_suffix("") == shapes[0].with_suffix("")]
        parts = [m for m in parts if m.suffix.lower() in _PARTS]
        if sum(package.getinfo(str(part)).file_size for part in parts) > _LARGEST_BYTES:
            raise UnreadableLayerError(path.name, f"> {_LARGEST_BYTES / 1e9:.0f} GB")
        for part in parts:
            # Under a name of ours: a member's own may be in CP949.
            target = copy.with_suffix(part.suffix.lower())
            with package.open(str(part)) as source, target.open("wb") as sink:
                shutil.copyfileobj(source, sink)


def _leads_out(name: str) -> bool:
    """Tell whether a member of a zip would be put outside of the folder it is unpacked to."""
    windows = PureWindowsPath(name)
    return ".." in windows.parts or bool(windows.anchor) or name.startswith("/")


def _decoded(name: str) -> str:
    """Return a member's name, which Korean Windows writes in CP949 without saying so."""
    try:
        return name.encode("cp437").decode("cp949")
    except UnicodeError:
        return name


def _mend_text(name: str, shape: Path) -> str:
    """Judge the encoding of the copy's DBF and drop half characters from it."""
    dbf, declared = shape.with_suffix(".dbf"), shape.with_suffix(".cpg")
    if not dbf.exists():
        return "utf-8"
    content = dbf.read_bytes()
    text = declared.read_text(encoding="ascii", errors="ignore") if declared.exists() else ""
    encoding = judge_encoding(content, text)
    if encoding is None:
        raise UnreadableLayerError(name, "text neither UTF-8 nor CP949")
    dbf.write_bytes(without_cut_characters(content, encoding))
    declared.unlink(missing_ok=True)
    return encoding
