"""`sandan build` and `sandan check`."""

from __future__ import annotations

import sys

import click

from api.cli import EXIT_FAILED, reader_language, words
from api.settings import Settings


@click.command(help=words()("cli.build.help"))
def build() -> None:
    """Make every built file from the tables."""
    from geo.build import build as build_files  # noqa: PLC0415 - geopandas takes half a second

    data = Settings().data
    for path in build_files(data):
        size = path.stat().st_size / 1000
        click.echo(words()("cli.build.wrote", file=path.relative_to(data), kilobytes=size))


@click.command(help=words()("cli.check.help"))
def check() -> None:
    """Report what is wrong or stale."""
    from geo.check import check as find_problems  # noqa: PLC0415

    problems = find_problems(Settings().data)
    for problem in problems:
        click.echo(problem.text(reader_language()), err=True)
    if problems:
        click.echo(words()("cli.check.failed", count=len(problems)), err=True)
        sys.exit(EXIT_FAILED)
    click.echo(words()("cli.check.passed"))
