"""`sandan`: the commands, loaded one at a time so that help answers at once."""

from __future__ import annotations

import gettext
import importlib
import json
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from geo.messages import Lang, catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.errors import GeoError
    from geo.messages import Catalogue

COMMANDS = {
    "build": "api.cli.build:build",
    "check": "api.cli.build:check",
    "serve": "api.cli.serve:serve",
    "reload": "api.cli.reload:reload_",
    "geocode": "api.cli.geocode:geocode",
    "reverse": "api.cli.reverse:reverse",
    "import": "api.cli.importing:import_",
    "export": "api.cli.export:export",
    "map": "api.cli.drawing:map_",
    "publish": "api.cli.publishing:publish",
    "brief": "api.cli.briefing:brief",
    "verify": "api.cli.verifying:verify",
    "changes": "api.cli.changes:changes",
    "programme": "api.cli.programme:programme",
    "network": "api.cli.analysis:network_",
    "flows": "api.cli.analysis:flows_",
    "gaps": "api.cli.analysis:gaps_",
    "partners": "api.cli.analysis:partners_",
    "peers": "api.cli.analysis:peers_",
    "compare": "api.cli.analysis:compare_",
    "whatif": "api.cli.analysis:whatif_",
    "fetch": "api.cli.fetching:fetch",
    "statistics": "api.cli.statistics:statistics",
    "keys": "api.cli.keys:keys",
    "mcp": "api.cli.mcp:mcp_",
}
"""Command to the module and the function that is it."""

EXTRAS = {
    **dict.fromkeys(("fastapi", "prometheus_client", "starlette", "uvicorn"), "serve"),
    **dict.fromkeys(("hwpx", "pptx"), "office"),
    **dict.fromkeys(("dask", "distributed"), "cluster"),
    **dict.fromkeys(("networkx", "scipy"), "analysis"),
    "mcp": "mcp",
    "opentelemetry": "telemetry",
    "psycopg": "postgis",
}
"""Module to the extra of the package that brings it."""

LANGUAGE_VARIABLES = ("SANDAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
"""The first that is set names the language: ours, then POSIX.1-2017, section 8.2."""

EXIT_FAILED, EXIT_USAGE, EXIT_UNREADABLE, EXIT_ENVIRONMENT = 1, 2, 3, 4
"""Told apart as docs/commands lists them, so that scripts need not read texts."""


def reader_language() -> Lang:
    """Return English where ``SANDAN_LANG``, else the locale's first variable, asks, else Korean.

    The environment is read itself: Python's `locale` calls C and C.UTF-8 English.
    """
    asked = next(filter(None, map(os.environ.get, LANGUAGE_VARIABLES)), "")
    return "en" if asked.lower().startswith("en") else "ko"


def day_of(as_of: str | None) -> str | None:
    """Return the last day that an option means (``YYYY-MM-DD``); None where none is given.

    Raises
    ------
    DayError
        It is no day, month or year.
    """
    from geo.errors import DayError  # noqa: PLC0415 - help answers without it
    from geo.model.programmes import is_day, last_day  # noqa: PLC0415

    if not as_of:
        return None
    if not is_day(as_of):
        raise DayError(as_of[:200])
    return last_day(as_of)


def words() -> Catalogue:
    """Return the command line's words in the reader's language."""
    return catalogue("api", reader_language())


JSON_OPTION = click.option("--json", "as_json", is_flag=True, help=words()("cli.json"))
"""On every command that prints facts: for programs, which find nothing else on stdout."""


def echo_json(value: object) -> None:
    """Print a value as JSON on one line."""
    click.echo(json.dumps(value, ensure_ascii=False))


class LazyGroup(click.Group):
    """A group that imports a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return one command; None where there is no such name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name].partition(":")
        command = getattr(importlib.import_module(module), function)
        assert isinstance(command, click.Command)  # noqa: S101
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands from the catalogue, without importing them."""
        with formatter.section(words()("cli.commands")):
            formatter.write_dl([(name, words()(f"cli.{name}.short")) for name in COMMANDS])


@click.command(cls=LazyGroup, help=words()("cli.help"))
@click.version_option(package_name="sandan-atlas", prog_name="sandan", help=words()("cli.version"))
def sandan() -> None:
    """Run one of the commands."""


def main() -> None:
    """Run `sandan`; what fails is a sentence and an exit code, no traceback."""
    from tomllib import TOMLDecodeError  # noqa: PLC0415 - help answers without it

    from pydantic import ValidationError  # noqa: PLC0415

    from api.allowed import allowed  # noqa: PLC0415
    from geo.errors import GeoError, MissingExtraError  # noqa: PLC0415

    try:
        with _click_speaks(reader_language()):
            sandan(prog_name="sandan")
    except ValidationError as error:
        for detail in error.errors():
            name = f"SANDAN_{detail['loc'][0]}".upper()
            can_be = ", ".join(allowed(detail, words())) or "–"
            facts = {"name": name, "value": detail["input"], "allowed": can_be}
            click.echo(words()("cli.setting", **facts), err=True)
        sys.exit(EXIT_USAGE)
    except (TOMLDecodeError, UnicodeDecodeError) as error:
        click.echo(words()("cli.toml", reason=error), err=True)
        sys.exit(EXIT_USAGE)
    except ModuleNotFoundError as error:
        module = (error.name or "").partition(".")[0]
        if module not in EXTRAS:
            raise
        _refuse(MissingExtraError(module, EXTRAS[module]))
    except GeoError as error:
        _refuse(error)
    except OSError as error:
        facts = {"file": error.filename or "–", "reason": error.strerror or type(error).__name__}
        click.echo(words()("cli.refused", **facts), err=True)
        sys.exit(EXIT_ENVIRONMENT)
    except MemoryError:
        click.echo(words()("cli.memory"), err=True)
        sys.exit(EXIT_ENVIRONMENT)


@contextmanager
def _click_speaks(lang: Lang) -> Iterator[None]:
    """Let click say its own sentences (usage, wrong options) in a language.

    They go through gettext, which finds the language in the environment alone.
    """
    before = os.environ.get("LANGUAGE")
    gettext.bindtextdomain("sandan", Path(__file__).with_name("locale"))
    gettext.textdomain("sandan")
    os.environ["LANGUAGE"] = lang
    try:
        yield
    finally:
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before


def _refuse(error: GeoError) -> NoReturn:
    click.echo(error.text(reader_language()), err=True)
    sys.exit(_exit_code(error))


def _exit_code(error: GeoError) -> int:
    from api.keys import BrokenKeysError, UnknownKeyError  # noqa: PLC0415
    from geo import errors  # noqa: PLC0415
    from maps.errors import MapsError  # noqa: PLC0415

    codes: tuple[tuple[type[GeoError], int], ...] = (
        (errors.SnapshotError, EXIT_ENVIRONMENT),
        (errors.MissingExtraError, EXIT_ENVIRONMENT),
        (errors.StoreRefusedError, EXIT_ENVIRONMENT),
        (errors.StoreUnavailableError, EXIT_ENVIRONMENT),
        (errors.ClusterUnreachableError, EXIT_ENVIRONMENT),
        (errors.OtherDataError, EXIT_ENVIRONMENT),
        (errors.UnwritableOutputError, EXIT_ENVIRONMENT),
        (errors.OccupiedFolderError, EXIT_ENVIRONMENT),
        (errors.OutputError, EXIT_USAGE),
        (errors.ColumnOptionError, EXIT_USAGE),
        (errors.SheetOptionError, EXIT_USAGE),
        (errors.UnknownCollectionError, EXIT_USAGE),
        (errors.DayError, EXIT_USAGE),
        (errors.ZoningError, EXIT_USAGE),
        (errors.NoDaysError, EXIT_USAGE),
        (errors.UnknownSubjectError, EXIT_USAGE),
        (errors.UnknownProgrammeError, EXIT_USAGE),
        (errors.FilterError, EXIT_USAGE),
        (errors.SelectionError, EXIT_USAGE),
        (errors.SubjectError, EXIT_USAGE),
        (errors.ImportFileError, EXIT_UNREADABLE),
        (MapsError, EXIT_USAGE),
        (BrokenKeysError, EXIT_ENVIRONMENT),
        (UnknownKeyError, EXIT_USAGE),
    )
    return next((code for kind, code in codes if isinstance(error, kind)), EXIT_FAILED)
