"""`sandan changes`: what changed between two data folders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli import JSON_OPTION, reader_language, words
from geo.disk import write_file
from geo.messages import LANGS

if TYPE_CHECKING:
    from geo.messages import Lang


@click.command(help=words()("cli.changes.help"))
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help=words()("cli.changes.output"))
@click.option("--lang", type=click.Choice(LANGS), help=words()("cli.changes.lang"))
@JSON_OPTION
def changes(old: Path, new: Path, output: Path | None, lang: Lang | None, *, as_json: bool) -> None:
    """Tell what changed between the built files of two data folders."""
    from geo.changes.compare import compare  # noqa: PLC0415 - help answers without it
    from geo.changes.folder import read_built  # noqa: PLC0415
    from geo.changes.formats import writer_for  # noqa: PLC0415
    from geo.changes.words import text  # noqa: PLC0415

    lang = lang or reader_language()
    write = writer_for(output) if output else None
    before, after = read_built(old), read_built(new)
    found = compare(before, after)
    if as_json:
        click.echo(writer_for(Path("changes.json"))(found, before, after, lang))
    if as_json and output is None:
        return
    if output is None or write is None:
        click.echo(text(found, before, after, lang))
        return
    write_file(output, write(found, before, after, lang))
    click.echo(words()("cli.changes.wrote", file=output, count=len(found)))
