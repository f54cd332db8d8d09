"""Whether what is told of networks is told too often: networks of chance, through the same tests.

`python -m benchmarks.calibration [NETWORKS]` draws networks from each null of the consortia, of the
transformation and of both, and asks of each what the page asks: how many measures have p < .05, how
many effects an interval without 1, how many networks groups. Each should be told of 5 in 100
(groups of at most 5). Prints the table of docs/networks.md.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import numpy as np

import geo
from geo.networks.chains import KEPT
from geo.networks.communities import communities
from geo.networks.distance import effects
from geo.networks.models import network
from geo.networks.nulls import chance_of, draw, expectations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.networks.chains import Kept
    from geo.networks.models import Model

NETWORKS = 1_000
SAMPLES = 200
"""Drawn beside each network of chance: fewer than beside a real one, for the test is as exact."""
GROUPED = 200
"""Networks in which groups are sought."""


def told(model: Model, kept: Kept, count: int) -> Iterator[tuple[str, float, int]]:
    """Yield each measure, the share of networks of a null with p < .05, and their number."""
    source = draw(model, kept, samples=count, seed=1)
    if not source.mixed:
        return
    found: dict[str, list[bool]] = {}
    for number, node in enumerate(source.node):
        one = chance_of(model, node)
        ensemble = draw(one, kept, samples=SAMPLES, seed=1_000 + number)
        for name, expected in expectations(one, ensemble).items():
            if expected.p is not None:
                found.setdefault(name, []).append(expected.p < 0.05)
    for name, ones in found.items():
        yield name, float(np.mean(ones)), len(ones)


def effects_told(model: Model, count: int) -> Iterator[tuple[str, float, int]]:
    """Yield each effect and the share of networks by chance whose interval is without 1."""
    source = draw(model, "degrees", samples=count, seed=1)
    found: dict[str, list[bool]] = {}
    for node in source.node:
        for one in effects(chance_of(model, node)):
            found.setdefault(one.term, []).append(not one.low <= 1 <= one.high)
    for name, ones in found.items():
        yield name, float(np.mean(ones)), len(ones)


def grouped(model: Model, count: int) -> float:
    """Return the share of networks by chance that are told to have groups."""
    source = draw(model, "degrees", samples=count, seed=1)
    ones = []
    for number, node in enumerate(source.node):
        one = chance_of(model, node)
        ensemble = draw(one, "degrees", samples=99, seed=1_000 + number)
        met = communities(one, ensemble, 1_000 + number)
        ones.append(met is not None and met.beyond_chance)
    return float(np.mean(ones))


def main(count: int) -> None:
    """Print the table."""
    atlas = geo.load().model
    for id_ in ("consortia", "transformation", "combined"):
        model = network(atlas, id_)
        for kept in KEPT:
            start = time.process_time()
            rows = list(told(model, kept, count))
            if not rows:
                print(f"{id_:15} {kept:9} does not mix: the page leaves it out", flush=True)
            for name, share, networks in rows:
                print(f"{id_:15} {kept:9} {name:20} {share:6.1%} of {networks}", flush=True)
            print(f"    {time.process_time() - start:.0f} s", flush=True)
        for name, share, networks in effects_told(model, count):
            print(f"{id_:15} effect    {name:20} {share:6.1%} of {networks}", flush=True)
        groups = grouped(model, min(GROUPED, count))
        print(f"{id_:15} groups    {groups:27.1%} of {min(GROUPED, count)}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else NETWORKS)
