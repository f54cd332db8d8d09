"""`sandan geocode`: one name, or a table of them."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from api.cli import EXIT_FAILED, reader_language, words
from api.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.batch.columns import Role
    from geo.batch.job import Job, Summary
    from geo.geocoding.query import Answer, Query


@click.command(help=words()("cli.geocode.help"))
@click.argument("source", metavar="[INPUT]", required=False, type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help=words()("cli.geocode.output"))
@click.option("--name-column", help=words()("cli.geocode.name_column"))
@click.option("--address-column", help=words()("cli.geocode.address_column"))
@click.option("--sido-column", help=words()("cli.geocode.sido_column"))
@click.option("--sigungu-column", help=words()("cli.geocode.sigungu_column"))
@click.option("--kind-column", help=words()("cli.geocode.kind_column"))
@click.option("--name", help=words()("cli.geocode.name"))
@click.option("--region", help=words()("cli.geocode.region"))
@click.option("--json", "as_json", is_flag=True, help=words()("cli.geocode.json"))
@click.option("--best-guess", is_flag=True, help=words()("cli.geocode.best_guess"))
@click.option("--online", is_flag=True, help=words()("cli.geocode.online"))
def geocode(
    source: Path | None,
    output: Path | None,
    name: str | None,
    region: str | None,
    *,
    as_json: bool,
    best_guess: bool,
    online: bool,
    **columns: str | None,
) -> None:
    """Find the place of one name, or of each row; exits with 1 where there is not always one."""
    chosen = {key.removesuffix("_column"): value for key, value in columns.items() if value}
    if (source is None) == (name is None):
        raise click.UsageError(words()("cli.geocode.one_form"))
    if name is not None:
        if output is not None or chosen:
            raise click.UsageError(words()("cli.geocode.only_table"))
        _one(name, region or "", as_json=as_json, best_guess=best_guess, online=online)
        return
    if source is None or output is None:
        raise click.UsageError(words()("cli.geocode.no_output"))
    if region is not None or as_json or online:
        raise click.UsageError(words()("cli.geocode.only_name"))
    if source.resolve() == output.resolve():
        raise click.UsageError(words()("cli.geocode.same_file"))
    _table(source, output, cast("dict[Role, str]", chosen), best_guess=best_guess)


def make_answer(data: Path, *, best_guess: bool) -> Callable[[Query], Answer]:
    """Return what answers a query from the folder `data`."""
    from geo.engine import make_geocoder  # noqa: PLC0415 - help answers without it

    return partial(make_geocoder(data).answer, best_guess=best_guess)


def _one(name: str, region: str, *, as_json: bool, best_guess: bool, online: bool) -> None:
    from geo.engine import make_geocoder  # noqa: PLC0415 - help answers without it
    from geo.geocoding.query import Query  # noqa: PLC0415

    geocoder = make_geocoder(Settings().data)
    sido, sigungu = geocoder.read_region(region)
    query = Query(name=name, sido=sido, sigungu=sigungu)
    answer = geocoder.answer(query, best_guess=best_guess)
    if online:
        answer = _online(answer)
    click.echo(_as_json(answer) if as_json else _said(answer))
    if answer.status != "ok":
        sys.exit(EXIT_FAILED)


def _online(answer: Answer) -> Answer:
    from geo.geocoding.online import Online  # noqa: PLC0415
    from geo.geocoding.providers.configured import providers_from  # noqa: PLC0415

    providers = providers_from(os.environ)
    if not providers:
        raise click.UsageError(words()("cli.geocode.no_provider"))
    asked = Online(providers)
    answer = asked.better(answer)
    for error in asked.failures.values():
        click.echo(error.text(reader_language()), err=True)
    return answer


def _as_json(answer: Answer) -> str:
    notes = [note.text(reader_language()) for note in answer.notes]
    return json.dumps({**asdict(answer), "notes": notes}, ensure_ascii=False)


def _said(answer: Answer) -> str:
    facts = asdict(answer)
    lines = [words()(f"cli.geocode.{answer.status}", **facts)]
    if answer.lon is not None:
        lines.append(words()("cli.geocode.point", **facts))
    if answer.precision_km is not None:
        lines.append(words()("cli.geocode.precision", **facts))
    lines += [note.text(reader_language()) for note in answer.notes]
    lines += [words()("cli.geocode.candidate", **asdict(near)) for near in answer.candidates]
    return "\n".join(lines)


def _table(source: Path, output: Path, chosen: dict[Role, str], *, best_guess: bool) -> None:
    from geo.batch.job import open_job  # noqa: PLC0415

    data = Settings().data
    job = None
    try:
        job = open_job(
            source,
            output,
            chosen=chosen,
            lang=reader_language(),
            options={"best_guess": best_guess, "version": _version(), "data": _digest(data)},
        )
        summary = _run(job, make_answer(data, best_guess=best_guess))
    except KeyboardInterrupt:
        answered, rows = (job.answered, len(job.table.rows)) if job else (0, 0)
        click.echo(words()("cli.geocode.interrupted", answered=answered, rows=rows), err=True)
        sys.exit(EXIT_FAILED)
    click.echo(words()("cli.geocode.summary", output=output, **asdict(summary)), err=True)
    if summary.failed:
        click.echo(words()("cli.geocode.failed", count=summary.failed), err=True)
        sys.exit(EXIT_FAILED)


def _run(job: Job, answer: Callable[[Query], Answer]) -> Summary:
    with click.progressbar(
        length=len(job.table.rows),
        label=words()("cli.geocode.progress"),
        show_pos=True,
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
    ) as bar:
        return job.run(answer, bar.update)


def _version() -> str:
    from importlib.metadata import version  # noqa: PLC0415

    return version("sandan-atlas")


def _digest(data: Path) -> str:
    """Return a digest of the tables and indexes that answers come from."""
    digest = hashlib.sha256()
    for path in sorted([*data.glob("tables/*.csv"), *data.glob("index/*")]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
