"""`sandan network`, `flows`, `gaps`, `partners`, `peers`, `compare`, `whatif`: analyses."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli import JSON_OPTION, reader_language, words
from api.settings import Settings
from geo.messages import LANGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from api.analysis.asked import Question
    from api.analysis.content import Analysis, Rows, Section
    from geo.messages import Lang

_LANG = click.option("--lang", type=click.Choice(LANGS), help=words()("cli.analysis.lang"))
_NETWORK = click.argument("network", required=False)
_SECTOR = click.option("--sector", help=words()("cli.analysis.sector"))
_DAY = click.option("--as-of", help=words()("cli.as_of"))
_ZONING = click.option("--zoning", help=words()("cli.zoning"))
_LEVEL = partial(click.option, "--level", help=words()("cli.analysis.level"))


def _stand(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command a day and a zoning."""
    return _DAY(_ZONING(command))


@click.command("network", help=words()("cli.network.help"))
@_NETWORK
@_LEVEL(default="complex")
@_SECTOR
@_stand
@click.option("--samples", type=click.IntRange(100, 10_000), help=words()("cli.network.samples"))
@_LANG
@JSON_OPTION
def network_(
    network: str | None,
    level: str,
    sector: str | None,
    as_of: str | None,
    zoning: str | None,
    samples: int | None,
    lang: Lang | None,
    *,
    as_json: bool,
) -> None:
    """Measure a network, beside what chance would give."""
    from api.analysis import measures  # noqa: PLC0415 - help answers without it
    from geo.analysis.report import report  # noqa: PLC0415
    from geo.errors import SelectionError  # noqa: PLC0415
    from geo.networks.models import LEVELS  # noqa: PLC0415

    lang = lang or reader_language()
    asked = _question(network, sector, as_of, zoning)
    chosen = next((item for item in LEVELS if item == level), None)
    if chosen is None:
        raise SelectionError(parameter="--level", value=level, allowed=LEVELS)
    result = report(asked.atlas, asked.network, level=chosen, sector=asked.sector, samples=samples)
    _tell(
        measures.document(asked, result, lang),
        lambda: measures.page_of(asked, result, chosen, outlines=None, lang=lang),
        as_json=as_json,
    )


@click.command("flows", help=words()("cli.flows.help"))
@_NETWORK
@_LEVEL(default="sido")
@_SECTOR
@_stand
@click.option("--group", multiple=True, help=words()("cli.flows.group"))
@_LANG
@JSON_OPTION
def flows_(
    network: str | None,
    level: str,
    sector: str | None,
    as_of: str | None,
    zoning: str | None,
    group: tuple[str, ...],
    lang: Lang | None,
    *,
    as_json: bool,
) -> None:
    """Count the ties between regions."""
    from api.analysis import regions  # noqa: PLC0415
    from geo.analysis.flows import SCALES, flows  # noqa: PLC0415
    from geo.errors import SelectionError  # noqa: PLC0415

    lang = lang or reader_language()
    asked = _question(network, sector, as_of, zoning)
    scale = next((item for item in SCALES if item == level), None)
    if scale is None:
        raise SelectionError(parameter="--level", value=level, allowed=SCALES)
    result = flows(asked.atlas, asked.network, scale=scale, sector=asked.sector, groups=group)
    _tell(
        regions.flows_document(asked, result, scale, lang),
        lambda: regions.flows_page(asked, result, scale, group, None, lang),
        as_json=as_json,
    )


@click.command("gaps", help=words()("cli.gaps.help"))
@_NETWORK
@_stand
@_LANG
@JSON_OPTION
def gaps_(
    network: str | None,
    as_of: str | None,
    zoning: str | None,
    lang: Lang | None,
    *,
    as_json: bool,
) -> None:
    """Find who is missing."""
    from api.analysis import regions  # noqa: PLC0415
    from geo.analysis.gaps import gaps, overlaps  # noqa: PLC0415

    lang = lang or reader_language()
    asked = _question(network, None, as_of, zoning)
    result, met = gaps(asked.atlas, asked.network), overlaps(asked.atlas)
    _tell(
        regions.gaps_document(asked, result, met, lang),
        lambda: regions.gaps_page(asked, result, met, None, lang),
        as_json=as_json,
    )


@click.command("partners", help=words()("cli.partners.help"))
@click.argument("subject")
@_SECTOR
@click.option("--within-km", type=click.FloatRange(0, 1000), help=words()("cli.partners.within"))
@click.option("--other-region", is_flag=True, help=words()("cli.partners.other_region"))
@click.option("--untied", is_flag=True, help=words()("cli.partners.untied"))
@click.option("--weight", multiple=True, help=words()("cli.partners.weight"))
@click.option(
    "--limit", type=click.IntRange(1, 300), default=20, help=words()("cli.partners.limit")
)
@_LANG
@JSON_OPTION
def partners_(  # noqa: PLR0913 - one argument for each option
    subject: str,
    sector: str | None,
    within_km: float | None,
    weight: tuple[str, ...],
    limit: int,
    lang: Lang | None,
    *,
    other_region: bool,
    untied: bool,
    as_json: bool,
) -> None:
    """Rank places that could be partners, with reasons."""
    from api.analysis import finder  # noqa: PLC0415
    from geo.analysis.evaluation import evaluate  # noqa: PLC0415
    from geo.analysis.partners import (  # noqa: PLC0415
        candidates,
        field_of,
        places_of,
        read_weights,
        weights_of,
    )

    lang = lang or reader_language()
    asked = _question(None, None)
    field = field_of(asked.atlas)
    weights = weights_of(read_weights(weight))
    name, _ = places_of(field, subject)
    found = candidates(
        field,
        subject,
        sector=sector,
        weights=weights,
        within_km=within_km,
        other_region=other_region,
        untied=untied,
        limit=limit,
    )
    card = evaluate(field, asked.network, weights=weights)
    _tell(
        finder.partners_document(found, card, weights, lang),
        lambda: finder.partners_page(asked.atlas, found, card, (), name, asked.network, lang),
        as_json=as_json,
    )


@click.command("peers", help=words()("cli.peers.help"))
@click.argument("subject")
@_LEVEL(default="complex")
@_LANG
@JSON_OPTION
def peers_(subject: str, level: str, lang: Lang | None, *, as_json: bool) -> None:
    """Tell which complexes or districts are most alike."""
    from api.analysis import finder  # noqa: PLC0415
    from api.analysis.asked import figures_of  # noqa: PLC0415
    from geo.analysis.peers import LEVELS, peers  # noqa: PLC0415
    from geo.errors import SelectionError  # noqa: PLC0415

    lang = lang or reader_language()
    asked = _question(None, None, None)
    chosen = next((item for item in LEVELS if item == level), None)
    if chosen is None:
        raise SelectionError(parameter="--level", value=level, allowed=LEVELS)
    result = peers(asked.atlas, subject, level=chosen, figures=figures_of(asked.state))
    _tell(
        finder.peers_document(result, lang),
        lambda: finder.peers_page(asked.atlas, result, (), lang),
        as_json=as_json,
    )


@click.command("compare", help=words()("cli.compare.help"))
@click.argument("regions", nargs=-1, required=True)
@_stand
@_LANG
@JSON_OPTION
def compare_(
    regions: tuple[str, ...],
    as_of: str | None,
    zoning: str | None,
    lang: Lang | None,
    *,
    as_json: bool,
) -> None:
    """Put two to four regions side by side."""
    from api.analysis import regions as shown  # noqa: PLC0415
    from geo.analysis.comparison import compare  # noqa: PLC0415

    lang = lang or reader_language()
    atlas = _question(None, None, as_of, zoning).atlas
    comparison = compare(atlas, regions)
    _tell(
        shown.comparison_document(atlas, comparison, lang),
        lambda: shown.comparison_page(atlas, comparison, regions, lang),
        as_json=as_json,
    )


@click.command("whatif", help=words()("cli.whatif.help"))
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--step", multiple=True, help=words()("cli.whatif.step"))
@click.option("--network", help=words()("cli.whatif.network"))
@_stand
@_LANG
@JSON_OPTION
def whatif_(
    file: Path | None,
    step: tuple[str, ...],
    network: str | None,
    as_of: str | None,
    zoning: str | None,
    lang: Lang | None,
    *,
    as_json: bool,
) -> None:
    """Tell what a scenario changes."""
    from api.analysis import whatif  # noqa: PLC0415
    from geo.analysis.scenario import of_address, outcome, read_scenario  # noqa: PLC0415
    from geo.errors import MissingInputError  # noqa: PLC0415

    lang = lang or reader_language()
    if (file is None) == (not step):
        raise click.UsageError(words()("cli.whatif.either"))
    asked = _question(network, None, as_of, zoning)
    scenario = of_address(step)
    if file is not None:
        try:
            scenario = read_scenario(file.name, file.read_bytes())
        except OSError as error:
            raise MissingInputError(str(file)) from error
    result = outcome(asked.atlas, scenario, asked.network)
    _tell(
        whatif.scenario_document(asked, scenario, result, lang),
        lambda: whatif.scenario_page(asked, (), result, None, lang),
        as_json=as_json,
    )


def _question(
    network: str | None, sector: str | None, as_of: str | None = None, zoning: str | None = None
) -> Question:
    """Return what is asked of the data folder, with the programmes registered here.

    Raises
    ------
    SelectionError
        There is no such network or sector.
    """
    from api.analysis.asked import question  # noqa: PLC0415
    from api.errors import ParameterError  # noqa: PLC0415
    from api.state import State  # noqa: PLC0415
    from geo.errors import SelectionError  # noqa: PLC0415

    state = State.load(Settings()).on(as_of).zoned(zoning)
    try:
        return question(state, network, sector)
    except ParameterError as error:
        raise SelectionError(error.parameter, error.value, error.allowed) from error


def _tell(document: object, page: Callable[[], Analysis], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(document, ensure_ascii=False, allow_nan=False))
        return
    shown = page()
    click.echo(shown.title)
    for section in shown.sections:
        for line in _lines(section):
            click.echo(line)


def _lines(section: Section) -> Iterable[str]:
    """Yield a section as lines of text: what a page shows of it, without drawing and notes."""
    if section.id in {"definitions", "how"}:
        return
    yield ""
    yield f"## {section.title}"
    yield from section.texts
    yield from (f"- {cell.text}" for cell in section.items)
    if section.grid is not None:
        grid = section.grid
        rows = [(name, *(box.text for box in boxes)) for name, boxes in grid.rows]
        yield from _columns([("", *grid.columns), *rows])
    if section.rows is not None:
        yield from _columns(_texts(section.rows))


def _texts(rows: Rows) -> list[tuple[str, ...]]:
    return [
        tuple(cell.text for cell in rows.columns),
        *(tuple(cell.text for cell in row) for row in rows.rows),
    ]


def _columns(rows: Sequence[tuple[str, ...]]) -> Iterable[str]:
    """Yield rows with a tab between cells, which a sheet takes as columns."""
    yield from ("\t".join(row) for row in rows)
