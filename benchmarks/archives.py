"""All tiles of seeded points in one file: CPU seconds, tiles and bytes as their number grows.

python benchmarks/archives.py [--points 10000 100000 220000] [--zoom 10]
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from filters import points

from geo.tiles.archive import DEEPEST, write_archive


def main() -> None:
    """Print a line for each number of points."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--points", type=int, nargs="+", default=[10_000, 100_000, 220_000])
    options.add_argument("--zoom", type=int, default=DEEPEST)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for count in asked.points:
            path, layer = Path(folder, f"{count}.pmtiles"), points(count)
            begin = time.process_time()
            tiles = write_archive(layer, path, asked.zoom)
            seconds = time.process_time() - begin
            size = path.stat().st_size / 1e6
            print(f"{count:,} points: {tiles} tiles, {size:.1f} MB, {seconds:.1f} s of CPU")


if __name__ == "__main__":
    main()
