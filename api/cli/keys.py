"""`sandan keys`: API keys of the server."""

from __future__ import annotations

import click

from api.cli import JSON_OPTION, echo_json, words
from api.keys import SCOPES, Keys, Scope
from api.settings import Settings


@click.group("keys", help=words()("cli.keys.help"))
def keys() -> None:
    """Add, list and end keys."""


@keys.command("add", help=words()("cli.keys.add"))
@click.argument("name")
@click.option("--scope", multiple=True, type=click.Choice(SCOPES), help=words()("cli.keys.scope"))
@click.option("--rate", type=click.IntRange(0), default=0, help=words()("cli.keys.rate"))
def add(name: str, scope: tuple[Scope, ...], rate: int) -> None:
    """Make a key; stdout has the key alone, so that it can be piped."""
    text = Keys(Settings().keys).add(name, scope or ("batch",), rate)
    click.echo(words()("cli.keys.added"), err=True)
    click.echo(text)


@keys.command("list", help=words()("cli.keys.list"))
@JSON_OPTION
def list_(*, as_json: bool) -> None:
    """Show every key by its id."""
    known = Keys(Settings().keys).all()
    if as_json:
        names = ("id", "name", "scopes", "rate", "added", "revoked")
        echo_json([{name: getattr(key, name) for name in names} for key in known.values()])
        return
    if not known:
        click.echo(words()("cli.keys.none"), err=True)
    for key in known.values():
        ended = words()("cli.keys.ended", revoked=key.revoked)
        facts = {
            "id": key.id,
            "name": key.name,
            "scopes": ", ".join(key.scopes),
            "added": key.added,
            "state": ended if key.revoked else words()("cli.keys.in_force"),
        }
        click.echo(words()("cli.keys.row", **facts))


@keys.command("revoke", help=words()("cli.keys.revoke"))
@click.argument("key")
def revoke(key: str) -> None:
    """End a key."""
    ended = Keys(Settings().keys).revoke(key)
    click.echo(words()("cli.keys.revoked", id=ended.id, name=ended.name))
