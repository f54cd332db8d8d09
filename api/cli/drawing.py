"""`sandan map`: a map as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli import reader_language, words
from api.settings import Settings
from geo.disk import write_file
from geo.messages import LANGS, catalogue
from maps.view import NAMES, THEMES

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.messages import Lang

CONDITIONS = tuple(name for name in NAMES if name not in {"as_of", "zoning", "lang", "theme"})
"""Options that may be repeated, called as the parameters of a map's address."""


_FILE = "html"
"""Ending of a map that is one file and works without a network."""


def _conditions(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a view."""
    for name in reversed(CONDITIONS):
        option = f"--{name.replace('_', '-')}"
        given = click.option(option, multiple=True, help=words()(f"cli.map.{name}"))
        command = given(command)
    return command


@click.command("map", help=words()("cli.map.help"))
@click.argument("name")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help=words()("cli.map.output"),
)
@_conditions
@click.option("--as-of", help=words()("cli.as_of"))
@click.option("--zoning", help=words()("cli.zoning"))
@click.option("--size", default="A4", help=words()("cli.map.size"))
@click.option("--landscape", "turn", flag_value="landscape", help=words()("cli.map.landscape"))
@click.option("--portrait", "turn", flag_value="portrait", help=words()("cli.map.portrait"))
@click.option("--dpi", type=int, default=300, help=words()("cli.map.dpi"))
@click.option("--extent", default="auto", help=words()("cli.map.extent"))
@click.option("--standalone", is_flag=True, help=words()("cli.map.standalone"))
@click.option("--by", default="", help=words()("cli.map.by"))
@click.option("--bare", is_flag=True, help=words()("cli.map.bare"))
@click.option("--lang", type=click.Choice(LANGS), help=words()("cli.map.lang"))
@click.option("--theme", type=click.Choice(THEMES), help=words()("cli.map.theme"))
def map_(  # noqa: PLR0913 - one argument for each option
    name: str,
    output: Path,
    *,
    as_of: str | None,
    zoning: str | None,
    size: str,
    turn: str | None,
    dpi: int,
    extent: str,
    by: str,
    bare: bool,
    standalone: bool,
    lang: Lang | None,
    theme: str | None,
    **conditions: tuple[str, ...],
) -> None:
    """Write a map in the format of the file's ending, without browser or network."""
    from api.state import State  # noqa: PLC0415 - help answers without it
    from api.view import facts_of, file_of, scene_of  # noqa: PLC0415
    from geo.errors import OutputFormatError  # noqa: PLC0415
    from maps.errors import UnknownMapError  # noqa: PLC0415
    from maps.still.draw import MEDIA_TYPES, draw  # noqa: PLC0415
    from maps.still.paper import extent_of, paper, turn_of  # noqa: PLC0415
    from maps.still.sheet import Picture  # noqa: PLC0415
    from maps.view import View, apply  # noqa: PLC0415

    form = output.suffix.lower().removeprefix(".")
    forms = (_FILE,) if standalone else (*MEDIA_TYPES, _FILE)
    if form not in forms:
        raise OutputFormatError(str(output), tuple(f".{known}" for known in forms))
    lang = lang or reader_language()
    state = State.load(Settings()).zoned(zoning)
    asked = [(key, value) for key, values in conditions.items() for value in values]
    scene = scene_of(state)
    if name not in scene.maps:
        raise UnknownMapError(name, scene.maps)
    asked += [("as_of", as_of)] if as_of else []
    asked += [("zoning", zoning)] if zoning else []
    view = View.parse([*asked, ("theme", theme or "light")], scene)
    state = state.on(as_of)
    if form == _FILE:
        body = file_of(state, name, lang, view).encode()
    else:
        picture = Picture(
            name=name,
            view=view,
            lang=lang,
            paper=paper(size, turn_of(turn)),
            extent=extent_of(extent),
            by=by,
            bare=bare,
        )
        body = draw(picture, facts_of(state), form, dpi=dpi)
    write_file(output, body)
    click.echo(words()("cli.map.wrote", file=output, kilobytes=round(len(body) / 1000)))
    shown = scene_of(state)
    if not apply(shown, view, shown.drawn(name, view.programme)).places:
        click.echo(catalogue("maps", reader_language())("still.empty"), err=True)
