"""`sandan build` and `sandan check`."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

import click

from api.cli import EXIT_FAILED, JSON_OPTION, echo_json, reader_language, words
from api.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.check import Report
    from geo.evidence.check import Check
    from geo.messages import Lang


@click.command(help=words()("cli.build.help"))
@JSON_OPTION
def build(*, as_json: bool) -> None:
    """Make every built file from the tables."""
    from geo.build import build as build_files  # noqa: PLC0415 - geopandas takes half a second

    data = Settings().data
    sizes = {path.relative_to(data): path.stat().st_size for path in build_files(data)}
    if as_json:
        echo_json([{"file": file.as_posix(), "bytes": size} for file, size in sizes.items()])
        return
    for file, size in sizes.items():
        click.echo(words()("cli.build.wrote", file=file, kilobytes=size / 1000))


@click.command(help=words()("cli.check.help"))
@click.option("--sums", is_flag=True, help=words()("cli.check.sums"))
@JSON_OPTION
def check(*, sums: bool, as_json: bool) -> None:
    """Report what is wrong or stale, and how the documents' arithmetic came out."""
    from geo.check import check as find_problems  # noqa: PLC0415

    report, lang = find_problems(Settings().data), reader_language()
    if as_json:
        echo_json(_facts(report, lang, sums=sums))
        sys.exit(EXIT_FAILED if report.problems else 0)
    for problem in report.problems:
        click.echo(problem.text(lang), err=True)
    if sums:
        for result in report.checks:
            click.echo(
                words()(f"cli.check.{result.state}", what=result.says(lang), **_numbers(result))
            )
    if report.checks:
        click.echo(words()("cli.check.summary", **_counts(report.checks)))
    if report.problems:
        click.echo(words()("cli.check.failed", count=len(report.problems)), err=True)
        sys.exit(EXIT_FAILED)
    click.echo(words()("cli.check.passed"))


def _facts(report: Report, lang: Lang, *, sums: bool) -> dict[str, object]:
    """Return what `sandan check` found, for programs."""
    states = Counter(check.state.value for check in report.checks)
    facts: dict[str, object] = {
        "problems": [problem.text(lang) for problem in report.problems],
        "sums": {state: states[state] for state in ("holds", "known", "broken")},
    }
    if sums:
        facts["checks"] = [
            {"state": result.state.value, "what": result.says(lang), **_numbers(result)}
            for result in report.checks
        ]
    return facts


def _numbers(result: Check) -> dict[str, object]:
    from geo.evidence.working import plain  # noqa: PLC0415

    numbers = {"printed": plain(result.printed), "counted": plain(result.counted)}
    return {**numbers, "conflict": result.conflict}


def _counts(checks: Sequence[Check]) -> dict[str, object]:
    states = Counter(check.state.value for check in checks)
    conflicts = dict.fromkeys(c.conflict for c in checks if c.conflict and c.state == "known")
    return {
        "holds": states["holds"],
        "known": states["known"],
        "broken": states["broken"],
        "conflicts": ", ".join(filter(None, conflicts)),
    }
