"""How long GIS clients take, and how much they read, behind nginx at ``/atlas/``.

python benchmarks/clients.py [--points 220000] [--rows 1000000] [--turns 3]

Prints the seconds from "add layer" to the last feature for QGIS (PyQGIS of Debian) and for GDAL
(pyogrio's of the service, Debian's of the file) at the same address, medians of the turns, with
the requests that nginx counted: by OGC API - Features, and by the layer that
`/collections/{id}/layer.qlr` adds, whose FlatGeobuf is read in place. Then what a box of 1 % of the
country costs of a GeoParquet and of a FlatGeobuf of as many rows: bytes as nginx counted them.
Zero leaves a part out. Needs on Debian: nginx-light gdal-bin python3-qgis.
"""

from __future__ import annotations

import argparse
import io
import math
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import geopandas
from database import HOST, Missing, free_port, running
from filters import points
from peers import answers, work_folder
from server import ours, ready

if TYPE_CHECKING:
    from collections.abc import Iterator

PYTHON = "/usr/bin/python3"
PATIENCE = 600
CURL = {"GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR"}
TIMED = """
begin, spent = time.perf_counter(), time.process_time()
count = {count}
print("TOLD", time.perf_counter() - begin, time.process_time() - spent, count)
sys.stdout.flush()
os._exit(0)
"""
QGIS = """
import os, sys, time
from urllib.request import urlretrieve
from qgis.core import QgsApplication, QgsLayerDefinition, QgsProject, QgsVectorLayer
QgsApplication.setPrefixPath("/usr", True)
app = QgsApplication([], False)
app.initQgis()
address, name = sys.argv[1:]
"""
GDAL = """
import os, sys, time
import pyogrio
address, name = sys.argv[1:]
"""
# The GDAL that QGIS reads by, a feature at a time as QGIS does.
OGR = """
import os, sys, time
from osgeo import gdal
address, name = sys.argv[1:]
"""
# With a slash behind the address GDAL 3.12 does not find the page size in the description.
SERVICE, FILE = "OGC API", "layer.qlr, FlatGeobuf in place"
WAYS = {
    ("QGIS", SERVICE): QGIS
    + TIMED.format(
        count="""sum(
    1 for _ in QgsVectorLayer(f"url='{address}/' typename='{name}'", "", "OAPIF").getFeatures()
)"""
    ),
    ("GDAL", SERVICE): GDAL
    + TIMED.format(count="pyogrio.read_arrow(f'OAPIF:{address}', layer=name)[1].num_rows"),
    ("QGIS", FILE): QGIS
    + """
def added():
    file, _ = urlretrieve(f"{address}/collections/{name}/layer.qlr")
    project = QgsProject.instance()
    QgsLayerDefinition.loadLayerDefinition(file, project, project.layerTreeRoot())
    return next(iter(project.mapLayers().values()))
"""
    + TIMED.format(count="sum(1 for _ in added().getFeatures())"),
    ("GDAL", FILE): OGR
    + """
def read():
    # Layers do not keep their file open.
    opened = gdal.OpenEx(f"/vsicurl/{address}/collections/{name}/download/{name}.fgb")
    return sum(1 for _ in opened.GetLayer(0))
"""
    + TIMED.format(count="read()"),
}
"""Client and way to what it runs to read all features of a collection."""


@dataclass
class Proxy:
    """nginx before our server."""

    address: str
    log: Path

    def since(self) -> list[tuple[str, int, str]]:
        """Return target, bytes and range of each request since the last time."""
        time.sleep(0.2)
        lines = self.log.read_text("utf-8").splitlines()
        self.log.write_text("", "utf-8")
        parted = (line.split("\t") for line in lines)
        return [(target, int(sent), part) for target, sent, part in parted]


@contextmanager
def proxied(folder: Path, behind: str) -> Iterator[Proxy]:
    """Run nginx before `behind`, below a path, as docs/gis.md says."""
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        message = "nginx is not there. Install it: apt-get install nginx-light"
        raise Missing(message)
    guide = (Path(__file__).parents[1] / "docs" / "gis.md").read_text("utf-8")
    found = re.search(r"```nginx\n(.*?)```", guide, re.DOTALL)
    location = found[1].replace("127.0.0.1:8000", urlsplit(behind).netloc) if found else ""
    port, log = free_port(), folder / "requests.log"
    log.write_text("", "utf-8")
    log.chmod(0o666)
    folder.chmod(0o755)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;\n"
        "user root; events {}\n"
        f"http {{ {temporary}\n"
        "log_format told '$request_uri\\t$body_bytes_sent\\t$http_range';\n"
        f"access_log {log} told;\n"
        f"server {{ listen {HOST}:{port};\n{location}\n}} }}\n",
        "utf-8",
    )
    address = f"http://{HOST}:{port}/atlas"
    command: list[object] = [program, "-c", folder / "nginx.conf", "-p", folder]
    with running(command, folder / "nginx.out", {}, lambda: answers(f"{address}/?f=json")):
        yield Proxy(address, log)


def read_all(
    way: tuple[str, str], proxy: Proxy, collection: str, count: int
) -> tuple[float, float]:
    """Return the seconds, and those of the processor, that a client takes for all features."""
    environment = {**os.environ, **CURL, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONPATH", None)
    python = sys.executable if way == ("GDAL", SERVICE) else PYTHON
    done = subprocess.run(
        [python, "-c", WAYS[way], proxy.address, collection],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
        env=environment,
    )
    found = re.search(r"^TOLD (\S+) (\S+) (\d+)", done.stdout, re.MULTILINE)
    if found is None or int(found[3]) != count:
        message = f"{way} says: {done.stdout}{done.stderr}"
        raise RuntimeError(message)
    return float(found[1]), float(found[2])


def times(proxy: Proxy, collection: str, count: int, turns: int) -> None:
    """Print how long each client takes for all features of a collection."""
    begin = time.perf_counter()
    with urlopen(f"{proxy.address}/collections/{collection}/download/{collection}.fgb") as answer:  # noqa: S310
        answer.read()
    print(f"FlatGeobuf made, once for a snapshot: {time.perf_counter() - begin:.1f} s", flush=True)
    for way in (SERVICE, FILE):
        middle, work = {}, {}
        for client in ("QGIS", "GDAL"):
            taken = []
            for _ in range(turns):
                proxy.since()
                taken.append(read_all((client, way), proxy, collection, count))
                requests = len(proxy.since())
            wall, spent = (statistics.median(side) for side in zip(*taken, strict=True))
            middle[client], work[client] = wall, spent
            print(
                f"{count:,} points by {client}, {way}: {wall:.2f} s, "
                f"{spent:.2f} s of the processor, {requests} requests",
                flush=True,
            )
        print(
            f"QGIS / GDAL, {way}: {middle['QGIS'] / middle['GDAL']:.2f}, "
            f"of the processor {work['QGIS'] / work['GDAL']:.2f}",
            flush=True,
        )


class Remote(io.RawIOBase):
    """A file of a server that is read in parts, as readers of GeoParquet do."""

    def __init__(self, address: str) -> None:
        self.address, self.at = address, 0
        with urlopen(Request(address, method="HEAD")) as answer:  # noqa: S310 - ours
            self.size = int(answer.headers["Content-Length"])

    def readable(self) -> bool:
        """Say yes."""
        return True

    def seekable(self) -> bool:
        """Say yes."""
        return True

    def tell(self) -> int:
        """Return the place."""
        return self.at

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place."""
        self.at = offset + (0, self.at, self.size)[whence]
        return self.at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read a part by one request."""
        last = min(self.at + len(buffer), self.size) - 1
        if last < self.at:
            return 0
        part = Request(self.address, headers={"Range": f"bytes={self.at}-{last}"})  # noqa: S310
        with urlopen(part) as answer:  # noqa: S310
            body = answer.read()
        buffer[: len(body)] = body
        self.at += len(body)
        return len(body)


def parts(proxy: Proxy, collection: str, box: tuple[float, float, float, float]) -> None:
    """Print what a box costs of a GeoParquet and of a FlatGeobuf."""
    files = f"{proxy.address}/collections/{collection}/download/{collection}"
    for end in ("parquet", "fgb"):
        begin = time.perf_counter()
        with urlopen(f"{files}.{end}") as answer:  # noqa: S310
            whole = sum(map(len, iter(lambda: answer.read(1 << 20), b"")))
        made = time.perf_counter() - begin
        proxy.since()
        begin = time.perf_counter()
        if end == "parquet":
            found = len(geopandas.read_parquet(Remote(f"{files}.{end}"), bbox=box))
        else:
            command = ["ogrinfo", "-ro", "-al", "-q", "-spat", *map(str, box)]
            done = subprocess.run(
                [*command, f"/vsicurl/{files}.{end}"],
                capture_output=True,
                check=True,
                env={**os.environ, **CURL},
            )
            found = done.stdout.count(b"OGRFeature(")
        taken = time.perf_counter() - begin
        asked = proxy.since()
        read = sum(sent for _, sent, _ in asked)
        print(
            f"{end}: {whole / 1e6:.1f} MB, made and read whole in {made:.1f} s; the box has "
            f"{found:,} rows, costs {len(asked)} requests, {read / 1e6:.2f} MB "
            f"({read / whole:.1%}), {taken:.2f} s",
            flush=True,
        )


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--points", type=int, default=220_000)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--turns", type=int, default=3)
    given = parser.parse_args()
    os.environ["SANDAN_TRUSTED_PROXIES"] = HOST
    with work_folder(None) as folder:
        for name, count in (("points", given.points), ("rows", given.rows)):
            if not count:
                continue
            file = folder / f"{name}.geojson"
            lines = b",\n".join(points(count).fragments)
            file.write_bytes(b'{"type":"FeatureCollection","features":[\n' + lines + b"\n]}")
            begin = time.perf_counter()
            with ours("--add", str(file), whole=True) as (base, _, _), proxied(folder, base) as to:
                ready(base, name)
                taken = time.perf_counter() - begin
                print(f"{count:,} {name} ready after {taken:.0f} s", flush=True)
                if name == "points":
                    times(to, name, count, given.turns)
                else:
                    side = math.sqrt(0.01) * 4
                    parts(to, name, (127.5, 35.5, 127.5 + side, 35.5 + side))


if __name__ == "__main__":
    main()
