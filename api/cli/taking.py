"""`sandan import statistics`: files of figures into the store, told before they are written."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli import EXIT_FAILED, reader_language, words
from api.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.geocoding.geocoder import Geocoder
    from geo.statistics.model import Complex, Reading, Revision, Taken
    from geo.store.bringing import Read

_SHOWN = 20
"""Lines of a kind that are printed; the rest is counted."""


@click.command(
    help=words()("cli.import.statistics.help"), short_help=words()("cli.import.statistics.short")
)
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--keep-good", is_flag=True, help=words()("cli.import.statistics.keep_good"))
@click.option("--check", is_flag=True, help=words()("cli.import.statistics.check"))
@click.option("--period", default="", help=words()("cli.import.statistics.period"))
@click.option("--recorded", default="", help=words()("cli.import.statistics.recorded"))
def statistics(
    files: tuple[Path, ...], period: str, recorded: str, *, keep_good: bool, check: bool
) -> None:
    """Recognise each file by its content and add its figures to the store."""
    from geo.engine import make_geocoder  # noqa: PLC0415 - help answers without it
    from geo.errors import SelectionError  # noqa: PLC0415
    from geo.statistics.periods import is_period  # noqa: PLC0415
    from geo.store.bringing import read_all  # noqa: PLC0415

    if period and not is_period(period):
        raise SelectionError(
            parameter="--period", value=period, allowed=("2025", "2025-Q3", "2025-09")
        )
    day = _day(recorded)
    data = Settings().data
    geocoder = make_geocoder(data)
    held = sum(
        add_figures(data, geocoder, read, day, keep_good=keep_good, check=check)
        for read in read_all(files, geocoder, period)
    )
    if check:
        click.echo(words()("cli.import.statistics.checked"))
    if held:
        if not (keep_good or check):
            click.echo(words()("cli.import.statistics.held", count=held), err=True)
        sys.exit(EXIT_FAILED)


def _day(written: str) -> str:
    from geo.errors import DayError  # noqa: PLC0415

    if not written:
        return datetime.now(UTC).date().isoformat()
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError as error:
        raise DayError(written) from error


def add_figures(
    data: Path, geocoder: Geocoder, read: Read, day: str, *, keep_good: bool, check: bool
) -> int:
    """Add what a file says to the store and tell it; return how many problems it has."""
    from geo.store.bringing import bring  # noqa: PLC0415

    brought = bring(data, geocoder, read, day, keep_good=keep_good, write=not check)
    _tell(brought.reading, brought.taken)
    if brought.file is not None:
        click.echo(words()("cli.import.statistics.wrote", file=brought.file))
    return len(brought.taken.problems)


def _tell(reading: Reading, taken: Taken) -> None:
    said, lang = words(), reader_language()
    from geo.messages import catalogue  # noqa: PLC0415

    facts = {
        "file": reading.file,
        "form": catalogue("geo", lang)(f"statistics.form.{reading.form}"),
        "periods": ", ".join(reading.periods) or "–",
        "complexes": len(reading.rows),
        "figures": len(reading.figures),
    }
    click.echo(said("cli.import.statistics.read", **facts))
    if reading.outside:
        click.echo(said("cli.import.statistics.outside", count=reading.outside))
    if taken.again:
        click.echo(said("cli.import.statistics.again"))
    counts = {"new": len(taken.figures) - len(taken.revisions), "same": taken.same}
    click.echo(said("cli.import.statistics.taken", **counts, changed=len(taken.revisions)))
    known = {complex_.id: complex_ for complex_ in taken.complexes}
    for revision in taken.revisions[:_SHOWN]:
        click.echo(revision_line(revision, known))
    if taken.absent:
        names = ", ".join(known[id_].name_ko for id_ in taken.absent[:_SHOWN])
        click.echo(said("cli.import.statistics.absent", count=len(taken.absent), names=names))
    for problem in (*reading.remarks, *taken.problems[:_SHOWN]):
        click.echo(problem.text(lang), err=True)


def revision_line(revision: Revision, known: Mapping[str, Complex]) -> str:
    """Return what was changed, in words."""
    from geo.statistics.measures import MEASURES, industry_name  # noqa: PLC0415

    lang = reader_language()
    complex_ = known.get(revision.complex)
    name = complex_.name_ko if complex_ else revision.complex
    return words()(
        "cli.import.statistics.revision",
        name=name,
        measure=MEASURES[revision.measure].name.of(lang),
        industry=industry_name(revision.industry).of(lang),
        period=revision.period,
        before=_written(revision.before),
        after=_written(revision.after),
    )


def _written(value: float | None) -> str:
    return "–" if value is None else f"{value:,.10g}"
