"""`sandan reverse`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from api.cli import JSON_OPTION, day_of, reader_language, words
from api.settings import Settings

if TYPE_CHECKING:
    from geo.geocoding.reverse import Found

_POINTS = ("n", "ne", "e", "se", "s", "sw", "w", "nw")


@click.command(help=words()("cli.reverse.help"), context_settings={"ignore_unknown_options": True})
@click.argument("lon", type=float)
@click.argument("lat", type=float)
@click.option(
    "--nearest", type=click.IntRange(0, 80), default=5, help=words()("cli.reverse.nearest")
)
@click.option("--as-of", help=words()("cli.as_of"))
@JSON_OPTION
def reverse(lon: float, lat: float, nearest: int, as_of: str | None, *, as_json: bool) -> None:
    """Tell what lies at a point, and the complexes nearby."""
    from geo.engine import make_geocoder, make_reverse_geocoder  # noqa: PLC0415

    geocoder = make_geocoder(Settings().data).of_day(day_of(as_of))
    found = make_reverse_geocoder(geocoder).reverse(lon, lat, nearest)
    click.echo(_as_json(found) if as_json else _said(found))


def _as_json(found: Found) -> str:
    notes = [note.text(reader_language()) for note in found.notes]
    return json.dumps({**asdict(found), "notes": notes}, ensure_ascii=False)


def _said(found: Found) -> str:
    units = (found.sido, found.sigungu, found.emd, found.ri)
    where = " ".join(dict.fromkeys(unit for unit in units if unit))
    lines = [where] if where else []
    lines += [note.text(reader_language()) for note in found.notes]
    for near in found.nearest:
        direction = words()(f"direction.{_POINTS[round(near.bearing_deg / 45) % 8]}")
        lines.append(words()("cli.reverse.near", **asdict(near), direction=direction))
    return "\n".join(lines)
