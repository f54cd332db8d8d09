"""Collections in PostGIS: our server and tipg over the same points in the same database.

python benchmarks/postgis.py [--points 220000] [--seconds 2] [--turns 3] [--folder FOLDER]

Each server has one worker and stands with the database on the first core, wrk on the last; both are
asked in turn, c = 16, different requests each time; medians. Then what single works take of the
store alone, and tiles beside ST_AsMVT. Needs on Debian: postgresql postgresql-15-postgis-3 wrk.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from database import HOST, database, free_port, running
from filters import points
from peers import Asked, Peer, answers, rate, read, tipg_on, work_folder

from api.settings import Settings
from api.state import State
from geo.postgis.publish import publish
from geo.postgis.stored import stored_in
from geo.tiles.matrix import WEB_MERCATOR, Tile
from geo.tiles.source import TileSource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from database import Place

TILES = ((5, 12, 27), (7, 49, 109), (10, 396, 873), (12, 1586, 3493))
"""Zoom, row, column; over the points, ever fewer of them."""
MVT = """
WITH found AS (
  SELECT ST_AsMVTGeom(ST_Transform(geom, 3857), ST_TileEnvelope(%(z)s, %(x)s, %(y)s)) AS shape,
    feature_id, "이름", "업종", "시도", "면적"
  FROM sandan.points
  WHERE geom && ST_Transform(ST_TileEnvelope(%(z)s, %(x)s, %(y)s, margin => 64.0 / 4096), 4326))
SELECT ST_AsMVT(found, 'points', 4096, 'shape') FROM found
"""


def main() -> None:
    """Print the table; beside it as JSON where a folder is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--points", type=int, default=220_000)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    with work_folder(given.folder) as folder:
        file = folder / "points.geojson"
        body = b",\n".join(points(given.points).fragments)
        file.write_bytes(b'{"type":"FeatureCollection","features":[\n' + body + b"\n]}\n")
        features = read(file)
        asked = Asked.of(features)
        settings = Settings(add=(file,))
        loaded = State.load(settings).snapshot
        with database(folder / "database", features, asked.name) as place:
            start = time.perf_counter()
            published = publish(loaded, place.url)
            seconds = time.perf_counter() - start
            print(f"published: {published.features} features in {seconds:.1f} s")
            found = _rates(place, folder, asked, len(features), given)
            found |= _alone(place, loaded)
        if given.folder:
            (given.folder / "postgis.json").write_text(json.dumps(found, indent=1), "utf-8")


def _rates(
    place: Place, folder: Path, asked: Asked, count: int, given: argparse.Namespace
) -> dict[str, dict[str, float]]:
    with tipg_on(place, folder, asked) as other, ours_on(place, folder, asked) as ours:
        other.check()
        ours.check()
        for peer in (other, ours):
            for addresses in _distinct(peer, count).values():
                rate(addresses[-100:])
        rates: dict[str, dict[str, list[float]]] = {}
        for _ in range(given.turns):
            for name, peer in (("tipg", other), ("ours", ours)):
                for work, addresses in _distinct(peer, count).items():
                    told = rates.setdefault(work, {}).setdefault(name, [])
                    told.append(rate(addresses, given.seconds))
    made = {}
    print(f"{'requests a second':20}{'ours':>9}{'tipg':>9}{'ratio':>8}")
    for work, one in rates.items():
        own, theirs = (statistics.median(one[name]) for name in ("ours", "tipg"))
        made[work] = {"ours": own, "tipg": theirs, "ratio": own / theirs}
        print(f"{work:20}{own:9.0f}{theirs:9.0f}{own / theirs:8.1f}")
    return made


def _distinct(peer: Peer, count: int) -> dict[str, list[str]]:
    items, _, query = peer.works["limit=10"].partition("?")
    form = query.rpartition("=")[2]
    pages = [f"{items}?limit=10&offset={10 * n}&f={form}" for n in range(2_000)]
    # Each comes once, until there are no more.
    single = [f"{items}/f{n * 11 % count}?f={form}" for n in range(min(count, 18_000))]
    return {"item": single, "page of 10": pages, **peer.distinct()}


@contextmanager
def ours_on(place: Place, folder: Path, asked: Asked) -> Iterator[Peer]:
    """Run our server with one worker over the published collections."""
    port = free_port()
    base = f"http://{HOST}:{port}"
    works = asked.works(f"{base}/collections/points/items", "json")
    command: list[object] = [Path(sys.executable).with_name("sandan"), "serve", "--port", port]
    settings = {"SANDAN_STORE": place.url}
    with running(command, folder / "ours.log", settings, lambda: answers(works["limit=10"])):
        yield Peer(base, works, asked)


def _alone(place: Place, loaded: object) -> dict[str, dict[str, float]]:
    """Measure tiles of the store, as our encoder makes them and as ST_AsMVT does."""
    layer = stored_in([place.url], loaded).layers["points"]  # type: ignore[arg-type]
    source = TileSource.of(layer)
    made = {}
    print(f"{'tiles, ms':20}{'ours':>9}{'ST_AsMVT':>9}{'kB':>8}{'kB':>8}")
    with psycopg.connect(place.url) as connection:
        for zoom, row, column in TILES:
            tile = Tile(zoom, row, column, WEB_MERCATOR)
            given = {"z": zoom, "x": column, "y": row}
            own, mine = _best(lambda tile=tile: source.tile(tile))
            theirs, other = _best(
                lambda given=given: bytes(connection.execute(MVT, given).fetchall()[0][0])
            )
            sizes = len(mine) / 1e3, len(other) / 1e3
            name = f"z{zoom}"
            made[name] = {"ours": own, "ST_AsMVT": theirs}
            print(f"{name:20}{own:9.1f}{theirs:9.1f}{sizes[0]:8.0f}{sizes[1]:8.0f}")
    return made


def _best(make: Callable[[], bytes]) -> tuple[float, bytes]:
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        made = make()
        taken.append(1e3 * (time.perf_counter() - start))
    return min(taken), made


if __name__ == "__main__":
    main()
