"""`sandan export`: a collection as a file of any vector format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli import reader_language, words
from api.settings import Settings
from geo.messages import LANGS

if TYPE_CHECKING:
    from api.state import State
    from geo.messages import Lang
    from geo.store.snapshot import Layer, Snapshot


@click.command(help=words()("cli.export.help"))
@click.argument("collection")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help=words()("cli.export.output"),
)
@click.option("--crs", help=words()("cli.export.crs"))
@click.option("--filter", "filter_", help=words()("cli.export.filter"))
@click.option("--region", help=words()("cli.export.region"))
@click.option("--encoding", help=words()("cli.export.encoding"))
@click.option("--as-of", help=words()("cli.as_of"))
@click.option("--zoning", help=words()("cli.zoning"))
@click.option("--lang", type=click.Choice(LANGS), help=words()("cli.export.lang"))
def export(  # noqa: PLR0913 - one argument for each option
    collection: str,
    output: Path,
    *,
    crs: str | None,
    filter_: str | None,
    region: str | None,
    encoding: str | None,
    as_of: str | None,
    zoning: str | None,
    lang: Lang | None,
) -> None:
    """Write a collection, or what of it a filter finds, in the format of the file's ending."""
    from api.state import State  # noqa: PLC0415 - help answers without it
    from api.view import qml_of  # noqa: PLC0415
    from geo.errors import UnknownCollectionError  # noqa: PLC0415
    from geo.exports.formats import format_of  # noqa: PLC0415
    from geo.exports.source import source_notes  # noqa: PLC0415
    from geo.exports.write import pieces, write  # noqa: PLC0415

    asked = format_of(output)
    settings = Settings()
    state = State.load(settings)
    snapshot = _of_day(state.zoned(zoning), collection, as_of)
    layer = snapshot.layers.get(collection)
    if layer is None:
        raise UnknownCollectionError(collection, tuple(snapshot.layers))
    rows = _rows(layer, filter_, _ids(layer, snapshot, region))
    lang = lang or reader_language()
    sources = source_notes(layer, settings.data)
    result = pieces(
        layer,
        asked,
        sources,
        rows=rows,
        crs=crs,
        lang=lang,
        encoding=encoding,
        style=qml_of(state, layer, lang),
    )
    write(result, output)
    count = len(layer.fragments) if rows is None else len(rows)
    click.echo(words()("cli.export.wrote", file=output, format=asked.title(lang), count=count))


def _of_day(state: State, collection: str, as_of: str | None) -> Snapshot:
    """Return the snapshot of a day; a collection that has none is refused."""
    from geo.errors import NoDaysError  # noqa: PLC0415
    from geo.layers.catalog import of_a_day  # noqa: PLC0415

    known = of_a_day(state.snapshot.atlas)
    if as_of and collection in state.snapshot.layers and collection not in known:
        raise NoDaysError(collection, tuple(known))
    return state.on(as_of).snapshot


def _ids(layer: Layer, snapshot: Snapshot, region: str | None) -> tuple[str, ...] | None:
    """Return the ids of the features in a region; None for all."""
    from api.ogc.regions import reader_of  # noqa: PLC0415

    if region is None:
        return None
    ids = reader_of(layer, snapshot)
    if ids is None:
        raise click.UsageError(words()("cli.export.no_region", collection=layer.id))
    return ids(region)


def _rows(layer: Layer, filter_: str | None, ids: tuple[str, ...] | None) -> list[int] | None:
    from geo.query.selection import Selection, select  # noqa: PLC0415
    from geo.query.table import FeatureTable  # noqa: PLC0415

    if filter_ is None and ids is None:
        return None
    chosen: list[int] = select(FeatureTable.of(layer), Selection(filter=filter_, ids=ids)).tolist()
    return chosen
