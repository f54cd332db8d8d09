"""`sandan brief`: what a region, sector, programme, body or complex takes part in, as files."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl

import click

from api.cli import reader_language, words
from api.settings import Settings
from geo.disk import write_file
from geo.messages import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from api.state import Stand, State
    from geo.messages import Lang
    from geo.profiles.model import Subject
    from maps.briefs.content import Asked, Length, MapAs, Shape
    from maps.view import View

ALL = "all"
"""Stands for all 시도; with a colon and a kind or programme behind it for those of that."""
ZIP = ".zip"


@click.command("brief", help=words()("cli.brief.help"))
@click.argument("subject")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help=words()("cli.brief.output"),
)
@click.option("--as-of", help=words()("cli.as_of"))
@click.option("--zoning", help=words()("cli.zoning"))
@click.option("--lang", type=click.Choice(LANGS), help=words()("cli.brief.lang"))
@click.option(
    "--length",
    type=click.Choice(("page", "full")),
    default="page",
    help=words()("cli.brief.length"),
)
@click.option(
    "--form",
    "shape",
    type=click.Choice(("brief", "report")),
    default="brief",
    help=words()("cli.brief.form"),
)
@click.option("--department", default="", help=words()("cli.brief.department"))
@click.option(
    "--date", type=click.DateTime(("%Y-%m-%d",)), default=None, help=words()("cli.brief.date")
)
@click.option("--format", "forms", help=words()("cli.brief.format"))
@click.option(
    "--map",
    "map_as",
    type=click.Choice(("shapes", "picture")),
    default="shapes",
    help=words()("cli.brief.map"),
)
@click.option(
    "--template",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=words()("cli.brief.template"),
)
def brief(  # noqa: PLR0913 - one argument for each option
    subject: str,
    output: Path,
    *,
    as_of: str | None,
    zoning: str | None,
    lang: Lang | None,
    length: Length,
    shape: Shape,
    department: str,
    date: datetime | None,
    forms: str | None,
    map_as: MapAs,
    template: Path | None,
) -> None:
    """Write briefs into a folder or a zip, one file for each format."""
    from geo.errors import OutputFormatError  # noqa: PLC0415 - help answers without it
    from geo.profiles.subjects import find_any  # noqa: PLC0415
    from maps.briefs.content import Asked  # noqa: PLC0415
    from maps.briefs.formats import FORMATS  # noqa: PLC0415

    wanted = [value.strip().lower() for value in forms.split(",")] if forms else list(FORMATS)
    for form in wanted:
        if form not in FORMATS:
            raise OutputFormatError(str(output / f"{subject}.{form}"), tuple(FORMATS))
    state = _loaded().on(as_of).zoned(zoning)
    text = date.date().isoformat() if date else ""
    asked = Asked(lang or reader_language(), length, shape, department, text)
    own = template.read_bytes() if template else None
    call = _Call(asked, tuple(wanted), map_as, own, state.stand)
    seen = _seen(state, subject)
    if seen is not None:
        from api.briefs import view_brief_of, written  # noqa: PLC0415

        result = view_brief_of(state, *seen, asked)
        every = [
            (f"{result.name}.{value}", written(state, result, value, map_as, own))
            for value in wanted
        ]
        _keep([every], output, state.snapshot.as_of)
        return
    chosen = _every(state, subject)
    if chosen is None:
        files = call.files(state, find_any(state.snapshot.atlas, subject))
        _keep([files], output, state.snapshot.as_of)
        return
    with ProcessPoolExecutor(
        max(1, min(len(chosen), os.cpu_count() or 1)), get_context("spawn")
    ) as processes:
        _keep(processes.map(call.of_kept, chosen), output, state.snapshot.as_of)


def _seen(state: State, subject: str) -> tuple[str, View] | None:
    """Return map and view of ``MAP?region=27``; None where the subject is no address of a map."""
    from api.view import maps_of, scene_of  # noqa: PLC0415
    from maps.view import View  # noqa: PLC0415

    name, sign, query = subject.partition("?")
    if not sign or name not in maps_of(state):
        return None
    return name, View.parse(parse_qsl(query), scene_of(state.newest))


def _every(state: State, subject: str) -> Sequence[Subject] | None:
    """Return the subjects that ``all`` or ``all:KIND`` stands for; None where one is meant."""
    from api.briefs import bundled, kinds  # noqa: PLC0415
    from geo.errors import UnknownSubjectError  # noqa: PLC0415

    begin, _, kind = subject.partition(":")
    if begin != ALL:
        return None
    atlas = state.snapshot.atlas
    chosen = bundled(atlas, kind or "region")
    if chosen is None:
        raise UnknownSubjectError(subject, tuple(f"{ALL}:{value}" for value in kinds(atlas)))
    return chosen


class _Call(NamedTuple):
    """What each brief of a call has in common."""

    asked: Asked
    forms: tuple[str, ...]
    map_as: MapAs
    template: bytes | None
    stand: Stand

    def files(self, state: State, subject: Subject) -> list[tuple[str, bytes]]:
        """Return name and content of each file of a subject."""
        from api.briefs import files  # noqa: PLC0415

        return files(state, subject, self.asked, self.forms, self.map_as, self.template)

    def of_kept(self, subject: Subject) -> list[tuple[str, bytes]]:
        """Return `files` from the state that this process keeps."""
        return self.files(_loaded().at(self.stand), subject)


@lru_cache(maxsize=1)
def _loaded() -> State:
    from api.state import State  # noqa: PLC0415

    return State.load(Settings())


def _keep(result: Iterable[list[tuple[str, bytes]]], output: Path, as_of: str) -> None:
    """Write files into a folder, or all into one zip where the name says so."""
    from api.briefs import zipped  # noqa: PLC0415

    if output.suffix.lower() == ZIP:
        _write(output, zipped((file for files in result for file in files), as_of))
        return
    for files in result:
        for name, body in files:
            _write(output / name, body)


def _write(file: Path, body: bytes) -> None:
    write_file(file, body)
    click.echo(words()("cli.brief.wrote", file=file, kilobytes=round(len(body) / 1000)))
