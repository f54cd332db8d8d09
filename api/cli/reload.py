"""`sandan reload`."""

from __future__ import annotations

import sys

import click

from api.cli import EXIT_ENVIRONMENT, EXIT_FAILED, JSON_OPTION, echo_json, words
from api.control import ask
from api.settings import Settings


@click.command("reload", help=words()("cli.reload.help"))
@JSON_OPTION
def reload_(*, as_json: bool) -> None:
    """Let every server of this user take over what has been built since, and tell what each did."""
    told = ask(Settings().run, "reload")
    if not told:
        click.echo(words()("cli.reload.none"), err=True)
        sys.exit(EXIT_ENVIRONMENT)
    if as_json:
        echo_json(told)
    for item in () if as_json else told:
        key = "done" if item["done"] else "refused"
        click.echo(words()(f"cli.reload.{key}", **item), err=not item["done"])
    if not all(one["done"] for one in told):
        sys.exit(EXIT_FAILED)
