"""`sandan statistics`: figures of complexes as tables, series, targets, counts."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli import EXIT_ENVIRONMENT, JSON_OPTION, reader_language, words
from api.settings import Settings
from geo.disk import write_file
from geo.messages import LANGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.figures.tables import Sheet
    from api.state import State
    from geo.jsons import CollectionObject
    from geo.messages import Lang

_LANG = click.option("--lang", type=click.Choice(LANGS), help=words()("cli.analysis.lang"))
_OUTPUT = click.option(
    "-o", "--output", type=click.Path(path_type=Path), help=words()("cli.statistics.output")
)
_RECORDED = click.option("--recorded", default="", help=words()("cli.statistics.recorded"))


@click.group(help=words()("cli.statistics.help"))
def statistics() -> None:
    """Show what was imported."""


@statistics.command("list", help=words()("cli.statistics.list.help"))
@_LANG
@JSON_OPTION
def list_(lang: Lang | None, *, as_json: bool) -> None:
    """List files, and the periods of each measure."""
    from api.series import statistics_of  # noqa: PLC0415 - help answers without it
    from geo.messages import catalogue  # noqa: PLC0415
    from geo.statistics.measures import MEASURES  # noqa: PLC0415

    lang = lang or reader_language()
    geo, held = catalogue("geo", lang), statistics_of(_state())
    if as_json:
        document = {
            "files": [
                {
                    "file": source.file,
                    "form": source.form,
                    "periods": source.periods,
                    "recorded": source.recorded,
                    "figures": source.rows,
                }
                for source in held.sources
            ],
            "measures": [
                {"base": base, "measure": measure, "periods": periods}
                for (base, measure), periods in held.periods.items()
            ],
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
        return
    if not held.sources:
        click.echo(words()("figures.empty"))
    for item in held.sources:
        form = geo(f"statistics.form.{item.form}")
        click.echo(
            f"{item.recorded}  {form}  {', '.join(item.periods)}  {item.file}  {item.rows:,}"
        )
    for (base, measure), periods in held.periods.items():
        name = MEASURES[measure].name.of(lang)
        text = f"{periods[0]} – {periods[-1]} ({len(periods)})"
        click.echo(f"{geo(f'statistics.form.{base}')}  {name} ({measure})  {text}")


@statistics.command("show", help=words()("cli.statistics.show.help"))
@click.argument("name")
@_RECORDED
@_OUTPUT
@_LANG
@JSON_OPTION
def show(
    name: str, recorded: str, output: Path | None, lang: Lang | None, *, as_json: bool
) -> None:
    """Show the series of a complex."""
    from api.figures.asked import recorded_by  # noqa: PLC0415
    from api.figures.pages import series_sheet  # noqa: PLC0415
    from geo.analysis.figures import find_complex, series_of  # noqa: PLC0415
    from geo.messages import catalogue  # noqa: PLC0415

    held = recorded_by(_state(), recorded)
    id_ = find_complex(held, name)
    said = catalogue("api", lang or reader_language())
    found = series_of(held, (id_,), industries=True)
    _give(
        series_sheet(held.complexes[id_].name_ko, found, said), output, said.lang, as_json=as_json
    )


@statistics.command("table", help=words()("cli.statistics.table.help"))
@click.argument("measure", required=False)
@click.option("--period", help=words()("cli.statistics.period"))
@click.option("--base", help=words()("cli.statistics.base"))
@click.option("--level", default="sido", help=words()("cli.statistics.level"))
@click.option("--shown", default="value", help=words()("cli.statistics.shown"))
@click.option("--industry", help=words()("cli.statistics.industry"))
@click.option("--region", help=words()("cli.statistics.region"))
@_RECORDED
@_OUTPUT
@_LANG
@JSON_OPTION
def table(output: Path | None, lang: Lang | None, *, as_json: bool, **asked: str | None) -> None:
    """Show a measure by 시도, 시군구 or complex."""
    from api.figures.asked import question  # noqa: PLC0415
    from api.figures.drawn import PICTURES, theme_file, theme_picture  # noqa: PLC0415
    from api.figures.pages import theme, theme_sheet  # noqa: PLC0415
    from geo.messages import catalogue  # noqa: PLC0415

    state, said = _state(), catalogue("api", lang or reader_language())
    result = question(state, asked)
    if result is None:
        click.echo(words()("figures.empty"))
        return
    shown = theme(state, result)
    if output is not None and (form := output.suffix.lstrip(".").lower()) in PICTURES:
        _write(output, theme_picture(state, result, shown, form, said))
        return
    if output is not None and output.suffix.lower() == ".html":
        _write(output, theme_file(state, result, shown, said))
        return
    _give(theme_sheet(result, shown, said), output, said.lang, as_json=as_json)


@statistics.command("targets", help=words()("cli.statistics.targets.help"))
@click.argument("subject", required=False)
@_OUTPUT
@_LANG
@JSON_OPTION
def targets_(subject: str | None, output: Path | None, lang: Lang | None, *, as_json: bool) -> None:
    """Show the numbers of the ledger beside what happened."""
    from api.figures.pages import targets_sheet  # noqa: PLC0415
    from api.series import statistics_of  # noqa: PLC0415
    from geo.analysis.targets import targets  # noqa: PLC0415
    from geo.errors import SelectionError  # noqa: PLC0415
    from geo.messages import catalogue  # noqa: PLC0415

    state, said = _state(), catalogue("api", lang or reader_language())
    atlas = state.snapshot.atlas
    found = targets(statistics_of(state), atlas, atlas.indicators)
    subjects = tuple(dict.fromkeys(target.indicator.subject for target in found))
    if subject and subject not in subjects:
        raise SelectionError(parameter="SUBJECT", value=subject, allowed=subjects)
    own = [target for target in found if subject in {None, target.indicator.subject}]
    _give(targets_sheet(state, own, said), output, said.lang, as_json=as_json)


@statistics.command("poster", help=words()("cli.statistics.poster.help"))
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help=words()("cli.statistics.poster.output"),
)
@click.option(
    "--size",
    type=click.Choice(("A1", "A0"), case_sensitive=False),
    default="A1",
    help=words()("cli.statistics.poster.size"),
)
@_LANG
def poster(file: Path | None, output: Path, size: str, lang: Lang | None) -> None:
    """Draw every complex of a quarter on one sheet."""
    from api.figures.poster import poster_of, quarter_of  # noqa: PLC0415
    from geo.errors import OutputFormatError  # noqa: PLC0415

    forms = ("pdf", "svg", "png")
    form = output.suffix.lstrip(".").lower()
    if form not in forms:
        raise OutputFormatError(output.name, tuple(f".{value}" for value in forms))
    state = _state()
    quarter = _quarter(file) if file is not None else quarter_of(state)
    if quarter is None:
        click.echo(words()("cli.statistics.poster.none"), err=True)
        sys.exit(EXIT_ENVIRONMENT)
    _write(output, poster_of(state, size, lang or reader_language(), form, quarter))


def _quarter(file: Path) -> CollectionObject:
    """Read the complexes of a quarterly table; nothing is written."""
    from geo.engine import make_geocoder  # noqa: PLC0415
    from geo.importers.imported import kicox_collection  # noqa: PLC0415
    from geo.importers.kicox import read_kicox  # noqa: PLC0415
    from geo.layers.geojson import to_bytes  # noqa: PLC0415

    geocoder = make_geocoder(Settings().data)
    collection = kicox_collection(read_kicox(file, geocoder.resolver.regions), geocoder)
    told: CollectionObject = json.loads(to_bytes(collection))
    return told


def _state() -> State:
    from api.state import State  # noqa: PLC0415

    return State.load(Settings())


def _give(sheet: Sheet, output: Path | None, lang: Lang, *, as_json: bool) -> None:
    """Print a table, or write it in the form that the file's ending names."""
    from geo.errors import OutputFormatError  # noqa: PLC0415
    from geo.messages import catalogue  # noqa: PLC0415

    text = json.dumps(
        {"title": sheet.title, "notes": sheet.notes, "rows": sheet.records()},
        ensure_ascii=False,
        indent=1,
    )
    if output is not None:
        ending = output.suffix.lower()
        makers: dict[str, Callable[[], bytes]] = {
            ".csv": sheet.csv,
            ".xlsx": partial(sheet.xlsx, catalogue("api", lang)),
            ".json": f"{text}\n".encode,
        }
        if ending not in makers:
            raise OutputFormatError(output.name, tuple(makers))
        _write(output, makers[ending]())
    elif as_json:
        click.echo(text)
    else:
        click.echo(sheet.title)
        click.echo("\t".join(column.title for column in sheet.columns))
        for row in sheet.rows:
            click.echo("\t".join("–" if cell is None else _said(cell) for cell in row))
        for note in sheet.notes:
            click.echo(note)


def _said(cell: object) -> str:
    return f"{cell:,.10g}" if isinstance(cell, int | float) else str(cell)


def _write(path: Path, content: bytes) -> None:
    write_file(path, content)
    click.echo(words()("cli.statistics.wrote", file=path))
