"""`sandan brief`: what a region, sector, consortium, project or complex takes part in, as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli import reader_language, words
from api.settings import Settings
from geo.messages import LANGS

if TYPE_CHECKING:
    from geo.messages import Lang
    from maps.briefs.content import Length, MapAs

ALL = "all"
"""Stands for the 17 시도."""


@click.command("brief", help=words()("cli.brief.help"))
@click.argument("subject")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help=words()("cli.brief.output"),
)
@click.option("--lang", type=click.Choice(LANGS), help=words()("cli.brief.lang"))
@click.option(
    "--length",
    type=click.Choice(("page", "full")),
    default="page",
    help=words()("cli.brief.length"),
)
@click.option("--format", "forms", help=words()("cli.brief.format"))
@click.option(
    "--map",
    "map_as",
    type=click.Choice(("shapes", "picture")),
    default="shapes",
    help=words()("cli.brief.map"),
)
def brief(
    subject: str,
    output: Path,
    *,
    lang: Lang | None,
    length: Length,
    forms: str | None,
    map_as: MapAs,
) -> None:
    """Write briefs into a folder, one file for each format."""
    from api.briefs import brief_of, written  # noqa: PLC0415 - help answers without it
    from api.profiles.book import facts_of  # noqa: PLC0415
    from api.state import State  # noqa: PLC0415
    from geo.errors import OutputFormatError, UnwritableOutputError  # noqa: PLC0415
    from geo.profiles.subjects import find_any, subjects  # noqa: PLC0415
    from maps.briefs.formats import FORMATS  # noqa: PLC0415

    wanted = [one.strip().lower() for one in forms.split(",")] if forms else list(FORMATS)
    for form in wanted:
        if form not in FORMATS:
            raise OutputFormatError(str(output / f"{subject}.{form}"), tuple(FORMATS))
    state = State.load(Settings())
    facts = facts_of(state)
    if subject == ALL:
        chosen = [one for one in subjects(facts) if one.kind == "region"]
    else:
        chosen = [find_any(facts, subject)]
    for one in chosen:
        made = brief_of(state, one, lang or reader_language(), length)
        for form in wanted:
            file = output / f"{made.name}.{form}"
            body = written(state, made, form, map_as)
            try:
                output.mkdir(parents=True, exist_ok=True)
                file.write_bytes(body)
            except OSError as error:
                raise UnwritableOutputError(str(file), error.strerror or "") from error
            click.echo(words()("cli.brief.wrote", file=file, kilobytes=round(len(body) / 1000)))
