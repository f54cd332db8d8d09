"""`sandan geocode`: one name, or a table of them."""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

import click

from api.cli import EXIT_FAILED, JSON_OPTION, day_of, reader_language, words
from api.settings import Settings
from geo.batch.columns import ASKED
from geo.vocabulary.roles import described
from geo.vocabulary.words import role_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geo.batch.job import Job, Summary
    from geo.geocoding.geocoder import Geocoder
    from geo.geocoding.query import Answer, Query
    from geo.vocabulary.words import Role

_COUNTED = ("rows", "ok", "ambiguous", "none", "resumed")
_SHOWN = 20
"""Columns or sheets that are named; the rest is an ellipsis."""


@click.command(help=words()("cli.geocode.help"))
@click.argument("sources", metavar="[INPUT]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help=words()("cli.geocode.output"))
@click.option(
    "--column", "named", multiple=True, metavar="ROLE=HEADING", help=words()("cli.geocode.column")
)
@click.option("--sheet", help=words()("cli.geocode.sheet"))
@click.option("--name-column", help=words()("cli.geocode.name_column"))
@click.option("--address-column", help=words()("cli.geocode.address_column"))
@click.option("--sido-column", help=words()("cli.geocode.sido_column"))
@click.option("--sigungu-column", help=words()("cli.geocode.sigungu_column"))
@click.option("--kind-column", help=words()("cli.geocode.kind_column"))
@click.option("--name", help=words()("cli.geocode.name"))
@click.option("--region", help=words()("cli.geocode.region"))
@click.option("--as-of", help=words()("cli.as_of"))
@JSON_OPTION
@click.option("--best-guess", is_flag=True, help=words()("cli.geocode.best_guess"))
@click.option("--online", is_flag=True, help=words()("cli.geocode.online"))
@click.option("--cluster", metavar="auto|tcp://…", help=words()("cli.geocode.cluster"))
def geocode(
    sources: tuple[Path, ...],
    output: Path | None,
    name: str | None,
    region: str | None,
    *,
    as_json: bool,
    best_guess: bool,
    online: bool,
    **reading: str | tuple[str, ...] | None,
) -> None:
    """Find the place of one name, or of each row; exits with 1 where there is not always one."""
    sheet = cast("str | None", reading.pop("sheet"))
    cluster = cast("str | None", reading.pop("cluster"))
    day = day_of(cast("str | None", reading.pop("as_of")))
    chosen = _chosen(cast("tuple[str, ...]", reading.pop("named")))
    for key, value in cast("dict[str, str | None]", reading).items():
        if value:
            chosen.setdefault(cast("Role", key.removesuffix("_column")), (value,))
    if bool(sources) == (name is not None):
        raise click.UsageError(words()("cli.geocode.one_form"))
    if name is not None:
        if output is not None or chosen or sheet is not None or cluster is not None:
            raise click.UsageError(words()("cli.geocode.only_table"))
        from geo.engine import make_geocoder  # noqa: PLC0415 - help answers without it

        geocoder = make_geocoder(Settings().data).of_day(day)
        _one(geocoder, name, region or "", as_json=as_json, best_guess=best_guess, online=online)
        return
    if output is None:
        raise click.UsageError(words()("cli.geocode.no_output"))
    if region is not None or as_json or online:
        raise click.UsageError(words()("cli.geocode.only_name"))
    asked = _Reading(chosen, sheet, day)
    if cluster is not None:
        _partitions(sources, output, asked, cluster, best_guess=best_guess)
        return
    if len(sources) > 1 or sources[0].is_dir():
        raise click.UsageError(words()("cli.geocode.many"))
    if sources[0].resolve() == output.resolve():
        raise click.UsageError(words()("cli.geocode.same_file"))
    _table(sources[0], output, asked, best_guess=best_guess)


class _Reading(NamedTuple):
    """How the user wants the input to be read."""

    chosen: dict[Role, tuple[str, ...]]
    sheet: str | None
    day: str | None
    """In whose units it is answered; None for the newest."""


def _chosen(named: Sequence[str]) -> dict[Role, tuple[str, ...]]:
    """Read ``ROLE=HEADING``, the role in any word of the vocabulary; no heading: no column.

    Only addresses have several columns, the first that is not empty being taken.
    """
    chosen: dict[Role, tuple[str, ...]] = {}
    for written in named:
        word, sign, heading = written.partition("=")
        role = role_of(word)
        allowed = ", ".join(words()(f"cli.role.{item}") for item in ASKED)
        if not sign:
            raise click.UsageError(words()("cli.geocode.column_form", written=written))
        if role not in ASKED:
            raise click.UsageError(words()("cli.geocode.no_role", word=word, allowed=allowed))
        if role in chosen and role != "address":
            raise click.UsageError(words()("cli.geocode.role_twice", word=word))
        chosen[role] = (*chosen.get(role, ()), heading.strip())
    return chosen


def make_answer(
    data: Path, day: str | None = None, *, best_guess: bool
) -> Callable[[Query], Answer]:
    """Return what answers a query from the folder `data`, in the units of a day."""
    from geo.engine import make_geocoder  # noqa: PLC0415 - help answers without it

    return partial(make_geocoder(data).of_day(day).answer, best_guess=best_guess)


def _one(
    geocoder: Geocoder, name: str, region: str, *, as_json: bool, best_guess: bool, online: bool
) -> None:
    from geo.geocoding.query import Query  # noqa: PLC0415

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


def _table(source: Path, output: Path, reading: _Reading, *, best_guess: bool) -> None:
    from geo.batch.job import open_job  # noqa: PLC0415
    from geo.engine import digest_of  # noqa: PLC0415 - help answers without it

    data = Settings().data
    job = None
    try:
        job = open_job(
            source,
            output,
            chosen=reading.chosen,
            sheet=reading.sheet,
            lang=reader_language(),
            options={
                "best_guess": best_guess,
                "as_of": reading.day,
                "version": _version(),
                "data": digest_of(data),
            },
        )
        for line in _understood(job):
            click.echo(line, err=True)
        summary = _run(job, make_answer(data, reading.day, best_guess=best_guess))
    except KeyboardInterrupt:
        answered, rows = (job.answered, len(job.table.rows)) if job else (0, 0)
        click.echo(words()("cli.geocode.interrupted", answered=answered, rows=rows), err=True)
        sys.exit(EXIT_FAILED)
    click.echo(words()("cli.geocode.summary", output=output, **asdict(summary)), err=True)
    if summary.passed:
        click.echo(words()("cli.geocode.passed", count=summary.passed), err=True)
    if summary.failed:
        click.echo(words()("cli.geocode.failed", count=summary.failed), err=True)
        sys.exit(EXIT_FAILED)


def _partitions(
    sources: Sequence[Path], folder: Path, reading: _Reading, cluster: str, *, best_guess: bool
) -> None:
    from geo.cluster.geocoding import Asking  # noqa: PLC0415 - the cluster is an extra
    from geo.cluster.partitions import partitions_of  # noqa: PLC0415
    from geo.cluster.running import connected, geocode_partitions  # noqa: PLC0415
    from geo.engine import digest_of  # noqa: PLC0415

    if reading.sheet is not None:
        raise click.UsageError(words()("cli.geocode.no_sheet_on_cluster"))
    begin = time.perf_counter()
    data = Settings().data.resolve()
    partitions = partitions_of(sources, folder)
    asking = Asking(
        data,
        digest_of(data),
        reader_language(),
        _version(),
        best_guess,
        reading.day,
        reading.chosen,
    )
    counted: Counter[str] = Counter()
    lost = 0
    with connected(cluster) as client:
        for outcome in geocode_partitions(client, partitions, asking):
            source = outcome.partition.source
            if outcome.summary is None:
                lost += 1
                text = words()("cli.geocode.part_failed", source=source, reason=outcome.reason)
            else:
                facts = asdict(outcome.summary)
                counted.update({value: facts[value] for value in _COUNTED})
                text = words()("cli.geocode.part", source=source, **facts)
            click.echo(text, err=True)
    facts = {value: counted[value] for value in _COUNTED}
    seconds = time.perf_counter() - begin
    files = len(partitions) - lost
    text = words()("cli.geocode.parts", output=folder, files=files, seconds=seconds, **facts)
    click.echo(text, err=True)
    if lost or counted["ambiguous"] or counted["none"]:
        sys.exit(EXIT_FAILED)


def _understood(job: Job) -> Iterator[str]:
    """Say what of the input was taken for what, and what was left."""
    table, columns = job.table, job.columns
    if table.other_sheets:
        others = ", ".join(table.other_sheets[:_SHOWN]) + ", …" * (len(table.other_sheets) > _SHOWN)
        yield words()("cli.geocode.sheets", sheet=table.sheet, others=others)
    if table.heading_row is None:
        yield words()("cli.geocode.no_heading")
    elif table.above:
        yield words()("cli.geocode.heading", row=table.heading_row, above=table.above)
    taken = []
    for role, column in columns.told():
        facts = {"role": words()(f"cli.role.{role}"), "heading": described(table.headings, column)}
        key = "learned" if column in columns.learned else "taken"
        taken.append(words()(f"cli.geocode.{key}", **facts))
    yield words()("cli.geocode.columns", columns=", ".join(taken))
    left = [described(table.headings, column) for column in job.left]
    if left:
        shown = ", ".join(left[:_SHOWN]) + ", …" * (len(left) > _SHOWN)
        yield words()("cli.geocode.left", columns=shown)
    if columns.lists_firms:
        yield words()("cli.geocode.firms")


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
