"""`sandan import`: official inputs as layers of the atlas."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli import EXIT_FAILED, reader_language, words
from api.cli.taking import add_figures, statistics
from api.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.importers.imported import KnownComplex
    from geo.importers.join import Join
    from geo.importers.points import LayerRow
    from geo.layers.collection import Collection
    from geo.tables.problems import Problem

_SHOWN = 20
"""Lines of a kind that are printed; the rest is counted."""


@click.group(name="import", help=words()("cli.import.help"))
def import_() -> None:
    """Take official inputs in."""
    # What is read is held to the end: looking for garbage in it takes a sixth of an import.
    gc.disable()


import_.add_command(statistics)


@import_.command(
    help=words()("cli.import.kicox.help"), short_help=words()("cli.import.kicox.short")
)
@click.argument("file", type=click.Path(path_type=Path))
def kicox(file: Path) -> None:
    """Read the quarterly table, locate its complexes, and put them beside the atlas's own."""
    from geo.engine import make_geocoder  # noqa: PLC0415 - help answers without it
    from geo.importers.imported import as_of, kicox_collection  # noqa: PLC0415
    from geo.importers.kicox import read_kicox  # noqa: PLC0415
    from geo.importers.kicox_totals import check_totals  # noqa: PLC0415
    from geo.importers.quarterly import quarterly_reading  # noqa: PLC0415
    from geo.store.bringing import Read  # noqa: PLC0415

    data = Settings().data
    geocoder = make_geocoder(data)
    table = read_kicox(file, geocoder.resolver.regions)
    collection = kicox_collection(table, geocoder)
    differences = check_totals(table)
    whole, parts = len(table.whole()), len(table.complexes) - len(table.whole())
    facts = {"as_of": as_of(table), "count": table.count()}
    click.echo(words()("cli.import.kicox.read", **facts, rows=whole, parts=parts))
    for line in differences[:_SHOWN]:
        click.echo(words()("cli.import.kicox.difference", **asdict(line)), err=True)
    key = "differences" if differences else "sums"
    click.echo(words()(f"cli.import.kicox.{key}", count=len(differences)))
    _methods(collection)
    day = datetime.now(UTC).date().isoformat()
    read = Read(file, quarterly_reading(table), table, collection)
    add_figures(data, geocoder, read, day, keep_good=True, check=False)
    problems = [problem for problem in table.problems if problem.code == "unit_converted"]
    _finish(data, [collection], [problem for problem in table.problems if problem not in problems])


@import_.command(
    help=words()("cli.import.points.help"), short_help=words()("cli.import.points.short")
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--crs", help=words()("cli.import.points.crs"))
@click.option("--layer", help=words()("cli.import.points.layer"))
def points(file: Path, crs: str | None, layer: str | None) -> None:
    """Read a layer of points or boundaries, and join it to the complexes by name and region."""
    from geo.engine import make_geocoder  # noqa: PLC0415 - help answers without it
    from geo.importers import imported  # noqa: PLC0415
    from geo.importers.layer_files import read_layer_apart  # noqa: PLC0415
    from geo.importers.points import read_points  # noqa: PLC0415
    from geo.regions.boundaries import Boundaries  # noqa: PLC0415
    from geo.regions.timeline import NAMED_ON  # noqa: PLC0415
    from geo.store.imports import read_import  # noqa: PLC0415

    data = Settings().data
    geocoder = make_geocoder(data)
    boundaries = Boundaries(data / "boundaries" / "korea.topojson", NAMED_ON)
    regions = geocoder.resolver.regions
    read = read_points(file, boundaries, regions, crs=crs, layer=layer, read_file=read_layer_apart)
    click.echo(words()(f"cli.import.points.{read.crs_from}", crs=read.crs, rows=len(read.rows)))
    taken = (f"{words()(f'cli.role.{role}')} ← {name}" for role, name in read.columns.items())
    click.echo(words()("cli.geocode.columns", columns=", ".join(taken)))
    codes = imported.codes_by(geocoder.areas)
    places = imported.known_places(geocoder.resolver.gazetteer.places.values(), codes)
    listed = read_import(data, imported.KICOX)
    known = imported.known_features(listed, codes) if listed else ()
    changed = datetime.fromtimestamp(file.stat().st_mtime, UTC).date().isoformat()
    collection, joined = imported.layer_collection(read, places, known, changed)
    _joined(joined, known or places)
    collections = [collection]
    if listed:
        collections.append(imported.with_official_points(listed, joined, read.file))
    _finish(data, collections, read.problems)


@import_.command(
    help=words()("cli.import.plots.help"), short_help=words()("cli.import.plots.short")
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--crs", help=words()("cli.import.points.crs"))
@click.option("--layer", help=words()("cli.import.points.layer"))
def plots(file: Path, crs: str | None, layer: str | None) -> None:
    """Read plots or allowed industries of complexes, and lead them to these by DAN_ID."""
    from geo.importers.imported import LAYER  # noqa: PLC0415 - help answers without it
    from geo.importers.layer_files import read_layer_apart  # noqa: PLC0415
    from geo.importers.plots import known_codes, read_plots  # noqa: PLC0415
    from geo.regions.boundaries import Boundaries  # noqa: PLC0415
    from geo.regions.timeline import NAMED_ON  # noqa: PLC0415
    from geo.store.imports import read_import  # noqa: PLC0415

    data = Settings().data
    boundaries = Boundaries(data / "boundaries" / "korea.topojson", NAMED_ON)
    known = known_codes(read_import(data, LAYER))
    changed = (
        datetime.fromtimestamp(file.stat().st_mtime, UTC).date().isoformat()
        if file.exists()
        else ""
    )
    read = read_plots(
        file, boundaries, known, changed, crs=crs, layer=layer, read_file=read_layer_apart
    )
    facts = {
        "title": read.collection.title_ko
        if reader_language() == "ko"
        else read.collection.title_en,
        "count": len(read.collection.features),
        "crs": read.crs,
    }
    click.echo(words()("cli.import.plots.read", **facts))
    if read.unknown:
        shown = ", ".join(read.unknown[:_SHOWN])
        click.echo(words()("cli.import.plots.unknown", count=len(read.unknown), codes=shown))
    _finish(data, [read.collection], read.problems)


@import_.command(help=words()("cli.import.juso.help"), short_help=words()("cli.import.juso.short"))
@click.argument("files", type=click.Path(path_type=Path, exists=True), nargs=-1, required=True)
def juso(files: tuple[Path, ...]) -> None:
    """Read the ministry's road addresses with coordinates, so that addresses lead to buildings."""
    from geo.engine import make_geocoder  # noqa: PLC0415 - help answers without it
    from geo.importers.juso import import_juso  # noqa: PLC0415
    from geo.regions.buildings import FILE  # noqa: PLC0415

    data = Settings().data
    target = data / FILE
    districts = make_geocoder(data).areas.districts
    report = import_juso(files, target, districts, click.echo)
    facts = {"file": target, "count": report.read, "districts": len(report.districts)}
    click.echo(words()("cli.import.juso.wrote" if report.read else "cli.import.juso.none", **facts))
    if report.left:
        left = {key: getattr(report, key) for key in ("broken", "unplaced", "elsewhere")}
        click.echo(words()("cli.import.juso.left", count=report.left, **left), err=True)
    if not report.read:
        sys.exit(EXIT_FAILED)


def _methods(collection: Collection) -> None:
    whole = [f.properties for f in collection.features if f.properties["part_of"] is None]
    counted = Counter(str(properties["method"]) for properties in whole)
    for method, count in counted.most_common():
        radii = sorted(
            float(str(properties["precision_km"]))
            for properties in whole
            if str(properties["method"]) == method and properties["precision_km"] is not None
        )
        middle = radii[len(radii) // 2] if radii else 0.0
        click.echo(words()("cli.import.method", method=method, count=count, radius=middle))


def _joined(joined: Join[LayerRow, KnownComplex], known: Sequence[KnownComplex]) -> None:
    facts = {
        "matched": len(joined.matches),
        "known": len(known),
        "ambiguous": len(joined.ambiguous),
        "rows": len(joined.rows),
        "complexes": len(joined.complexes),
    }
    click.echo(words()("cli.import.points.joined", **facts))
    apart = [match for match in joined.matches if match.by == "province"]
    for match in apart[:_SHOWN]:
        there = " ".join(filter(None, [match.row.sido, *match.row.sigungu]))
        where = {"there": there, "listed": ", ".join(match.complex.sigungu)}
        row, name = match.row.row, match.row.name
        click.echo(words()("cli.import.points.apart", row=row, name=name, **where))
    for left in joined.rows[:_SHOWN]:
        like = ", ".join(known_complex.name for known_complex, _ in left.suggestions) or "–"
        click.echo(
            words()("cli.import.points.left", row=left.row.row, name=left.row.name, like=like)
        )


def _finish(data: Path, collections: Sequence[Collection], problems: Sequence[Problem]) -> None:
    from geo.store.imports import write_import  # noqa: PLC0415

    for collection in collections:
        path = write_import(data, collection)
        facts = {"file": path, "id": collection.id, "count": len(collection.features)}
        click.echo(words()("cli.import.wrote", **facts))
    for problem in problems[:_SHOWN]:
        click.echo(problem.text(reader_language()), err=True)
    if problems:
        click.echo(words()("cli.import.problems", count=len(problems)), err=True)
        sys.exit(EXIT_FAILED)
