"""`sandan programme`: programmes of the user's own, from a workbook to the maps."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli import JSON_OPTION, echo_json, reader_language, words
from api.settings import Settings
from geo.disk import write_file
from geo.messages import LANGS, Lang

if TYPE_CHECKING:
    from geo.atlas import Atlas
    from geo.own.reading import Own

_PATHS = click.argument(
    "paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
_NAME = click.option("--name", default="", help=words()("cli.programme.name"))


@click.group("programme", help=words()("cli.programme.help"))
def programme() -> None:
    """Register programmes of one's own."""


@programme.command("template", help=words()("cli.programme.template"))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help=words()("cli.programme.output"),
)
@click.option("--lang", type=click.Choice(LANGS), help=words()("cli.programme.lang"))
def template_(output: Path, lang: Lang | None) -> None:
    """Write the workbook to fill."""
    from geo.own.template import template  # noqa: PLC0415 - openpyxl is slow to load
    from geo.store.atlas import load_atlas  # noqa: PLC0415

    if output.suffix.lower() != ".xlsx":
        from geo.errors import OutputFormatError  # noqa: PLC0415

        raise OutputFormatError(str(output), (".xlsx",))
    regions = [region.short_ko for region in load_atlas(Settings().data).regions.current]
    write_file(output, template(lang or reader_language(), regions))
    click.echo(words()("cli.programme.wrote", file=output))


@programme.command("check", help=words()("cli.programme.check"))
@_PATHS
@_NAME
def check(paths: tuple[Path, ...], name: str) -> None:
    """Tell all that is to be mended."""
    from geo.own.registry import prepare  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as below:
        _told(*prepare(paths, name, Path(below)))


@programme.command("add", help=words()("cli.programme.add"))
@_PATHS
@_NAME
def add(paths: tuple[Path, ...], name: str) -> None:
    """Check and register."""
    from geo.own.registry import prepare, register  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as below:
        prepared, own = prepare(paths, name, Path(below))
        id_ = _told(prepared, own)
        register(prepared, Settings().programmes)
    click.echo(words()("cli.programme.added", id=id_))


@programme.command("list", help=words()("cli.programme.list"))
@JSON_OPTION
def list_(*, as_json: bool) -> None:
    """List what is registered."""
    from geo.own.registry import registered  # noqa: PLC0415
    from geo.tables.programmes import check_programme  # noqa: PLC0415

    found = []
    for folder in registered(Settings().programmes):
        tables, problems = check_programme(folder)
        if tables is not None:
            name = tables.programme.name.of(reader_language())
            counts = {"bodies": len(tables.bodies), "members": len(tables.members)}
            found.append({"id": tables.id, "name": name, **counts})
        for problem in problems:
            click.echo(problem.text(reader_language()), err=True)
    if as_json:
        echo_json(found)
    elif not found:
        click.echo(words()("cli.programme.none"))
    else:
        for item in found:
            click.echo(words()("cli.programme.listed", **item))


@programme.command("remove", help=words()("cli.programme.remove"))
@click.argument("id_", metavar="ID")
def remove(id_: str) -> None:
    """Remove what is registered."""
    from geo.own.registry import unregister  # noqa: PLC0415

    unregister(id_, Settings().programmes)
    click.echo(words()("cli.programme.removed", id=id_))


def _told(folder: Path, own: Own | None) -> str:
    """Join a programme with the atlas and say how its names were read; return its id.

    Raises
    ------
    TableError
        With every problem.
    """
    from api.state import geocoder_of  # noqa: PLC0415
    from geo.errors import TableError  # noqa: PLC0415
    from geo.own.join import join  # noqa: PLC0415
    from geo.own.reading import at_home  # noqa: PLC0415
    from geo.regions.boundaries import Boundaries  # noqa: PLC0415
    from geo.store.atlas import load_atlas  # noqa: PLC0415

    data = Settings().data
    before = load_atlas(data)
    boundaries = Boundaries(data / "boundaries" / "korea.topojson")
    try:
        after, _ = join(before, [folder], geocoder_of(data), boundaries)
    except TableError as error:
        if own is None:
            raise
        raise TableError(tuple(at_home(problem, own) for problem in error.problems)) from None
    (id_,) = [id_ for id_ in after.programmes if id_ not in before.programmes]
    _tell(after, before, id_)
    return id_


def _tell(atlas: Atlas, before: Atlas, id_: str) -> None:
    lang = reader_language()
    bodies = atlas.bodies_of(id_)
    seen: dict[str, None] = {}
    for body in bodies:
        for member in body.members:
            place = atlas.places[member.place_id]
            printing = member.fullest
            if place.id not in before.places:
                facts = {"place": place.name_ko, "km": f"{place.precision_km:g}"}
                seen[words()("cli.programme.located", **facts)] = None
            elif printing.name_as_written != place.name_ko:
                written = member.label("region-name")
                document = {"written": written, "place": place.name.of(lang)}
                seen[words()("cli.programme.read_as", **document)] = None
    for line in seen:
        click.echo(line)
    ties = len(atlas.ties_of(id_))
    click.echo(
        words()(
            "cli.programme.good" if ties else "cli.programme.good_sites",
            name=atlas.programmes[id_].name.of(lang),
            bodies=len(bodies),
            members=sum(len(body.members) for body in bodies),
            ties=ties,
        )
    )
