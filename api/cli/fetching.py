"""`sandan fetch`: live sources into the importers' input, for those with a key."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from api.cli import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.fetching.source import Source

_OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help=words()("cli.fetch.output"),
)
_CACHE = click.option("--cache", type=click.Path(path_type=Path), help=words()("cli.fetch.cache"))
_AGE = click.option(
    "--max-age", type=click.IntRange(0, 3650), default=30, help=words()("cli.fetch.max_age")
)
_URL = click.option("--url", help=words()("cli.fetch.url"))
_MONTH = re.compile(r"20\d\d-?(0[1-9]|1[0-2])")


@click.group(help=words()("cli.fetch.help"))
def fetch() -> None:
    """Ask a live source."""


@fetch.command(help=words()("cli.fetch.vworld.help"))
@click.option("--layer", default="LT_C_DAMDAN", help=words()("cli.fetch.vworld.layer"))
@click.option(
    "--via",
    type=click.Choice(["data", "wfs"]),
    default="data",
    help=words()("cli.fetch.vworld.via"),
)
@click.option(
    "--domain", envvar="SANDAN_VWORLD_DOMAIN", default="", help=words()("cli.fetch.domain")
)
@_OUTPUT
@_CACHE
@_AGE
@_URL
def vworld(
    layer: str,
    via: Literal["data", "wfs"],
    domain: str,
    output: Path,
    cache: Path | None,
    max_age: int,
    url: str | None,
) -> None:
    """Fetch the boundaries of complexes as GeoJSON, for `sandan import points`."""
    from geo.errors import SelectionError  # noqa: PLC0415 - help answers without it
    from geo.fetching import vworld as service  # noqa: PLC0415
    from geo.fetching.source import key_from  # noqa: PLC0415

    if layer.upper() not in service.LAYERS:
        raise SelectionError(parameter="--layer", value=layer, allowed=service.LAYERS)
    key = key_from(os.environ, "vworld", "SANDAN_VWORLD_KEY")
    source = service.source(key, _cache(cache), url or service.BASE_URL, max_age=max_age)

    def made() -> tuple[bytes, int]:
        found = service.boundaries(source, layer.upper(), via=via, domain=domain)
        body = json.dumps(found, ensure_ascii=False).encode()
        return body, len(found["features"])

    _run(source, output, made)


@fetch.command("kicox-trends", help=words()("cli.fetch.trends.help"))
@click.option("--from", "first", required=True, help=words()("cli.fetch.from"))
@click.option("--to", "last", required=True, help=words()("cli.fetch.to"))
@_OUTPUT
@_CACHE
@_AGE
@_URL
def kicox_trends(
    first: str, last: str, output: Path, cache: Path | None, max_age: int, url: str | None
) -> None:
    """Fetch the trends of national complexes as a workbook, for `sandan import statistics`."""
    from geo.errors import SelectionError  # noqa: PLC0415
    from geo.fetching import datagokr  # noqa: PLC0415

    for name, month in (("--from", first), ("--to", last)):
        if not _MONTH.fullmatch(month):
            raise SelectionError(parameter=name, value=month, allowed=("2025-07", "202507"))
    source = _datagokr(cache, max_age, url or datagokr.BASE_URL, datagokr.TRENDS_PER_DAY)

    def made() -> tuple[bytes, int]:
        found = datagokr.trends(source, first.replace("-", ""), last.replace("-", ""))
        return datagokr.trends_workbook(found), sum(map(len, found.values()))

    _run(source, output, made)


@fetch.command(help=words()("cli.fetch.factories.help"))
@click.argument("complexes", nargs=-1, required=True)
@_OUTPUT
@_CACHE
@_AGE
@_URL
def factories(
    complexes: tuple[str, ...], output: Path, cache: Path | None, max_age: int, url: str | None
) -> None:
    """Fetch the registered factories of complexes as CSV, for `sandan import statistics`."""
    from geo.fetching import datagokr  # noqa: PLC0415

    source = _datagokr(cache, max_age, url or datagokr.BASE_URL, datagokr.FACTORIES_PER_DAY)

    def made() -> tuple[bytes, int]:
        body = datagokr.factories(source, complexes)
        return body, max(0, body.count(b"\n") - 1)

    _run(source, output, made)


@fetch.command("file", help=words()("cli.fetch.file.help"))
@click.argument("path")
@_OUTPUT
@_CACHE
@_AGE
@_URL
def file_(path: str, output: Path, cache: Path | None, max_age: int, url: str | None) -> None:
    """Fetch a file of odcloud as CSV, such as that of 지식산업센터."""
    from geo.fetching import datagokr  # noqa: PLC0415

    source = _datagokr(cache, max_age, url or datagokr.ODCLOUD_URL, datagokr.FACTORIES_PER_DAY)

    def made() -> tuple[bytes, int]:
        body = datagokr.file_rows(source, path)
        return body, max(0, body.count(b"\n") - 1)

    _run(source, output, made)


def _datagokr(cache: Path | None, max_age: int, url: str, per_day: int) -> Source:
    from geo.fetching import datagokr  # noqa: PLC0415
    from geo.fetching.source import key_from  # noqa: PLC0415

    key = key_from(os.environ, "data.go.kr", "SANDAN_DATA_GO_KR_KEY")
    return datagokr.source(key, _cache(cache), per_day=per_day, base_url=url, max_age=max_age)


def _cache(given: Path | None) -> Path:
    from geo.regions.raster import cache_folder  # noqa: PLC0415

    return given or cache_folder() / "fetch"


def _run(source: Source, output: Path, make: Callable[[], tuple[bytes, int]]) -> None:
    """Write what is made of the answers, and tell how often and of which day they are."""
    from geo.disk import write_file  # noqa: PLC0415

    try:
        body, count = make()
    finally:
        source.close()
    write_file(output, body)
    click.echo(words()("cli.fetch.wrote", file=output, count=count, calls=source.calls))
    if source.oldest:
        click.echo(words()("cli.fetch.kept", day=source.oldest))
