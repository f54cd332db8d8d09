"""Mixed load on loopback: light reads, downloads, cold tiles, pictures and batches at a time.

python benchmarks/load.py [--clients 64] [--seconds 60] [--heavy 0.1] [--cold]

Each client asks, waits for the whole answer, and asks again; of its requests the share `--heavy`
are pictures, briefs, batches and downloads, different ones each. Prints for each kind of work how
many were answered, refused (503) and failed (other 5xx, broken), and the median, 99 % and longest
time; then the time to the answer of an easy request that one more client sends ten times a second,
and the memory of the server before, at most, and 10 s after. Each kind is asked for once before
that, as of a server that has run for a while, unless `--cold`. Asks nothing but our own server.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import ssl
import statistics
import sys
import time
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
from server import ours, pss

MOST_CLIENTS = 256
MOST_SECONDS = 600
REGIONS = ("11", "26", "27", "28", "29", "30", "31", "36", "41", "43", "44", "46", "47", "48")
NAMES = ("창원산단", "반월시화", "구미국가")
FORMATS = ("geojson", "gpkg", "shp", "fgb", "parquet", "kml", "csv", "xlsx", "gml")
TILES = "/collections/districts/tiles/WebMercatorQuad"
FILES = "/collections/districts/download"
_NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""One for all: to make it takes 30 ms, in which the other clients would wait for nothing."""


@dataclass
class Told:
    """What came of the requests of one kind of work."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)


def light(dice: random.Random) -> tuple[str, str, bytes | None]:
    """Return a request that a page or a GIS client sends."""
    return dice.choice(
        (
            ("landing", "/?f=json", None),
            ("items", f"/collections/complexes/items?f=json&limit={dice.randint(1, 60)}", None),
            ("one item", "/collections/complexes/items/changwon?f=json", None),
            ("page", f"/regions/{dice.choice(REGIONS)}?f=html", None),
            ("map", "/maps/overview", None),
            ("geocode", f"/geocode?q={dice.choice(NAMES)}", None),
            (
                "tile",
                f"{TILES}/9/{dice.randint(195, 203)}/{dice.randint(433, 443)}",
                None,
            ),
        )
    )


def heavy(dice: random.Random) -> tuple[str, str, bytes | None]:
    """Return a request that takes long."""
    names = [{"name": f"{dice.choice('가나다라마')}{n}산단", "sido": "경남"} for n in range(100)]
    return dice.choice(
        (
            ("picture", f"/maps/consortia.png?size=120x90mm&dpi={dice.randint(72, 300)}", None),
            ("brief", f"/briefs/region/{dice.choice(REGIONS)}.pdf", None),
            ("batch of 100", "/geocode", json.dumps({"rows": names}).encode()),
            (
                "download",
                f"{FILES}?f={dice.choice(FORMATS)}&limit={dice.randint(100, 250)}",
                None,
            ),
        )
    )


async def client(base: str, number: int, until: float, share: float, told: dict[str, Told]) -> None:
    """Ask again and again."""
    dice = random.Random(number)  # noqa: S311 - the same requests each time
    async with httpx2.AsyncClient(base_url=base, timeout=120, verify=_NO_TLS) as session:
        while time.perf_counter() < until:
            work, path, body = (heavy if dice.random() < share else light)(dice)
            begin = time.perf_counter()
            try:
                answer = await session.request("POST" if body else "GET", path, content=body)
                status = answer.status_code
            except httpx2.HTTPError:
                status = 599
            told[work].statuses[status] += 1
            told[work].seconds.append(time.perf_counter() - begin)


async def probe(base: str, until: float, took: list[float]) -> None:
    """Ask something easy ten times a second."""
    async with httpx2.AsyncClient(base_url=base, timeout=120, verify=_NO_TLS) as session:
        while time.perf_counter() < until:
            begin = time.perf_counter()
            await session.get("/collections/complexes/items?f=json&limit=1")
            took.append(time.perf_counter() - begin)
            await asyncio.sleep(0.1)


async def weigh(pid: int, until: float, memory: list[float]) -> None:
    """Note the memory of the server each second."""
    while time.perf_counter() < until:
        memory.append(pss(pid))
        await asyncio.sleep(1)


def warm(base: str) -> None:
    """Ask once for what a server has made before long: pages, maps, its workers, its geocoder."""
    dice = random.Random(0)  # noqa: S311 - the same requests each time
    drawn = [choose(dice) for choose in (light, heavy) for _ in range(40)]
    once = {work: (path, body) for work, path, body in drawn}
    once |= {region: (f"/regions/{region}?f=html", None) for region in REGIONS}
    once |= {name: (f"/geocode?q={name}", None) for name in NAMES}
    with httpx2.Client(base_url=base, timeout=120, verify=_NO_TLS) as session:
        for path, body in once.values():
            session.request("POST" if body else "GET", path, content=body)


def at(values: list[float], share: float) -> float:
    """Return the value below which a share of `values` lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


async def run(base: str, pid: int, clients: int, seconds: float, share: float) -> None:
    """Load the server and print what came of it."""
    until = time.perf_counter() + seconds
    told: defaultdict[str, Told] = defaultdict(Told)
    took: list[float] = []
    memory = [pss(pid)]
    await asyncio.gather(
        probe(base, until, took),
        weigh(pid, until, memory),
        *(client(base, number, until, share, told) for number in range(clients)),
    )
    head = f"{'':14}{'answered':>9}{'503':>6}{'failed':>7}{'p50 ms':>9}{'p99 ms':>9}{'max ms':>9}"
    print(head)
    for work, one in sorted(told.items()):
        busy = one.statuses[503]
        failed = sum(n for status, n in one.statuses.items() if status >= 500) - busy
        answered = one.statuses.total() - busy - failed
        times = (statistics.median(one.seconds), at(one.seconds, 0.99), max(one.seconds))
        shown = "".join(f"{1000 * value:9,.0f}" for value in times)
        print(f"{work:14}{answered:9,}{busy:6,}{failed:7,}{shown}")
    times = (statistics.median(took), at(took, 0.99), max(took))
    print(f"{'easy request':36}" + "".join(f"{1000 * value:9,.0f}" for value in times))
    print(f"server: {memory[0]:.0f} MB before, {max(memory):.0f} at most", end="")


def weighed(pid: int) -> None:
    """Print the memory of the server and of its workers."""
    children = Path(f"/proc/{pid}/task").glob("*/children")
    workers = [int(child) for one in children for child in one.read_text("ascii").split()]
    held = []
    for worker in workers:
        with suppress(ProcessLookupError):  # it has ended since
            held.append(f"{pss(worker):.0f}")
    shown = ", ".join(held) or "–"
    print(f", {pss(pid):.0f} after; workers: {shown} MB")


def main() -> None:
    """Start our server and load it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--heavy", type=float, default=0.1)
    parser.add_argument("--cold", action="store_true")
    given = parser.parse_args()
    if not 0 < given.clients <= MOST_CLIENTS or not 0 < given.seconds <= MOST_SECONDS:
        sys.exit(f"At most {MOST_CLIENTS} clients and {MOST_SECONDS} s.")
    with ours(whole=True) as (base, _, pid):
        if not given.cold:
            warm(base)
        asyncio.run(run(base, pid, given.clients, given.seconds, given.heavy))
        time.sleep(10)
        weighed(pid)


if __name__ == "__main__":
    main()
