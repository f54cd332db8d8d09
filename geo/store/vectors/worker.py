"""A process that reads one file and ends: what GDAL and Arrow take of memory goes with it.

Called as ``python -m geo.store.vectors.worker FILE DATA CRS ANSWER``; `geo.store.added` calls it.
"""

from __future__ import annotations

import gc
import pickle
import sys
from pathlib import Path

from geo.errors import GeoError
from geo.store.vectors.reading import read_vector


def main(file: str, data: str, crs: str, answer: str) -> None:
    """Write what was read, or the error, to the file `answer`."""
    # The process ends before any cycle could matter, and half a million rows make many rounds.
    gc.disable()
    try:
        read: object = read_vector(Path(file), Path(data), crs or None)
    except GeoError as error:
        read = error
    with Path(answer).open("wb") as sink:
        pickle.dump(read, sink, protocol=5)


if __name__ == "__main__":
    main(*sys.argv[1:])
