"""A throw-away PostgreSQL with PostGIS, and servers pinned to a core, for `peers.py`."""

from __future__ import annotations

import csv
import io
import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

HOST = "127.0.0.1"
CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else [0]
PATIENCE = 60
"""Seconds for a server to give its first answer."""
TABLE = "points"
DEBIAN = "apt-get install --no-install-recommends postgresql postgresql-15-postgis-3 wrk"
SETTINGS = {
    "fsync": "off",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "shared_buffers": "256MB",
    "max_wal_size": "4GB",
}
TYPES = {bool: "boolean", int: "bigint", float: "double precision"}


class Missing(RuntimeError):  # noqa: N818 - not a mistake, a peer that is not there
    """A program that a peer needs is not there; the message says what to install."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a database listens, and who may enter without a password."""

    port: int
    user: str

    @property
    def url(self) -> str:
        """Its address."""
        return f"postgresql://{self.user}@{HOST}:{self.port}/postgres"


@contextmanager
def database(folder: Path, features: list[dict[str, Any]], indexed: str) -> Iterator[Place]:
    """Run a throw-away PostgreSQL with the features in one table, indexed on geometry and a column.

    PostgreSQL refuses to be root: a superuser runs it as the user `postgres`, to whom the way to
    `folder` is opened.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    root = os.geteuid() == 0
    as_user: dict[str, Any] = (
        {"user": "postgres", "group": "postgres", "extra_groups": [], "cwd": folder} if root else {}
    )
    programs, place = postgresql(), Place(free_port(), "postgres")
    if root:
        folder.parent.chmod(folder.parent.stat().st_mode | 0o011)
        try:
            shutil.chown(folder, "postgres", "postgres")
        except LookupError as error:
            message = f"There is no user postgres. Install it: {DEBIAN}"
            raise Missing(message) from error
    initdb = [programs / "initdb", "-D", folder / "data", "-U", place.user, "-A", "trust"]
    initdb += ["-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    subprocess.run(initdb, check=True, capture_output=True, **as_user)
    command = [programs / "postgres", "-D", folder / "data", "-k", "", "-h", HOST]
    command += ["-p", place.port]
    for name, value in SETTINGS.items():
        command += ["-c", f"{name}={value}"]
    ready = [programs / "pg_isready", "-q", "-h", HOST, "-p", str(place.port)]
    log = folder.with_suffix(".log")
    try:
        with running(
            command, log, {}, lambda: subprocess.run(ready, check=False).returncode == 0, **as_user
        ):
            load(programs, place, features, indexed)
            yield place
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def load(programs: Path, place: Place, features: list[dict[str, Any]], indexed: str) -> None:
    """Copy the features into the table, with a primary key, a gist index and a btree index."""
    kinds: dict[str, type] = {}
    for one in features:
        for name, value in one["properties"].items():
            if value is not None and name != "id":
                kinds[name] = type(value) if kinds.get(name, type(value)) is type(value) else str
    columns = "".join(f'"{name}" {TYPES.get(kind, "text")}, ' for name, kind in kinds.items())
    sql(
        programs,
        place,
        "CREATE EXTENSION IF NOT EXISTS postgis; "
        f"CREATE TABLE {TABLE} (id text PRIMARY KEY, {columns}geom geometry(Point, 4326))",
    )
    rows = io.StringIO()
    writer = csv.writer(rows)
    for one in features:
        lon, lat = one["geometry"]["coordinates"][:2]
        properties = [one["properties"].get(name) for name in kinds]
        writer.writerow([one["id"], *properties, f"SRID=4326;POINT({lon} {lat})"])
    sql(programs, place, f"COPY {TABLE} FROM STDIN CSV", rows.getvalue())
    sql(programs, place, f"CREATE INDEX ON {TABLE} USING gist (geom)")
    sql(programs, place, f'CREATE INDEX ON {TABLE} ("{indexed}")')
    sql(programs, place, f"VACUUM ANALYZE {TABLE}")


def sql(programs: Path, place: Place, statement: str, given: str = "") -> None:
    """Run one statement; raise Missing where PostGIS is not installed."""
    command = [programs / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", HOST]
    command += ["-p", str(place.port), "-U", place.user, "-d", "postgres", "-c", statement]
    done = subprocess.run(
        command,
        input=given.encode(),
        env=os.environ | {"PGCLIENTENCODING": "UTF8"},
        capture_output=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        if '"postgis"' in said:
            message = f"PostGIS is not there ({said}). Install it: {DEBIAN}"
            raise Missing(message)
        raise RuntimeError(said)


def postgresql() -> Path:
    """Return the folder of the programs of the newest PostgreSQL."""
    on_path = shutil.which("initdb")
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found = sorted(debian, key=lambda one: int(one.parts[-3])) or [Path(on_path or "")]
    if not found[-1].is_file():
        message = f"PostgreSQL is not there. Install it: {DEBIAN}"
        raise Missing(message)
    return found[-1].parent


def pinned(core: int) -> list[str]:
    """Return what to put before a command to keep it on one core, ahead of other programs.

    Only where taskset is there; root alone may go ahead of others.
    """
    ahead = ["nice", "-n", "-15"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    apart = ["taskset", "-c", str(core)] if shutil.which("taskset") and len(CORES) > 1 else []
    return [*ahead, *apart]


@contextmanager
def running(
    command: list[object],
    log: Path,
    settings: Mapping[str, str],
    ready: Callable[[], bool],
    **how: Any,  # noqa: ANN401 - handed to Popen as it is
) -> Iterator[None]:
    """Run a server on the core for servers until the block ends; wait until it is `ready`."""
    with log.open("wb") as written:
        process = subprocess.Popen(
            [*pinned(CORES[0]), *map(str, command)],
            stdout=written,
            stderr=subprocess.STDOUT,
            env=os.environ | settings,
            **how,
        )
    try:
        until = time.monotonic() + PATIENCE
        while not ready():
            if process.poll() is not None or time.monotonic() > until:
                said = log.read_text(errors="replace")[-1500:]
                message = f"{command[0]} did not start; it said:\n{said}"
                raise RuntimeError(message)
            time.sleep(0.1)
        yield
    finally:
        # SIGINT is the quick way out of PostgreSQL (SIGTERM waits for its clients) and of the rest.
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """Return a port of the loopback that nothing listens on now."""
    with socket.socket() as one:
        one.bind((HOST, 0))
        return int(one.getsockname()[1])
