"""`sandan verify`: which numbers of older briefs have changed."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from api.cli import JSON_OPTION, echo_json, words
from api.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.state import State
    from maps.briefs.content import Brief
    from maps.briefs.number import Number

CHANGED = 1
"""Exit code where a number has changed."""


@click.command("verify", help=words()("cli.verify.help"))
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
)
@JSON_OPTION
def verify(files: tuple[Path, ...], *, as_json: bool) -> None:
    """Compare briefs with the data that there are now."""
    from api.state import State  # noqa: PLC0415 - help answers without it
    from api.verifying import numbered, opened, verified  # noqa: PLC0415
    from maps.briefs.reading import UnreadableError  # noqa: PLC0415
    from maps.errors import BriefFileError  # noqa: PLC0415

    state = State.load(Settings())
    changed, found = False, []
    for file in files:
        try:
            text = opened(state, file.read_bytes())
        except (UnreadableError, OSError) as error:
            raise BriefFileError(str(file), "unreadable") from error
        number = numbered(text)
        if number is None or number.unresolved:
            raise BriefFileError(str(file), "unnumbered")
        document = verified(state, number, _today(state, number), text)
        changed |= _is_changed(document)
        found.append({"file": str(file), **document})
        if not as_json:
            click.echo(f"{file}: {document['title'] or words()('verify.gone')}")
            _tell(document)
    if as_json:
        echo_json(found)
    if changed:
        raise click.exceptions.Exit(CHANGED)


def _today(state: State, number: Number) -> Brief | None:
    """Return today's brief of a number; that of a page is asked of a server inside."""
    from api.app import create_app  # noqa: PLC0415 - most numbers do without
    from api.verifying import of_page, today  # noqa: PLC0415

    if number.kind != "page":
        return today(state, number)
    return asyncio.run(of_page(create_app(Settings(allowed_hosts=("localhost",))), number))


def _is_changed(values: Mapping[str, Any]) -> bool:
    """Tell whether a number has changed, or what the brief was about is gone."""
    return bool(values["statements"]["changed"]) or values["title"] is None


def _tell(values: Mapping[str, Any]) -> None:
    """Say what was found."""
    key = "verify.same" if values["same_data"] else "verify.newer"
    click.echo(f"  {words()(key, then=values['then']['as_of'], now=values['now']['as_of'])}")
    for kind in ("changed", "absent", "same"):
        found = values["statements"][kind]
        text = "unchanged" if kind == "same" else kind
        click.echo(f"  {words()(f'verify.{text}', count=len(found))}")
        if kind != "same":
            for item in found:
                numbers = ", ".join(item["then"])
                then = words()("verify.then", numbers=numbers) if numbers else ""
                click.echo(f"    {item['text']} {then}".rstrip())
