"""`sandan publish`: the atlas as files."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from api.cli import EXIT_FAILED, reader_language, words
from api.settings import Settings, is_database
from geo.messages import LANGS


@click.command(help=words()("cli.publish.help"))
@click.argument("target")
@click.option("--only", multiple=True, help=words()("cli.publish.only"))
@click.option(
    "--lang", "langs", multiple=True, type=click.Choice(LANGS), help=words()("cli.publish.lang")
)
@click.option("--briefs", is_flag=True, help=words()("cli.publish.briefs"))
@click.option("--server", default="", help=words()("cli.publish.server"))
@click.option("--url", default="", help=words()("cli.publish.url"))
@click.option("--coded/--plain", default=True, help=words()("cli.publish.coded"))
def publish(
    target: str,
    *,
    only: tuple[str, ...],
    langs: tuple[str, ...],
    briefs: bool,
    server: str,
    url: str,
    coded: bool,
) -> None:
    """Write the atlas to a folder as files, or its collections to a database."""
    if is_database(target):
        _to_database(target)
        return
    folder = Path(target)
    if folder.is_file():
        message = words()("cli.publish.not_a_folder", folder=folder)
        raise click.BadParameter(message, param_hint="TARGET")
    from api.site.write import Wish, copy  # noqa: PLC0415 - help answers without it

    wish = Wish(
        only=tuple(f"/{value.strip('/')}" for value in only),
        langs=tuple(item for item in LANGS if item in langs) or LANGS,
        briefs=briefs,
        server=server,
        url=url,
        coded=coded,
    )

    def tell(count: int) -> None:
        if sys.stderr.isatty() or count % 500 == 0:
            click.echo(f"\r{words()('cli.publish.progress', count=count)}", err=True, nl=False)

    copied = copy(Settings(), folder, wish, tell)
    click.echo(err=True)
    for address in copied.refused:
        click.echo(words()("cli.publish.refused", address=address.target), err=True)
    facts = {"folder": folder, "files": copied.files, "megabytes": round(copied.bytes / 1e6)}
    click.echo(words()("cli.publish.wrote", **facts))
    sys.exit(EXIT_FAILED if copied.refused else 0)


def _to_database(url: str) -> None:
    from api.state import State  # noqa: PLC0415
    from geo.postgis.publish import publish as write  # noqa: PLC0415 - it needs an extra

    state = State.load(Settings(store=()))
    for remark in state.remarks:
        click.echo(remark.text(reader_language()), err=True)

    def tell(collection: str, features: int) -> None:
        click.echo(words()("cli.publish.collection", id=collection, count=features), err=True)

    published = write(state.snapshot, url, tell)
    facts = {"collections": published.collections, "features": published.features}
    click.echo(words()("cli.publish.stored", **facts))
