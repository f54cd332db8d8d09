"""`sandan mcp`."""

from __future__ import annotations

from pathlib import Path

import anyio
import click

from api.cli import reader_language, words
from api.settings import Settings


@click.command("mcp", help=words()("cli.mcp.help"))
@click.option("--http", is_flag=True, help=words()("cli.mcp.http"))
@click.option("--host", help=words()("cli.serve.host"))
@click.option("--port", type=click.IntRange(0, 65535), help=words()("cli.serve.port"))
@click.option(
    "--add", multiple=True, type=click.Path(path_type=Path), help=words()("cli.serve.add")
)
@click.option(
    "--programme",
    multiple=True,
    type=click.Path(path_type=Path),
    help=words()("cli.serve.programme"),
)
def mcp_(
    host: str | None,
    port: int | None,
    add: tuple[Path, ...],
    programme: tuple[Path, ...],
    *,
    http: bool,
) -> None:
    """Answer assistants, on standard input and output unless by HTTP."""
    from api.assistants import server_of  # noqa: PLC0415 - it needs an extra of the package

    if not http and (host or port is not None):
        raise click.UsageError(words()("cli.mcp.needs_http"))
    given = {"host": host, "port": port, "add": add or None, "programme": programme or None}
    given = {name: value for name, value in given.items() if value is not None}
    settings = Settings(mcp=True, **given)  # type: ignore[arg-type]
    if http:
        from api.cli.serve import run  # noqa: PLC0415

        run(settings, "mcp")
        return
    from api.app import create_app  # noqa: PLC0415

    app = create_app(settings)
    for remark in app.state.sandan.remarks:
        click.echo(remark.text(reader_language()), err=True)
    anyio.run(server_of(app).run_stdio_async)
