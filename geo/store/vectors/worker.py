"""A process that reads one file and ends: what GDAL and Arrow take of memory goes with it.

Called as ``python -m geo.store.vectors.worker FILE DATA CRS FOLDER`` by `geo.store.added`. It
leaves in FOLDER either ``error`` or ``layers``, pickled, and the body of each layer under its
number: unpickling a large body would take twice its memory, and keep some of it.
"""

from __future__ import annotations

import gc
import pickle
import sys
from dataclasses import replace
from pathlib import Path

from geo.errors import GeoError
from geo.store.vectors.reading import read_vector


def main(file: str, data: str, crs: str, folder: str) -> None:
    """Write what was read, or the error, below `folder`."""
    # The process ends before any cycle could matter, and half a million rows make many rounds.
    gc.disable()
    answer = Path(folder)
    try:
        read = read_vector(Path(file), Path(data), crs or None)
    except GeoError as error:
        (answer / "error").write_bytes(pickle.dumps(error))
        return
    for number, one in enumerate(read):
        (answer / str(number)).write_bytes(one.body)
    (answer / "layers").write_bytes(pickle.dumps([replace(one, body=b"") for one in read]))


if __name__ == "__main__":
    main(*sys.argv[1:])
