"""What a door below the application is worth: the same cached answers through both.

python benchmarks/doors.py [--seconds 2]

Our server with its own protocol (`sandan serve`) and the same application under uvicorn's protocol,
which looks into the same cache as a layer of ASGI; one process each, pinned to the first core, wrk
on the last, concurrency 16, in turn; medians of three. Needs on Debian: wrk.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from database import CORES, HOST, PATIENCE, free_port, pinned
from peers import TURNS, get, rate
from server import ours

if TYPE_CHECKING:
    from collections.abc import Iterator

PATHS = {
    "landing": "/?f=json",
    "one feature": "/collections/complexes/items/changwon?f=json",
    "whole collection": "/collections/complexes/items?f=json",
}
LAYER = """
import sys, uvicorn
from api.app import create_app
from api.settings import Settings
uvicorn.run(create_app(Settings()), port=int(sys.argv[1]), log_level="error", server_header=False)
"""


@contextmanager
def layered() -> Iterator[str]:
    """Run the application under uvicorn's own protocol; yield its address."""
    port = free_port()
    command = [*pinned(CORES[0]), sys.executable, "-c", LAYER, str(port)]
    process = subprocess.Popen(command)
    try:
        for _ in range(PATIENCE * 10):
            try:
                get(f"http://{HOST}:{port}/health/live")
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://{HOST}:{port}"
    finally:
        process.terminate()
        process.wait(20)


def main() -> None:
    """Print requests a second through each door, and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--seconds", type=int, default=2)
    seconds = parser.parse_args().seconds
    with ours() as (base, _, _), layered() as layer:
        print(f"{'':20}{'protocol/s':>12}{'layer/s':>12}{'ratio':>8}")
        for name, path in PATHS.items():
            turns = [
                (rate(f"{base}{path}", seconds), rate(f"{layer}{path}", seconds))
                for _ in range(TURNS)
            ]
            door, asgi = (statistics.median(side) for side in zip(*turns, strict=True))
            print(f"{name:20}{door:12,.0f}{asgi:12,.0f}{door / asgi:8.2f}", flush=True)


if __name__ == "__main__":
    main()
