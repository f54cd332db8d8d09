"""`sandan geocode`."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from api.cli import EXIT_FAILED, words
from api.settings import Settings

if TYPE_CHECKING:
    from geo.geocoding.geocoder import Answer


@click.command(help=words()("cli.geocode.help"))
@click.option("--name", required=True, help=words()("cli.geocode.name"))
@click.option("--region", default="", help=words()("cli.geocode.region"))
@click.option("--json", "as_json", is_flag=True, help=words()("cli.geocode.json"))
def geocode(name: str, region: str, *, as_json: bool) -> None:
    """Find the place of one name; exits with 1 where there is no single one."""
    from geo.assemble import make_resolver  # noqa: PLC0415 - help answers without them
    from geo.geocoding.geocoder import Geocoder  # noqa: PLC0415
    from geo.tables.load import load_tables  # noqa: PLC0415

    geocoder = Geocoder(make_resolver(load_tables(Settings().data / "tables")))
    answer = geocoder.geocode(name, region)
    click.echo(json.dumps(asdict(answer), ensure_ascii=False) if as_json else _said(answer))
    if answer.status != "ok":
        sys.exit(EXIT_FAILED)


def _said(answer: Answer) -> str:
    facts = asdict(answer)
    lines = [words()(f"cli.geocode.{answer.status}", **facts)]
    lines += [words()("cli.geocode.candidate", **asdict(near)) for near in answer.candidates]
    return "\n".join(lines)
