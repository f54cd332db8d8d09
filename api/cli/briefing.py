"""`sandan brief`: what a region, sector, programme, body or complex takes part in, as files."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from api.cli import reader_language, words
from api.settings import Settings
from geo.messages import LANGS

if TYPE_CHECKING:
    from api.state import State
    from geo.messages import Lang
    from geo.profiles.model import Subject
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
    from geo.errors import OutputFormatError  # noqa: PLC0415 - help answers without it
    from geo.profiles.subjects import find_any, subjects  # noqa: PLC0415
    from maps.briefs.formats import FORMATS  # noqa: PLC0415

    wanted = [one.strip().lower() for one in forms.split(",")] if forms else list(FORMATS)
    for form in wanted:
        if form not in FORMATS:
            raise OutputFormatError(str(output / f"{subject}.{form}"), tuple(FORMATS))
    asked = _Asked(lang or reader_language(), length, tuple(wanted), map_as)
    state = _loaded()
    atlas = state.snapshot.atlas
    if subject == ALL:
        regions = [one for one in subjects(atlas) if one.kind == "region"]
        with ProcessPoolExecutor(
            min(len(regions), os.cpu_count() or 1), get_context("spawn")
        ) as processes:
            for made in processes.map(asked.of_kept, regions):
                _write(made, output)
    else:
        _write(asked.files(state, find_any(atlas, subject)), output)


class _Asked(NamedTuple):
    """What each brief of a call has in common."""

    lang: Lang
    length: Length
    forms: tuple[str, ...]
    map_as: MapAs

    def files(self, state: State, subject: Subject) -> list[tuple[str, bytes]]:
        """Return name and content of each file of a subject."""
        from api.briefs import brief_of, written  # noqa: PLC0415

        made = brief_of(state, subject, self.lang, self.length)
        return [
            (f"{made.name}.{form}", written(state, made, form, self.map_as)) for form in self.forms
        ]

    def of_kept(self, subject: Subject) -> list[tuple[str, bytes]]:
        """Return `files` from the state that this process keeps."""
        return self.files(_loaded(), subject)


@lru_cache(maxsize=1)
def _loaded() -> State:
    from api.state import State  # noqa: PLC0415

    return State.load(Settings())


def _write(files: list[tuple[str, bytes]], folder: Path) -> None:
    from geo.errors import UnwritableOutputError  # noqa: PLC0415

    for name, body in files:
        file = folder / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body)
        except OSError as error:
            raise UnwritableOutputError(str(file), error.strerror or "") from error
        click.echo(words()("cli.brief.wrote", file=file, kilobytes=round(len(body) / 1000)))
