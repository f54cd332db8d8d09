"""Other programs over the same points: tipg and pygeoapi, both with PostgreSQL and PostGIS.

python benchmarks/peers.py [--points 220000] [--seconds 1] [--folder FOLDER]

Starts each with one worker, pinned with its database to the first core, and wrk on the last; checks
that each answers with the features that the file holds; prints requests a second at concurrency 16,
medians of three. A folder that is named keeps the virtual environments for the next time.

Needs on Debian: postgresql postgresql-15-postgis-3 wrk, and pip able to fetch packages.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import numpy as np
import orjson
from database import (
    CORES,
    DEBIAN,
    HOST,
    PATIENCE,
    TABLE,
    Missing,
    Place,
    database,
    free_port,
    pinned,
    running,
)
from filters import points

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

CONCURRENCY = 16
TURNS = 3
ABOUT = 100
"""How many features a bbox and an equality select, about."""
MANY = 1000
"""A limit that cuts no selection."""
DISTINCT = 18_000
"""Different requests of one kind; none comes twice in a run of a peer."""
TIPG = ("tipg==1.6.1", "uvicorn[standard]==0.54.0")
PYGEOAPI = (
    "pygeoapi==0.21.0",
    "pygeofilter[backend-sqlalchemy]",
    "geoalchemy2",
    "gunicorn==27.0.1",
    "gevent",
    "psycopg2-binary",
    "sqlalchemy==2.1.9",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of each server; `bbox` in degrees, longitude first (west, south, east, north).

    `found` holds the ids that a right answer gives, in any order, for each work but the first page.
    """

    item: str
    bbox: tuple[float, float, float, float]
    name: str
    value: str
    found: Mapping[str, frozenset[str]]
    corners: tuple[tuple[float, float], tuple[float, float]]
    """Least and greatest longitude and latitude of a box's lower corner."""
    values: tuple[str, ...]
    """Every value of the property `name`."""

    @classmethod
    def of(cls, features: list[dict[str, Any]]) -> Asked:
        """Choose works that select about a hundred of `features`, the same each time."""
        ids = np.array([str(one["id"]) for one in features])
        lonlat = np.array([one["geometry"]["coordinates"][:2] for one in features])
        middle = np.median(lonlat, axis=0)
        away = np.sort(np.abs(lonlat - middle).max(axis=1))[min(ABOUT, len(ids)) - 1]
        west, south, east, north = np.concatenate([middle - away, middle + away]).round(4).tolist()
        return cls.with_works(features, str(ids[len(ids) // 2]), (west, south, east, north))

    @classmethod
    def with_works(
        cls,
        features: list[dict[str, Any]],
        item: str,
        bbox: tuple[float, float, float, float],
        equality: tuple[str, str] | None = None,
    ) -> Asked:
        """Ask for these works; without `equality`, for a value that about a hundred have."""
        name, value = equality or _usual(features)
        lon, lat = np.array([one["geometry"]["coordinates"][:2] for one in features]).T
        west, south, east, north = bbox
        inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
        found = {
            "item": frozenset([item]),
            "bbox": frozenset(str(features[row]["id"]) for row in np.flatnonzero(inside)),
            "equality": frozenset(
                str(one["id"]) for one in features if one["properties"].get(name) == value
            ),
        }
        corners = (
            (float(lon.min()), float(lat.min())),
            (float(lon.max()) - (east - west), float(lat.max()) - (north - south)),
        )
        values = tuple(sorted({str(one["properties"].get(name)) for one in features}))
        return cls(item, bbox, name, value, found, corners, values)

    def works(self, items: str, form: str) -> dict[str, str]:
        """Return the address of each work below the address of `items`, as `form`."""
        bbox = ",".join(map(str, self.bbox))
        equality = f"{quote(self.name)}={quote(self.value)}"
        return {
            "limit=10": f"{items}?limit=10&f={form}",
            "item": f"{items}/{quote(self.item)}?f={form}",
            "bbox": f"{items}?bbox={bbox}&limit={MANY}&f={form}",
            "equality": f"{items}?{equality}&limit={MANY}&f={form}",
        }

    def distinct(self, items: str, form: str, count: int = DISTINCT) -> dict[str, list[str]]:
        """Return `count` different addresses each of boxes and of values, such as in `works`.

        The boxes have one size and their lower corners random, the same each time; the values
        are those of the same property, with limits that cut nothing.
        """
        west, south, east, north = self.bbox
        wide, high = east - west, north - south
        corners = np.random.default_rng(1).uniform(*self.corners, (count, 2)).round(5).tolist()
        boxes = [f"{x:.5f},{y:.5f},{x + wide:.5f},{y + high:.5f}" for x, y in corners]
        name = quote(self.name)
        values = [quote(value) for value in self.values]
        return {
            "bbox": [f"{items}?bbox={box}&limit={MANY}&f={form}" for box in boxes],
            "equality": [
                f"{items}?{name}={values[n % len(values)]}&limit={MANY - n // len(values)}&f={form}"
                for n in range(count)
            ],
        }


def _usual(features: list[dict[str, Any]]) -> tuple[str, str]:
    """Return the text property and its value that nearest to a hundred features have."""
    counts = Counter(
        (name, value)
        for one in features
        for name, value in one["properties"].items()
        if isinstance(value, str)
    )
    return min(counts, key=lambda pair: (abs(counts[pair] - ABOUT), pair))


@dataclass(frozen=True, slots=True)
class Peer:
    """A running server: its base address, and the whole address of each work by its name."""

    base: str
    works: Mapping[str, str]
    asked: Asked

    def distinct(self) -> dict[str, list[str]]:
        """Return the addresses of different requests for the works that have them."""
        items, _, query = self.works["limit=10"].partition("?")
        return self.asked.distinct(items, query.rpartition("=")[2])

    def check(self) -> dict[str, int]:
        """Return how many features each work gives; raise ValueError where they are not right."""
        return {work: self._right(work, address) for work, address in self.works.items()}

    def _right(self, work: str, address: str) -> int:
        status, body = get(address)
        if status != http.client.OK:
            message = f"{work}: {address} answered {status}: {body[:300]!r}"
            raise ValueError(message)
        answer = orjson.loads(body)
        ids = [str(one["id"]) for one in answer.get("features", [answer])]
        if work not in self.asked.found:
            right = len(set(ids)) == len(ids) == 10  # the first page, in the server's own order
        else:
            right = len(ids) == len(set(ids)) and set(ids) == self.asked.found[work]
        if not right:
            message = f"{work}: {address} gave {len(ids)} features, not those of the file"
            raise ValueError(message)
        return len(ids)


@contextmanager
def tipg(points_file: Path, folder: Path, asked: Asked | None = None) -> Iterator[Peer]:
    """Run tipg on uvicorn over the points of a GeoJSON file; files go below `folder`.

    Raises
    ------
    Missing
        Where PostgreSQL, PostGIS or the packages are not there.
    """
    features = read(points_file)
    asked = asked or Asked.of(features)
    with (
        database(folder / "database-tipg", features, asked.name) as place,
        tipg_on(place, folder, asked) as peer,
    ):
        yield peer


@contextmanager
def tipg_on(place: Place, folder: Path, asked: Asked) -> Iterator[Peer]:
    """Run tipg on uvicorn over a database that has the points."""
    programs = environment(folder / "environment-tipg", TIPG)
    port = free_port()
    settings = {"DATABASE_URL": place.url, "TIPG_DB_SCHEMAS": '["public"]'}
    command = [programs / "python", "-m", "uvicorn", "tipg.main:app", "--host", HOST]
    command += ["--port", port, "--workers", 1, "--no-access-log", "--log-level", "warning"]
    base = f"http://{HOST}:{port}"
    works = asked.works(f"{base}/collections/public.{TABLE}/items", "geojson")
    with running(command, folder / "tipg.log", settings, lambda: answers(works["limit=10"])):
        yield Peer(base, works, asked)


@contextmanager
def pygeoapi(points_file: Path, folder: Path, asked: Asked | None = None) -> Iterator[Peer]:
    """Run pygeoapi on gunicorn (gevent), PostgreSQL provider, over the points of a GeoJSON file.

    Raises
    ------
    Missing
        Where PostgreSQL, PostGIS or the packages are not there.
    """
    features = read(points_file)
    asked = asked or Asked.of(features)
    programs = environment(folder / "environment-pygeoapi", PYGEOAPI)
    with database(folder / "database-pygeoapi", features, asked.name) as place:
        port = free_port()
        base = f"http://{HOST}:{port}"
        config, openapi = folder / "pygeoapi.yml", folder / "pygeoapi-openapi.yml"
        config.write_text(json.dumps(_pygeoapi_settings(base, place)), encoding="utf-8")
        settings = {"PYGEOAPI_CONFIG": str(config), "PYGEOAPI_OPENAPI": str(openapi)}
        described = subprocess.run(
            [programs / "pygeoapi", "openapi", "generate", config, "--output-file", openapi],
            env=os.environ | settings,
            check=False,
            capture_output=True,
            text=True,
        )
        if described.returncode:
            raise RuntimeError(described.stderr[-1500:])
        command = [programs / "gunicorn", "--workers", 1, "--worker-class", "gevent"]
        command += ["--bind", f"{HOST}:{port}", "--log-level", "warning", "pygeoapi.flask_app:APP"]
        works = asked.works(f"{base}/collections/{TABLE}/items", "json")
        with running(
            command, folder / "pygeoapi.log", settings, lambda: answers(works["limit=10"])
        ):
            yield Peer(base, works, asked)


def _pygeoapi_settings(base: str, place: Place) -> dict[str, Any]:
    """Return the configuration of pygeoapi (JSON is YAML)."""
    data = {
        "host": HOST,
        "port": place.port,
        "dbname": "postgres",
        "user": place.user,
        "password": "-",  # asked for by the provider, not by the database
        "search_path": ["public"],
    }
    provider = {
        "type": "feature",
        "name": "PostgreSQL",
        "data": data,
        "id_field": "id",
        "table": TABLE,
        "geom_field": "geom",
    }
    collection = {
        "type": "collection",
        "title": TABLE,
        "description": TABLE,
        "keywords": [TABLE],
        "links": [],
        "extents": {"spatial": {"bbox": [124, 33, 132, 39]}},
        "providers": [provider],
    }
    return {
        "server": {
            "bind": {"host": HOST, "port": urlsplit(base).port},
            "url": base,
            "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8",
            "languages": ["en-US"],
            "limits": {"default_items": 10, "max_items": 10_000},
            "map": {"url": base, "attribution": ""},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {
                "title": TABLE,
                "description": TABLE,
                "keywords": [TABLE],
                "terms_of_service": base,
                "url": base,
            },
            "license": {"name": "none", "url": base},
            "provider": {"name": TABLE, "url": base},
            "contact": {"name": TABLE},
        },
        "resources": {TABLE: collection},
    }


def environment(folder: Path, packages: tuple[str, ...]) -> Path:
    """Return the programs of a virtual environment that holds `packages`, made if need be."""
    programs, done = folder / "bin", folder / "packages.txt"
    if done.is_file() and done.read_text(encoding="utf-8") == "\n".join(packages):
        return programs
    venv.create(folder, clear=True, with_pip=True)
    command = [str(programs / "python"), "-m", "pip", "install", "--quiet", *packages]
    installed = subprocess.run(command, capture_output=True, text=True, check=False)
    if installed.returncode:
        message = f"pip could not install {' '.join(packages)}: {installed.stderr.strip()[-500:]}"
        raise Missing(message)
    done.write_text("\n".join(packages), encoding="utf-8")
    return programs


def get(address: str) -> tuple[int, bytes]:
    """Return the status and the body of one answer."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=PATIENCE)
    try:
        connection.request("GET", f"{parts.path}?{parts.query}")
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def answers(address: str) -> bool:
    """Return whether a server gives an answer, right or not."""
    try:
        get(address)
    except OSError:
        return False
    return True


def rate(
    addresses: str | Sequence[str],
    seconds: int = 1,
    concurrency: int = CONCURRENCY,
    headers: Mapping[str, str] | None = None,
) -> float:
    """Return the requests a second that wrk gets answered; raise ValueError if any goes wrong.

    Several addresses of one server are asked for in turn, so that no cache of answers helps.
    """
    wrk = shutil.which("wrk")
    if not wrk:
        message = f"wrk is not there. Install it: {DEBIAN}"
        raise Missing(message)
    every = [addresses] if isinstance(addresses, str) else list(addresses)
    address = every[0]
    command = [*pinned(CORES[-1]), wrk, "-t1", f"-c{concurrency}", f"-d{seconds}s"]
    command += [f"-H{name}: {value}" for name, value in (headers or {}).items()]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        if len(every) > 1:
            script.write(_in_turn(every))
            script.flush()
            command += ["-s", script.name]
        done = subprocess.run([*command, address], capture_output=True, text=True, check=True)
    said = done.stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if not found or "Non-2xx" in said or "Socket errors" in said:
        message = f"{address}: {said}"
        raise ValueError(message)
    return float(found[1])


def _in_turn(addresses: Sequence[str]) -> str:
    """Return wrk's script that asks for one after another."""
    parts = (urlsplit(address) for address in addresses)
    targets = ",\n".join(json.dumps(f"{part.path}?{part.query}") for part in parts)
    return (
        f"local targets = {{{targets}}}\nlocal at = 0\n"
        "request = function() at = at % #targets + 1; return wrk.format('GET', targets[at]) end\n"
    )


def read(points_file: Path) -> list[dict[str, Any]]:
    """Return the features of a GeoJSON file of points, each with an id."""
    features: list[dict[str, Any]] = orjson.loads(points_file.read_bytes())["features"]
    return features


PEERS = {"tipg": tipg, "pygeoapi": pygeoapi}


def work_folder(named: Path | None) -> AbstractContextManager[Path]:
    """Return the folder to work in, made new and taken away again where none is named."""
    if named is None:
        made = tempfile.TemporaryDirectory()
        return _as_path(made)
    named.mkdir(parents=True, exist_ok=True)
    return nullcontext(named.resolve())


@contextmanager
def _as_path(made: tempfile.TemporaryDirectory[str]) -> Iterator[Path]:
    with made as name:
        yield Path(name)


def main() -> None:
    """Print requests a second of each peer and work."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--points", type=int, default=220_000)
    parser.add_argument("--seconds", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    with work_folder(given.folder) as folder:
        points_file = folder / "points.geojson"
        rows = b",\n".join(points(given.points).fragments)
        points_file.write_bytes(b'{"type":"FeatureCollection","features":[\n' + rows + b"\n]}")
        asked = Asked.of(read(points_file))
        print(f"{given.points:,} points; bbox {asked.bbox}; {asked.name} = {asked.value}")
        print(f"  {'':<10}{'work':<10}{'features':>9}{'req/s':>10}{'lowest':>10}{'highest':>10}")
        for name, start in PEERS.items():
            try:
                with start(points_file, folder, asked) as peer:
                    found = peer.check()
                    for work, address in {**peer.works, **peer.distinct()}.items():
                        rates = [rate(address, given.seconds) for _ in range(TURNS)]
                        middle, low, high = statistics.median(rates), min(rates), max(rates)
                        figures = f"{found[work]:9,}{middle:10,.1f}{low:10,.1f}{high:10,.1f}"
                        print(f"  {name:<10}{work:<10}{figures}", flush=True)
            except Missing as missing:
                print(f"  {name:<10}{missing}", file=sys.stderr)


if __name__ == "__main__":
    main()
