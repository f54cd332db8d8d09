"""A made-up country whole: 1,350 complexes, 12 quarters, 13 industries, 200,000 factories.

    python benchmarks/figures.py [FOLDER]

Writes the files below FOLDER (a temporary one without), imports them, serves them, and prints CPU
seconds and the most memory that was held.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent.parent))

from starlette.testclient import TestClient

from api.app import create_app
from api.settings import DEFAULT_DATA, Settings
from geo.engine import make_geocoder
from geo.importers.imported import codes_by
from geo.importers.statistics import read_statistics_file
from geo.store.figures import digest_of, read_statistics, write_taken
from geo.store.taking import Roster, take
from tests.figures import Country

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print the CPU seconds of what is done within, and the most memory so far."""
    start, cpu = time.perf_counter(), time.process_time()
    yield
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds = f"{time.process_time() - cpu:.2f} s CPU, {time.perf_counter() - start:.2f} s"
    print(f"{what}: {seconds}, at most {most:.0f} MB", flush=True)


def main(folder: Path) -> None:
    """Measure it."""
    country = Country(DEFAULT_DATA, complexes=1350, quarters=12)
    folder.mkdir(parents=True, exist_ok=True)
    data = folder / "data"
    data.mkdir()
    for path in DEFAULT_DATA.iterdir():
        if path.name not in {"imports", "statistics"}:
            (data / path.name).symlink_to(path)
    register = folder / "전국공장등록현황_20231231.csv"
    with timed("files written"):
        quarters = [country.quarterly(folder, period) for period in country.periods]
        trends = [country.trends(folder, period) for period in country.periods]
        country.register(register, "2020", 200_000)
    geocoder = make_geocoder(DEFAULT_DATA)
    regions, codes = geocoder.resolver.regions, codes_by(geocoder.areas)

    def bring(path: Path) -> None:
        store = read_statistics(data)
        reading, _ = read_statistics_file(path, regions)
        places = geocoder.resolver.gazetteer.places.values()
        roster = Roster.of(store, places, regions, codes)
        taken = take(store, reading, roster, digest=digest_of(path), recorded="2026-01-01")
        write_taken(data, taken)

    for name, paths in (("quarter", quarters[::-1]), ("trends", trends)):
        with timed(f"{len(paths)} files of {name} imported"):
            for path in paths:
                bring(path)
    with timed("register of 200,000 rows imported"):
        bring(register)
    with timed("store read"):
        figures = read_statistics(data).figures
    print(f"{len(figures):,} figures")
    with timed("server made"):
        client = TestClient(create_app(Settings(data=data)))
    html = {"accept": "text/html"}
    ids = [*read_statistics(data).complexes][:2]
    for path in (
        *(f"/statistics/complexes/{id_}" for id_ in ids),
        "/statistics",
        "/statistics?level=sigungu",
        "/statistics?level=complex",
        "/statistics/targets",
        "/collections/statistics/items?measure=tenants&limit=10",
        "/collections/statistics/items?measure=tenants&f=xlsx",
    ):
        with timed(f"first {path}"):
            assert client.get(path, headers=html).status_code == 200  # noqa: S101
        with timed(f"again {path}, in English"):
            client.get(f"{path}{'&' if '?' in path else '?'}lang=en", headers=html)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as made:
            main(Path(made))
