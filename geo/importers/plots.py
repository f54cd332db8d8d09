"""Plots of complexes (dam_yoj) and industries that are allowed there (dam_yuch), by their DAN_ID.

Both say of which complex they are by its code alone; its name comes from the boundaries (dam_dan)
that were imported before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import shapely

from geo.crs import WGS84, crs_name
from geo.errors import PlotColumnsError
from geo.importers.layer_crs import Land, Sample, settle_crs
from geo.importers.layer_files import read_layer
from geo.importers.layer_regions import read_dan_id
from geo.layers.collection import Collection, Feature
from geo.messages import LANGS, catalogue
from geo.tables.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import geopandas

    from geo.importers.layer_files import RawLayer
    from geo.jsons import CollectionObject, Properties
    from geo.regions.boundaries import Boundaries

Form = Literal["complex-plots", "allowed-industries"]
FORMS: tuple[Form, ...] = get_args(Form)
"""Id of the collection that a form becomes."""
_OWN: Mapping[Form, tuple[str, ...]] = {
    "complex-plots": ("DAN_ID", "YOJ_ID"),
    "allowed-industries": ("DAN_ID", "UPJ_ID"),
}
"""Headings by which each is known."""
_INDUSTRY = "UPJ6"


@dataclass(frozen=True, slots=True)
class Plots:
    """A file that was read."""

    form: Form
    crs: str
    collection: Collection
    unknown: tuple[str, ...]
    """DAN_IDs of which no boundary was imported."""
    problems: tuple[Problem, ...]


def known_codes(layer: CollectionObject | None) -> dict[str, Properties]:
    """Return the complexes of the imported boundaries by their DAN_ID."""
    features = layer["features"] if layer else ()
    every = (feature["properties"] for feature in features)
    return {str(values["dan_id"]): values for values in every if values.get("dan_id")}


def read_plots(
    path: Path,
    boundaries: Boundaries,
    known: Mapping[str, Properties],
    changed_on: str,
    *,
    crs: str | None = None,
    layer: str | None = None,
    read_file: Callable[[Path, str | None], RawLayer] = read_layer,
) -> Plots:
    """Read a shapefile (zipped too), GeoJSON or GeoPackage of either form, in any CRS of Korea.

    Rows without a shape or with a code that is none become problems; the others are kept.

    Raises
    ------
    UnreadableLayerError
        The file cannot be read.
    SeveralLayersError
        It has several layers and `layer` names none.
    PlotColumnsError
        It has the headings of neither form.
    SwappedLayerError, WrongCrsError, UnknownCrsError
        The shapes do not lie on Korean land in the CRS, or none is declared and none is sure.
    """
    raw = read_file(path, layer)
    headings = {
        str(column).upper(): str(column) for column in raw.frame.columns if column != "geometry"
    }
    form = next((item for item in FORMS if {*_OWN[item]} <= {*headings}), None)
    if form is None or not hasattr(raw.frame, "geometry"):
        # The form that shares most headings with the file is the nearest.
        nearest = max(FORMS, key=lambda one: len({*_OWN[one]} & {*headings}))
        raise PlotColumnsError(path.name, tuple(headings.values()), _OWN[nearest])
    frame, settled = _in_degrees(raw.frame, path.name, boundaries, crs)
    features: list[Feature] = []
    problems: list[Problem] = []
    unknown: dict[str, None] = {}
    columns = {name: [_text(cell) for cell in frame[own]] for name, own in headings.items()}
    for row, shape in enumerate(frame.geometry.to_numpy(), 1):
        cells = {name: texts[row - 1] for name, texts in columns.items()}
        code = cells["DAN_ID"]
        if read_dan_id(code) is None:
            facts = {"value": code[:40]}
            problems.append(Problem(path.name, row, headings["DAN_ID"], "dan_id", facts))
            continue
        if shape is None or shape.is_empty:
            problems.append(Problem(path.name, row, "", "no_geometry"))
            continue
        if code not in known:
            unknown[code] = None
        features.append(_feature(form, path.name, row, cells, known.get(code, {}), shape))
    titles = {lang: catalogue("geo", lang)(f"layer.{form}") for lang in LANGS}
    collection = Collection(form, titles["ko"], titles["en"], changed_on, tuple(features))
    return Plots(form, settled, collection, tuple(unknown), tuple(problems))


def _in_degrees(
    frame: geopandas.GeoDataFrame, file: str, boundaries: Boundaries, crs: str | None
) -> tuple[geopandas.GeoDataFrame, str]:
    """Return a frame in WGS 84, and the CRS that it was in."""
    present = frame[~(frame.geometry.isna() | frame.geometry.is_empty)]
    declared = crs or frame.crs
    if not len(present):
        return frame, crs_name(declared) or ""
    xy = shapely.get_coordinates(shapely.centroid(present.geometry.to_numpy()))
    settled = settle_crs(Sample.of(file, xy, [""] * len(xy)), declared, Land(boundaries))
    return frame.set_crs(settled, allow_override=True).to_crs(WGS84), settled


def _feature(
    form: Form,
    file: str,
    row: int,
    cells: Mapping[str, str],
    known: Properties,
    shape: shapely.Geometry,
) -> Feature:
    own = cells[_OWN[form][1]]
    name = f"{known.get('name_ko') or cells['DAN_ID']} {own or row}"
    document: dict[str, object] = {
        "id": f"{form}-{row}",
        "name_ko": name,
        "name_en": None,
        "dan_id": cells["DAN_ID"],
        "complex_name": known.get("name_ko"),
        "complex_id": known.get("complex_id"),
        "kicox_id": known.get("kicox_id"),
        "code": own or None,
    }
    if form == "allowed-industries":
        document["industry_code"] = cells.get(_INDUSTRY) or None
    return Feature(
        shape,
        {**document, "confidence": "high", "source": [file], "locator": f"{file}:{row}"},
    )


def _text(cell: object) -> str:
    return "" if cell is None or cell != cell else str(cell).strip().removesuffix(".0")  # noqa: PLR0124 - NaN
