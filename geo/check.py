"""What `sandan check` runs: whether everything is true and every built file fresh."""

from __future__ import annotations

import csv
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.build import make
from geo.errors import BrokenLayerError, DamagedFileError, TableError
from geo.evidence.arithmetic import broken_sums
from geo.store.figures import read_statistics
from geo.store.manifest import MANIFEST, Given, Manifest
from geo.store.publish import read_published
from geo.store.snapshot import IMPORTS, STATISTICS, read_layer
from geo.tables.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geo.atlas import Atlas
    from geo.evidence.check import Check

REGISTER = "index/registered_districts.csv"
"""The register of the 시군구 in force, below the data folder; see data/README.md."""


@dataclass(frozen=True, slots=True)
class Report:
    """What is wrong, and what the documents' arithmetic gave."""

    problems: tuple[Problem, ...]
    checks: tuple[Check, ...] = ()
    """Empty where the tables are too broken to work anything out."""


def check(data: Path) -> Report:
    """Return every problem of the tables, the documents' sums and the built files."""
    try:
        built = make(data)
    except TableError as error:
        return Report(error.problems)
    except DamagedFileError:
        return Report(tuple(_given(data)))
    problems = [*broken_sums(built.checks), *_unregistered(data, built.atlas), *_given(data)]
    for file, content in built.files.items():
        try:
            fresh = read_published(data, file) == content
        except OSError:
            problems.append(Problem(file, 0, "", "not_built"))
            continue
        if not fresh:
            problems.append(Problem(file, 0, "", "stale"))
    left = {f"layers/{path.name}" for path in (data / "layers").glob("*.geojson")}
    problems += [Problem(file, 0, "", "left_over") for file in sorted(left - built.files.keys())]
    problems += _brought(data)
    return Report(tuple(problems), built.checks)


def _given(data: Path) -> Iterator[Problem]:
    """Yield each file beside the tables that is not as the last build found it."""
    # Without a manifest, or a whole one, nothing was built: that is told by itself.
    with suppress(OSError, BrokenLayerError):
        manifest = Manifest.read(read_published(data, MANIFEST))
        for file in Given(data, manifest).damaged():
            yield Problem(file, 0, "", "changed")


def _brought(data: Path) -> Iterator[Problem]:
    """Yield what was imported and cannot be read, or speaks of complexes that nothing lists."""
    for path in sorted((data / IMPORTS).glob("*.geojson")):
        try:
            read_layer(path)
        except (BrokenLayerError, OSError):
            yield Problem(f"{IMPORTS}/{path.name}", 0, "", "broken_import")
    try:
        store = read_statistics(data)
    except BrokenLayerError as error:
        yield Problem(error.path, 0, "", "broken_import")
        return
    unknown = set(store.figures["complex"].words) - store.complexes.keys()
    if unknown:
        named = ", ".join(sorted(map(str, unknown))[:10])
        yield Problem(STATISTICS, 0, "complex", "unlisted_complex", {"ids": named})


def _unregistered(data: Path, atlas: Atlas) -> Iterator[Problem]:
    """Yield each 시군구 of today that the register lacks, calls otherwise, or has alone."""
    with (data / REGISTER).open(encoding="utf-8", newline="") as file:
        listed = {row["code"]: row["name"] for row in csv.DictReader(file)}
    sidos = {region.code: region.name_ko for region in atlas.regions.current}
    # 세종 has but one name.
    own = {
        code: " ".join(dict.fromkeys((sidos[district.sido_code], district.name_ko)))
        for code, district in atlas.districts.items()
    }
    for code in sorted(own.keys() | listed.keys()):
        if own.get(code) != listed.get(code):
            facts = {"code": code, "own": own.get(code, "–"), "listed": listed.get(code, "–")}
            yield Problem("districts.csv", 0, "code", "not_as_registered", facts)
