"""Our server beside nginx with the same bytes, and beside tipg and pygeoapi if asked for.

python benchmarks/server.py [--points 220000] [--seconds 1] [--peers] [--folder FOLDER]

One process each, pinned to the first core, wrk on the last, concurrency 16; medians of three turns,
ours and the other in turn, ratios of them. nginx serves our answers as files. Boxes and values are
different in every request; all else is asked for again and again. Needs on Debian: nginx-light wrk,
and for the peers what benchmarks/peers.py says.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from database import CORES, HOST, PATIENCE, Missing, free_port, pinned, running
from filters import points
from peers import PEERS, TURNS, Asked, Peer, answers, get, rate, read, work_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SANDAN = Path(sys.executable).with_name("sandan")
COLLECTION = "points"
LARGE = 16_700_000
"""Bytes of the download that is timed whole, about those of the country's smallest districts."""


@contextmanager
def ours(*more: str, whole: bool = False) -> Iterator[tuple[str, float, int]]:
    """Run our server; yield its address, the seconds to its first answer, its process.

    It runs on the first core alone, or on the `whole` machine.
    """
    begin = time.perf_counter()
    command = [*([] if whole else pinned(CORES[0])), str(SANDAN), "serve", "--port", "0", *more]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ)
    said = process.stdout.readline() if process.stdout else ""
    found = re.search(r"http://\S+?(?=/?\s*$)", said)
    if found is None:
        message = f"no address in: {said}"
        raise RuntimeError(message)
    get(f"{found[0]}/collections/complexes/items?f=json")
    taken = time.perf_counter() - begin
    try:
        yield found[0], taken, process.pid
    finally:
        process.terminate()
        process.wait(20)


def pss(pid: int) -> float:
    """Return the memory of a process in MB, shared pages by their share."""
    rolled = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    found = re.search(r"^Pss:\s+(\d+) kB", rolled, re.MULTILINE)
    return int(found[1]) / 1000 if found else 0.0


def ready(base: str, collection: str = COLLECTION) -> None:
    """Wait until filters of the points are answered quickly: what they need has been made."""
    address = f"{base}/collections/{collection}/items?bbox=0,0,1,1&f=json"
    for _ in range(PATIENCE):
        begin = time.perf_counter()
        # A million rows on a busy machine take longer than a request is waited for.
        with suppress(TimeoutError):
            get(f"{address}&limit={_ + 1}")
        if time.perf_counter() - begin < 0.01:
            return
        time.sleep(1)


@contextmanager
def nginx(folder: Path, bodies: Sequence[bytes]) -> Iterator[list[str]]:
    """Serve `bodies` as files by nginx; yield the address of each."""
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        message = "nginx is not there. Install it: apt-get install nginx-light"
        raise Missing(message)
    root = folder / "files"
    root.mkdir(exist_ok=True)
    for number, body in enumerate(bodies):
        (root / f"{number}.json").write_bytes(body)
    port = free_port()
    folder.chmod(0o755)
    (folder / "nginx.conf").write_text(
        f"daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;\n"
        "user root; events { worker_connections 512; }\n"
        "http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;\n"
        "open_file_cache max=1000; default_type application/geo+json;\n"
        f"client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2;\n"
        f"fastcgi_temp_path {folder}/t3; uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;\n"
        f"server {{ listen {HOST}:{port}; root {root}; }} }}\n",
        encoding="utf-8",
    )
    addresses = [f"http://{HOST}:{port}/{number}.json" for number in range(len(bodies))]
    command: list[object] = [program, "-c", folder / "nginx.conf", "-p", folder]
    with running(command, folder / "nginx.log", {}, lambda: answers(addresses[0])):
        yield addresses


def etag(address: str) -> str:
    """Return the validator of an answer."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=PATIENCE)
    connection.request("HEAD", f"{parts.path}?{parts.query}")
    told = connection.getresponse().headers.get("ETag", "")
    connection.close()
    return told


def seconds_of(address: str) -> float:
    """Return the seconds to the last byte of an answer, on a connection of its own."""
    begin = time.perf_counter()
    get(address)
    return time.perf_counter() - begin


def compare(base: str, asked: Asked, folder: Path, seconds: int) -> None:
    """Print each work of ours and of nginx in turn."""
    few, many = f"{base}/collections/complexes", f"{base}/collections/{COLLECTION}/items"
    peer = Peer(base, asked.works(many, "json"), asked)
    peer.check()
    works: dict[str, str | list[str]] = {
        "landing": f"{base}/?f=json",
        "whole, all features": f"{few}/items?f=json",
        "first 10 of them": f"{few}/items?f=json&limit=10",
        "one of them": f"{few}/items/changwon?f=json",
        "first 10 of the points": peer.works["limit=10"],
        "one of the points": peer.works["item"],
        "vector tile z7": f"{few.replace('complexes', 'districts')}/tiles/WebMercatorQuad/7/49/109",
        "bbox, all different": peer.distinct()["bbox"],
        "equality, all different": peer.distinct()["equality"],
    }
    samples = {
        work: [addresses] if isinstance(addresses, str) else addresses[:: len(addresses) // 64]
        for work, addresses in works.items()
    }
    bodies = [get(address)[1] for some in samples.values() for address in some]
    print(f"{'':26}{'kB':>8}{'ours/s':>10}{'nginx/s':>10}{'ratio':>8}")
    with nginx(folder, bodies) as files:
        left = iter(zip(files, bodies, strict=True))
        for work, some in samples.items():
            pairs = [next(left) for _ in some]
            same = [file for file, _ in pairs]
            turns = [
                (rate(works[work], seconds), rate(same if len(same) > 1 else same[0], seconds))
                for _ in range(TURNS)
            ]
            own, limit = (statistics.median(side) for side in zip(*turns, strict=True))
            size = statistics.mean(len(body) for _, body in pairs) / 1000
            print(f"{work:26}{size:8.1f}{own:10,.0f}{limit:10,.0f}{own / limit:8.3f}", flush=True)
        whole, file = f"{few}/items?f=json", files[1]
        known, also = {"If-None-Match": etag(whole)}, {"If-None-Match": etag(file)}
        turns = [
            (rate(whole, seconds, headers=known), rate(file, seconds, headers=also))
            for _ in range(TURNS)
        ]
        own, limit = (statistics.median(side) for side in zip(*turns, strict=True))
        print(f"{'not modified (304)':26}{0:8.1f}{own:10,.0f}{limit:10,.0f}{own / limit:8.3f}")


def beside(own: Peer, peer: Peer, name: str, seconds: int) -> None:
    """Print requests that are all different of ours and of a peer, in turn on the same core."""
    peer.check()
    mine = own.distinct()
    for work, addresses in peer.distinct().items():
        turns = [(rate(mine[work], seconds), rate(addresses, seconds)) for _ in range(TURNS)]
        us, them = (statistics.median(side) for side in zip(*turns, strict=True))
        print(f"{work}: ours {us:,.0f}/s, {name} {them:,.1f}/s, {us / them:.1f} x", flush=True)


def download(base: str, folder: Path) -> None:
    """Print the time to the last byte of a large answer, ours and nginx's in turn."""
    address = f"{base}/collections/{COLLECTION}/items?f=json&limit=100000"
    body = get(address)[1]
    limit = int(100_000 * LARGE / len(body))
    address = address.replace("100000", str(min(limit, 100_000)))
    body = get(address)[1]
    with nginx(folder, [body]) as (file,):
        turns = [(seconds_of(address), seconds_of(file)) for _ in range(9)]
    own, least = (statistics.median(side) * 1000 for side in zip(*turns, strict=True))
    print(f"{len(body) / 1e6:.1f} MB: ours {own:.1f} ms, nginx {least:.1f} ms, {own / least:.2f} x")


def main() -> None:
    """Print requests a second and their ratio to nginx and to the peers."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--points", type=int, default=220_000)
    parser.add_argument("--seconds", type=int, default=1)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    starts = []
    for _ in range(TURNS):
        with ours() as (_, started, pid):
            starts.append((started, pss(pid)))
    started, memory = (statistics.median(side) for side in zip(*starts, strict=True))
    print(f"start to first answer {started:.2f} s, PSS then {memory:.0f} MB")
    with work_folder(given.folder) as folder:
        file = folder / f"{COLLECTION}.geojson"
        rows = b",\n".join(points(given.points).fragments)
        file.write_bytes(b'{"type":"FeatureCollection","features":[\n' + rows + b"\n]}")
        asked = Asked.of(read(file))
        with ours("--add", str(file)) as (base, started, pid):
            ready(base)
            print(
                f"with {given.points:,} points {started:.2f} s, ready for filters {pss(pid):.0f} MB"
            )
            compare(base, asked, folder, given.seconds)
            download(base, folder)
            print(f"PSS afterwards {pss(pid):.0f} MB")
            own = Peer(base, asked.works(f"{base}/collections/{COLLECTION}/items", "json"), asked)
            for name in PEERS if given.peers else ():
                try:
                    with PEERS[name](file, folder, asked) as peer:
                        beside(own, peer, name, given.seconds)
                except Missing as missing:
                    print(f"{name}: {missing}", file=sys.stderr)


if __name__ == "__main__":
    main()
