"""`sandan reload`."""

from __future__ import annotations

import sys

import click

from api.cli import EXIT_ENVIRONMENT, EXIT_FAILED, words
from api.control import ask
from api.settings import Settings


@click.command("reload", help=words()("cli.reload.help"))
def reload_() -> None:
    """Let every server of this user take over what has been built since, and tell what each did."""
    told = ask(Settings().run, "reload")
    if not told:
        click.echo(words()("cli.reload.none"), err=True)
        sys.exit(EXIT_ENVIRONMENT)
    for one in told:
        key = "done" if one["done"] else "refused"
        click.echo(words()(f"cli.reload.{key}", **one), err=not one["done"])
    if not all(one["done"] for one in told):
        sys.exit(EXIT_FAILED)
